import type { FixResult } from '../../../main/contract/change';
import type { AppState } from '../../../main/contract/state';
import type { WorkDone } from '../../../main/contract/work';
import { KeysToRenew } from '../../components/Keys';
import { Outcome } from '../../components/Outcome';
import { Screen } from '../../components/Screen';
import { Press } from '../../components/Words';
import { type SayWord, useSay } from '../../i18n';
import { openKeyPage } from '../../state/deeds';
import { canUndo } from '../../state/plan';
import { makeTank, showFetched } from '../../state/tank';
import { deedOf, receiptOf, tankOf } from '../../state/tanks';
import { openMove, useUi } from '../../state/ui';
import { goOn, seen, undo } from '../../state/work';
import { PlainTank, ReportTank } from '../ReportTank';
import { resultWords } from '../resultWords';
import { sayReceipt, TankPicture } from './TankPicture';

/** What work on a tank came to: how the tank is now, and the next step. */
export function TankResult({ state, done }: { state: AppState; done: WorkDone }) {
  const say = useSay();
  const name = useUi((ui) => ui.tank);
  const tank = tankOf(state, name);
  const deed = deedOf(done);
  const { outcomes, keys } = done;
  // The first is the tank’s own; what moving in did outside comes after it, and can be taken back.
  const own = { ...done, outcomes: outcomes.slice(0, 1) };
  const smooth = own.outcomes.some(({ result }) => result === 'fixed');
  // Bringing out may have brought a part.
  const brought =
    (smooth && deed === 'fetch') ||
    (deed === 'move-out' &&
      own.outcomes.some(({ result }) => result === 'fixed' || result === 'left-changed'));
  const outside = smooth && outcomes.some(({ result }) => result !== 'fixed');
  const standing = new Set(state.changes.filter(canUndo).map(({ id }) => id));
  const unfinished = deed === 'create' && !smooth && tank?.state === 'unfinished' ? tank : undefined;
  const [move] = state.moves ?? [];
  const next = smooth && deed === 'create' && tank && tank.movedInAt === null ? move : undefined;
  const { title, lead } = unfinished
    ? { title: say('tank.result.unfinished'), lead: say('tank.result.unfinished.lead') }
    : wordsOf(own, tank, say);
  const leads = [lead, outside && say('tank.result.outside')].filter((each) => typeof each === 'string');
  return (
    <Screen
      name="result"
      title={title}
      {...(leads.length > 0 && { lead: leads.join('\n') })}
      actions={
        <>
          {unfinished && (
            <Press main onPress={() => makeTank(unfinished.engine)}>
              {say('tank.go-on')}
            </Press>
          )}
          <Press main={!unfinished} shortcut="Escape" onPress={goOn}>
            {say(tank ? 'tank.see' : 'result.on')}
          </Press>
          {next && tank && (
            <Press
              onPress={() => {
                openMove(tank.name, next.id);
                void seen();
              }}
            >
              {say('tank.move.in')}
            </Press>
          )}
          {brought && tank && <Press onPress={() => showFetched(tank.name)}>{say('tank.files.show')}</Press>}
        </>
      }
      tank={<Picture state={state} tank={tank} />}
    >
      {next && (
        <>
          <h2>{say('tank.result.next')}</h2>
          <p className="reading">{say('tank.result.next.move')}</p>
        </>
      )}
      <KeysToRenew
        keys={keys}
        onOpen={openKeyPage}
        because={deed === 'move-in' ? say('tank.result.keys') : undefined}
      />
      {outcomes.length > 0 && (
        <>
          <h2>{say('result.list')}</h2>
          <ol className="outcomes">
            {outcomes.map((outcome, index) => (
              <Outcome
                // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes
                key={index}
                kind="tank"
                outcome={outcome}
                onUndo={
                  outcome.entry !== null && standing.has(outcome.entry) ? (entry) => undo([entry]) : null
                }
              />
            ))}
          </ol>
        </>
      )}
    </Screen>
  );
}

/** How the tank is now; what it tried is said where that was a part of the work, and what got out comes first. */
function wordsOf(done: WorkDone, tank: ReturnType<typeof tankOf>, say: SayWord) {
  const deed = deedOf(done);
  const tried = deed === 'create' || deed === 'receipt' ? tank?.receipt : undefined;
  const came = (wanted: FixResult) => done.outcomes.some(({ result }) => result === wanted);
  // What failed half way took no receipt: an older one that was sealed says nothing of now.
  const sure = came('fixed') || (came('left-changed') && tried && receiptOf(tried.tries).open > 0);
  if (!tried || !sure) return resultWords(done, say);
  const told = sayReceipt(receiptOf(tried.tries), say);
  return deed === 'receipt'
    ? { title: told, lead: null }
    : { title: say('tank.result.create'), lead: say('tank.result.tried', { told }) };
}

function Picture({ state, tank }: { state: AppState; tank: ReturnType<typeof tankOf> }) {
  if (tank) return <TankPicture tank={tank} />;
  return state.report ? <ReportTank report={state.report} /> : <PlainTank />;
}
