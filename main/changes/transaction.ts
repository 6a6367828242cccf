import type { Change, Outcome } from '../contract/change';
import type { Message, Obstacle } from '../contract/finding';
import { ConflictError, NotAllowedError } from '../system/write';
import type { LogRecord } from './index';
import type { JournalEntry, NewEntry } from './journal';
import { appendLog } from './log';
import { changeTarget, fixMessage, reasonOf } from './reason';
import { redact } from './redact';
import { type FailedChange, type RollbackResult, rollBackChanges, without } from './rollback';
import type { TransactionContext } from './transaction-context';

export type { TransactionContext } from './transaction-context';

/** What came of one entry. */
export type TransactionResult = Pick<Outcome, 'entry' | 'result' | 'because'>;

/** Writes what happened into the log. A disk that doesn't take it must not hold up putting things back. */
export async function logEntry(
  at: TransactionContext,
  what: LogRecord['what'],
  entry: JournalEntry,
): Promise<void> {
  const { id, fix, finding, shown } = entry;
  await appendLog(at.folder, at.now(), { what, entry: id, fix, finding, changes: shown });
}

/**
 * The changes that are noted together before the one at `place` is begun: a hundred files that are closed to others
 * need one line, not a hundred. Only rights, each of another path: taking back one that was not begun does no harm.
 */
function recordedTogether(changes: readonly Change[], place: number): readonly number[] {
  const paths = new Set<string>();
  const places: number[] = [];
  for (const [at, change] of changes.entries()) {
    if (at < place) continue;
    if (change.kind !== 'mode' || paths.has(change.path)) break;
    paths.add(change.path);
    places.push(at);
  }
  return places.length > 0 ? places : [place];
}

/**
 * A rejected edit, mode or move leaves nothing behind, but for a move whose original could not be removed in full. Then
 * there is nothing to take back, and trying to would only fail for the same reason.
 */
async function isUntouched(at: TransactionContext, change: Change): Promise<boolean> {
  if (change.kind === 'command' || change.kind === 'end') return false;
  return (await at.actions.stands(change).catch(() => 'unknown')) === 'before';
}

/** What came of carrying out: `left` are the optional ones that could not be done, which did not stop the others. */
interface Applied {
  readonly entry: JournalEntry;
  readonly failure: FailedChange | null;
  readonly left: readonly FailedChange[];
}

/** Carries the changes out one by one, each noted in the journal before it is begun. Stops at the first error. */
async function applyChanges(at: TransactionContext, begun: JournalEntry): Promise<Applied> {
  let entry = begun;
  const left: FailedChange[] = [];
  let done = 0;
  /** Those after `place` that were noted but not begun are crossed out again. */
  const stop = (place: number, change: Change, error: unknown) => ({
    entry: { ...entry, live: entry.live.filter((each) => each <= place) },
    failure: { change, error },
    left,
  });
  for (const [place, change] of begun.changes.entries()) {
    at.report({ now: begun.does, part: place / begun.changes.length });
    try {
      at.signal.throwIfAborted();
      if (!entry.live.includes(place))
        entry = await at.journal.write({
          ...entry,
          live: [...entry.live, ...recordedTogether(begun.changes, place)],
        });
    } catch (error) {
      return stop(place - 1, change, error);
    }
    try {
      await at.actions.carryOut(change, {
        signal: at.signal,
        onLine: (line) => at.report({ now: begun.does, line: redact(line, 'lines') }),
      });
      done++;
    } catch (error) {
      const refused = error instanceof NotAllowedError;
      // Nothing of it was done, so there is nothing to take back: no second question for administrator rights.
      const untouched = refused || error instanceof ConflictError || (await isUntouched(at, change));
      if (untouched) entry = { ...entry, live: without(entry.live, place) };
      const optional = change.kind !== 'edit' && change.optional === true;
      const said = refused && change.kind === 'command';
      const failure = { change, error };
      if (!optional || said || at.signal.aborted) return { entry, failure, left };
      // A command or a program's end only helps the others along.
      if (change.kind === 'mode' || change.kind === 'move') left.push(failure);
    }
  }
  // Nothing of it could be done: that is no part.
  const [first] = left;
  return { entry, failure: first && done === 0 ? first : null, left };
}

/** Closes an entry in journal and log. An entry that can't be closed stays open, which only offers it for undo. */
export async function close(
  at: TransactionContext,
  entry: JournalEntry,
  state: 'done' | 'rolled-back' | 'undone' | 'undone-in-part' | 'left-changed',
): Promise<void> {
  await at.journal.write({ ...entry, state }).catch(() => {});
  await logEntry(at, state, entry).catch(() => {});
}

const leftoverOf = ({ change, error }: FailedChange): Message =>
  fixMessage('left-one', { where: changeTarget(change), reason: reasonOf(error) });

/** What is left as it must not be, in plain words. */
export const leftover = (
  because: Message,
  { errors: troubles, left }: Omit<RollbackResult, 'entry'>,
): Message =>
  fixMessage('left', {
    because,
    what: [...troubles.map(leftoverOf), ...left],
  });

function explain({ change, error }: FailedChange, cancelled: boolean): Message {
  const where = changeTarget(change);
  if (error instanceof NotAllowedError && error.because === 'refused') return fixMessage('not-allowed');
  if (error instanceof ConflictError) return fixMessage('changed-meanwhile', { where });
  return cancelled ? fixMessage('cancelled') : fixMessage('failed', { where, reason: reasonOf(error) });
}

async function rollBack(
  at: TransactionContext,
  entry: JournalEntry,
  because: Message,
  untouched: boolean,
): Promise<TransactionResult> {
  const back = await rollBackChanges(at, entry);
  if (back.errors.length + back.left.length > 0) {
    await close(at, back.entry, back.errors.length > 0 ? 'left-changed' : 'undone-in-part');
    return { entry: entry.id, result: 'left-changed', because: leftover(because, back) };
  }
  await close(at, back.entry, 'rolled-back');
  return untouched
    ? { entry: entry.id, result: 'refused', because: fixMessage('nothing-changed', { because }) }
    : { entry: entry.id, result: 'rolled-back', because: fixMessage('put-back', { because }) };
}

/** What is said of an entry that stays. */
interface Done {
  readonly because: Message;
  /** What is seen to be in the way of the rest. */
  readonly left?: readonly Obstacle[];
}

/** With what was left, and why: what is seen to be in the way says more than the error of a change there. */
function kept({ because, left = [] }: Done, failed: readonly FailedChange[]): Message {
  const others = failed.filter(({ change }) => !left.some(({ where }) => where === changeTarget(change)));
  const some = others.length > 0 ? fixMessage('in-part', { because, what: others.map(leftoverOf) }) : because;
  return left.reduce(
    (said, { because: why }, at) => fixMessage(at === 0 ? 'in-part-why' : 'and-why', { because: said, why }),
    some,
  );
}

/**
 * One entry from its first line in the journal to its last: journal, carry out, `verify`, close or take back.
 * `verify` tells why it is not as it should be, or null. Never rejects.
 */
export async function runTransaction(
  at: TransactionContext,
  begun: NewEntry,
  verify: () => Promise<Message | null>,
  done: () => Done,
): Promise<TransactionResult> {
  let entry: JournalEntry;
  try {
    entry = await at.journal.open(begun);
    try {
      await logEntry(at, 'begun', entry);
    } catch (error) {
      await at.journal.write({ ...entry, state: 'rolled-back' }).catch(() => {});
      throw error;
    }
  } catch (error) {
    return {
      entry: null,
      result: 'refused',
      because: fixMessage('cannot-remember', { reason: reasonOf(error) }),
    };
  }
  const applied = await applyChanges(at, entry);
  if (applied.failure) {
    const untouched = applied.entry.live.length === 0 && !at.signal.aborted;
    return rollBack(at, applied.entry, explain(applied.failure, at.signal.aborted), untouched);
  }
  let because: Message | null;
  try {
    at.signal.throwIfAborted();
    because = await verify();
  } catch (error) {
    because = at.signal.aborted
      ? fixMessage('cancelled')
      : fixMessage('could-not-look-again', { reason: reasonOf(error) });
  }
  if (because) return rollBack(at, applied.entry, because, false);
  await close(at, applied.entry, 'done');
  return { entry: entry.id, result: 'fixed', because: kept(done(), applied.left) };
}
