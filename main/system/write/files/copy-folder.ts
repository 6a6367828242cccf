import { createHash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { chmod, copyFile, lstat, lutimes, mkdir, readdir, readlink, symlink, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** Files that came to be or changed while they were copied: somebody still writes there. */
export class StillWriting extends Error {
  constructor(readonly path: string) {
    super(`${path} changed while it was copied`);
  }
}

/** Bytes in all files below a folder, links not followed; sockets and the like count nothing. A missing folder has none. */
export async function packageSize(folder: string, signal: AbortSignal): Promise<number> {
  signal.throwIfAborted();
  const facts = await lstat(folder).catch(() => null);
  if (facts === null) return 0;
  if (!facts.isDirectory()) return facts.isFile() ? facts.size : 0;
  let total = 0;
  for (const name of await readdir(folder)) total += await packageSize(join(folder, name), signal);
  return total;
}

/**
 * Copies a file or folder to where nothing is: contents, modes, times, links as links. Sockets and pipes are left
 * out: whoever made them makes them anew. Where the disk can share blocks until they change, it does.
 * Rejects with what the system said; what was copied by then stays, for the caller to remove.
 */
export async function copyPackage(from: string, to: string, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const facts = await lstat(from);
  if (facts.isSymbolicLink()) {
    await symlink(await readlink(from), to);
    await lutimes(to, facts.atime, facts.mtime).catch(() => {});
  } else if (facts.isFile()) {
    await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    await chmod(to, facts.mode & 0o7777);
    await utimes(to, facts.atime, facts.mtime);
  } else if (facts.isDirectory()) {
    await mkdir(to, { mode: 0o700 });
    for (const name of await readdir(from)) await copyPackage(join(from, name), join(to, name), signal);
    await chmod(to, facts.mode & 0o7777);
    await utimes(to, facts.atime, facts.mtime);
  }
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/**
 * Holds a copy against the original: names, kinds, modes, links and every byte. Rejects with `StillWriting` at the
 * first difference.
 */
export async function verifyCopy(from: string, to: string, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const [a, b] = await Promise.all([lstat(from), lstat(to).catch(() => null)]);
  if (a.isSymbolicLink()) {
    if (!b?.isSymbolicLink() || (await readlink(from)) !== (await readlink(to))) throw new StillWriting(from);
  } else if (a.isFile()) {
    if (!b?.isFile() || a.size !== b.size || a.mode !== b.mode) throw new StillWriting(from);
    if ((await hashOf(from)) !== (await hashOf(to))) throw new StillWriting(from);
  } else if (a.isDirectory()) {
    if (!b?.isDirectory() || a.mode !== b.mode) throw new StillWriting(from);
    const names = await readdir(from);
    for (const name of names) await verifyCopy(join(from, name), join(to, name), signal);
    const extra = (await readdir(to)).find((name) => !names.includes(name));
    if (extra !== undefined) throw new StillWriting(join(from, extra));
  }
}
