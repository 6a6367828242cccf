import type { Message } from '../../contract/finding';
import { canonical } from '../canonical';
import { isUndoable, type JournalEntry } from '../journal';
import { showChange } from '../plan/show';
import { type Revertible, revert } from './revert';

/** Newer entries as they are once an older one is taken back from under them. */
interface Rebased {
  /** Those that change, newest first. */
  readonly entries: readonly JournalEntry[];
  /** What of the older one they stand on, and put back themselves when they are taken back: messages in one spelling. */
  readonly covered: ReadonlySet<string>;
}

const isRevertible = (change: JournalEntry['changes'][number]): change is Revertible =>
  change.kind === 'edit' || change.kind === 'mode';

const inEffect = ({ live, changes }: JournalEntry): readonly Revertible[] =>
  changes.filter((change, place): change is Revertible => live.includes(place) && isRevertible(change));

/**
 * Takes `entry` out of what the newer entries in effect remember of the same texts: each of them can then be taken back
 * by itself, to the byte, in any order. Pure; the same when it is done twice.
 */
export function rebased(entry: JournalEntry, all: readonly JournalEntry[]): Rebased {
  const undone = inEffect(entry).toReversed();
  const covered = new Set<string>();
  const without = (change: Revertible, text: string | null, heard: (left: Message) => void = () => {}) =>
    undone
      .filter(({ kind, path }) => kind === change.kind && path === change.path)
      .reduce((now, each) => {
        const { to, left } = revert(each, now);
        left.forEach(heard);
        return to;
      }, text);
  const entries = all.flatMap((newer) => {
    if (newer.number <= entry.number || !isUndoable(newer)) return [];
    const touched = inEffect(newer).filter(({ kind, path }) =>
      undone.some((each) => each.kind === kind && each.path === path),
    );
    if (touched.length === 0) return [];
    const changes = newer.changes.map((change) => {
      if (!isRevertible(change) || !touched.includes(change)) return change;
      const before = without(change, change.before);
      const after = without(change, change.after, (left) => covered.add(canonical(left)));
      return { ...change, before, after } as Revertible;
    });
    return [{ ...newer, changes, shown: changes.map(showChange) }];
  });
  return { entries, covered };
}
