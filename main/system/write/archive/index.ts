import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, statfs, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { flushFolder } from '../atomic-file';
import { codeOf } from '../change-error';
import { ArchiveError, type ArchiveItems, listArchiveItems } from './archive-items';
import { packTar } from './pack-tar';
import { forgetUnfinished, noteUnfinished, unfinishedName } from './unfinished-archive';
import { verifyArchive } from './verify-archive';

export { ArchiveError } from './archive-items';
export { hasUnfinished, removeUnfinished } from './unfinished-archive';

/** What was saved: how many files, and what could not be, because it is no file (a socket, a pipe). */
export interface Saved {
  readonly files: number;
  readonly skipped: readonly string[];
}

/** So often it is begun anew when somebody writes in between. */
const TRIES = 3;

/** What writing at `where` failed for (errno(3)). */
function toWriteError(error: unknown, where: string): Error {
  const code = codeOf(error);
  if (error instanceof ArchiveError || code === null)
    return error instanceof Error ? error : new ArchiveError('failed', where);
  const because = ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code)
    ? 'disk-full'
    : code === 'EROFS'
      ? 'read-only'
      : 'not-written';
  return new ArchiveError(because, where, undefined, { cause: error });
}

async function write(
  handle: FileHandle,
  found: ArchiveItems,
  signal: AbortSignal,
): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  await pipeline(
    Readable.from(packTar(found.items, (inside, hash) => hashes.set(inside, hash))),
    createGzip(),
    async (parts: AsyncIterable<Buffer>) => {
      for await (const part of parts) await handle.appendFile(part);
    },
    { signal },
  );
  await handle.sync();
  return hashes;
}

/** Makes the archive at `half` and proves it. Nothing is left there when it rejects. */
async function make(half: string, tops: readonly string[], signal: AbortSignal): Promise<Saved> {
  const found = await listArchiveItems(tops, signal);
  const folder = dirname(half);
  const { bavail, bsize } = await statfs(folder);
  const room = { need: found.bytes, free: bavail * bsize };
  if (room.free < room.need) throw new ArchiveError('disk-full', folder, room);
  let handle: FileHandle | null = null;
  try {
    handle = await open(half, 'wx', 0o600);
    const hashes = await write(handle, found, signal);
    await handle.close();
    await verifyArchive(half, found.items, hashes, signal);
    return {
      files: found.items.filter(({ kind }) => kind === 'File').length,
      skipped: found.skipped,
    };
  } catch (error) {
    if (handle) await handle.close().catch(() => {});
    if (handle) await unlink(half).catch(() => {});
    throw error instanceof ArchiveError && error.because === 'disk-full'
      ? new ArchiveError('disk-full', folder, room)
      : error;
  }
}

/** Gives the whole archive its name, in place of nothing: what is called so already is never written over. */
async function name(half: string, file: string): Promise<void> {
  await (await open(file, 'wx', 0o600)).close();
  try {
    await rename(half, file);
  } catch (error) {
    await unlink(file).catch(() => {});
    throw error;
  }
  await flushFolder(dirname(file));
}

/**
 * Saves folders and files, each once, into a new `file` (`.tar.gz`, mode 0600; links stay links), which is never written
 * over, puts it on the disk, and reads all of it back. Until it is whole it has another name, which is noted in the app's
 * own `folder`, for `clearHalfMade` of a later run. Rejects, with nothing left, with NotSaved, or with what `signal` says.
 */
export async function saveArchive(
  file: string,
  tops: readonly string[],
  signal: AbortSignal,
  folder: string,
): Promise<Saved> {
  signal.throwIfAborted();
  const half = join(dirname(file), unfinishedName(basename(file), randomBytes(12).toString('hex')));
  try {
    await noteUnfinished(folder, half);
    for (let tries = 1; ; tries++) {
      try {
        const saved = await make(half, tops, signal);
        await name(half, file);
        return saved;
      } catch (error) {
        await unlink(half).catch(() => {});
        if (!(error instanceof ArchiveError && error.because === 'changing') || tries === TRIES) throw error;
      }
    }
  } catch (error) {
    signal.throwIfAborted();
    throw toWriteError(error, dirname(file));
  } finally {
    await forgetUnfinished(folder).catch(() => {});
  }
}
