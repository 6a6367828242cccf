import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { codeOf, isAbsent } from '../problem';
import type { Tools } from '../tools';

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
  const open = [''];
  for (let below = open.pop(); below !== undefined; below = open.pop()) {
    const path = below === '' ? top : `${top}/${below}`;
    const entry = await entryOf(tools, path, below);
    found.push(entry);
    if (entry.kind !== 'folder') continue;
    for (const name of await tools.layer.readdir(path)) open.push(below === '' ? name : `${below}/${name}`);
  }
  return found.sort((one, other) => (one.below < other.below ? -1 : 1));
}

/** True when both say the same of every entry: kind, size, mode, time of the last writing, target of a link. */
export const sameEntries = (some: readonly Entry[], others: readonly Entry[]): boolean =>
  JSON.stringify(some) === JSON.stringify(others);

const PART = 1024 * 1024;

async function digest({ layer }: Tools, path: string): Promise<string> {
  const { O_NOFOLLOW = 0, O_RDONLY } = constants;
  const handle = await layer.open(path, O_RDONLY | O_NOFOLLOW);
  try {
    const hash = createHash('sha256');
    const part = Buffer.allocUnsafe(PART);
    for (;;) {
      const { bytesRead } = await handle.read(part, 0, PART, null);
      if (bytesRead === 0) return hash.digest('hex');
      hash.update(part.subarray(0, bytesRead));
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
  for (const { kind, below } of entries) {
    if (kind !== 'file') continue;
    const suffix = below === '' ? '' : `/${below}`;
    if ((await digest(tools, original + suffix)) !== (await digest(tools, copy + suffix))) return false;
  }
  return true;
}

/**
 * Removes a file, a link, or a folder with all in it. Each folder is held open while it is emptied, so that on Linux
 * nobody can lead the removal elsewhere by putting a link in a folder's place. What is gone already is fine.
 */
export async function removeTree(tools: Tools, path: string): Promise<void> {
  const { layer, platform } = tools;
  try {
    const facts = await layer.lstat(path);
    if (!facts.isDirectory()) return await layer.unlink(path);
    const { O_DIRECTORY = 0, O_NOFOLLOW = 0, O_RDONLY } = constants;
    if (platform !== 'linux') {
      for (const name of await layer.readdir(path)) await removeTree(tools, `${path}/${name}`);
      return await layer.rmdir(path);
    }
    // A folder of our own that may not be entered: its mode goes with it.
    if ((facts.mode & 0o700) !== 0o700) await layer.chmod(path, 0o700);
    const handle = await layer.open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
    try {
      const inside = `/proc/self/fd/${handle.fd}`;
      for (const name of await layer.readdir(inside)) await removeTree(tools, `${inside}/${name}`);
    } finally {
      await handle.close();
    }
    await layer.rmdir(path);
  } catch (error) {
    if (!isAbsent(error) || codeOf(error) === null) throw error;
  }
}
