import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Snapshot } from '../../contract/tank';
import type { At } from '..';

/**
 * For engines whose snapshots are whole copies: a copy that was cut off looks like a whole one, so each gets a mark of
 * its own once it is whole. The mark's age is the snapshot's.
 */
const markOf = ({ folder }: At, name: string): string => join(folder, 'snapshots', `${name}.whole`);

export async function markWhole(at: At, name: string): Promise<void> {
  await mkdir(join(at.folder, 'snapshots'), { recursive: true, mode: 0o700 });
  await writeFile(markOf(at, name), '', { mode: 0o600 });
}

export const unmark = (at: At, name: string): Promise<void> => rm(markOf(at, name), { force: true });

/** The snapshot of that name, if its copy is whole. */
export async function wholeSnapshot(at: At, name: string): Promise<Snapshot | null> {
  const facts = await stat(markOf(at, name)).catch(() => null);
  return facts && { name, at: facts.mtime.toISOString() };
}

const restoringFile = ({ folder }: At): string => join(folder, 'restoring');

/** What is being brought back: written down before anything is thrown away; null when nothing is. */
export const restoringNow = (at: At): Promise<string | null> =>
  readFile(restoringFile(at), 'utf8').then(
    (name) => name || null,
    () => null,
  );

/** Brings a copy back; `bring` throws away what is there and puts the copy in its place, from wherever it was cut off. */
export async function bringBack(at: At, name: string, bring: () => Promise<void>): Promise<void> {
  await writeFile(restoringFile(at), name, { mode: 0o600 });
  await bring();
  await rm(restoringFile(at), { force: true });
}
