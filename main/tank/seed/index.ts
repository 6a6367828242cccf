import { open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type At, type Step, TankTrouble } from '..';
import { isoImage } from './iso';
import { metaData, userData } from './user-data';

export { CONTROL_ACCOUNT, metaData, userData } from './user-data';

/** Where the seed of the tank in `folder` lies. */
export const seedFile = (folder: string): string => join(folder, 'seed.iso');

/** The seed as it is to be: the same plan and keys give the same bytes. */
async function seed(at: At): Promise<Buffer> {
  const text = (name: string, content: string) => ({ name, bytes: Buffer.from(content) });
  const files = [text('meta-data', metaData(at)), text('user-data', await userData(at))];
  return isoImage('cidata', files, new Date(at.plan.createdAt));
}

async function isThere(at: At): Promise<boolean> {
  const kept = await readFile(seedFile(at.folder)).catch(() => null);
  return kept?.equals(await seed(at).catch(() => Buffer.alloc(0))) ?? false;
}

async function write(at: At): Promise<void> {
  const file = seedFile(at.folder);
  try {
    await rm(`${file}.new`, { force: true });
    const handle = await open(`${file}.new`, 'wx', 0o600);
    try {
      await handle.writeFile(await seed(at));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(`${file}.new`, file);
  } catch (error) {
    throw new TankTrouble({ id: 'tank.guest-seed-failed' }, String(error), { cause: error });
  }
}

/**
 * Writes `seed.iso`, a disc labelled `cidata` that cloud-init finds by that name (docs.cloud-init.io, NoCloud). It holds
 * the tank's host key, so it is the owner's alone.
 */
export const seedStep = (at: At): Step => ({
  id: 'make-seed',
  now: { id: 'tank.guest-make-seed' },
  seconds: 1,
  done: () => isThere(at),
  run: () => write(at),
});
