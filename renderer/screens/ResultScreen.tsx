import { TILES } from '../../main/contract/finding';
import type { AppState } from '../../main/contract/state';
import type { JobOutcome, JobSummary } from '../../main/contract/work';
import { KeysToRenew } from '../components/KeysToRenew';
import { OutcomeLine } from '../components/OutcomeLine';
import { PathText } from '../components/PathText';
import { ScreenLayout } from '../components/ScreenLayout';
import { Button } from '../components/TitleAndButton';
import { useTranslate } from '../i18n';
import { useAppStore } from '../store/appState';
import { call } from '../store/call';
import { canUndoEntry } from '../store/fixPlan';
import { mendedThings, type NextStep, nextStep, thingsLeft } from '../store/nextStep';
import { takeStepAfterResult } from '../store/takeStep';
import { openCard, openForget, useUi } from '../store/uiState';
import { continueAfterResult, undo, updateCopy } from '../store/workActions';
import { NextButton } from './NextButton';
import { PlainTank, ReportTank } from './ReportTank';
import { resultText } from './resultText';

/** What the last work came to, each thing in words; what is left to do; and the next step. */
export function ResultScreen({ state, done }: { state: AppState; done: JobSummary }) {
  const say = useTranslate();
  const before = useAppStore((mirror) => mirror.before);
  const { kind, outcomes, keys, left: leftovers = [] } = done;
  const { report } = state;
  const things = mendedThings(before, report);
  const left = report ? thingsLeft(state, Date.now()).length : 0;
  const { title, lead } = resultText(done, say, { things, left });
  const journal = new Map(state.changes.map((entry) => [entry.id, entry]));
  const undoable = outcomes.flatMap(({ entry }) => {
    const standing = entry !== null && kind !== 'undo' ? journal.get(entry) : undefined;
    return standing && canUndoEntry(standing) ? [standing.id] : [];
  });
  const next = nextAfter(state, done);
  const old = next?.kind === 'update' ? report?.copies.find(({ id }) => id === next.copy) : undefined;
  const copy = useUi((ui) => ui.copy);
  const choices = kind === 'update' ? (outcomes.find((each) => each.choices)?.choices ?? null) : null;
  const changed = TILES.flatMap((id) => {
    const [was, is] = [before, report].map((each) => each?.tiles.find((tile) => tile.id === id)?.state);
    return was && is && was !== is ? [{ id, was, is }] : [];
  });
  const mended = changed.filter(({ is }) => is === 'good').map(({ id }) => id);
  const now =
    report && next && say('result.now', { title: report.verdict.title, count: report.verdict.because });
  const leads = [lead, now].filter((each) => typeof each === 'string');
  const note = sharedNote(outcomes);
  return (
    <ScreenLayout
      name="result"
      title={title}
      {...(leads.length > 0 && { lead: leads.join('\n') })}
      actions={
        <>
          {next && <NextButton main step={next} onTake={takeStepAfterResult} />}
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
          {report && <Button onClick={() => openCard(true)}>{say('card.press')}</Button>}
        </>
      }
      tank={report ? <ReportTank report={report} mended={mended} /> : <PlainTank />}
    >
      {old && (
        <p className="small">
          {say('update.from-to', {
            version: old.version ?? say('end.no-version'),
            newer: old.updatesTo ?? '',
          })}
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
      {leftovers.length > 0 && (
        <>
          <h2>{say('result.left')}</h2>
          <ul className="plain">
            {leftovers.map(({ where, why }) => (
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
          {note && <p className="reading">{note}</p>}
          <ol className="outcomes">
            {outcomes.map((outcome, index) => (
              <OutcomeLine
                // biome-ignore lint/suspicious/noArrayIndexKey: the same fix may stand twice, the list never changes
                key={index}
                kind={kind}
                outcome={outcome}
                noteSaid={outcome.because === note}
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

/**
 * What comes after work: nothing but reading after a problem, and what was just left out is not mended once more.
 */
function nextAfter(state: AppState, { kind, outcomes }: JobSummary): NextStep | null {
  const smooth = outcomes.every(({ result }) => result === 'fixed' || result === 'skipped');
  if (!smooth || !state.report || (kind !== 'fix' && kind !== 'update')) return null;
  const next = nextStep(state, Date.now());
  return next.kind === 'mend' && outcomes.some(({ result }) => result === 'skipped') ? null : next;
}

/** What several outcomes say with the same words; null where each says something of its own. */
function sharedNote(outcomes: readonly JobOutcome[]): string | null {
  const same = outcomes.find(
    ({ because }, at) => outcomes.findIndex((each) => each.because === because) !== at,
  );
  return same && outcomes.every(({ because, result }) => result !== 'fixed' || because === same.because)
    ? same.because
    : null;
}
