import { randomBytes } from 'node:crypto';
import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Change, ShownChange, ShownEntry } from '../contract/change';
import { readOwnFile } from '../system/read/own-file';
import { makePrivateFolder, writeDurable } from '../system/write/atomic-file';
import { isEntry, type JournalEntry, type JournalState, SCHEMA } from './entry-shape';
import { showChange } from './plan/show';

export type { JournalEntry, JournalState, Merging } from './entry-shape';

export type NewEntry = Pick<JournalEntry, 'fix' | 'finding' | 'does' | 'changes'>;

export interface Journal {
  /** Newest first. A file that makes no sense is set aside as `<file>.broken` and left out. */
  read(): Promise<readonly JournalEntry[]>;
  /**
   * Writes a new entry before anything is changed: open, or final where there is no way back. Rejects when the disk
   * doesn't take it.
   */
  open(begun: NewEntry, state?: 'open' | 'final'): Promise<JournalEntry>;
  /** Replaces an entry. Rejects when the disk doesn't take it; what was written before stays. */
  write(entry: JournalEntry): Promise<JournalEntry>;
}

/** Bytes of the largest entry that is read: a change of many files of the largest size that an edit takes. */
const LARGEST = 256 * 1024 * 1024;
/** How many entries with nothing left to take back are kept. */
const FINISHED_KEPT = 100;

const OVER: readonly JournalState[] = ['undone', 'undone-in-part', 'rolled-back', 'final'];
const isOver = ({ state }: Pick<JournalEntry, 'state'>) => OVER.includes(state);

/** A change that nothing is left of to take back needs no former text either, which may hold secrets. */
export const erased = (change: Change): Change =>
  change.kind === 'edit' ? { ...change, before: null, after: null } : change;

/** What undo needs no more is not kept: but for what stood there before where somebody else changed it since. */
function remembered(entry: JournalEntry): JournalEntry {
  if (!isOver(entry)) return entry;
  if (entry.state !== 'undone-in-part') return { ...entry, changes: [], live: [] };
  const changes = entry.changes.map((change, place) =>
    entry.live.includes(place) ? change : erased(change),
  );
  return { ...entry, changes };
}

/** There is, or may be, something of it to take back. */
export const isUndoable = (entry: Pick<JournalEntry, 'state'>): boolean => !isOver(entry);

/** The journal in the app's own `folder`: `changes/<entry>.json`. Written only under the lock. */
export function createJournal(folder: string, now: () => number): Journal {
  const place = join(folder, 'changes');
  const fileOf = (id: string) => join(place, `${id}.json`);

  async function readOne(file: string): Promise<JournalEntry | null> {
    const path = join(place, file);
    let text: string;
    try {
      text = await readOwnFile(path, LARGEST);
    } catch {
      return null;
    }
    try {
      const value: unknown = JSON.parse(text);
      if (isEntry(value) && file === `${value.id}.json`) return value;
      // A newer version of this app writes other entries: it is no business of ours, and not broken.
      if (typeof value === 'object' && value !== null && 'schema' in value && Number(value.schema) > SCHEMA)
        return null;
    } catch {}
    await rename(path, `${path}.broken`).catch(() => {});
    return null;
  }

  async function read(): Promise<readonly JournalEntry[]> {
    const names = await readdir(place).catch(() => []);
    const entries = await Promise.all(names.filter((name) => name.endsWith('.json')).map(readOne));
    return entries.filter((entry) => entry !== null).toSorted((a, b) => b.number - a.number);
  }

  async function write(entry: JournalEntry): Promise<JournalEntry> {
    const kept = remembered(entry);
    await writeDurable(fileOf(entry.id), JSON.stringify(kept));
    return kept;
  }

  return {
    read,
    write,
    async open(begun, state = 'open') {
      await makePrivateFolder(place);
      const before = await read();
      for (const old of before.filter(isOver).slice(FINISHED_KEPT - 1))
        await rm(fileOf(old.id), { force: true });
      const number = (before[0]?.number ?? 0) + 1;
      return write({
        schema: SCHEMA,
        id: `change-${number}-${randomBytes(4).toString('hex')}`,
        number,
        ...begun,
        at: new Date(now()).toISOString(),
        state,
        shown: begun.changes.map(showChange),
        live: [],
      });
    },
  };
}

/** What undo would take back is shown as it stands there now, not as it once was shown: this account can write both. */
const shownNow = ({ changes, shown }: JournalEntry): readonly ShownChange[] =>
  changes.length === 0
    ? shown
    : changes.map((change, place) => {
        const was = shown[place];
        // The lines of an edit are costly to compare again, and undo only brings back what the file says now.
        return change.kind === 'edit' && was?.where === change.path ? was : showChange(change);
      });

/** An entry as the user sees it: taken back is taken back, whoever did it. */
export const showEntry = (entry: JournalEntry): ShownEntry => {
  const { id, fix, finding, does, at, state, left } = entry;
  return {
    id,
    fix,
    finding,
    does,
    at,
    state: state === 'rolled-back' ? 'undone' : state,
    changes: shownNow(entry),
    ...(left && { left }),
  };
};
