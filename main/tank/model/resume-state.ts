import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { MessageShape, type ShapeOf } from '../../contract/shape';
import { readShapedFile } from '../../system/read/shaped-file';
import { writeDurable } from '../../system/write/atomic-file';
import type { TankStep } from './types';

const ResumeShape = v.object({
  step: MessageShape,
  /** 0 to 1. */
  progress: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
});
/** What was under way when it was last told: shown while nobody works on it, and never gone by. */
export type ResumeState = ShapeOf<typeof ResumeShape>;

const fileOf = (folder: string) => join(folder, 'underway.json');
export const readResumeState = (folder: string): Promise<ResumeState | null> =>
  readShapedFile(fileOf(folder), ResumeShape);
export const writeResumeState = (folder: string, state: ResumeState): Promise<void> =>
  writeDurable(fileOf(folder), JSON.stringify(state)).catch(() => {});
export const clearResumeState = (folder: string): Promise<void> => rm(fileOf(folder), { force: true });

const SLOWEST = 20;

/** Guesses how far all of it is, and how long the rest takes, from what each step usually takes and what they took here. */
export function createTimeEstimate(steps: readonly Pick<TankStep, 'seconds'>[], clock: () => number) {
  const total = steps.reduce((sum, { seconds }) => sum + seconds, 0) || 1;
  let usual = 0;
  let took = 0;
  let begun = clock();
  const before = (index: number) => steps.slice(0, index).reduce((sum, { seconds }) => sum + seconds, 0);
  /** How many times slower this computer is than the usual one; what was skipped tells nothing. */
  const pace = () => (usual < 1 ? 1 : Math.min(SLOWEST, Math.max(1 / SLOWEST, took / usual)));
  return {
    begin: () => {
      begun = clock();
    },
    end(index: number) {
      usual += steps[index]?.seconds ?? 0;
      took += (clock() - begun) / 1000;
    },
    /** 0 to 1, of all steps by their weight. */
    progress: (index: number, part = 0) =>
      Math.min(1, (before(index) + part * (steps[index]?.seconds ?? 0)) / total),
    /** Milliseconds. */
    leftMs(index: number, part?: number) {
      const gone = (clock() - begun) / 1000;
      const whole = (steps[index]?.seconds ?? 0) * pace();
      const here =
        part !== undefined && part > 0.02 ? (gone * (1 - part)) / part : Math.max(whole - gone, whole * 0.1);
      const later = total - before(index + 1);
      return Math.round((here + later * pace()) * 1000);
    },
  };
}
export type TimeEstimate = ReturnType<typeof createTimeEstimate>;
