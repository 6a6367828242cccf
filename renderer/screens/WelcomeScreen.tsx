import { TILES } from '../../main/contract/finding';
import { Disclosure } from '../components/Disclosure';
import { LanguageChoice } from '../components/LanguageChoice';
import { ScreenLayout } from '../components/ScreenLayout';
import { StateIcon } from '../components/StateIcon';
import { Button } from '../components/TitleAndButton';
import { useTranslate } from '../i18n';
import { look } from '../store/actions';
import { useAppStore } from '../store/appState';
import { call } from '../store/call';
import { openAccesses, openScreen } from '../store/uiState';
import { PracticeLine } from './PracticeBar';
import { PlainTank } from './ReportTank';

const PROMISES = ['changes', 'stays', 'asks'] as const;
const SAMPLE = [
  { id: 'bad', look: 'attention' },
  { id: 'good', look: 'good' },
  { id: 'unknown', look: 'unknown' },
] as const;
const READS = ['itself', 'left', 'yours', 'computer'] as const;
const LEAVES = ['question', 'feeds', 'app', 'nothing'] as const;

/** The first screen: the language, what is agreed to, and what a result looks like; what is read and sent unfolds. */
export function WelcomeScreen() {
  const say = useTranslate();
  const again = useAppStore(({ state }) => state?.report !== null);
  return (
    <ScreenLayout
      name="welcome"
      title={say('welcome.title')}
      lead={say('welcome.lead')}
      before={<LanguageChoice onChoose={call.setLanguage} />}
      promises={
        <ul className="plain">
          {PROMISES.map((each) => (
            <li key={each}>{say(`welcome.promise.${each}`)}</li>
          ))}
        </ul>
      }
      actions={
        <>
          <Button main onClick={look}>
            {say(again ? 'welcome.go' : 'welcome.agree')}
          </Button>
          {again && <Button onClick={() => openScreen('tiles')}>{say('welcome.back')}</Button>}
          <PracticeLine />
        </>
      }
      tank={<PlainTank />}
    >
      <Disclosure title={say('welcome.reads')}>
        <ul className="plain">
          {READS.map((each) => (
            <li key={each}>{say(`welcome.reads.${each}`)}</li>
          ))}
        </ul>
      </Disclosure>
      <Disclosure title={say('welcome.leaves')}>
        <ul className="plain">
          {LEAVES.map((each) => (
            <li key={each}>{say(`welcome.leaves.${each}`)}</li>
          ))}
        </ul>
      </Disclosure>
      {again && <Button onClick={openAccesses}>{say('accesses.press')}</Button>}
      <h2>{say('welcome.sample')}</h2>
      <ul className="rows">
        {SAMPLE.map(({ id, look: mark }) => (
          <li className={`row ${mark}`} key={id}>
            <div>
              <StateIcon look={mark} label={say(`mark.${mark}`)} />
              <span className="words">
                <b>{say(`welcome.sample.${id}`)}</b>{' '}
                <span className="because">{say(`welcome.sample.${id}.so`)}</span>
              </span>
            </div>
          </li>
        ))}
      </ul>
      <h2>{say('welcome.safe')}</h2>
      <ol className="plain">
        {TILES.map((tile) => (
          <li key={tile}>{say(`safe.${tile}`)}</li>
        ))}
      </ol>
    </ScreenLayout>
  );
}
