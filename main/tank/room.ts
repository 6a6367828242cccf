import { statfs } from 'node:fs/promises';
import { totalmem } from 'node:os';
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
