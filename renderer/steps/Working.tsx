import type { AppState } from '../../main/contract/state';
import { Fold } from '../components/Fold';
import { HowFar } from '../components/HowFar';
import { Screen } from '../components/Screen';
import { Press } from '../components/Words';
import { type SayWord, useSay } from '../i18n';
import { tankOf } from '../state/tanks';
import { useUi } from '../state/ui';
import { cancelWork } from '../state/work';
import { PlainTank, ReportTank } from './ReportTank';
import { BuildingTank, TankPicture } from './tank/TankPicture';

/** Work under way: what is being done now, how far it has come, and a way to stop it where there is one. */
export function Working({ state }: { state: AppState }) {
  const say = useSay();
  const { working, report, tray } = state;
  const name = useUi((ui) => ui.tank);
  const asked = useUi((ui) => ui.asked);
  const deed = useUi((ui) => ui.deed);
  const stopping = useUi((ui) => ui.stopping);
  const kind = working?.kind ?? asked ?? 'fix';
  const words = wordsOf(kind, working?.tank ?? (working ? null : deed), say);
  return (
    <Screen
      name="working"
      title={words.title}
      lead={tray ? words.lead : words.noTray}
      actions={
        working?.cancellable && (
          <Press
            main
            {...(!words.building && { shortcut: 'Escape' })}
            disabled={stopping}
            onPress={cancelWork}
          >
            {stopping ? words.cancelling : words.cancel}
          </Press>
        )
      }
      tank={
        words.building ? (
          <BuildingTank part={partOf(working)} />
        ) : (
          <Picture report={report} tank={kind === 'tank' ? tankOf(state, name) : undefined} />
        )
      }
    >
      <p className="now" role="status">
        {working?.now ?? say('working.starting')}
      </p>
      {working && <HowFar working={working} />}
      {kind === 'stop' && <p className="small">{say('working.undoable')}</p>}
      {working && !working.cancellable && <p className="small">{say('working.fixed')}</p>}
      {working && working.lines.length > 0 && (
        <Fold title={say('working.lines')}>
          <pre className="lines">{working.lines.join('\n')}</pre>
        </Fold>
      )}
    </Screen>
  );
}

type Working = NonNullable<AppState['working']>;

/** Making a tank can be cut off anywhere and goes on from there; stopping it cleans up. */
function wordsOf(kind: Working['kind'], deed: Working['tank'] | null, say: SayWord) {
  const making = kind === 'tank' && deed === 'create';
  // Of what is done with a tank, only an update is taken back; the rest is done again.
  const plain = kind === 'tank' && deed !== 'update';
  return {
    building: making,
    title: kind === 'tank' && deed ? say(`tank.working.${deed}`) : say(`working.${kind}`),
    lead: say(making ? 'tank.working.lead' : 'working.lead'),
    noTray: say(making ? 'tank.working.lead.no-tray' : 'working.lead.no-tray'),
    cancel: say(making ? 'tank.working.cancel' : plain ? 'looking.stop' : 'working.cancel'),
    cancelling: say(making ? 'tank.working.cancelling' : plain ? 'looking.stopping' : 'working.cancelling'),
  };
}

/** How much of all of it is done, 0 to 1. */
const partOf = (working: Working | null) =>
  working ? (working.done + (working.part ?? 0)) / Math.max(1, working.of) : 0;

interface Pictured {
  readonly report: AppState['report'];
  readonly tank: ReturnType<typeof tankOf>;
}

function Picture({ report, tank }: Pictured) {
  if (tank) return <TankPicture tank={tank} />;
  return report ? <ReportTank report={report} /> : <PlainTank />;
}
