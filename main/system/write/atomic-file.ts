import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { isRootOnly } from '../read/accounts/root-only';
import { ChangeError, codeOf } from './change-error';

/** Makes a folder that only this account may open, with those above it, for good. One that is there keeps its mode. */
export async function makePrivateFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  // Each new name stands in the folder above it.
  const top = dirname(resolve(first));
  for (let here = resolve(folder); here !== top && here !== dirname(here); here = dirname(here))
    await flushFolder(dirname(here)).catch((error: unknown) => {
      // One may make names in a folder that one may not read.
      if (codeOf(error) !== 'EACCES') throw error;
    });
}

/**
 * An administrator who brought along the home of another account (`sudo -E`) would take back what that account's journal
 * says, with rights that it doesn't have, and leave files there that it can't open. So could whoever may write into a
 * folder on the way, or lay a link there. Rejects then, and for any account where the folder is another's.
 */
export async function checkOwner(folder: string, uid = process.geteuid?.() ?? null): Promise<void> {
  if (uid === null) return;
  // Below what is no folder (ENOTDIR) there can't be one: that is said as it is.
  const facts = await stat(folder).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  });
  if (uid === 0 && !isRootOnly(resolve(folder)))
    throw new ChangeError('other-account', `${folder} is not root's alone`);
  if (facts && facts.uid !== uid)
    throw new ChangeError('other-account', `${folder} belongs to another account`);
}

/**
 * What was made or renamed in a folder is on the disk for good only when the folder itself is flushed (fsync(2)).
 * Windows can't open a folder for that; NTFS keeps names in its own journal.
 */
export async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Gives what lies at `from`, flushed already, the name `to` in the same folder, over what is there, for good. */
export async function renameDurable(from: string, to: string): Promise<void> {
  await rename(from, to);
  await flushFolder(dirname(to));
}

/**
 * Writes beside, flushes, renames over, flushes the folder: whoever reads, and whatever is cut off, finds the old contents
 * or the new, never half. The file is for this account alone unless `mode` says otherwise (the umask takes from it).
 * Rejects with what the system said; the old contents stay.
 */
export async function writeDurable(file: string, contents: string | Uint8Array, mode = 0o600): Promise<void> {
  const beside = `${file}.new`;
  try {
    // What a cut-off run left, or a link that somebody put there, is not written into.
    await rm(beside, { force: true });
    const handle = await open(beside, 'wx', mode);
    try {
      await handle.writeFile(contents);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {});
    throw error;
  }
  await flushFolder(dirname(file));
}
