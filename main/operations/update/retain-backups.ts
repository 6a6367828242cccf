import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { packageSize } from '../../system/write/files/copy-folder';
import type { Ledgers, UpdateJournal } from './update-journal';

/** How many updates of one copy can be gone back from. */
export const KEPT_UPDATES = 2;

/** Removes the old program and state of updates of a copy that are too many; the newest ones stay. */
export async function pruneKept(ledgers: Ledgers, copy: string): Promise<void> {
  const over = (await ledgers.all()).filter(
    (each) => each.copy === copy && (each.phase === 'done' || each.phase === 'undone'),
  );
  for (const updateJournal of over.slice(KEPT_UPDATES)) await dropBackup(ledgers, updateJournal);
}

/** Removes all that one update keeps: it can't be gone back from after that. */
export async function dropBackup(
  ledgers: Ledgers,
  { id, kept, swaps, staging }: UpdateJournal,
): Promise<void> {
  for (const path of [...kept, ...swaps.flatMap((each) => [each.kept, each.fresh]), ...staging])
    await rm(path, { recursive: true, force: true }).catch(() => {});
  await ledgers.remove(id).catch(() => {});
}

/** Bytes that the backups of all updates take. */
export async function keptSize(ledgers: Ledgers, signal: AbortSignal): Promise<number> {
  let total = 0;
  for (const { id, kept, swaps } of await ledgers.all()) {
    const own = ledgers.folderOf(id);
    total += await packageSize(own, signal);
    for (const path of [...kept, ...swaps.map((each) => each.kept)])
      if (!path.startsWith(join(own, '/'))) total += await packageSize(path, signal);
  }
  return total;
}
