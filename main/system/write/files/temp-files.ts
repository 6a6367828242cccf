import { createHash, randomBytes } from 'node:crypto';
import { isAbsent } from '../change-error';
import type { WriteTools } from '../write-tools';
import type { SafePath } from './safe-path';

/**
 * Names of our own beside a file while it is written: unpredictable, so that nobody can lay a link there, and known again
 * by what they are about, so that the next call clears away what a killed one left.
 */
const start = (about: string) =>
  `.tankmate-${createHash('sha256').update(about).digest('hex').slice(0, 12)}-`;
export const newTempName = (about: string): string => `${start(about)}${randomBytes(12).toString('hex')}`;
const RANDOM = /^[0-9a-f]{24}$/;

/** Names in the folder that are ours and about this. */
export async function tempNamesFor(
  { fs }: WriteTools,
  safePath: SafePath,
  about: string,
): Promise<readonly string[]> {
  const prefix = start(about);
  const names = await fs.readdir(safePath.at('.'));
  return names.filter((name) => name.startsWith(prefix) && RANDOM.test(name.slice(prefix.length)));
}

/** Removes the files among them. What can't be removed stays for the next time. */
export async function removeTempFiles(tools: WriteTools, safePath: SafePath, about: string): Promise<void> {
  for (const name of await tempNamesFor(tools, safePath, about)) {
    const facts = await tools.fs.lstat(safePath.at(name)).catch(() => null);
    if (facts?.isFile()) await removeFile(tools, safePath, name).catch(() => {});
  }
}

/** Unlinks; what is gone already is fine. */
export async function removeFile({ fs }: WriteTools, safePath: SafePath, name: string): Promise<void> {
  try {
    await fs.unlink(safePath.at(name));
  } catch (error) {
    if (!isAbsent(error)) throw error;
  }
}
