import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { posix } from 'node:path';
import { isAbsent, Trouble } from '../problem';
import { pathOf, type Tools } from '../tools';
import { checkFolders, checkLinks, type Level } from './trust';

/** A folder held open: what is done in it is done in this one, even when somebody puts another in its place. */
export interface Place {
  /** The folder's real path, for messages. */
  readonly folder: string;
  /** Last part of the real path. */
  readonly name: string;
  /** Path of a neighbour by its name, through the open folder where the system can. */
  at(name: string): string;
  /** Descriptor of the open folder; null where paths are all there is. */
  readonly fd: number | null;
  /** The folder and those above it, outermost first. Empty where nobody asked. */
  readonly levels: readonly Level[];
  /** Puts the folder's list of names on the disk. Some drives can't be told to (EINVAL): then it happens when they like. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

const { O_DIRECTORY, O_NOFOLLOW, O_RDONLY } = constants;
const FOLDER_ONLY = O_RDONLY | O_DIRECTORY | O_NOFOLLOW;

/** One descriptor after the other, from the root folder down, so that no link is followed on the way. */
async function descend({ layer }: Tools, folder: string): Promise<{ handle: FileHandle; levels: Level[] }> {
  let handle = await layer.open('/', FOLDER_ONLY);
  try {
    const levels: Level[] = [];
    for (const part of ['', ...folder.split('/').filter(Boolean)]) {
      if (part !== '') {
        const next = await layer.open(`/proc/self/fd/${handle.fd}/${part}`, FOLDER_ONLY);
        await handle.close().catch(() => {});
        handle = next;
      }
      const { uid, gid, mode } = await handle.stat();
      levels.push({ uid, gid, mode });
    }
    return { handle, levels };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function heldOpen(tools: Tools, folder: string, name: string): Promise<Place> {
  const asRoot = tools.uid === 0;
  const { handle, levels } = asRoot
    ? await descend(tools, folder)
    : { handle: await tools.layer.open(folder, FOLDER_ONLY), levels: [] };
  return {
    folder,
    name,
    levels,
    fd: handle.fd,
    at: (neighbour) => `/proc/self/fd/${handle.fd}/${neighbour}`,
    sync: () => handle.sync().catch(() => {}),
    close: () => handle.close().catch(() => {}),
  };
}

/** The same facts by path, where a folder can't be held on to: somebody quick could still put another there. */
async function levelsAbove(layer: Tools['layer'], folder: string): Promise<readonly Level[]> {
  const above = folder === '/' ? [] : await levelsAbove(layer, posix.dirname(folder));
  const { uid, gid, mode } = await layer.lstat(folder);
  return [...above, { uid, gid, mode }];
}

async function byPath(tools: Tools, folder: string, name: string): Promise<Place> {
  const { layer, platform } = tools;
  const { join } = pathOf(tools);
  return {
    folder,
    name,
    levels: tools.uid === 0 ? await levelsAbove(layer, folder) : [],
    fd: null,
    at: (neighbour) => join(folder, neighbour),
    async sync() {
      // Windows opens no folder for writing; NTFS keeps its list of names in a journal of its own.
      if (platform === 'win32') return;
      try {
        const handle = await layer.open(folder, FOLDER_ONLY);
        await handle.sync().finally(() => handle.close());
      } catch {}
    },
    close: async () => {},
  };
}

/** Real path of what is there, or of where it would be: the folder above may be reached through links. Null: no such folder. */
async function realPathOf(tools: Tools, path: string): Promise<string | null> {
  const { dirname, join, basename } = pathOf(tools);
  const { layer } = tools;
  try {
    return await layer.realpath(path);
  } catch (error) {
    if (!isAbsent(error)) throw error;
  }
  try {
    return join(await layer.realpath(dirname(path)), basename(path));
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

/**
 * Opens the folder that holds `path`, links followed to the end. Null when there is no such folder.
 * As root on Linux nothing on the way can be swapped afterwards; `trusted()` says whether it may be written at all.
 */
export async function openPlace(tools: Tools, told: string, { follow = true } = {}): Promise<Place | null> {
  const { dirname, join, basename, isAbsolute, normalize } = pathOf(tools);
  const path = normalize(told);
  if (!isAbsolute(path) || path.includes('\0') || basename(path) === '')
    throw new Trouble('failed', 'a path that is not absolute');
  const real = follow
    ? await realPathOf(tools, path)
    : await realPathOf(tools, dirname(path)).then((above) => above && join(above, basename(path)));
  if (real === null) return null;
  const open = tools.platform === 'linux' ? heldOpen : byPath;
  try {
    return await open(tools, dirname(real), basename(real));
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

/**
 * Rejects with `unsafe-place` when root is about to write where somebody other than root and `owner` decides what lies
 * there. For everybody else it does nothing: who may write here could do the same without us.
 */
export async function trusted(tools: Tools, path: string, place: Place, owner: number): Promise<void> {
  if (tools.uid !== 0) return;
  await checkFolders(tools, place, owner);
  await checkLinks(tools, path, owner);
}
