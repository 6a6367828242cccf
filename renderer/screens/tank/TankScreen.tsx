import type { ReactNode } from 'react';
import type { AppState } from '../../../main/contract/state';
import type { ShownTank } from '../../../main/contract/work';
import { ConfirmButton } from '../../components/ConfirmButton';
import { FactList } from '../../components/FactList';
import { ScreenLayout } from '../../components/ScreenLayout';
import { Button } from '../../components/TitleAndButton';
import { useTranslator } from '../../i18n';
import { look } from '../../store/actions';
import { call } from '../../store/call';
import { askTank, startTankNow } from '../../store/tankActions';
import { tankOf } from '../../store/tankSelectors';
import { back, openKeyScreen, openMove, openScreen, openTankPage, useUi } from '../../store/uiState';
import { PlainTank } from '../ReportTank';
import { ReceiptSection } from './ReceiptSection';
import { TankPicture } from './TankPicture';
import { FilesSection, MigrationSection, ModelSection, SnapshotSection } from './TankSections';
import { tankFacts } from './tankFacts';

/** How a tank stands, the one thing to do about it, what it tried in order to get out, and all else that can be done. */
export function TankScreen({ state }: { state: AppState }) {
  const { say } = useTranslator();
  const name = useUi((ui) => ui.tank);
  const tank = tankOf(state, name);
  if (!tank)
    return (
      <ScreenLayout
        name="tank-page"
        at="tank none"
        title={say('tank.none')}
        lead={say('tank.none.lead')}
        actions={
          <Button main shortcut="Escape" onClick={() => openScreen('tiles')}>
            {say('tank.panes')}
          </Button>
        }
        tank={<PlainTank />}
      />
    );
  const others = (state.tanks ?? []).filter((each) => each !== tank);
  return (
    <ScreenLayout
      name="tank-page"
      at={`tank ${tank.name}`}
      title={say(`tank.state.${tank.state}`)}
      lead={leadOf(tank, say)}
      actions={
        <>
          <TankActions tank={tank} moves={state.moves ?? []} />
          <Button shortcut="Escape" onClick={back}>
            {say('tank.panes')}
          </Button>
        </>
      }
      tank={<TankPicture tank={tank} />}
    >
      {tank.state === 'unfinished' ? <Unfinished tank={tank} /> : <Made tank={tank} state={state} />}
      <h2>{say('tank.remove.section')}</h2>
      <Remove tank={tank} />
      {others.length > 0 && (
        <>
          <h2>{say('tank.several')}</h2>
          <ul className="deeds">
            {others.map((each) => (
              <li key={each.name}>
                <Button onClick={() => openTankPage(each.name)}>{each.name}</Button>
                <span className="note">{say(`tank.state.${each.state}`)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </ScreenLayout>
  );
}

function leadOf(
  { state, engineName: engine, port }: ShownTank,
  say: ReturnType<typeof useTranslator>['say'],
) {
  if (state === 'running')
    return port === null
      ? say('tank.lead.made', { engine })
      : say('tank.lead.running', { engine, port: String(port) });
  if (state === 'stopped') return say('tank.lead.made', { engine });
  if (state === 'lost' || state === 'unknown') return say(`tank.lead.${state}`, { engine });
  return say(`tank.lead.${state}`);
}

/** The main thing first: it fits how the tank stands. */
function TankActions({ tank, moves }: { tank: ShownTank; moves: NonNullable<AppState['moves']> }) {
  const { say } = useTranslator();
  const { name, state } = tank;
  const [move] = moves;
  const stop = <Button onClick={() => askTank(name, 'stop')}>{say('tank.stop')}</Button>;
  const again = (
    <Button main shortcut="r" onClick={look}>
      {say('tiles.again')}
    </Button>
  );
  const actions: Readonly<Record<ShownTank['state'], ReactNode>> = {
    running: (
      <>
        {tank.answers === false && (
          <Button main onClick={() => openKeyScreen(name)}>
            {say('key.give')}
          </Button>
        )}
        <Button main={tank.answers !== false} onClick={() => call.openTank(name)}>
          {say('tank.open')}
        </Button>
        {move && tank.movedInAt === null && (
          <Button onClick={() => openMove(name, move.id)}>{say('tank.move.in')}</Button>
        )}
        {stop}
      </>
    ),
    stopped: (
      <Button main onClick={() => askTank(name, 'start')}>
        {say('tank.start')}
      </Button>
    ),
    silent: (
      <>
        <Button main onClick={() => askTank(name, 'start')}>
          {say('tank.wake')}
        </Button>
        {stop}
      </>
    ),
    lost: again,
    unknown: again,
    unfinished: (
      <Button main onClick={() => startTankNow(tank.engine)}>
        {say('tank.go-on')}
      </Button>
    ),
  };
  return actions[state];
}

function Unfinished({ tank: { progress, step } }: { tank: ShownTank }) {
  const { say } = useTranslator();
  const percent = Math.round((progress ?? 0) * 100);
  return (
    <>
      <h2>{say('tank.done')}</h2>
      <div className="progress">
        <progress aria-label={say('tank.done')} max={100} value={percent} />
        <span>{say('tank.done.percent', { percent })}</span>
      </div>
      {step && <p className="reading">{say('tank.done.next', { step })}</p>}
    </>
  );
}

function Made({ tank, state }: { tank: ShownTank; state: AppState }) {
  const { say, language } = useTranslator();
  const there = tank.state !== 'lost';
  const { updatesTo } = tank.openclaw;
  return (
    <>
      <h2>{say('tank.facts')}</h2>
      <FactList facts={tankFacts(tank, new Date(), language, say)} />
      {there && updatesTo !== null && (
        <>
          <Button onClick={() => askTank(tank.name, 'update')}>
            {say('tank.update', { newer: updatesTo })}
          </Button>
          {tank.snapshots && <p className="note">{say('tank.update.so')}</p>}
        </>
      )}
      <ReceiptSection tank={tank} />
      {there && (
        <>
          {tank.state === 'running' && <ModelSection tank={tank} />}
          <MigrationSection tank={tank} moves={state.moves ?? []} />
          <FilesSection tank={tank} />
          <SnapshotSection tank={tank} />
        </>
      )}
    </>
  );
}

function Remove({ tank: { name, state } }: { tank: ShownTank }) {
  const { say } = useTranslator();
  const rest = state === 'unfinished' || state === 'lost';
  return (
    <ConfirmButton
      danger
      text={say(rest ? 'tank.remove.rest' : 'tank.remove')}
      sure={say(rest ? 'tank.remove.sure.rest' : 'tank.remove.sure')}
      yes={say('tank.remove.yes')}
      no={say('tank.remove.no')}
      onYes={() => askTank(name, 'remove')}
    />
  );
}
