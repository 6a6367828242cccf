import type { AppState } from '../../main/contract/state';
import { Fold } from '../components/Fold';
import { Screen } from '../components/Screen';
import { Press } from '../components/Words';
import { useSay } from '../i18n';
import { useUi } from '../state/ui';
import { cancelWork } from '../state/work';
import { PlainTank, ReportTank } from './ReportTank';

/** Work under way: what is being done now, how far it has come, and a way to stop it where there is one. */
export function Working({ state: { working, report, tray } }: { state: AppState }) {
  const say = useSay();
  const asked = useUi((ui) => ui.asked);
  const stopping = useUi((ui) => ui.stopping);
  const kind = working?.kind ?? asked ?? 'fix';
  return (
    <Screen
      name="working"
      title={say(`working.${kind}`)}
      lead={say(tray ? 'working.lead' : 'working.lead.no-tray')}
      actions={
        working?.cancellable && (
          <Press main shortcut="Escape" disabled={stopping} onPress={cancelWork}>
            {say(stopping ? 'working.cancelling' : 'working.cancel')}
          </Press>
        )
      }
      tank={report ? <ReportTank report={report} /> : <PlainTank />}
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

function HowFar({ working: { done, of, part } }: { working: NonNullable<AppState['working']> }) {
  const say = useSay();
  const steps = Math.max(1, of);
  const within = part === null ? 0 : Math.min(1, Math.max(0, part));
  const percent = Math.round(within * 100);
  return (
    <div className="progress">
      <progress
        aria-label={say('working.progress')}
        max={steps}
        value={Math.min(steps, done + (done < steps ? within : 0))}
      />
      <span>
        {of > 1 && say('working.count', { step: Math.min(done + 1, of), of })}
        {of > 1 && part !== null && ' · '}
        {part !== null && say('working.percent', { percent })}
      </span>
    </div>
  );
}
