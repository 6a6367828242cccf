import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { forEachLimit } from '../../read/for-each-limit';
import { isAbsent } from '../change-error';
import type { WriteTools } from '../write-tools';
import { O_PATH } from './walk-path';

/** One file, folder or link below (and including) what is moved. */
export interface TreeEntry {
  /** Path below the top, `''` for the top itself. */
  readonly below: string;
  readonly kind: 'file' | 'folder' | 'link' | 'other';
  readonly size: number;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Milliseconds since 1970. */
  readonly changedAt: number;
  /** Where a link points to. */
  readonly target: string | null;
}

async function entryOf({ fs }: WriteTools, path: string, below: string): Promise<TreeEntry> {
  const facts = await fs.lstat(path);
  const kind = facts.isFile()
    ? 'file'
    : facts.isDirectory()
      ? 'folder'
      : facts.isSymbolicLink()
        ? 'link'
        : 'other';
  return {
    below,
    kind,
    size: kind === 'file' ? facts.size : 0,
    mode: facts.mode & 0o7777,
    uid: facts.uid,
    gid: facts.gid,
    changedAt: facts.mtimeMs,
    target: kind === 'link' ? await fs.readlink(path) : null,
  };
}

/** All below `top`, links not followed, in the order of their names. */
export async function entriesOf(tools: WriteTools, top: string): Promise<readonly TreeEntry[]> {
  const found: TreeEntry[] = [];
  for (let level = ['']; level.length > 0; ) {
    const below: string[] = [];
    await forEachLimit(level, async (path) => {
      const entry = await entryOf(tools, under(top, path), path);
      found.push(entry);
      if (entry.kind !== 'folder') return;
      for (const name of await tools.fs.readdir(under(top, path))) below.push(under(path, name));
    });
    level = below;
  }
  return found.sort((one, other) => (one.below < other.below ? -1 : 1));
}

const under = (folder: string, name: string) => [folder, name].filter(Boolean).join('/');

/** True when both say the same of every entry, the time of the last writing too. */
export const sameEntries = (some: readonly TreeEntry[], others: readonly TreeEntry[]): boolean =>
  JSON.stringify(some) === JSON.stringify(others);

/** The same for a copy, on a drive that may count time in coarser steps. */
export const sameCopy = (some: readonly TreeEntry[], others: readonly TreeEntry[]): boolean => {
  const untimed = (entries: readonly TreeEntry[]) => entries.map((entry) => ({ ...entry, changedAt: 0 }));
  return sameEntries(untimed(some), untimed(others));
};

const PART = 1024 * 1024;

async function digest({ fs }: WriteTools, path: string, size: number): Promise<string> {
  const { O_NOFOLLOW = 0, O_RDONLY } = constants;
  const handle = await fs.open(path, O_RDONLY | O_NOFOLLOW);
  try {
    const hash = createHash('sha256');
    const part = Buffer.allocUnsafe(Math.min(PART, size + 1));
    for (let total = 0; ; ) {
      const { bytesRead } = await handle.read(part, 0, part.length, null);
      hash.update(part.subarray(0, bytesRead));
      total += bytesRead;
      // All that was there when it was listed, and no more where there was room for it.
      if (bytesRead === 0 || (total >= size && bytesRead < part.length)) return hash.digest('hex');
    }
  } finally {
    await handle.close();
  }
}

/** True when every file of a copy holds the same bytes (SHA-256) as the original. */
export async function sameBytes(
  tools: WriteTools,
  original: string,
  copy: string,
  entries: readonly TreeEntry[],
): Promise<boolean> {
  let same = true;
  await forEachLimit(
    entries.filter(({ kind }) => kind === 'file'),
    async ({ below, size }) => {
      const first = await digest(tools, under(original, below), size);
      if (first !== (await digest(tools, under(copy, below), size))) same = false;
    },
  );
  return same;
}

/**
 * Removes a file, a link, or a folder with all in it. Each folder is held open while it is emptied, so that on Linux
 * nobody can lead the removal elsewhere by putting a link in a folder's place. What is gone already is fine.
 */
export async function removeTree(tools: WriteTools, path: string): Promise<void> {
  try {
    const { mode, folder } = await kindOf(tools, path);
    if (folder) await removeFolder(tools, path, mode);
    else await tools.fs.unlink(path);
  } catch (error) {
    if (!isAbsent(error)) throw error;
  }
}

async function kindOf({ fs }: WriteTools, path: string) {
  const facts = await fs.lstat(path);
  return { mode: facts.mode, folder: facts.isDirectory() };
}

async function removeFolder(tools: WriteTools, path: string, mode: number): Promise<void> {
  const { fs, platform } = tools;
  if (platform !== 'linux') await empty(tools, path);
  else {
    const { O_DIRECTORY, O_NOFOLLOW } = constants;
    const handle = await fs.open(path, O_PATH | O_DIRECTORY | O_NOFOLLOW);
    const held = `/proc/self/fd/${handle.fd}`;
    try {
      // A folder of our own that may not be entered: its mode goes with it.
      if ((mode & 0o700) !== 0o700) await fs.chmod(held, 0o700);
      await empty(tools, held);
    } finally {
      await handle.close();
    }
  }
  await fs.rmdir(path);
}

/** Files side by side, folders one after the other: no more of them are open at once than lie within each other. */
async function empty(tools: WriteTools, folder: string): Promise<void> {
  const folders: string[] = [];
  await forEachLimit(await tools.fs.readdir(folder), async (name) => {
    const path = `${folder}/${name}`;
    if ((await kindOf(tools, path)).folder) folders.push(path);
    else await removeTree(tools, path);
  });
  for (const each of folders) await removeTree(tools, each);
}
