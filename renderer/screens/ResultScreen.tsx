import { TILES } from '../../main/contract/finding';
import type { AppState } from '../../main/contract/state';
import type { JobSummary } from '../../main/contract/work';
import { KeysToRenew } from '../components/KeysToRenew';
import { OutcomeLine } from '../components/OutcomeLine';
import { PathText } from '../components/PathText';
import { ScreenLayout } from '../components/ScreenLayout';
import { Button } from '../components/TitleAndButton';
import { useTranslate } from '../i18n';
import { useAppStore } from '../store/appState';
import { call } from '../store/call';
import { canUndoEntry, hasHoles, updatesOf } from '../store/fixPlan';
import { openForget, useUi } from '../store/uiState';
import { continueAfterResult, undo, updateCopy } from '../store/workActions';
import { PlainTank, ReportTank } from './ReportTank';
import { resultText } from './resultText';

/** What the last work came to, each thing in words; what is left to do; and the next step. */
export function ResultScreen({ state, done }: { state: AppState; done: JobSummary }) {
  const say = useTranslate();
  const before = useAppStore((mirror) => mirror.before);
  const { kind, outcomes, keys, left = [] } = done;
  const { report } = state;
  const { title, lead } = resultText(done, say);
  const journal = new Map(state.changes.map((entry) => [entry.id, entry]));
  const undoable = outcomes.flatMap(({ entry }) => {
    const standing = entry !== null && kind !== 'undo' ? journal.get(entry) : undefined;
    return standing && canUndoEntry(standing) ? [standing.id] : [];
  });
  // After a trouble the next step is to read, not to change more.
  const smooth = outcomes.every(({ result }) => result === 'fixed' || result === 'skipped');
  const next =
    smooth && (kind === 'fix' || kind === 'update') && report ? updatesOf(report).find(hasHoles) : undefined;
  const copy = useUi((ui) => ui.copy);
  const choices = kind === 'update' ? (outcomes.find((each) => each.choices)?.choices ?? null) : null;
  const changed = TILES.flatMap((id) => {
    const [was, is] = [before, report].map((each) => each?.tiles.find((tile) => tile.id === id)?.state);
    return was && is && was !== is ? [{ id, was, is }] : [];
  });
  const mended = changed.filter(({ is }) => is === 'good').map(({ id }) => id);
  return (
    <ScreenLayout
      name="result"
      title={title}
      {...(lead && { lead })}
      actions={
        <>
          {next && (
            <Button main onClick={() => updateCopy(next.id)}>
              {next.version === null
                ? say('update.press')
                : say('update.press-of', { version: next.version })}
            </Button>
          )}
          <Button main={!next} shortcut="Escape" onClick={continueAfterResult}>
            {say('result.on')}
          </Button>
          {choices && copy && (
            <Button onClick={() => updateCopy(copy, choices)}>{say('update.all-the-same')}</Button>
          )}
          {kind === 'leave' && state.quarantined && (
            <Button onClick={openForget}>{say('forget.press')}</Button>
          )}
          {undoable.length > 1 && <Button onClick={() => undo(undoable)}>{say('result.undo-all')}</Button>}
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
                {where !== '' && <PathText>{where}</PathText>}
                <span className="note">{why}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <KeysToRenew keys={keys} onOpen={call.openKeyPage} />
      {outcomes.length > 0 && (
        <>
          <h2>{say('result.list')}</h2>
          <ol className="outcomes">
            {outcomes.map((outcome, index) => (
              <OutcomeLine
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
    </ScreenLayout>
  );
}
