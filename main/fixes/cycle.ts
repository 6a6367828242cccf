import { type Actions, NotAllowed, NotAsSeen } from '../actions';
import type { Change, Outcome } from '../contract/change';
import type { Message } from '../contract/finding';
import { maskSecrets } from '../plans/mask';
import type { LogRecord, Progress } from './index';
import type { Begun, Entry, Journal } from './journal';
import { appendLog } from './log';
import { message, placeOf, reasonOf } from './reason';

/** What every row of changes works with. */
export interface Workplace {
  /** The app's own folder. */
  readonly folder: string;
  readonly actions: Actions;
  readonly journal: Journal;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Stops a row between two steps; what is under way is taken back. */
  readonly signal: AbortSignal;
  readonly tell: (progress: Omit<Progress, 'done' | 'of'>) => void;
}

/** What came of one entry. */
export type Came = Pick<Outcome, 'entry' | 'result' | 'because'>;

/** What failed, and at which change. */
interface Trouble {
  readonly change: Change;
  readonly error: unknown;
}

/** Taking back is never cut short. */
const unstoppable = new AbortController().signal;

/** Writes what happened into the log. A disk that doesn't take it must not hold up putting things back. */
export async function note(at: Workplace, what: LogRecord['what'], entry: Entry): Promise<void> {
  const { id, fix, finding, shown } = entry;
  await appendLog(at.folder, at.now(), { what, entry: id, fix, finding, changes: shown });
}

const without = (live: readonly number[], place: number) => live.filter((each) => each !== place);

/**
 * The changes that are noted together before the one at `place` is begun: a hundred files that are closed to others
 * need one line, not a hundred. Only rights, each of another path: taking back one that was not begun does no harm.
 */
function noted(changes: readonly Change[], place: number): readonly number[] {
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
async function isUntouched(at: Workplace, change: Change): Promise<boolean> {
  if (change.kind === 'command' || change.kind === 'end') return false;
  return (await at.actions.stands(change).catch(() => 'unknown')) === 'before';
}

/** Carries the changes out one by one, each noted in the journal before it is begun. Stops at the first trouble. */
async function forward(at: Workplace, begun: Entry): Promise<{ entry: Entry; trouble: Trouble | null }> {
  let entry = begun;
  /** Those after `place` that were noted but not begun are crossed out again. */
  const stop = (place: number, change: Change, error: unknown) => ({
    entry: { ...entry, live: entry.live.filter((each) => each <= place) },
    trouble: { change, error },
  });
  for (const [place, change] of begun.changes.entries()) {
    at.tell({ now: begun.does, part: place / begun.changes.length });
    try {
      at.signal.throwIfAborted();
      if (!entry.live.includes(place))
        entry = await at.journal.write({ ...entry, live: [...entry.live, ...noted(begun.changes, place)] });
    } catch (error) {
      return stop(place - 1, change, error);
    }
    try {
      await at.actions.carryOut(change, {
        signal: at.signal,
        onLine: (line) => at.tell({ now: begun.does, line: maskSecrets(line, 'lines') }),
      });
    } catch (error) {
      const refused = error instanceof NotAllowed;
      // Nothing of it was done, so there is nothing to take back: no second question for administrator rights.
      const untouched = refused || error instanceof NotAsSeen || (await isUntouched(at, change));
      if (untouched) entry = { ...entry, live: without(entry.live, place) };
      const optional = (change.kind === 'command' || change.kind === 'end') && change.optional === true;
      const said = refused && change.kind === 'command';
      if (!optional || said || at.signal.aborted) return { entry, trouble: { change, error } };
    }
  }
  return { entry, trouble: null };
}

/** Takes back what may be in effect, the last one first. What can't be taken back is left, and the others go on. */
export async function backward(
  at: Workplace,
  from: Entry,
  /** What is taken back, of a change that was read from the disk; rejects for one that no fix makes. */
  trusted: (change: Change) => Promise<Change> = async (change) => change,
): Promise<{ entry: Entry; troubles: readonly Trouble[] }> {
  let entry = from;
  const troubles: Trouble[] = [];
  const modes = from.changes.filter(({ kind }) => kind === 'mode').map(placeOf);
  const quiet = new Set(modes).size === modes.length;
  for (const place of from.live.toReversed()) {
    const change = from.changes[place];
    if (!change) continue;
    at.tell({ now: message('taking-back') });
    try {
      await at.actions.takeBack(await trusted(change), { signal: unstoppable });
      entry = { ...entry, live: without(entry.live, place) };
      // A note that fails, or is left out for rights, does no harm: taking it back again later changes nothing.
      if (!quiet || change.kind !== 'mode') await at.journal.write(entry).catch(() => {});
    } catch (error) {
      troubles.push({ change, error });
    }
  }
  return { entry, troubles };
}

/** Closes an entry in journal and log. An entry that can't be closed stays open, which only offers it for undo. */
export async function close(
  at: Workplace,
  entry: Entry,
  state: 'done' | 'rolled-back' | 'undone' | 'left-changed',
): Promise<void> {
  await at.journal.write({ ...entry, state }).catch(() => {});
  await note(at, state, entry).catch(() => {});
}

/** What is left as it must not be, in plain words. */
export const leftover = (because: Message, troubles: readonly Trouble[]): Message =>
  message('left', {
    because,
    what: troubles.map(({ change, error }) =>
      message('left-one', { where: placeOf(change), reason: reasonOf(error) }),
    ),
  });

function explain({ change, error }: Trouble, cancelled: boolean): Message {
  const where = placeOf(change);
  if (error instanceof NotAllowed && error.because === 'refused') return message('not-allowed');
  if (error instanceof NotAsSeen) return message('changed-meanwhile', { where });
  return cancelled ? message('cancelled') : message('failed', { where, reason: reasonOf(error) });
}

async function putBack(at: Workplace, entry: Entry, because: Message, untouched: boolean): Promise<Came> {
  const back = await backward(at, entry);
  if (back.troubles.length > 0) {
    await close(at, back.entry, 'left-changed');
    return { entry: entry.id, result: 'left-changed', because: leftover(because, back.troubles) };
  }
  await close(at, back.entry, 'rolled-back');
  return untouched
    ? { entry: entry.id, result: 'refused', because: message('nothing-changed', { because }) }
    : { entry: entry.id, result: 'rolled-back', because: message('put-back', { because }) };
}

/**
 * One entry from its first line in the journal to its last: journal, carry out, `verify`, close or take back.
 * `verify` tells why it is not as it should be, or null. Never rejects.
 */
export async function cycle(
  at: Workplace,
  begun: Begun,
  verify: () => Promise<Message | null>,
  done: Message,
): Promise<Came> {
  let entry: Entry;
  try {
    entry = await at.journal.open(begun);
    try {
      await note(at, 'begun', entry);
    } catch (error) {
      await at.journal.write({ ...entry, state: 'rolled-back' }).catch(() => {});
      throw error;
    }
  } catch (error) {
    return {
      entry: null,
      result: 'refused',
      because: message('cannot-remember', { reason: reasonOf(error) }),
    };
  }
  const went = await forward(at, entry);
  if (went.trouble) {
    const untouched = went.entry.live.length === 0 && !at.signal.aborted;
    return putBack(at, went.entry, explain(went.trouble, at.signal.aborted), untouched);
  }
  let because: Message | null;
  try {
    at.signal.throwIfAborted();
    because = await verify();
  } catch (error) {
    because = at.signal.aborted
      ? message('cancelled')
      : message('could-not-look-again', { reason: reasonOf(error) });
  }
  if (because) return putBack(at, went.entry, because, false);
  await close(at, went.entry, 'done');
  return { entry: entry.id, result: 'fixed', because: done };
}
