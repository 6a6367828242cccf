import type { FixResult } from '../../../main/contract/change';
import type { AppState } from '../../../main/contract/state';
import type { JobSummary, TankCommandId } from '../../../main/contract/work';
import { KeysToRenew } from '../../components/KeysToRenew';
import { OutcomeLine } from '../../components/OutcomeLine';
import { ScreenLayout } from '../../components/ScreenLayout';
import { Button } from '../../components/TitleAndButton';
import { type TranslatePage, useTranslate } from '../../i18n';
import { call } from '../../store/call';
import { canUndoEntry } from '../../store/fixPlan';
import { nextStep } from '../../store/nextStep';
import { takeStepAfterResult } from '../../store/takeStep';
import { startTankNow } from '../../store/tankActions';
import { receiptOf, tankCommandOf, tankOf } from '../../store/tankSelectors';
import { openKeyScreen, openMove, useUi } from '../../store/uiState';
import { continueAfterResult, undo } from '../../store/workActions';
import { NextButton } from '../NextButton';
import { PlainTank, ReportTank } from '../ReportTank';
import { resultText } from '../resultText';
import { sayReceipt, TankPicture } from './TankPicture';

/** Work whose result is what a model answered. */
const ABOUT_MODEL: readonly TankCommandId[] = ['give-key', 'ask'];

/** What work on a tank came to: how the tank is now, and the next step. */
export function TankResult({ state, done }: { state: AppState; done: JobSummary }) {
  const say = useTranslate();
  const name = useUi((ui) => ui.tank);
  const tank = tankOf(state, name);
  const command = tankCommandOf(done);
  const { outcomes, keys } = done;
  // The first is the tank’s own; what moving in did outside comes after it, and can be taken back.
  const own = { ...done, outcomes: outcomes.slice(0, 1) };
  const smooth = own.outcomes.some(({ result }) => result === 'fixed');
  // Bringing out may have brought a part.
  const brought =
    (smooth && command === 'fetch') ||
    (command === 'move-out' &&
      own.outcomes.some(({ result }) => result === 'fixed' || result === 'left-changed'));
  const outside = smooth && outcomes.some(({ result }) => result !== 'fixed');
  const standing = new Set(state.changes.filter(canUndoEntry).map(({ id }) => id));
  const unfinished = command === 'create' && !smooth && tank?.state === 'unfinished' ? tank : undefined;
  const [move] = state.moves ?? [];
  const next = smooth && command === 'create' && tank && tank.movedInAt === null ? move : undefined;
  const step = smooth && command === 'move-in' && state.report ? nextStep(state, Date.now()) : null;
  // Without a model it can’t answer; where something moves in first, its settings say which one it needs.
  const mute =
    !next && tank?.state === 'running' && tank.answers === false && (smooth || ABOUT_MODEL.includes(command))
      ? tank
      : undefined;
  const talks = smooth && ABOUT_MODEL.includes(command) ? tank : undefined;
  const { title, lead } = unfinished
    ? { title: say('tank.result.unfinished'), lead: say('tank.result.unfinished.lead') }
    : textOf(own, tank, say);
  const leads = [lead, outside && say('tank.result.outside')].filter((each) => typeof each === 'string');
  return (
    <ScreenLayout
      name="result"
      title={title}
      {...(leads.length > 0 && { lead: leads.join('\n') })}
      actions={
        <>
          {unfinished && (
            <Button main onClick={() => startTankNow(unfinished.engine)}>
              {say('tank.go-on')}
            </Button>
          )}
          {next && tank && (
            <Button
              main
              onClick={() => {
                openMove(tank.name, next.id);
                void call.seen();
              }}
            >
              {say('tank.move.in')}
            </Button>
          )}
          {mute && (
            <Button
              main
              onClick={() => {
                openKeyScreen(mute.name);
                void call.seen();
              }}
            >
              {say('key.give')}
            </Button>
          )}
          {talks && (
            <Button main onClick={() => call.openTank(talks.name)}>
              {say('tank.open')}
            </Button>
          )}
          {step && <NextButton main={!mute} step={step} onTake={takeStepAfterResult} />}
          <Button
            main={!unfinished && !next && !step && !mute && !talks}
            shortcut="Escape"
            onClick={continueAfterResult}
          >
            {say(tank ? 'tank.see' : 'result.on')}
          </Button>
          {brought && tank && (
            <Button onClick={() => call.showFetched(tank.name)}>{say('tank.files.show')}</Button>
          )}
        </>
      }
      tank={<Picture state={state} tank={tank} />}
    >
      {(next || mute || talks) && (
        <>
          <h2>{say('tank.result.next')}</h2>
          <p className="reading">
            {say(next ? 'tank.result.next.move' : mute ? 'key.result.next.key' : 'key.result.next.chat')}
          </p>
        </>
      )}
      <KeysToRenew
        keys={keys}
        onOpen={call.openKeyPage}
        because={command === 'move-in' ? say('tank.result.keys') : undefined}
      />
      {(outcomes.length > 1 ||
        (outcomes.length > 0 && (!ABOUT_MODEL.includes(command) || outcomes[0]?.afterwards))) && (
        <>
          <h2>{say('result.list')}</h2>
          <ol className="outcomes">
            {outcomes.map((outcome, index) => (
              <OutcomeLine
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
    </ScreenLayout>
  );
}

/** How the tank is now; what it tried is said where that was a part of the work, and what got out comes first. */
function textOf(done: JobSummary, tank: ReturnType<typeof tankOf>, say: TranslatePage) {
  const command = tankCommandOf(done);
  const [own] = done.outcomes;
  // What was answered, or why nobody did, is what this was about.
  if (ABOUT_MODEL.includes(command) && own)
    return {
      title: say(
        own.result === 'fixed' ? `tank.result.${command === 'ask' ? 'ask' : 'give-key'}` : 'key.result.not',
      ),
      lead: own.because,
    };
  const tried = command === 'create' || command === 'receipt' ? tank?.receipt : undefined;
  const isBack = (wanted: FixResult) => done.outcomes.some(({ result }) => result === wanted);
  // What failed half way took no receipt: an older one that was sealed says nothing of now.
  const sure = isBack('fixed') || (isBack('left-changed') && tried && receiptOf(tried.tries).open > 0);
  if (!tried || !sure) return resultText(done, say);
  const described = sayReceipt(receiptOf(tried.tries), say);
  return command === 'receipt'
    ? { title: described, lead: null }
    : { title: say('tank.result.create'), lead: say('tank.result.tried', { told: described }) };
}

function Picture({ state, tank }: { state: AppState; tank: ReturnType<typeof tankOf> }) {
  if (tank) return <TankPicture tank={tank} />;
  return state.report ? <ReportTank report={state.report} /> : <PlainTank />;
}
