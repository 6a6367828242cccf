import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Snapshot } from '../../contract/tank';
import type { TankContext } from '../model/types';

/**
 * For engines whose snapshots are whole copies: a copy that was cut off looks like a whole one, so each gets a mark of
 * its own once it is whole. The mark's age is the snapshot's.
 */
const markOf = ({ folder }: TankContext, name: string): string => join(folder, 'snapshots', `${name}.whole`);

export async function markWhole(tank: TankContext, name: string): Promise<void> {
  await mkdir(join(tank.folder, 'snapshots'), { recursive: true, mode: 0o700 });
  await writeFile(markOf(tank, name), '', { mode: 0o600 });
}

export const unmarkWhole = (tank: TankContext, name: string): Promise<void> =>
  rm(markOf(tank, name), { force: true });

/** The snapshot of that name, if its copy is whole. */
export async function wholeSnapshot(tank: TankContext, name: string): Promise<Snapshot | null> {
  const facts = await stat(markOf(tank, name)).catch(() => null);
  return facts && { name, at: facts.mtime.toISOString() };
}

const restoringFile = ({ folder }: TankContext): string => join(folder, 'restoring');

/** What is being brought back: written down before anything is thrown away; null when nothing is. */
export const restoreInProgress = (tank: TankContext): Promise<string | null> =>
  readFile(restoringFile(tank), 'utf8').then(
    (name) => name || null,
    () => null,
  );

/** Brings a copy back; `bring` throws away what is there and puts the copy in its place, from wherever it was cut off. */
export async function restoreCopy(
  tank: TankContext,
  name: string,
  bring: () => Promise<void>,
): Promise<void> {
  await writeFile(restoringFile(tank), name, { mode: 0o600 });
  await bring();
  await rm(restoringFile(tank), { force: true });
}
