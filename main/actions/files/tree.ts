import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { isAbsent } from '../problem';
import type { Tools } from '../tools';
import { sideBySide } from './side-by-side';

/** One file, folder or link below (and including) what is moved. */
export interface Entry {
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

async function entryOf({ layer }: Tools, path: string, below: string): Promise<Entry> {
  const facts = await layer.lstat(path);
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
    target: kind === 'link' ? await layer.readlink(path) : null,
  };
}

/** All below `top`, links not followed, in the order of their names. */
export async function entriesOf(tools: Tools, top: string): Promise<readonly Entry[]> {
  const found: Entry[] = [];
  for (let level = ['']; level.length > 0; ) {
    const below: string[] = [];
    await sideBySide(level, async (path) => {
      const entry = await entryOf(tools, under(top, path), path);
      found.push(entry);
      if (entry.kind !== 'folder') return;
      for (const name of await tools.layer.readdir(under(top, path))) below.push(under(path, name));
    });
    level = below;
  }
  return found.sort((one, other) => (one.below < other.below ? -1 : 1));
}

const under = (folder: string, name: string) => [folder, name].filter(Boolean).join('/');

/** True when both say the same of every entry, the time of the last writing too. */
export const sameEntries = (some: readonly Entry[], others: readonly Entry[]): boolean =>
  JSON.stringify(some) === JSON.stringify(others);

/** The same for a copy, on a drive that may count time in coarser steps. */
export const sameCopy = (some: readonly Entry[], others: readonly Entry[]): boolean => {
  const untimed = (entries: readonly Entry[]) => entries.map((entry) => ({ ...entry, changedAt: 0 }));
  return sameEntries(untimed(some), untimed(others));
};

const PART = 1024 * 1024;

async function digest({ layer }: Tools, path: string, size: number): Promise<string> {
  const { O_NOFOLLOW = 0, O_RDONLY } = constants;
  const handle = await layer.open(path, O_RDONLY | O_NOFOLLOW);
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
  tools: Tools,
  original: string,
  copy: string,
  entries: readonly Entry[],
): Promise<boolean> {
  let same = true;
  await sideBySide(
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
export async function removeTree(tools: Tools, path: string): Promise<void> {
  try {
    const { mode, folder } = await kindOf(tools, path);
    if (folder) await removeFolder(tools, path, mode);
    else await tools.layer.unlink(path);
  } catch (error) {
    if (!isAbsent(error)) throw error;
  }
}

async function kindOf({ layer }: Tools, path: string) {
  const facts = await layer.lstat(path);
  return { mode: facts.mode, folder: facts.isDirectory() };
}

async function removeFolder(tools: Tools, path: string, mode: number): Promise<void> {
  const { layer, platform } = tools;
  if (platform !== 'linux') await empty(tools, path);
  else {
    // A folder of our own that may not be entered: its mode goes with it.
    if ((mode & 0o700) !== 0o700) await layer.chmod(path, 0o700);
    const { O_DIRECTORY, O_NOFOLLOW, O_RDONLY } = constants;
    const handle = await layer.open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
    await empty(tools, `/proc/self/fd/${handle.fd}`).finally(() => handle.close());
  }
  await layer.rmdir(path);
}

/** Files side by side, folders one after the other: no more of them are open at once than lie within each other. */
async function empty(tools: Tools, folder: string): Promise<void> {
  const folders: string[] = [];
  await sideBySide(await tools.layer.readdir(folder), async (name) => {
    const path = `${folder}/${name}`;
    if ((await kindOf(tools, path)).folder) folders.push(path);
    else await removeTree(tools, path);
  });
  for (const each of folders) await removeTree(tools, each);
}
