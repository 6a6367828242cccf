import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isAbsent, Trouble } from '../actions/problem';

/** Makes a folder that only this account may open. One that is there keeps its mode. */
export async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
}

/**
 * An administrator who brought along the home of another account (`sudo -E`) would take back what that account's journal
 * says, with rights that it doesn't have, and leave files there that it can't open. Rejects then. Asked of the folder,
 * or of the first one above it that is there.
 */
export async function checkOwner(folder: string, uid = process.geteuid?.() ?? null): Promise<void> {
  if (uid !== 0) return;
  for (let here = folder; ; here = dirname(here)) {
    const facts = await stat(here).catch((error: unknown) => {
      if (isAbsent(error) && here !== dirname(here)) return null;
      throw error;
    });
    if (facts === null) continue;
    if (facts.uid !== uid) throw new Trouble('other-account', `${here} belongs to another account`);
    return;
  }
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

/**
 * Writes beside, flushes, renames over, flushes the folder: whoever reads, and whatever is cut off, finds the old text
 * or the new, never half. The file is for this account alone. Rejects with what the system said; the old text stays.
 */
export async function writeForGood(file: string, text: string): Promise<void> {
  const beside = `${file}.new`;
  try {
    const handle = await open(beside, 'w', 0o600);
    try {
      await handle.writeFile(text);
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
