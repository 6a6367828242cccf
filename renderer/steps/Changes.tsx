import type { Report } from '../../main/contract/report';
import type { AppState } from '../../main/contract/state';
import { Fold } from '../components/Fold';
import { Screen } from '../components/Screen';
import { Timeline } from '../components/Timeline';
import { Press } from '../components/Words';
import { useVoice } from '../i18n';
import { saySize } from '../i18n/size';
import { sayMoment } from '../i18n/when';
import { canUndo, timelineOf } from '../state/plan';
import { open, openForget } from '../state/ui';
import { undo } from '../state/work';
import { ReportTank } from './ReportTank';

/** Everything that happened, newest first, and a way back from each change. */
export function Changes({ report, state }: { report: Report; state: AppState }) {
  const { say, language } = useVoice();
  const items = timelineOf(state.history, state.changes);
  const standing = state.changes.filter(canUndo);
  const broken = state.changes.find((entry) => entry.state === 'open');
  const now = new Date();
  const panes = (main: boolean) => (
    <Press main={main} shortcut="Escape" onPress={() => open('tiles')}>
      {say('tile.all')}
    </Press>
  );
  return (
    <Screen
      name="changes"
      title={say('changes.title')}
      lead={say('changes.lead', { count: standing.length })}
      before={broken && <Interrupted does={broken.does} />}
      actions={
        <>
          {broken && (
            <Press main onPress={() => undo([broken.id])}>
              {say('changes.open.press')}
            </Press>
          )}
          {panes(!broken)}
        </>
      }
      tank={<ReportTank report={report} />}
    >
      {items.length === 0 && <p className="reading">{say('changes.empty')}</p>}
      {items.length > 0 && (
        <Timeline
          items={items}
          when={(at) => sayMoment(at, now, language, say)}
          onUndo={(entry) => undo([entry])}
        />
      )}
      {state.putAway && (
        <>
          <h2>{say('forget.section')}</h2>
          <p>
            {say('forget.section.so', {
              count: state.putAway.things.length,
              size: saySize(state.putAway.bytes, language),
            })}
          </p>
          <Press onPress={openForget}>{say('forget.press')}</Press>
        </>
      )}
      {standing.length > 1 && (
        <Fold title={say('changes.all')}>
          <p>{say('changes.all.so')}</p>
          <Press onPress={() => undo([])}>{say('changes.all.press')}</Press>
        </Fold>
      )}
    </Screen>
  );
}

/** That Tankmate was ended in the middle of a change. */
export function Interrupted({ does }: { does: string }) {
  const { say } = useVoice();
  return (
    <p className="notice broken">
      <b>{say('changes.open', { does })}</b>
      {say('app.gap')}
      {say('changes.open.so')}
    </p>
  );
}
