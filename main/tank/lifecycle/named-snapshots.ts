import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Snapshot } from '../../contract/tank';
import { writeDurable } from '../../system/write/atomic-file';
import { errorDetail, tankError, tankMessage } from '../model/tank-error';
import type { Driver, SnapshotDriver, StepProgress, TankContext, TankStep } from '../model/types';
import { startTank } from './start-stop';

/** The state in which nobody has lived yet. */
export const CLEAN = 'clean';

/** `before-2026.9.6`: what it was before that version went in. */
export const beforeName = (version: string): string => `before-${version.replace(/[^0-9A-Za-z.-]/g, '-')}`;
/** What it was before a home moved in, and before it was taken back to an earlier state. */
export const BEFORE_MOVING = 'before-moving-in';
export const BEFORE_GOING_BACK = 'before-going-back';

/** One that the user asks for: `own-2026-11-22`. */
export const ownName = ({ needs }: TankContext): string =>
  `own-${new Date(needs.now()).toISOString().slice(0, 10)}`;

/** `base`, or `base--2` and so on where that is taken: none is ever put in place of an older one. */
export async function freeSnapshotName(
  tank: TankContext,
  snapshots: SnapshotDriver,
  base: string,
): Promise<string> {
  const taken = new Set((await snapshots.list(tank)).map(({ name }) => name));
  for (let number = 1; ; number++) {
    const name = number === 1 ? base : `${base}--${number}`;
    if (!taken.has(name)) return name;
  }
}

/** Rejects with TankTrouble where the engine has none. */
export function driverSnapshots(driver: Driver): SnapshotDriver {
  if (!driver.snapshots) throw tankError('no-snapshots');
  return driver.snapshots;
}

/** The one that is called so. Rejects with TankTrouble when there is none. */
export async function namedSnapshot(tank: TankContext, driver: Driver, snapshot: string): Promise<Snapshot> {
  const found = (await driverSnapshots(driver).list(tank)).find(({ name }) => name === snapshot);
  if (!found) throw tankError('no-such-snapshot', { snapshot });
  return found;
}

/** How many from before updates are kept, newest first. */
const KEPT = 2;

/** Drops older ones from before updates, each of which may be a whole copy; no other ones. Never rejects. */
export async function dropOldSnapshots(
  tank: TankContext,
  driver: Driver,
  report: (line: string) => void,
): Promise<void> {
  try {
    const { list, drop } = driverSnapshots(driver);
    const before = (await list(tank)).filter(({ name }) => /^before-\d/.test(name));
    for (const { name } of before.toSorted((a, b) => a.at.localeCompare(b.at)).slice(0, -KEPT)) {
      await drop(tank, name);
      report(`dropped the snapshot ${name}`);
    }
  } catch (error) {
    report(`old snapshots stay: ${errorDetail(error)}`);
  }
}

const takingFile = ({ folder }: TankContext): string => join(folder, 'taking');

/** Drops what was cut off while it was taken: a part of it fills the disk, and no list tells of it. */
export async function dropPartialSnapshot(tank: TankContext, driver: Driver): Promise<void> {
  const name = await readFile(takingFile(tank), 'utf8').catch(() => null);
  if (name === null || !driver.snapshots) return;
  if (!(await driver.snapshots.list(tank)).some((each) => each.name === name))
    await driver.snapshots.drop(tank, name);
  await rm(takingFile(tank), { force: true });
}

/** Takes one, under a name that is free. What one that fails leaves is noted down, to be dropped. */
export async function takeNamedSnapshot(tank: TankContext, driver: Driver, name: string): Promise<void> {
  await dropPartialSnapshot(tank, driver);
  await writeDurable(takingFile(tank), name);
  await driverSnapshots(driver).take(tank, name);
  await rm(takingFile(tank), { force: true });
}

/** Takes one and leaves the tank running as before: some engines stop it for that. */
export async function takeSnapshot(
  tank: TankContext,
  driver: Driver,
  name: string,
  report: (progress: StepProgress) => void = () => {},
): Promise<void> {
  const was = await driver.state(tank);
  await takeNamedSnapshot(tank, driver, name);
  if (was === 'running') await startTank(tank, driver, report);
}

export const cleanStep = (tank: TankContext, driver: Driver): TankStep => ({
  id: 'snapshot-clean',
  now: tankMessage('now-snapshot'),
  seconds: 5,
  done: async () => (await driverSnapshots(driver).list(tank)).some(({ name }) => name === CLEAN),
  run: (report) => takeSnapshot(tank, driver, CLEAN, report),
});
