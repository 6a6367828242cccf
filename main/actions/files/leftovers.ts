import { createHash, randomBytes } from 'node:crypto';
import { isAbsent } from '../problem';
import type { Tools } from '../tools';
import type { Place } from './place';

/**
 * Names of our own beside a file while it is written: unpredictable, so that nobody can lay a link there, and known again
 * by what they are about, so that the next call clears away what a killed one left.
 */
const start = (about: string) =>
  `.tankmate-${createHash('sha256').update(about).digest('hex').slice(0, 12)}-`;
export const newName = (about: string): string => `${start(about)}${randomBytes(12).toString('hex')}`;
const RANDOM = /^[0-9a-f]{24}$/;

/** Names in the folder that are ours and about this. */
export async function oursAbout({ layer }: Tools, place: Place, about: string): Promise<readonly string[]> {
  const prefix = start(about);
  const names = await layer.readdir(place.at('.'));
  return names.filter((name) => name.startsWith(prefix) && RANDOM.test(name.slice(prefix.length)));
}

/** Removes the files among them. What can't be removed stays for the next time. */
export async function clearFiles(tools: Tools, place: Place, about: string): Promise<void> {
  for (const name of await oursAbout(tools, place, about)) {
    const facts = await tools.layer.lstat(place.at(name)).catch(() => null);
    if (facts?.isFile()) await removeFile(tools, place, name).catch(() => {});
  }
}

/** Unlinks; what is gone already is fine. */
export async function removeFile({ layer }: Tools, place: Place, name: string): Promise<void> {
  try {
    await layer.unlink(place.at(name));
  } catch (error) {
    if (!isAbsent(error)) throw error;
  }
}
