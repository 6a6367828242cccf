import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { guardOf, mapOf, readShape, type ShapeOf } from '../../contract/shape';
import type { Service } from '../../probes/openclaw';
import { readOwnFile } from '../../system/read/own-file';
import { makePrivateFolder } from '../../system/write/atomic-file';
import { recordShape, recordsIn } from '../../system/write/journal-records';
import { HoldShape } from './hold';

const GatewayShape = v.object({
  /** Its service; null when it was started by hand. */
  service: v.nullable(
    v.object({
      kind: v.custom<Service['kind']>((kind) => typeof kind === 'string'),
      name: v.string(),
      file: v.string(),
    }),
  ),
  stateDir: v.nullable(v.string()),
  port: v.nullable(v.number()),
  node: v.string(),
  cwd: v.string(),
  /** What would start it again by itself, and is held meanwhile. Absent: an earlier version of this app wrote it. */
  holds: v.exactOptional(v.array(HoldShape)),
  /** What it needs of its environment; nothing secret. */
  env: mapOf(v.string()),
});
/** A gateway as it ran before an update, so that it can be started again. */
export type GatewayProcess = ShapeOf<typeof GatewayShape>;

const SwapShape = v.object({
  /** The state folder, or a settings file that lies outside of it (real path). */
  live: v.string(),
  /** Where its copy is made, to take its place. */
  fresh: v.string(),
  /** Where it goes itself: the backup. */
  kept: v.string(),
});
/** One setup whose state is swapped for a copy. */
export type Swap = ShapeOf<typeof SwapShape>;

const ENTRIES = {
  /** Also the engine's name for it. */
  id: v.string(),
  /** ISO 8601, UTC. */
  at: v.string(),
  /**
   * How far it has come. `staging`: nothing of the user's was touched. `stopped`: the gateway may be down. `swapping`: the
   * engine has an entry of it, or is about to. The last three are ends.
   */
  phase: v.picklist(['staging', 'stopped', 'swapping', 'done', 'rolled-back', 'undone']),
  /** The package folder. */
  copy: v.string(),
  /** The same after the update: pnpm keeps each version in a folder of its own. */
  now: v.string(),
  from: v.string(),
  to: v.string(),
  /** Folders of ours, beside what they take the place of: removed when it is over. */
  staging: v.array(v.string()),
  swaps: v.array(SwapShape),
  /** Where the old program went; removed when the backup is too old. */
  kept: v.array(v.string()),
  ran: v.array(GatewayShape),
};
const UpdateShape = recordShape('update', ENTRIES);
/** As earlier versions of this app wrote it. */
const OldShape = v.object(ENTRIES);
/** What the journal knows of one update, written before each step. */
export type UpdateJournal = ShapeOf<typeof UpdateShape>;
export type Phase = UpdateJournal['phase'];

/** Bytes of the largest one that is read. */
const LARGEST = 4 * 1024 * 1024;

/** The updates in the journal of one app. */
export interface Ledgers {
  /** Folder of one update, for what it keeps. */
  folderOf(id: string): string;
  /** Newest first; what makes no sense is left out. */
  all(): Promise<readonly UpdateJournal[]>;
  /** Flushed to the disk before it resolves; rejects when the disk doesn't take it. */
  write(updateJournal: UpdateJournal): Promise<UpdateJournal>;
  /** With all that lies in its folder. */
  remove(id: string): Promise<void>;
  /** Takes what earlier versions of this app wrote beside (`updates/<id>/ledger.json`) into the journal. Under the lock. */
  migrate(): Promise<void>;
}

export const isOver = ({ phase }: UpdateJournal): boolean =>
  ['done', 'rolled-back', 'undone'].includes(phase);

export function createLedgers(folder: string): Ledgers {
  const place = join(folder, 'updates');
  const records = recordsIn(folder, guardOf(UpdateShape));
  const folderOf = (id: string) => join(place, id);
  const fileOf = (id: string) => join(folderOf(id), 'ledger.json');

  async function old(name: string): Promise<UpdateJournal | null> {
    const text = await readOwnFile(fileOf(name), LARGEST).catch(() => '');
    const found = readShape(OldShape, text);
    return found?.id === name ? { ...found, schema: 2, kind: 'update' } : null;
  }
  async function older(): Promise<readonly UpdateJournal[]> {
    const names = (await readdir(place).catch(() => [])).filter((name) => name.startsWith('update-'));
    return (await Promise.all(names.map(old))).filter((each) => each !== null);
  }
  async function write(updateJournal: UpdateJournal): Promise<UpdateJournal> {
    await makePrivateFolder(folderOf(updateJournal.id));
    await records.write(updateJournal);
    return updateJournal;
  }
  return {
    folderOf,
    write,
    async all() {
      const known = await records.all().catch(() => []);
      const before = (await older()).filter(({ id }) => !known.some((each) => each.id === id));
      return [...known, ...before].toSorted((a, b) => b.at.localeCompare(a.at));
    },
    // The record goes last: as long as it is there, what is left in the folder is known.
    async remove(id) {
      await rm(folderOf(id), { recursive: true, force: true });
      await records.remove(id);
    },
    async migrate() {
      const known = await records.all();
      for (const updateJournal of await older()) {
        if (!known.some(({ id }) => id === updateJournal.id)) await write(updateJournal);
        await rm(fileOf(updateJournal.id), { force: true });
      }
    },
  };
}
