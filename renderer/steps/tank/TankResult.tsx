import type { AppState } from '../../../main/contract/state';
import type { WorkDone } from '../../../main/contract/work';
import { KeysToRenew } from '../../components/Keys';
import { Outcome } from '../../components/Outcome';
import { Screen } from '../../components/Screen';
import { Press } from '../../components/Words';
import { useSay } from '../../i18n';
import { openKeyPage } from '../../state/deeds';
import { makeTank, showFetched } from '../../state/tank';
import { deedOf, receiptOf, tankOf } from '../../state/tanks';
import { openMove, useUi } from '../../state/ui';
import { goOn, seen } from '../../state/work';
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
  const smooth = outcomes.length > 0 && outcomes.every(({ result }) => result === 'fixed');
  const unfinished = deed === 'create' && !smooth && tank?.state === 'unfinished' ? tank : undefined;
  const [move] = state.moves ?? [];
  const next = smooth && deed === 'create' && tank && tank.movedInAt === null ? move : undefined;
  const told = tank?.receipt && smooth && (deed === 'create' || deed === 'receipt');
  const words = unfinished
    ? { title: say('tank.result.unfinished'), lead: say('tank.result.unfinished.lead') }
    : resultWords(done, say);
  const lead = told && tank.receipt ? sayReceipt(receiptOf(tank.receipt.tries), say) : words.lead;
  return (
    <Screen
      name="result"
      title={words.title}
      {...(lead && { lead })}
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
          {smooth && deed === 'fetch' && tank && (
            <Press onPress={() => showFetched(tank.name)}>{say('tank.files.show')}</Press>
          )}
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
              // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes
              <Outcome key={index} kind="tank" outcome={outcome} onUndo={null} />
            ))}
          </ol>
        </>
      )}
    </Screen>
  );
}

function Picture({ state, tank }: { state: AppState; tank: ReturnType<typeof tankOf> }) {
  if (tank) return <TankPicture tank={tank} />;
  return state.report ? <ReportTank report={state.report} /> : <PlainTank />;
}
