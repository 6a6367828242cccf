import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Makes a folder that only this account may open. One that is there keeps its mode. */
export async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
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
