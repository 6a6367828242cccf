import { statfs } from 'node:fs/promises';
import { totalmem } from 'node:os';
import type { Limits } from '../../contract/tank';
import { tankError, tankMessage } from '../model/tank-error';
import type { Driver, TankContext, TankStep } from '../model/types';

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
export const diskSpaceStep = (tank: TankContext, driver: Driver): TankStep => ({
  id: 'check-room',
  now: tankMessage('now-room'),
  seconds: 1,
  done: async () => (await driver.state(tank)) !== 'absent',
  async run() {
    const { bavail, bsize } = await statfs(tank.folder);
    const free = bavail * bsize;
    const gib = (bytes: number) => Math.floor((bytes / GIB) * 10) / 10;
    if (free < LEAST_DISK) throw tankError('no-room', { free: gib(free), least: gib(LEAST_DISK) });
  },
});
