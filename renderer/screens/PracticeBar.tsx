import { useEffect, useState } from 'react';
import type { AppState } from '../../main/contract/state';
import { Button } from '../components/TitleAndButton';
import { useTranslate } from '../i18n';
import { useAppStore } from '../store/appState';
import { canDrill, type Drill } from '../store/drill';
import { closeDrill, endPractice, startDrill, startPractice, usePractice } from '../store/practice';

/** How long a live region stands empty before it is filled, in milliseconds: what comes into it is read out, once. */
const UNTIL_SAID_MS = 50;

/** Says on top of every screen, all the time, that the computer is a made-up one, with the way out. */
export function PracticeBar({ state }: { state: AppState }) {
  const on = useAppStore(({ computer }) => computer === 'practice');
  return on ? <Bar state={state} /> : null;
}

function Bar({ state }: { state: AppState }) {
  const say = useTranslate();
  const { note, drill } = usePractice();
  const [said, setSaid] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSaid(true), UNTIL_SAID_MS);
    return () => clearTimeout(timer);
  }, []);
  const begin = () => {
    // What stops it stands on top of the page.
    window.scrollTo(0, 0);
    startDrill();
  };
  return (
    <div className="practice">
      <div role="status">{said && <p className="practice-what">{say('practice.bar')}</p>}</div>
      <section className="practice-ways" aria-label={say('practice.name')}>
        <b className="practice-name" aria-hidden="true">
          {say('practice.name')}
        </b>
        {(drill !== null || canDrill(state)) && (
          <Button onClick={drill === null ? begin : closeDrill}>
            {say(drill === null ? 'drill.go' : 'drill.off')}
          </Button>
        )}
        <Button onClick={() => endPractice()}>{say('practice.end')}</Button>
      </section>
      <div className="practice-said" role="alert">
        {drill && <DrillText drill={drill} />}
      </div>
      <div className="practice-said" role="status">
        {note && <p>{say(`practice.note.${note}`)}</p>}
      </div>
    </div>
  );
}

/** What strange thing it does; or how long it took to stop it, and what to do in earnest. */
function DrillText({ drill }: { drill: Drill }) {
  const say = useTranslate();
  if ('begunAt' in drill) return <p>{say('drill.now', { stop: say('stop.press') })}</p>;
  return (
    <p>
      <b>{say('drill.done', { seconds: drill.seconds })}</b>
      {say('app.gap')}
      {say('drill.earnest', { changes: say('changes.press') })}
    </p>
  );
}

/** The way to the practice computer, as one quiet line; nothing on that computer itself. */
export function PracticeLine() {
  const say = useTranslate();
  const on = useAppStore(({ computer }) => computer === 'practice');
  return on ? null : <Button onClick={() => startPractice()}>{say('practice.try')}</Button>;
}
