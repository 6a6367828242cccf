import { TILES } from '../../main/contract/finding';
import type { AppState } from '../../main/contract/state';
import type { WorkDone } from '../../main/contract/work';
import { KeysToRenew } from '../components/Keys';
import { Outcome } from '../components/Outcome';
import { Path } from '../components/Path';
import { Screen } from '../components/Screen';
import { Press } from '../components/Words';
import { useSay } from '../i18n';
import { useMirror } from '../state/app';
import { openKeyPage } from '../state/deeds';
import { canUndo, hasHoles, updatesOf } from '../state/plan';
import { openForget } from '../state/ui';
import { goOn, undo, update } from '../state/work';
import { PlainTank, ReportTank } from './ReportTank';
import { resultWords } from './resultWords';

/** What the last work came to, each thing in words; what is left to do; and the next step. */
export function Result({ state, done }: { state: AppState; done: WorkDone }) {
  const say = useSay();
  const before = useMirror((mirror) => mirror.before);
  const { kind, outcomes, keys, left = [] } = done;
  const { report } = state;
  const { title, lead } = resultWords(done, say);
  const journal = new Map(state.changes.map((entry) => [entry.id, entry]));
  const undoable = outcomes.flatMap(({ entry }) => {
    const standing = entry !== null && kind !== 'undo' ? journal.get(entry) : undefined;
    return standing && canUndo(standing) ? [standing.id] : [];
  });
  // After a trouble the next step is to read, not to change more.
  const smooth = outcomes.every(({ result }) => result === 'fixed' || result === 'skipped');
  const next =
    smooth && (kind === 'fix' || kind === 'update') && report ? updatesOf(report).find(hasHoles) : undefined;
  const changed = TILES.flatMap((id) => {
    const [was, is] = [before, report].map((each) => each?.tiles.find((tile) => tile.id === id)?.state);
    return was && is && was !== is ? [{ id, was, is }] : [];
  });
  const mended = changed.filter(({ is }) => is === 'good').map(({ id }) => id);
  return (
    <Screen
      name="result"
      title={title}
      {...(lead && { lead })}
      actions={
        <>
          {next && (
            <Press main onPress={() => update(next.id)}>
              {next.version === null
                ? say('update.press')
                : say('update.press-of', { version: next.version })}
            </Press>
          )}
          <Press main={!next} shortcut="Escape" onPress={goOn}>
            {say('result.on')}
          </Press>
          {kind === 'leave' && state.putAway && <Press onPress={openForget}>{say('forget.press')}</Press>}
          {undoable.length > 1 && <Press onPress={() => undo(undoable)}>{say('result.undo-all')}</Press>}
        </>
      }
      tank={report ? <ReportTank report={report} mended={mended} /> : <PlainTank />}
    >
      {next && (
        <p className="small">
          {say('update.from-to', { version: next.version ?? say('end.no-version'), newer: next.updatesTo })}
          {say('app.gap')}
          {say('update.does.backup')}
          {say('app.gap')}
          {say('update.does.back')}
        </p>
      )}
      {changed.length > 0 && (
        <>
          <h2>{say('result.panes')}</h2>
          <ul className="plain">
            {changed.map(({ id, was, is }) => (
              <li key={id}>
                {say('result.pane', {
                  name: say(`name.${id}`),
                  before: say(`mark.${was}`),
                  after: say(`mark.${is}`),
                })}
              </li>
            ))}
          </ul>
        </>
      )}
      {left.length > 0 && (
        <>
          <h2>{say('result.left')}</h2>
          <ul className="plain">
            {left.map(({ where, why }) => (
              <li key={`${where} ${why}`}>
                {where !== '' && <Path>{where}</Path>}
                <span className="note">{why}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <KeysToRenew keys={keys} onOpen={openKeyPage} />
      {outcomes.length > 0 && (
        <>
          <h2>{say('result.list')}</h2>
          <ol className="outcomes">
            {outcomes.map((outcome, index) => (
              <Outcome
                // biome-ignore lint/suspicious/noArrayIndexKey: the same fix may stand twice, the list never changes
                key={index}
                kind={kind}
                outcome={outcome}
                onUndo={
                  outcome.entry !== null && undoable.includes(outcome.entry) ? (entry) => undo([entry]) : null
                }
              />
            ))}
          </ol>
        </>
      )}
    </Screen>
  );
}
