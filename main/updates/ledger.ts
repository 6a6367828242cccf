import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Service } from '../probes/openclaw';

/** A gateway as it ran before an update, so that it can be started again. */
export interface Ran {
  /** Its service; null when it was started by hand. */
  readonly service: Pick<Service, 'kind' | 'name' | 'file'> | null;
  readonly stateDir: string | null;
  readonly port: number | null;
  readonly node: string;
  readonly cwd: string;
  /** What it needs of its environment; nothing secret. */
  readonly env: Readonly<Record<string, string>>;
}

/** One setup whose state is swapped for a copy. */
export interface Swap {
  /** The state folder, or a settings file that lies outside of it (real path). */
  readonly live: string;
  /** Where its copy is made, to take its place. */
  readonly fresh: string;
  /** Where it goes itself: the backup. */
  readonly kept: string;
}

/**
 * How far an update has come. `staging`: nothing of the user's was touched. `stopped`: the gateway may be down.
 * `swapping`: the engine has an entry of it, or is about to. The last three are ends.
 */
export type Phase = 'staging' | 'stopped' | 'swapping' | 'done' | 'rolled-back' | 'undone';

/** What is known on the disk of one update, written before each step. */
export interface Ledger {
  readonly schema: 1;
  /** Also the engine's name for it. */
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly phase: Phase;
  /** The package folder. */
  readonly copy: string;
  /** The same after the update: pnpm keeps each version in a folder of its own. */
  readonly now: string;
  readonly from: string;
  readonly to: string;
  /** Folders of ours, beside what they take the place of: removed when it is over. */
  readonly staging: readonly string[];
  readonly swaps: readonly Swap[];
  /** Where the old program went; removed when the backup is too old. */
  readonly kept: readonly string[];
  readonly ran: readonly Ran[];
}

/** Ledgers of one app: `<folder>/updates/<id>/ledger.json`. */
export interface Ledgers {
  /** Folder of one update, for what it keeps. */
  folderOf(id: string): string;
  /** Newest first; what makes no sense is left out. */
  all(): Promise<readonly Ledger[]>;
  /** Flushed to the disk before it resolves; rejects when the disk doesn't take it. */
  write(ledger: Ledger): Promise<Ledger>;
  /** With all that lies in its folder. */
  remove(id: string): Promise<void>;
}

export const isOver = ({ phase }: Ledger): boolean => ['done', 'rolled-back', 'undone'].includes(phase);

const isLedger = (value: unknown): value is Ledger => {
  if (typeof value !== 'object' || value === null) return false;
  const ledger = value as Partial<Ledger>;
  return (
    ledger.schema === 1 &&
    [ledger.id, ledger.at, ledger.phase, ledger.copy, ledger.now, ledger.from, ledger.to].every(
      (each) => typeof each === 'string',
    ) &&
    [ledger.staging, ledger.swaps, ledger.kept, ledger.ran].every(Array.isArray)
  );
};

export function createLedgers(folder: string): Ledgers {
  const place = join(folder, 'updates');
  const folderOf = (id: string) => join(place, id);
  return {
    folderOf,
    async all() {
      const names = (await readdir(place).catch(() => [])).filter((name) => name.startsWith('update-'));
      const read = await Promise.all(
        names.map(async (name) => {
          try {
            const value: unknown = JSON.parse(await readFile(join(place, name, 'ledger.json'), 'utf8'));
            return isLedger(value) && value.id === name ? value : null;
          } catch {
            return null;
          }
        }),
      );
      return read.filter((each) => each !== null).toSorted((a, b) => b.at.localeCompare(a.at));
    },
    async write(ledger) {
      const home = folderOf(ledger.id);
      await mkdir(home, { recursive: true, mode: 0o700 });
      const file = join(home, 'ledger.json');
      const handle = await open(`${file}.new`, 'w', 0o600);
      try {
        await handle.writeFile(JSON.stringify(ledger));
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(`${file}.new`, file);
      return ledger;
    },
    async remove(id) {
      await rm(folderOf(id), { recursive: true, force: true });
    },
  };
}
