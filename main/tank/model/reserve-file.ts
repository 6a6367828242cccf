import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../../system/write/change-error';

const isFull = (error: unknown): boolean => ['ENOSPC', 'EDQUOT'].includes(codeOf(error) ?? '');

/** Lies in each tank's folder for the day on which the disk is full, mostly of the tank itself. */
const KEPT = 'room.bin';
const KEPT_BYTES = 64 * 1024;

/** Keeps a little room for stopping or removing the tank on a full disk. Not everybody's disk has it. */
export async function refillReserve(folder: string): Promise<void> {
  const file = join(folder, KEPT);
  try {
    // Some disks pack what repeats itself.
    await writeFile(file, randomBytes(KEPT_BYTES), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (isFull(error)) await rm(file, { force: true }).catch(() => {});
  }
}

/** Does it; on a full disk once more, with the room that `give` gives up: what was kept for that, unless told. */
export async function withReserve<T>(
  folder: string,
  work: () => Promise<T>,
  give: () => Promise<void> = () => rm(join(folder, KEPT), { force: true }),
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isFull(error)) throw error;
    await give();
    return work();
  }
}
