import { randomBytes } from 'node:crypto';
import { rm, statfs, writeFile } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { codeOf } from '../actions/problem';
import type { Limits } from '../contract/tank';
import type { At, Engine, Step } from '.';
import { say, trouble } from './trouble';

const GIB = 1024 ** 3;
/** A computer with less gives the tank less. */
const SMALL_BYTES = 7.5 * GIB;
/** What a tank takes once OpenClaw is in it, with its downloads: measured 2.5 GiB, and room to live. */
const LEAST_DISK = 5 * GIB;

/** Memory, processors and disk that a tank may have on this computer. */
export const limitsHere = (memory: number = totalmem()): Limits => ({
  memoryMiB: memory < SMALL_BYTES ? 2048 : 4096,
  processors: 2,
  diskGiB: 12,
});

/** Looks whether there is room, before the first byte is fetched. What the engine holds already had its room. */
export const roomStep = (at: At, engine: Engine): Step => ({
  id: 'check-room',
  now: say('now-room'),
  seconds: 1,
  done: async () => (await engine.state(at)) !== 'absent',
  async run() {
    const { bavail, bsize } = await statfs(at.folder);
    const free = bavail * bsize;
    const gib = (bytes: number) => Math.floor((bytes / GIB) * 10) / 10;
    if (free < LEAST_DISK) throw trouble('no-room', { free: gib(free), least: gib(LEAST_DISK) });
  },
});

const isFull = (error: unknown): boolean => ['ENOSPC', 'EDQUOT'].includes(codeOf(error) ?? '');

/** Lies in each tank's folder for the day on which the disk is full, mostly of the tank itself. */
const KEPT = 'room.bin';
const KEPT_BYTES = 64 * 1024;

/** Keeps a little room for stopping or removing the tank on a full disk. Not everybody's disk has it. */
export async function keepRoom(folder: string): Promise<void> {
  const file = join(folder, KEPT);
  try {
    // Some disks pack what repeats itself.
    await writeFile(file, randomBytes(KEPT_BYTES), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (isFull(error)) await rm(file, { force: true }).catch(() => {});
  }
}

/** Does it; on a full disk once more, with the room that `give` gives up: what was kept for that, unless told. */
export async function withRoom<T>(
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
