import type { Change, MoveChange, ShownChange } from '../contract/change';
import type { Message } from '../contract/finding';
import { type Actions, ConflictError } from '../system/write';
import { canonical } from './canonical';
import type { UndoPreview } from './index';
import { isBelow } from './irreversible';
import { isUndoable, type Journal, type JournalEntry, showEntry } from './journal';
import { isStillNeeded } from './merge/needed';
import { rebased } from './merge/rebase';
import { type Revertible, revert } from './merge/revert';
import { showChange } from './plan/show';
import { changeTarget, fixMessage, reasonOf } from './reason';
import { builtOn, undoOrder } from './undo';

/** What taking one entry back would do now. */
type Would = Pick<UndoPreview, 'changes' | 'left'>;

/** What was looked at so far, and what the batch would have made of it by then. */
interface Foreseen {
  readonly actions: Pick<Actions, 'present' | 'stands'>;
  /** Texts and modes. */
  readonly texts: Map<string, string | null>;
  /** Where things would be back that lie elsewhere now: what is in them can't be looked at. */
  readonly back: string[];
}

const nothing: Would = { changes: [], left: [] };
const one = (change: Change): Would => ({ changes: [showChange(change)], left: [] });

async function wouldMove(change: MoveChange, { actions, back }: Foreseen): Promise<Would> {
  const stands = await actions.stands(change);
  if (stands === 'before') return nothing;
  if (stands === 'neither') {
    const reason = reasonOf(new ConflictError(change.from, 'occupied'));
    return { changes: [], left: [fixMessage('left-one', { where: change.from, reason })] };
  }
  back.push(change.from);
  return one({ kind: 'move', from: change.to, to: change.from });
}

async function wouldRevert(change: Revertible, { actions, texts, back }: Foreseen): Promise<Would> {
  const backwards = (now: string | null, to: string | null) =>
    one({ ...change, before: now, after: to } as Revertible);
  if (back.some((folder) => isBelow(change.path, folder))) return backwards(change.after, change.before);
  const key = `${change.kind} ${change.path}`;
  const known = texts.get(key);
  const now = known === undefined ? await actions.present(change) : known;
  const { to, left } = revert(change, now);
  texts.set(key, to);
  return to === now ? { changes: [], left } : { ...backwards(now, to), left };
}

async function wouldUndo(change: Change, foreseen: Foreseen): Promise<Would> {
  switch (change.kind) {
    case 'end':
      return nothing;
    case 'command':
      return change.undo ? one({ ...change, ...change.undo, undo: null }) : nothing;
    case 'move':
      return wouldMove(change, foreseen);
    case 'edit':
    case 'mode':
      return wouldRevert(change, foreseen);
  }
}

async function previewOne(
  entry: JournalEntry,
  others: readonly JournalEntry[],
  foreseen: Foreseen,
): Promise<Would> {
  if (!isUndoable(entry)) return { changes: [], left: entry.left ?? [] };
  const newer = builtOn(entry, others);
  if (newer) return { changes: [], left: [fixMessage('newer-first', { does: newer.does })] };
  const changes: ShownChange[] = [];
  const left: Message[] = [];
  const kept: string[] = [];
  const { covered } = rebased(entry, others);
  for (const place of entry.live.toReversed()) {
    const change = entry.changes[place];
    if (!change) continue;
    try {
      if (change.kind === 'edit' && isStillNeeded(change, kept)) {
        left.push(fixMessage('left-needed', { where: change.path }));
        continue;
      }
      const would = await wouldUndo(change, foreseen);
      if (change.kind === 'edit' && would.left.length > 0)
        kept.push(foreseen.texts.get(`edit ${change.path}`) ?? '');
      changes.push(...would.changes);
      left.push(...would.left.filter((each) => !covered.has(canonical(each))));
    } catch (error) {
      left.push(fixMessage('left-one', { where: changeTarget(change), reason: reasonOf(error) }));
    }
  }
  return { changes, left };
}

const untold = (error: unknown): Would => ({
  changes: [],
  left: [fixMessage('not-told-apart', { reason: reasonOf(error) })],
});

/** What undo would do now with each of the newest so many entries that still stand, taken back by itself. */
export async function previewEach(
  actions: Foreseen['actions'],
  journal: Journal,
  most: number,
): Promise<ReadonlyMap<string, Would>> {
  const all = await journal.read();
  const previews = new Map<string, Would>();
  for (const entry of all.filter(isUndoable).slice(0, most))
    previews.set(
      entry.id,
      await previewOne(entry, all, { actions, texts: new Map(), back: [] }).catch(untold),
    );
  return previews;
}

/**
 * What undo would do now with these entries, in its order; none named: with all that can be undone. Looks only: what
 * others write until then is looked at again when it is done.
 */
export async function previewUndo(
  { actions, journal }: { readonly actions: Pick<Actions, 'present' | 'stands'>; readonly journal: Journal },
  wanted: readonly string[],
): Promise<readonly UndoPreview[]> {
  const all = await journal.read();
  const row = undoOrder(
    all.filter((entry) => (wanted.length === 0 ? isUndoable(entry) : wanted.includes(entry.id))),
    all,
  );
  const foreseen = { actions, texts: new Map<string, string | null>(), back: [] };
  const previews: UndoPreview[] = [];
  for (const [place, entry] of row.entries()) {
    const gone = row.slice(0, place);
    const others = all.filter((each) => !gone.includes(each));
    const would = await previewOne(entry, others, foreseen).catch(untold);
    previews.push({ entry: showEntry(entry), ...would });
  }
  return previews;
}
