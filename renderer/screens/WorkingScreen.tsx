import type { AppState } from '../../main/contract/state';
import { ConfirmButton } from '../components/ConfirmButton';
import { Disclosure } from '../components/Disclosure';
import { ProgressBar } from '../components/ProgressBar';
import { ScreenLayout } from '../components/ScreenLayout';
import { type TranslatePage, useTranslate } from '../i18n';
import { tankOf } from '../store/tankSelectors';
import { useUi } from '../store/uiState';
import { cancelWork } from '../store/workActions';
import { PlainTank, ReportTank } from './ReportTank';
import { BuildingTank, TankPicture } from './tank/TankPicture';

/** Work under way: what is being done now, how far it has come, and a line that asks whether to stop it, where it can be. */
export function WorkingScreen({ state }: { state: AppState }) {
  const say = useTranslate();
  const { working, report, tray } = state;
  const name = useUi((ui) => ui.tank);
  const asked = useUi((ui) => ui.pending);
  const command = useUi((ui) => ui.command);
  const stopping = useUi((ui) => ui.stopping);
  const kind = working?.kind ?? asked ?? 'fix';
  const text = textOf(kind, working?.tank ?? (working ? null : command), say);
  return (
    <ScreenLayout
      name="working"
      title={text.title}
      tank={
        text.building ? (
          <BuildingTank part={partOf(working)} />
        ) : (
          <Picture report={report} tank={kind === 'tank' ? tankOf(state, name) : undefined} />
        )
      }
    >
      <p className="now" role="status">
        {working?.now ?? say('working.starting')}
      </p>
      {working && <ProgressBar working={working} />}
      <p className="small">{tray ? text.lead : text.noTray}</p>
      {kind === 'stop' && <p className="small">{say('working.undoable')}</p>}
      {working && !working.cancellable && <p className="small">{say('working.fixed')}</p>}
      {/* It stands there empty before: what comes together with its words is not read out. */}
      <p className="small" role="status">
        {working?.cancellable && stopping && text.cancelling}
      </p>
      {working?.cancellable && !stopping && (
        <div className="stop">
          <ConfirmButton
            text={say('working.stop-it')}
            sure={text.sure}
            yes={text.cancel}
            no={say('working.go-on')}
            onEscape
            onYes={cancelWork}
          />
        </div>
      )}
      {working && working.lines.length > 0 && (
        <Disclosure title={say('working.lines')}>
          <pre className="lines">{working.lines.join('\n')}</pre>
        </Disclosure>
      )}
    </ScreenLayout>
  );
}

type Working = NonNullable<AppState['working']>;

/** Making a tank can be cut off anywhere and goes on from there; stopping it cleans up. */
function textOf(kind: Working['kind'], command: Working['tank'] | null, say: TranslatePage) {
  const making = kind === 'tank' && command === 'create';
  // Of what is done with a tank, only an update is taken back; the rest is done again.
  const plain = kind === 'app-update' || (kind === 'tank' && command !== 'update');
  return {
    building: making,
    title: kind === 'tank' && command ? say(`tank.working.${command}`) : say(`working.${kind}`),
    lead: say(making ? 'tank.working.lead' : 'working.lead'),
    noTray: say(making ? 'tank.working.lead.no-tray' : 'working.lead.no-tray'),
    sure: say(making ? 'tank.working.sure' : plain ? 'working.sure.again' : 'working.sure'),
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
