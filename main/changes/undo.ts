import { join } from 'node:path';
import type { Change, Outcome } from '../contract/change';
import type { Message } from '../contract/finding';
import { NotAllowedError } from '../system/write';
import { undoAsAdmin } from './admin';
import { canonical } from './canonical';
import { isBelow } from './irreversible';
import { isUndoable, type JournalEntry } from './journal';
import { rebased } from './merge/rebase';
import { fixMessage, reasonOf } from './reason';
import { rollBackChanges } from './rollback';
import { close, leftover, type TransactionContext } from './transaction';

const paths = (change: Change): readonly string[] => {
  if (change.kind === 'edit' || change.kind === 'mode') return [change.path];
  return change.kind === 'move' ? [change.from, change.to] : [];
};

/** True when one of two changes moves what the other is about. Two of the same text or mode are told apart by key. */
function moves(a: Change, b: Change): boolean {
  if (a.kind !== 'move' && b.kind !== 'move') return false;
  return paths(a).some((one) => paths(b).some((other) => isBelow(one, other) || isBelow(other, one)));
}

const inEffect = ({ live, changes }: JournalEntry) => changes.filter((_, place) => live.includes(place));

/** A newer entry, still in effect, that has to be taken back before this one. */
export const builtOn = (entry: JournalEntry, all: readonly JournalEntry[]): JournalEntry | undefined =>
  all.find(
    (other) =>
      other.number > entry.number &&
      isUndoable(other) &&
      inEffect(other).some((a) => inEffect(entry).some((b) => moves(a, b))),
  );

/** The journal's word is not enough for what is run with administrator rights. */
async function trusted(change: Change): Promise<Change> {
  if (change.kind !== 'command' || !change.admin || change.undo === null) return change;
  const undo = await undoAsAdmin(change);
  if (undo === null) throw new NotAllowedError(`${change.undo.program} is no command of ours`, 'altered');
  const { env: _env, ...rest } = change;
  return { ...rest, undo };
}

/** With where the former texts are to be found: what others wrote in their place is not written over. */
const kept = ({ folder }: TransactionContext, { id }: JournalEntry, because: Message): Message =>
  fixMessage('left-kept', { because, file: join(folder, 'changes', `${id}.json`) });

async function undoOne(at: TransactionContext, { id }: JournalEntry): Promise<Outcome | null> {
  const all = await at.journal.read();
  const entry = all.find((each) => each.id === id);
  if (!entry) return null;
  const outcome = { fix: entry.fix, does: entry.does, entry: id, afterwards: null };
  const refused = (because: Message): Outcome => ({ ...outcome, result: 'refused', because });
  const newer = builtOn(entry, all);
  if (newer) return refused(fixMessage('newer-first', { does: newer.does }));
  const untold = (error: unknown) =>
    refused(
      fixMessage('nothing-changed', { because: fixMessage('not-told-apart', { reason: reasonOf(error) }) }),
    );
  let above: ReturnType<typeof rebased>;
  try {
    above = rebased(entry, all);
  } catch (error) {
    return untold(error);
  }
  // Open while it is being taken back: whatever ends us now, the next start offers it again, and before the others.
  const opened = await at.journal.write({ ...entry, state: 'open' }).catch(() => entry);
  try {
    // One that could not be written down anew would bring this one's values back with its own.
    for (const each of above.entries) await at.journal.write(each);
  } catch (error) {
    return untold(error);
  }
  const back = await rollBackChanges(at, opened, trusted, (each) => above.covered.has(canonical(each)));
  const { entry: left, errors: troubles } = back;
  if (troubles.length === 0 && back.left.length > 0) {
    await close(at, { ...left, left: back.left }, 'undone-in-part');
    const id = left.live.length < entry.live.length ? 'undone-but' : 'undone-nothing';
    return {
      ...outcome,
      result: 'left-changed',
      because: kept(at, entry, fixMessage(id, { what: back.left })),
    };
  }
  if (troubles.length === 0) {
    await close(at, left, 'undone');
    const [newest] = above.entries;
    const because = newest ? fixMessage('undone-under', { does: newest.does }) : fixMessage('undone');
    return { ...outcome, result: 'fixed', because };
  }
  const isRefused = troubles.every(
    ({ error }) => error instanceof NotAllowedError && error.because !== 'altered',
  );
  if (isRefused && left.live.length === entry.live.length) {
    await at.journal.write({ ...left, state: entry.state }).catch(() => {});
    return refused(fixMessage('nothing-changed', { because: fixMessage('not-allowed') }));
  }
  await close(at, left, 'left-changed');
  const because =
    left.live.length < entry.live.length || troubles.length > 1
      ? fixMessage('undone-in-part')
      : fixMessage('not-undone');
  return { ...outcome, result: 'left-changed', because: leftover(because, back) };
}

/** Newest first; before them what was cut off in the middle, so that it is finished as it was begun. */
export const undoOrder = (
  batch: readonly JournalEntry[],
  all: readonly JournalEntry[],
): readonly JournalEntry[] => {
  const isCutOff = (entry: JournalEntry) => entry.state === 'open' && !builtOn(entry, all);
  return [...batch.filter(isCutOff), ...batch.filter((entry) => !isCutOff(entry))];
};

/**
 * Takes entries back, newest first, each change by change from its last. What can't be taken back is left and said;
 * the other entries go on. Cancelled between two entries only: a half-undone one would be worse. Only under the lock.
 */
export async function undoBatch(
  at: TransactionContext,
  wanted: readonly string[],
  onEntry: (place: number, of: number) => void,
): Promise<readonly Outcome[]> {
  const all = await at.journal.read();
  const unknown = wanted.filter((id) => !all.some((entry) => entry.id === id));
  const batch = undoOrder(
    all.filter((entry) => (wanted.length === 0 ? isUndoable(entry) : wanted.includes(entry.id))),
    all,
  );
  const outcomes: Outcome[] = [];
  for (const [place, entry] of batch.entries()) {
    onEntry(place, batch.length);
    const outcome = { fix: entry.fix, does: entry.does, entry: entry.id, afterwards: null };
    if (entry.state === 'final')
      outcomes.push({ ...outcome, result: 'refused', because: fixMessage('final') });
    else if (!isUndoable(entry))
      outcomes.push({ ...outcome, result: 'skipped', because: fixMessage('nothing-to-do') });
    else if (at.signal.aborted)
      outcomes.push({ ...outcome, result: 'skipped', because: fixMessage('cancelled') });
    else
      outcomes.push(
        (await undoOne(at, entry)) ?? { ...outcome, result: 'skipped', because: fixMessage('nothing-to-do') },
      );
  }
  return [
    ...outcomes,
    ...unknown.map(
      (id): Outcome => ({
        fix: '',
        does: fixMessage('does-undo'),
        entry: id,
        result: 'refused',
        because: fixMessage('no-such-entry'),
        afterwards: null,
      }),
    ),
  ];
}
