import { NotAllowed } from '../actions';
import type { Change, Outcome } from '../contract/change';
import { undoAsAdmin } from './admin';
import { backward, close, leftover, type Workplace } from './cycle';
import { canUndo, type Entry } from './journal';
import { message } from './reason';
import { isBelow } from './seal';

const paths = (change: Change): readonly string[] => {
  if (change.kind === 'edit' || change.kind === 'mode') return [change.path];
  return change.kind === 'move' ? [change.from, change.to] : [];
};

/** True when one change stands on what the other made: the same file, or something in a folder that was moved. */
function touch(a: Change, b: Change): boolean {
  const moves = a.kind === 'move' || b.kind === 'move';
  return paths(a).some((one) =>
    paths(b).some((other) => one === other || (moves && (isBelow(one, other) || isBelow(other, one)))),
  );
}

const inEffect = ({ live, changes }: Entry) => changes.filter((_, place) => live.includes(place));

/** A newer entry, still in effect, that builds on this one. */
const builtOn = (entry: Entry, all: readonly Entry[]) =>
  all.find(
    (other) =>
      other.number > entry.number &&
      canUndo(other) &&
      inEffect(other).some((a) => inEffect(entry).some((b) => touch(a, b))),
  );

/** The journal's word is not enough for what is run with administrator rights. */
async function trusted(change: Change): Promise<Change> {
  if (change.kind !== 'command' || !change.admin || change.undo === null) return change;
  const undo = await undoAsAdmin(change);
  if (undo === null) throw new NotAllowed(`${change.undo.program} is no command of ours`, 'altered');
  const { env: _env, ...rest } = change;
  return { ...rest, undo };
}

async function undoOne(at: Workplace, entry: Entry): Promise<Outcome> {
  const outcome = { fix: entry.fix, does: entry.does, entry: entry.id, afterwards: null };
  const all = await at.journal.read();
  const newer = builtOn(entry, all);
  if (newer) return { ...outcome, result: 'refused', because: message('newer-first', { does: newer.does }) };
  // Open while it is being taken back: whatever ends us now, the next start offers it again.
  const opened = await at.journal.write({ ...entry, state: 'open' }).catch(() => entry);
  const { entry: left, troubles } = await backward(at, opened, trusted);
  if (troubles.length === 0) {
    await close(at, left, 'undone');
    return { ...outcome, result: 'fixed', because: message('undone') };
  }
  const refused = troubles.every(({ error }) => error instanceof NotAllowed && error.because !== 'altered');
  if (refused && left.live.length === entry.live.length) {
    await at.journal.write({ ...left, state: entry.state }).catch(() => {});
    const because = message('nothing-changed', { because: message('not-allowed') });
    return { ...outcome, result: 'refused', because };
  }
  await close(at, left, 'left-changed');
  const because =
    left.live.length < entry.live.length || troubles.length > 1
      ? message('undone-in-part')
      : message('not-undone');
  return { ...outcome, result: 'left-changed', because: leftover(because, troubles) };
}

/**
 * Takes entries back, newest first, each change by change from its last. What can't be taken back is left and said;
 * the other entries go on. Cancelled between two entries only: a half-undone one would be worse. Only under the lock.
 */
export async function undoRow(
  at: Workplace,
  wanted: readonly string[],
  onEntry: (place: number, of: number) => void,
): Promise<readonly Outcome[]> {
  const all = await at.journal.read();
  const unknown = wanted.filter((id) => !all.some((entry) => entry.id === id));
  const row = all.filter((entry) => (wanted.length === 0 ? canUndo(entry) : wanted.includes(entry.id)));
  const outcomes: Outcome[] = [];
  for (const [place, entry] of row.entries()) {
    onEntry(place, row.length);
    const outcome = { fix: entry.fix, does: entry.does, entry: entry.id, afterwards: null };
    if (entry.state === 'final') outcomes.push({ ...outcome, result: 'refused', because: message('final') });
    else if (!canUndo(entry))
      outcomes.push({ ...outcome, result: 'skipped', because: message('nothing-to-do') });
    else if (at.signal.aborted)
      outcomes.push({ ...outcome, result: 'skipped', because: message('cancelled') });
    else outcomes.push(await undoOne(at, entry));
  }
  return [
    ...outcomes,
    ...unknown.map(
      (id): Outcome => ({
        fix: '',
        entry: id,
        result: 'refused',
        because: message('no-such-entry'),
        afterwards: null,
      }),
    ),
  ];
}
