import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { CACHE } from '../../setup/places.mjs';
import { saying } from '../../setup/say.mjs';

/** Where what takes minutes to make is kept between runs, and between checkouts when this is root. */
export const STORE = process.getuid?.() === 0 ? '/var/cache/tankmate-tests' : join(CACHE, 'tank');
/** Half-made things of a run that was cut off are thrown away after a day: a younger one may still be at work. */
const CUT_OFF_MS = 24 * 60 * 60 * 1000;

/**
 * Something that is made once and used again until one of its inputs changes. A half-made one is never taken for a
 * whole one: it is made under another name and renamed when it is whole.
 * @param {object} wish
 * @param {string} wish.name what it is: older ones of the same name are removed
 * @param {string} wish.what a sentence about what is being done
 * @param {unknown[]} wish.inputs all that decides how it comes out: versions, lists, the text of the script that makes it
 * @param {(folder: string) => Promise<void>} wish.make fills an empty folder
 * @param {string} [store] where it is kept
 * @returns {Promise<string>} the folder, to be read only
 */
export async function kept({ name, what, inputs, make }, store = STORE) {
  const key = createHash('sha256').update(JSON.stringify(inputs)).digest('hex').slice(0, 16);
  const folder = join(store, `${name}-${key}`);
  if (!existsSync(folder)) {
    mkdirSync(store, { recursive: true, mode: 0o755 });
    const half = `${folder}.part-${randomBytes(4).toString('hex')}`;
    try {
      await saying(what, async () => {
        mkdirSync(half, { mode: 0o755 });
        await make(half);
      });
      // Somebody else may have been quicker: then theirs is as good.
      if (!existsSync(folder)) renameSync(half, folder);
    } finally {
      rmSync(half, { recursive: true, force: true });
    }
  }
  utimesSync(folder, new Date(), new Date());
  removeOld(folder, name);
  return folder;
}

function removeOld(folder, name) {
  const store = dirname(folder);
  const ours = new RegExp(`^${name}-[0-9a-f]{16}(\\.part-[0-9a-f]{8})?$`);
  for (const each of readdirSync(store)) {
    const path = join(store, each);
    if (!ours.test(each) || each === basename(folder)) continue;
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0);
    if (!each.includes('.part-') || age > CUT_OFF_MS) rmSync(path, { recursive: true, force: true });
  }
}
