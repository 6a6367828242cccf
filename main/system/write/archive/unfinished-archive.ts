import { lstat, rm, unlink } from 'node:fs/promises';
import { basename, isAbsolute, join } from 'node:path';
import { readOwnFile } from '../../read/own-file';
import { makePrivateFolder, writeDurable } from '../atomic-file';
import { isAbsent } from '../change-error';

/** How an archive is called until it is whole; the digits are drawn, so that nobody else's file is called so. */
const HALF = /^\.(.{1,200})-[0-9a-f]{24}\.part$/;

export const unfinishedName = (name: string, drawn: string): string => `.${name}-${drawn}.part`;

/** Bytes: a path is shorter. */
const LARGEST = 64 * 1024;
const noteIn = (folder: string) => join(folder, 'half-made-export.json');

/** Remembers in the app's own `folder` that an archive is being made at `path`: it holds keys, and must not be forgotten. */
export async function noteUnfinished(folder: string, path: string): Promise<void> {
  await makePrivateFolder(folder);
  await writeDurable(noteIn(folder), JSON.stringify({ path }));
}

/** Whether a run was killed, or is still making one. */
export const hasUnfinished = (folder: string): Promise<boolean> =>
  lstat(noteIn(folder)).then(
    () => true,
    () => false,
  );

export const forgetUnfinished = (folder: string): Promise<void> => rm(noteIn(folder), { force: true });

/**
 * Removes what a run that was killed left half made. Nothing else: only a plain file of this account under a name as we
 * give them. Tells what was removed; null when there was nothing. Only while nobody makes one.
 */
export async function removeUnfinished(folder: string): Promise<string | null> {
  let path: unknown;
  try {
    path = (JSON.parse(await readOwnFile(noteIn(folder), LARGEST)) as { path?: unknown } | null)?.path;
  } catch (error) {
    if (isAbsent(error)) return null;
  }
  let removed: string | null = null;
  if (typeof path === 'string' && isAbsolute(path) && HALF.test(basename(path))) {
    const facts = await lstat(path).catch(() => null);
    const uid = process.geteuid?.();
    if (facts?.isFile() && (uid === undefined || facts.uid === uid)) {
      await unlink(path);
      removed = path;
    }
  }
  await forgetUnfinished(folder);
  return removed;
}
