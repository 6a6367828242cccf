import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { ChangeError, isAbsent } from '../change-error';
import { pathModule, type WriteTools } from '../write-tools';
import { assertTrustedParents, type ParentFolder } from './path-trust';
import { type WalkedPath, walkPath } from './walk-path';

/** A folder held open: what is done in it is done in this one, even when somebody puts another in its place. */
export interface SafePath {
  /** The folder's real path, for messages. */
  readonly folder: string;
  /** Last part of the real path. */
  readonly name: string;
  /** Path of a neighbour by its name, through the open folder where the system can. */
  at(name: string): string;
  /** Descriptor of the open folder; null where paths are all there is. */
  readonly fd: number | null;
  /** The folders in which a name was looked up on the way here, this one last. Empty where nobody asked. */
  readonly parents: readonly ParentFolder[];
  /** Puts the folder's list of names on the disk. Some drives can't be told to (EINVAL): then it happens when they like. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

const { O_DIRECTORY, O_RDONLY } = constants;

/** As a held folder, on Linux: nothing on the way can be swapped afterwards. */
function held({ fs }: WriteTools, { folder, name, parents, at }: WalkedPath, handle: FileHandle): SafePath {
  return {
    folder,
    name,
    parents,
    fd: handle.fd,
    at,
    async sync() {
      try {
        const open = await fs.open(at('.'), O_RDONLY | O_DIRECTORY);
        await open.sync().finally(() => open.close());
      } catch {}
    },
    close: () => handle.close().catch(() => {}),
  };
}

async function byPath(
  tools: WriteTools,
  { folder, name, parents }: Pick<SafePath, 'folder' | 'name' | 'parents'>,
): Promise<SafePath> {
  const { fs, platform } = tools;
  const { join } = pathModule(tools);
  // Nothing is opened here that would say that the folder is not there.
  await fs.lstat(folder);
  return {
    folder,
    name,
    parents,
    fd: null,
    at: (neighbour) => join(folder, neighbour),
    async sync() {
      // Windows opens no folder for writing; NTFS keeps its list of names in a journal of its own.
      if (platform === 'win32') return;
      try {
        const handle = await fs.open(folder, O_RDONLY | O_DIRECTORY);
        await handle.sync().finally(() => handle.close());
      } catch {}
    },
    close: async () => {},
  };
}

/** Real path of what is there, or of where it would be: the folder above may be reached through links. Null: no such folder. */
async function realPathOf(tools: WriteTools, path: string): Promise<string | null> {
  const { dirname, join, basename } = pathModule(tools);
  const { fs } = tools;
  try {
    return await fs.realpath(path);
  } catch (error) {
    if (!isAbsent(error)) throw error;
  }
  try {
    return join(await fs.realpath(dirname(path)), basename(path));
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

/**
 * Opens the folder that holds `path`, links followed to the end. Null when there is no such folder.
 * On Linux nothing on the way can be swapped afterwards; `trusted()` says whether root may write there at all.
 */
export async function openSafePath(
  tools: WriteTools,
  given: string,
  { follow = true } = {},
): Promise<SafePath | null> {
  const { dirname, join, basename, isAbsolute, normalize } = pathModule(tools);
  const path = normalize(given);
  if (!isAbsolute(path) || path.includes('\0') || basename(path) === '')
    throw new ChangeError('failed', 'a path that is not absolute');
  if (tools.platform === 'linux' || (tools.platform === 'darwin' && tools.uid === 0)) {
    const walked = await walkPath(tools, path, follow);
    if (walked === null) return null;
    return walked.handle ? held(tools, walked, walked.handle) : byPath(tools, walked);
  }
  const real = follow
    ? await realPathOf(tools, path)
    : await realPathOf(tools, dirname(path)).then((above) => above && join(above, basename(path)));
  if (real === null) return null;
  try {
    return await byPath(tools, { folder: dirname(real), name: basename(real), parents: [] });
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

/**
 * Rejects with `unsafe-place` when root is about to write where somebody other than root and `owner` decides what lies
 * there. For everybody else it does nothing: who may write here could do the same without us.
 */
export async function assertTrusted(tools: WriteTools, safePath: SafePath, owner: number): Promise<void> {
  if (tools.uid !== 0) return;
  // Where a folder can't be held on to, its owner could put another in its place: then it must be root's own.
  if (safePath.fd === null && owner !== 0)
    throw new ChangeError('unsafe-place', `${safePath.folder} could be swapped by its owner`);
  await assertTrustedParents(tools, safePath, owner);
}
