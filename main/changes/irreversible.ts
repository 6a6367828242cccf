import type { Change } from '../contract/change';
import { erased, isUndoable, type JournalEntry } from './journal';
import { logEntry, type TransactionContext } from './transaction';

/** True for a path in a folder, on any system, and for the folder itself. */
export const isBelow = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(`${folder}/`) || path.startsWith(`${folder}\\`);

/** Where a change finds what it would take back; null for what is no file. */
function standsAt(change: Change): string | null {
  if (change.kind === 'edit' || change.kind === 'mode') return change.path;
  return change.kind === 'move' ? change.to : null;
}

/**
 * What becomes of an entry when everything in `places` is gone: final when nothing of it is left that could be taken
 * back, crossed out in part when there is, null when it is not concerned. Programs that were told something count with
 * the files that they were told about.
 */
export function irreversible(entry: JournalEntry, places: readonly string[]): JournalEntry | null {
  if (!isUndoable(entry) && entry.live.length === 0) return null;
  const isGone = (place: number) => {
    const at = entry.changes[place] && standsAt(entry.changes[place]);
    return at !== null && at !== undefined && places.some((folder) => isBelow(at, folder));
  };
  const gone = entry.live.filter(isGone);
  if (gone.length === 0) return null;
  const left = entry.live.filter((place) => !gone.includes(place));
  // An entry that put something away is one whole: its edits make sense only together with what was moved.
  const moved = gone.some((place) => entry.changes[place]?.kind === 'move');
  const files = left.some((place) => entry.changes[place] && standsAt(entry.changes[place]) !== null);
  if (moved || !files) return { ...entry, state: 'final' };
  const changes = entry.changes.map((change, place) => (gone.includes(place) ? erased(change) : change));
  return { ...entry, changes, live: left };
}

/** Where things lay before they were put in `places` and stayed there. */
const originOf = ({ live, changes }: JournalEntry, places: readonly string[]): readonly string[] =>
  live.flatMap((place) => {
    const change = changes[place];
    return change?.kind === 'move' && places.some((folder) => isBelow(change.to, folder))
      ? [change.from]
      : [];
  });

/** All entries that change when everything in `places` is gone, oldest first. */
function allIrreversible(
  entries: readonly JournalEntry[],
  places: readonly string[],
): readonly JournalEntry[] {
  let gone = places;
  // Newest first, so that each is asked about all that was moved away after it.
  return entries
    .flatMap((entry) => {
      const is = irreversible(entry, gone);
      if (is) gone = [...gone, ...originOf(entry, gone)];
      return is ? [is] : [];
    })
    .reverse();
}

/**
 * Seals every entry that needs what lies in `places`, and the older ones about what was moved there: their files are
 * gone with it. Rejects when the disk doesn't take it. Only under the lock.
 */
export async function makeIrreversible(at: TransactionContext, places: readonly string[]): Promise<void> {
  // Oldest first: cut off in between, the entry that tells where things came from is still there for the next time.
  for (const entry of allIrreversible(await at.journal.read(), places)) {
    await logEntry(at, 'sealed', entry);
    await at.journal.write(entry);
  }
}
