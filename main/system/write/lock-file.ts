import { randomBytes } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import { link, lstat, readdir, rename, rm, truncate, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { checkOwner, makePrivateFolder, writeDurable } from './atomic-file';
import { codeOf } from './change-error';
import { isHeld, thisOwner } from './lock-owner';

/** Numbers grow by one with each change: no account makes that many. */
const HIGHEST = 1_000_000_000;

/** A new file with its text, still open; null where there is one of that name. A number, as no collector closes it. */
function make(file: string, text: string): number | null {
  let fd: number;
  try {
    fd = openSync(file, 'wx', 0o600);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return null;
    throw error;
  }
  try {
    writeSync(fd, text);
    return fd;
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

/**
 * Makes a file with its text in one step and keeps it open, unless there is one of that name: then null. It is open
 * before it has its name, so that nobody ever sees it without its owner.
 */
async function claim(file: string, text: string): Promise<number | null> {
  const beside = `${file}.${randomBytes(8).toString('hex')}`;
  const made = make(beside, text);
  if (made === null) return null;
  try {
    await link(beside, file);
    return made;
  } catch (error) {
    closeSync(made);
    // Another winner cleared it away, or there is one already.
    if (['EEXIST', 'ENOENT'].includes(codeOf(error) ?? '')) return null;
    // FAT and some network drives have no hard links: made first and filled then.
    return make(file, text);
  } finally {
    await rm(beside, { force: true }).catch(() => {});
  }
}

/** Gives a lock back on a full disk, which takes nothing more: what makes no sense and is old holds nothing. */
async function emptied(file: string): Promise<void> {
  await truncate(file).catch(() => {});
  await utimes(file, 0, 0).catch(() => {});
}

const numbersIn = async (place: string): Promise<readonly number[]> =>
  (await readdir(place))
    .filter((name) => /^\d{1,10}$/.test(name))
    .map(Number)
    .toSorted((a, b) => b - a);

/** A folder, a pipe or a number that we never reach would stand in the way of the next one for ever. */
async function setStrangeAside(place: string): Promise<void> {
  for (const name of (await readdir(place)).filter((each) => /^\d+$/.test(each))) {
    const file = join(place, name);
    const facts = await lstat(file).catch(() => null);
    if (facts === null || (facts.isFile() && Number(name) < HIGHEST)) continue;
    await rename(file, join(place, `strange-${randomBytes(8).toString('hex')}`)).catch(() => {});
  }
}

/**
 * One at a time for this account: `changes/lock/<number>`. Null when somebody else holds it; rejects when the folder
 * can't be written. Resolves to what gives it back.
 *
 * Numbers only grow, and a file is cleared away only by the maker of a higher one. Whoever finds the highest one free
 * or its owner dead makes the next, which only one can (O_EXCL), and holds it if still none is higher: so two that find
 * the same dead owner can't both win, however slow one of them is.
 */
export async function acquireLock(folder: string): Promise<(() => Promise<void>) | null> {
  await checkOwner(folder);
  const place = join(folder, 'changes', 'lock');
  await makePrivateFolder(join(folder, 'changes'));
  await makePrivateFolder(place);
  const numbers = () => numbersIn(place);
  await setStrangeAside(place);
  const highest = (await numbers())[0] ?? 0;
  if (highest > 0 && (await isHeld(join(place, String(highest))))) return null;

  const mine = join(place, String(highest + 1));
  const owner = await thisOwner();
  const held = await claim(mine, JSON.stringify(owner));
  if (held === null) return null;
  // Only Linux shows who has it open; Windows would neither move nor remove a folder with an open file in it.
  let open = process.platform === 'linux';
  if (!open) closeSync(held);
  const all = await numbers();
  if ((all[0] ?? 0) > highest + 1) {
    if (open) closeSync(held);
    await rm(mine, { force: true });
    return null;
  }
  // What others write this moment (`<number>.new` of a higher one) is theirs: parseInt reads its number.
  const older = (await readdir(place)).filter(
    (name) => name === String(highest) || !(Number.parseInt(name, 10) >= highest),
  );
  for (const name of older) await rm(join(place, name), { force: true }).catch(() => {});
  return async () => {
    if (open) closeSync(held);
    open = false;
    await writeDurable(mine, JSON.stringify({ ...owner, free: true })).catch(() => emptied(mine));
  };
}
