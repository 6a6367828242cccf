import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { renameDurable, writeDurable } from './atomic-file';

/**
 * Writes a file where the user chose to have it, whole or not at all, for this account alone. Beside it lies for a moment
 * one of a name that nobody else has: in the user's folders nothing else is touched. Rejects with what the system said.
 */
export async function saveFile(path: string, contents: string | Uint8Array): Promise<void> {
  const beside = join(dirname(path), `.tankmate-${randomUUID()}`);
  try {
    await writeDurable(beside, contents);
    await renameDurable(beside, path);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {});
    throw error;
  }
}
