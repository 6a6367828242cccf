import type { Report } from '../../main/contract/report';
import type { AppState } from '../../main/contract/state';
import { Disclosure } from '../components/Disclosure';
import { ScreenLayout } from '../components/ScreenLayout';
import { Timeline } from '../components/Timeline';
import { Button } from '../components/TitleAndButton';
import { TrendChart } from '../components/TrendChart';
import { useTranslator } from '../i18n';
import { saySize } from '../i18n/size';
import { sayDate, sayMoment } from '../i18n/when';
import { canUndoEntry, timelineOf } from '../store/fixPlan';
import { openForget, openScreen } from '../store/uiState';
import { undo } from '../store/workActions';
import { ReportTank } from './ReportTank';

/** Everything that happened, newest first, and a way back from each change. */
export function ChangesScreen({ report, state }: { report: Report; state: AppState }) {
  const { say, language } = useTranslator();
  const items = timelineOf(state.history, state.changes);
  const standing = state.changes.filter(canUndoEntry);
  const broken = state.changes.find((entry) => entry.state === 'open');
  const now = new Date();
  const panes = (main: boolean) => (
    <Button main={main} shortcut="Escape" onClick={() => openScreen('tiles')}>
      {say('tile.all')}
    </Button>
  );
  return (
    <ScreenLayout
      name="changes"
      title={say('changes.title')}
      lead={say('changes.lead', { count: standing.length })}
      before={broken && <Interrupted does={broken.does} />}
      actions={
        <>
          {broken && (
            <Button main onClick={() => undo([broken.id])}>
              {say('changes.open.press')}
            </Button>
          )}
          {panes(!broken)}
        </>
      }
      tank={<ReportTank report={report} />}
    >
      <Trend history={state.history} />
      {items.length === 0 && <p className="reading">{say('changes.empty')}</p>}
      {items.length > 0 && (
        <Timeline
          items={items}
          when={(at) => sayMoment(at, now, language, say)}
          onUndo={(entry) => undo([entry])}
        />
      )}
      {state.quarantined && (
        <>
          <h2>{say('forget.section')}</h2>
          <p>
            {say('forget.section.so', {
              count: state.quarantined.things.length,
              size: saySize(state.quarantined.bytes, language),
            })}
          </p>
          <Button onClick={openForget}>{say('forget.press')}</Button>
        </>
      )}
      {standing.length > 1 && (
        <Disclosure title={say('changes.all')}>
          <p>{say('changes.all.so')}</p>
          <Button onClick={() => undo([])}>{say('changes.all.press')}</Button>
        </Disclosure>
      )}
    </ScreenLayout>
  );
}

/** Looks in a row, at most. */
const LOOKS = 30;

/** How many things there were at each look, once there were several. */
function Trend({ history }: { history: AppState['history'] }) {
  const { say, language } = useTranslator();
  const looks = history.flatMap((item) => (item.kind === 'look' ? [item] : [])).slice(0, LOOKS);
  const [newest] = looks;
  const oldest = looks.at(-1);
  if (looks.length < 2 || !newest || !oldest) return null;
  const day = sayDate(oldest.at, language);
  const isSame = looks.every(({ things }) => things === newest.things);
  const sentence = isSame
    ? say('changes.trend.same', { now: newest.things })
    : say('changes.trend.from', { things: oldest.things, day, now: newest.things });
  return (
    <>
      <h2>{say('changes.trend')}</h2>
      <p className="reading">{sentence}</p>
      {!isSame && <TrendChart counts={looks.map(({ things }) => things).reverse()} label={sentence} />}
    </>
  );
}

/** That Tankmate was ended in the middle of a change. */
export function Interrupted({ does }: { does: string }) {
  const { say } = useTranslator();
  return (
    <p className="notice broken">
      <b>{say('changes.open', { does })}</b>
      {say('app.gap')}
      {say('changes.open.so')}
    </p>
  );
}
