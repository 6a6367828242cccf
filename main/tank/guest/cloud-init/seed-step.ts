import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeDurable } from '../../../system/write/atomic-file';
import { type TankContext, TankError, type TankStep } from '../../model/types';
import { isoImage } from './iso-image';
import { metaData, userData } from './user-data';

export { metaData, userData } from './user-data';

/** Where the seed of the tank in `folder` lies. */
export const seedFile = (folder: string): string => join(folder, 'seed.iso');

/** The seed as it is to be: the same plan and keys give the same bytes. */
async function seed(tank: TankContext): Promise<Buffer> {
  const text = (name: string, content: string) => ({ name, bytes: Buffer.from(content) });
  const files = [text('meta-data', metaData(tank)), text('user-data', await userData(tank))];
  return isoImage('cidata', files, new Date(tank.plan.createdAt));
}

async function isThere(tank: TankContext): Promise<boolean> {
  const kept = await readFile(seedFile(tank.folder)).catch(() => null);
  return kept?.equals(await seed(tank).catch(() => Buffer.alloc(0))) ?? false;
}

async function writeSeed(tank: TankContext): Promise<void> {
  try {
    await writeDurable(seedFile(tank.folder), await seed(tank));
  } catch (error) {
    throw new TankError({ id: 'tank.guest-seed-failed' }, String(error), { cause: error });
  }
}

/**
 * Writes `seed.iso`, a disc labelled `cidata` that cloud-init finds by that name (docs.cloud-init.io, NoCloud). It holds
 * the tank's host key, so it is the owner's alone.
 */
export const seedStep = (tank: TankContext): TankStep => ({
  id: 'make-seed',
  now: { id: 'tank.guest-make-seed' },
  seconds: 1,
  done: () => isThere(tank),
  run: () => writeSeed(tank),
});
