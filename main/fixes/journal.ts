import { randomBytes } from 'node:crypto';
import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Change, EntryState, ShownChange, ShownEntry } from '../contract/change';
import type { Message } from '../contract/finding';
import { showChange } from '../plans/show';
import { makeFolder, writeForGood } from './durable';
import { isEntry, SCHEMA } from './entry-shape';

/** How an entry stands. `rolled-back`: taken back by the engine itself, because it failed or did not help. */
export type JournalState = EntryState | 'rolled-back';

/** One row of changes: what was there before, to the byte. It may hold secrets, and only this account can read it. */
export interface Entry {
  readonly schema: typeof SCHEMA;
  readonly id: string;
  /** Counts up: tells the newer of two, whatever the clock did. */
  readonly number: number;
  readonly fix: string;
  readonly finding: string | null;
  readonly does: Message;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly state: JournalState;
  /** None once there is nothing left to take back. */
  readonly changes: readonly Change[];
  /** The same without secrets. */
  readonly shown: readonly ShownChange[];
  /** Places in `changes` of those that may be in effect: noted before each is begun, crossed out after it is taken back. */
  readonly live: readonly number[];
}

export type Begun = Pick<Entry, 'fix' | 'finding' | 'does' | 'changes'>;

export interface Journal {
  /** Newest first. A file that makes no sense is set aside as `<file>.broken` and left out. */
  read(): Promise<readonly Entry[]>;
  /**
   * Writes a new entry before anything is changed: open, or final where there is no way back. Rejects when the disk
   * doesn't take it.
   */
  open(begun: Begun, state?: 'open' | 'final'): Promise<Entry>;
  /** Replaces an entry. Rejects when the disk doesn't take it; what was written before stays. */
  write(entry: Entry): Promise<Entry>;
}

/** How many entries with nothing left to take back are kept. */
const FINISHED_KEPT = 100;

const isOver = ({ state }: Entry) => state === 'undone' || state === 'rolled-back' || state === 'final';

/** There is, or may be, something of it to take back. */
export const canUndo = (entry: Entry): boolean => !isOver(entry);

/** The journal in the app's own `folder`: `changes/<entry>.json`. Written only under the lock. */
export function createJournal(folder: string, now: () => number): Journal {
  const place = join(folder, 'changes');
  const fileOf = (id: string) => join(place, `${id}.json`);

  async function readOne(file: string): Promise<Entry | null> {
    const path = join(place, file);
    let text: string;
    try {
      text = await readFile(path, 'utf8');
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

  async function read(): Promise<readonly Entry[]> {
    const names = await readdir(place).catch(() => []);
    const entries = await Promise.all(names.filter((name) => name.endsWith('.json')).map(readOne));
    return entries.filter((entry) => entry !== null).toSorted((a, b) => b.number - a.number);
  }

  async function write(entry: Entry): Promise<Entry> {
    // What undo needs no more is not kept any longer: it may hold secrets.
    const kept = isOver(entry) ? { ...entry, changes: [], live: [] } : entry;
    await writeForGood(fileOf(entry.id), JSON.stringify(kept));
    return kept;
  }

  return {
    read,
    write,
    async open(begun, state = 'open') {
      await makeFolder(place);
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
const shownNow = ({ changes, shown }: Entry): readonly ShownChange[] =>
  changes.length === 0
    ? shown
    : changes.map((change, place) => {
        const was = shown[place];
        // The lines of an edit are costly to compare again, and undo only brings back what the file says now.
        return change.kind === 'edit' && was?.where === change.path ? was : showChange(change);
      });

/** An entry as the user sees it: taken back is taken back, whoever did it. */
export const showEntry = (entry: Entry): ShownEntry => {
  const { id, fix, finding, does, at, state } = entry;
  return {
    id,
    fix,
    finding,
    does,
    at,
    state: state === 'rolled-back' ? 'undone' : state,
    changes: shownNow(entry),
  };
};
