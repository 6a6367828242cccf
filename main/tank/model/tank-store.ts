import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isAbsent } from '../../system/write/change-error';
import { acquireLock } from '../../system/write/lock-file';
import { refillReserve, withReserve } from './reserve-file';
import { tankError } from './tank-error';
import { isTankName, readPlan } from './tank-plan';
import type { TankPlan } from './types';

/** A tank of ours: what was asked for, and where it lies. */
export interface StoredTank {
  readonly plan: TankPlan;
  readonly folder: string;
}

/** Where everything is that tanks share. */
export const downloadsFolder = (root: string): string => join(root, 'downloads');
/** Where stays what was fetched out of tanks that are gone. */
export const fetchedFolder = (root: string): string => join(root, 'fetched');
export const folderOf = (root: string, name: string): string => join(root, name);

/** The tank of that name; null where there is none, or only a folder that was being removed. */
export async function readTank(root: string, name: string): Promise<StoredTank | null> {
  const folder = folderOf(root, name);
  const plan = isTankName(name) ? await readPlan(folder) : null;
  // A folder that was renamed by hand is not what the engine knows.
  return plan && plan.name === name ? { plan, folder } : null;
}

/** All tanks of this account, oldest first. A folder without a plan that fits is none. */
export async function readTanks(root: string): Promise<readonly StoredTank[]> {
  const names = await readdir(root).catch((error: unknown) => {
    if (isAbsent(error)) return [];
    throw error;
  });
  const tanks = await Promise.all(names.map((name) => readTank(root, name)));
  return tanks
    .filter((tank): tank is StoredTank => tank !== null)
    .toSorted((a, b) => a.plan.createdAt.localeCompare(b.plan.createdAt));
}

/** `openclaw`, or the first of `openclaw-2`, `openclaw-3`, … that nothing lies under. */
export async function freeTankName(root: string): Promise<string> {
  for (let number = 1; ; number++) {
    const name = number === 1 ? 'openclaw' : `openclaw-${number}`;
    const there = await lstat(folderOf(root, name)).catch(() => null);
    if (there === null) return name;
  }
}

/**
 * Runs `work` while nobody else works on this tank. Rejects with TankError when somebody does, another window or
 * terminal: then nothing was done.
 */
export async function withTankLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const free = await withReserve(folder, () => acquireLock(folder));
  if (!free) throw tankError('busy');
  try {
    return await work();
  } finally {
    await refillReserve(folder);
    await free();
  }
}
