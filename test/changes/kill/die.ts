import { cp, mkdir, rm } from 'node:fs/promises';
import { expect } from 'vitest';
import { verifyLog } from '../../../main/changes/verify-log';
import type { Change } from '../../../main/contract/change';
import type { Scene } from '../../fakes/scenes';
import { inChild } from './children';
import { freezeAt } from './freeze';
import { picture, rebuild } from './home';
import { engineIn, runIn } from './run';

/** Every write of every fix, with real processes too: takes many minutes, so that it is asked for. */
export const EVERY_PROCESS = process.env.TANKMATE_KILL === 'all';

export interface Trial {
  readonly scene: Scene;
  readonly home: string;
  readonly folder: string;
  readonly changes: readonly Change[];
}

/** Home and the app's own folder as before the first change, or as after it; they are made once and then copied. */
async function prepare({ scene, home, folder, changes }: Trial, undo: boolean) {
  const [homeThen, folderThen] = [`${home}-then`, `${folder}-then`];
  for (const each of [folder, homeThen, folderThen]) await rm(each, { recursive: true, force: true });
  await rebuild(scene, home);
  await mkdir(folder, { mode: 0o700 });
  const before = await picture(home);
  if (undo) expect((await runIn(folder, changes)).map(({ result }) => result)).toEqual(['fixed']);
  const copy = (from: string, to: string) => cp(from, to, { recursive: true, verbatimSymlinks: true });
  await copy(home, homeThen);
  await copy(folder, folderThen);
  return {
    before,
    async again() {
      for (const each of [home, folder]) await rm(each, { recursive: true, force: true });
      await copy(homeThen, home);
      await copy(folderThen, folder);
    },
  };
}

/** What the next start makes of it: all is as it was, or there is an entry that undo brings it back with. */
async function comeBack({ home, folder }: Trial, before: readonly string[], at: string): Promise<void> {
  const engine = engineIn(folder);
  const open = (await engine.entries()).filter(({ state }) => state !== 'undone');
  if (open.length === 0) expect(await picture(home), at).toEqual(before);
  const outcomes = await engine.undo([]);
  expect(
    outcomes.filter(({ result }) => result !== 'fixed'),
    at,
  ).toEqual([]);
  expect(await picture(home), at).toEqual(before);
  expect((await verifyLog(folder)).bad, at).toBeNull();
}

/** So many deaths in each direction are enough for a quick run: evenly spread, then. */
const ENOUGH = EVERY_PROCESS ? Number.POSITIVE_INFINITY : 40;

/** Dies at the writes of carrying out and of undoing: at all of them, or from the first change to the last. */
export async function dieEverywhere(trial: Trial, all: boolean, enough = ENOUGH): Promise<number> {
  let died = 0;
  for (const changes of [trial.changes, null]) {
    const { before, again } = await prepare(trial, changes === null);
    const whole = await freezeAt(trial.folder, changes, 0);
    if (changes === null) expect(await picture(trial.home)).toEqual(before);
    const [first, last] = all ? [1, whole?.writes ?? 0] : [whole?.from ?? 0, (whole?.to ?? 0) + 1];
    const step = Math.max(1, Math.ceil((last - first) / enough));
    for (let write = first; write <= last; write += step, died++) {
      await again();
      const at = `before write ${write} of ${changes ? 'carrying out' : 'undoing'}`;
      expect(await freezeAt(trial.folder, changes, write), at).toBeNull();
      await comeBack(trial, before, at);
    }
  }
  return died;
}

/** The same with real processes and SIGKILL, at every so manieth write of all. */
export async function killEverywhere(trial: Trial, step: number): Promise<number> {
  let killed = 0;
  for (const changes of [trial.changes, null]) {
    const { before, again } = await prepare(trial, changes === null);
    const whole = await inChild({ folder: trial.folder, changes, dieAt: 0 });
    expect(whole?.result).toBe('fixed');
    for (let dieAt = 1 + (step >> 1); dieAt <= (whole?.writes ?? 0); dieAt += step, killed++) {
      await again();
      const at = `killed before write ${dieAt} of ${changes ? 'carrying out' : 'undoing'}`;
      expect(await inChild({ folder: trial.folder, changes, dieAt }), at).toBeNull();
      await comeBack(trial, before, at);
    }
  }
  return killed;
}
