import type { ReactNode } from 'react';
import type { AppState } from '../../../main/contract/state';
import type { ShownTank } from '../../../main/contract/work';
import { Confirm } from '../../components/Confirm';
import { Facts } from '../../components/Facts';
import { Screen } from '../../components/Screen';
import { Press } from '../../components/Words';
import { useVoice } from '../../i18n';
import { look } from '../../state/deeds';
import { makeTank, openControl, tankDeed } from '../../state/tank';
import { tankOf } from '../../state/tanks';
import { back, open, openMove, openTankPage, useUi } from '../../state/ui';
import { PlainTank } from '../ReportTank';
import { Files, Moving, Snapshots } from './Inside';
import { Receipt } from './Receipt';
import { TankPicture } from './TankPicture';
import { tankFacts } from './tankFacts';

/** How a tank stands, the one thing to do about it, what it tried in order to get out, and all else that can be done. */
export function TankPage({ state }: { state: AppState }) {
  const { say } = useVoice();
  const name = useUi((ui) => ui.tank);
  const tank = tankOf(state, name);
  if (!tank)
    return (
      <Screen
        name="tank-page"
        at="tank none"
        title={say('tank.none')}
        lead={say('tank.none.lead')}
        actions={
          <Press main shortcut="Escape" onPress={() => open('tiles')}>
            {say('tank.panes')}
          </Press>
        }
        tank={<PlainTank />}
      />
    );
  const others = (state.tanks ?? []).filter((each) => each !== tank);
  return (
    <Screen
      name="tank-page"
      at={`tank ${tank.name}`}
      title={say(`tank.state.${tank.state}`)}
      lead={leadOf(tank, say)}
      actions={
        <>
          <Deeds tank={tank} moves={state.moves ?? []} />
          <Press shortcut="Escape" onPress={back}>
            {say('tank.panes')}
          </Press>
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
                <Press onPress={() => openTankPage(each.name)}>{each.name}</Press>
                <span className="note">{say(`tank.state.${each.state}`)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Screen>
  );
}

function leadOf({ state, engineName: engine, port }: ShownTank, say: ReturnType<typeof useVoice>['say']) {
  if (state === 'running')
    return port === null
      ? say('tank.lead.made', { engine })
      : say('tank.lead.running', { engine, port: String(port) });
  if (state === 'stopped') return say('tank.lead.made', { engine });
  if (state === 'lost' || state === 'unknown') return say(`tank.lead.${state}`, { engine });
  return say(`tank.lead.${state}`);
}

/** The main thing first: it fits how the tank stands. */
function Deeds({ tank, moves }: { tank: ShownTank; moves: NonNullable<AppState['moves']> }) {
  const { say } = useVoice();
  const { name, state } = tank;
  const [move] = moves;
  const stop = <Press onPress={() => tankDeed(name, 'stop')}>{say('tank.stop')}</Press>;
  const again = (
    <Press main shortcut="r" onPress={look}>
      {say('tiles.again')}
    </Press>
  );
  const deeds: Readonly<Record<ShownTank['state'], ReactNode>> = {
    running: (
      <>
        <Press main onPress={() => openControl(name)}>
          {say('tank.open')}
        </Press>
        {move && tank.movedInAt === null && (
          <Press onPress={() => openMove(name, move.id)}>{say('tank.move.in')}</Press>
        )}
        {stop}
      </>
    ),
    stopped: (
      <Press main onPress={() => tankDeed(name, 'start')}>
        {say('tank.start')}
      </Press>
    ),
    silent: (
      <>
        <Press main onPress={() => tankDeed(name, 'start')}>
          {say('tank.wake')}
        </Press>
        {stop}
      </>
    ),
    lost: again,
    unknown: again,
    unfinished: (
      <Press main onPress={() => makeTank(tank.engine)}>
        {say('tank.go-on')}
      </Press>
    ),
  };
  return deeds[state];
}

function Unfinished({ tank: { progress, step } }: { tank: ShownTank }) {
  const { say } = useVoice();
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
  const { say, language } = useVoice();
  const there = tank.state !== 'lost';
  const { updatesTo } = tank.openclaw;
  return (
    <>
      <h2>{say('tank.facts')}</h2>
      <Facts facts={tankFacts(tank, new Date(), language, say)} />
      {there && updatesTo !== null && (
        <>
          <Press onPress={() => tankDeed(tank.name, 'update')}>
            {say('tank.update', { newer: updatesTo })}
          </Press>
          {tank.snapshots && <p className="note">{say('tank.update.so')}</p>}
        </>
      )}
      <Receipt tank={tank} />
      {there && (
        <>
          <Moving tank={tank} moves={state.moves ?? []} />
          <Files tank={tank} />
          <Snapshots tank={tank} />
        </>
      )}
    </>
  );
}

function Remove({ tank: { name, state } }: { tank: ShownTank }) {
  const { say } = useVoice();
  const rest = state === 'unfinished' || state === 'lost';
  return (
    <Confirm
      press={say(rest ? 'tank.remove.rest' : 'tank.remove')}
      sure={say(rest ? 'tank.remove.sure.rest' : 'tank.remove.sure')}
      yes={say('tank.remove.yes')}
      no={say('tank.remove.no')}
      onYes={() => tankDeed(name, 'remove')}
    />
  );
}
