import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf } from '../../system/write/change-error';
import { TankError } from '../model/types';
import { DownloadError, WrongSize } from './download-error';
import type { SourceResponse } from './download-source';

/** How patient we are. Tests are not. */
export interface DownloadLimits {
  /** Without a byte for so long, a source is taken for silent. Milliseconds. */
  readonly idleMs: number;
  /** Below so many bytes a second, over `slowMs`, another source is tried. */
  readonly slowRate: number;
  readonly slowMs: number;
  /** Between two rounds through all sources; it doubles up to `longestMs`. */
  readonly pauseMs: number;
  readonly longestMs: number;
}

export const DEFAULT_LIMITS: DownloadLimits = {
  idleMs: 30_000,
  slowRate: 32 * 1024,
  slowMs: 30_000,
  pauseMs: 2000,
  longestMs: 30_000,
};

/** Where nobody knows how much there is: a source that lies may not fill the disk. */
const MOST_BYTES = 1_000_000_000;

/** A file's digest, in hex. Rejects when it can't be read. */
export async function digestOf(file: string, algorithm: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash(algorithm);
  for await (const piece of createReadStream(file, { highWaterMark: 1024 * 1024, ...(signal && { signal }) }))
    hash.update(piece as Buffer);
  return hash.digest('hex');
}

/** What went wrong at the disk, in the user's words; anything else as it is. */
export function diskError(error: unknown, file: string, name: string, more: number): unknown {
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') return noRoom(name, more, error);
  if (
    code === 'EACCES' ||
    code === 'EPERM' ||
    code === 'EROFS' ||
    code === 'ENOTDIR' ||
    code === 'EISDIR' ||
    code === 'EEXIST'
  )
    return new TankError(
      { id: 'tank.guest-unwritable', values: { folder: dirname(file) } },
      `${file}: ${code}`,
      { cause: error },
    );
  return error;
}

const noRoom = (file: string, more: number, cause?: unknown) =>
  new TankError(
    { id: 'tank.guest-no-disk', values: { file, megabytes: Math.ceil(more / 1e6) } },
    `${more} bytes more`,
    { cause },
  );

/** Rejects with TankTrouble when the disk hasn't room for so many bytes more. A disk that doesn't tell is tried. */
export async function checkDiskSpace(folder: string, name: string, more: number): Promise<void> {
  const reported = await statfs(folder).catch(() => null);
  if (reported && reported.bavail * reported.bsize < more) throw noRoom(name, more);
}

/** Pieces of `body`, until it ends, is silent for too long or too slow for `mayBeSlow`. */
async function* paced(
  body: AsyncIterable<Buffer>,
  pace: DownloadLimits,
  mayBeSlow: boolean,
): AsyncGenerator<Buffer> {
  const pieces = body[Symbol.asyncIterator]();
  let since = Date.now();
  let bytes = 0;
  try {
    for (;;) {
      let timer: NodeJS.Timeout | undefined;
      const silence = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => reject(new DownloadError('silent', 'no byte for too long')), pace.idleMs);
      });
      const next = pieces.next();
      // When silence won, its end is nobody's business any more.
      next.catch(() => {});
      const { done, value } = await Promise.race([next, silence]).finally(() => clearTimeout(timer));
      if (done) return;
      yield value;
      bytes += value.length;
      const passed = Date.now() - since;
      if (passed < pace.slowMs) continue;
      if (!mayBeSlow && (bytes * 1000) / passed < pace.slowRate)
        throw new DownloadError('slow', `${Math.round((bytes * 1000) / passed)} bytes a second`);
      since = Date.now();
      bytes = 0;
    }
  } finally {
    // Not waited for: a silent body never says that it has ended.
    pieces.return?.()?.then(undefined, () => {});
  }
}

export interface Filling {
  readonly file: string;
  /** Bytes that are there. */
  readonly have: number;
  /** Bytes that it has to have in the end; null: nobody knows. */
  readonly size: number | null;
  readonly pace: DownloadLimits;
  readonly mayBeSlow: boolean;
  readonly signal: AbortSignal;
  /** Hears each piece once it is written, and how many bytes are there then. */
  onBytes(done: number, piece: Buffer): void;
}

async function write(handle: FileHandle, piece: Buffer, at: number): Promise<void> {
  let written = 0;
  while (written < piece.length)
    written += (await handle.write(piece, written, piece.length - written, at + written)).bytesWritten;
}

/**
 * Appends what a source gives to the file, from byte `have` on; what is there already is passed over. Resolves to the
 * bytes that are there then. Rejects with SourceTrouble, with the system's error of the disk, or with the signal's reason.
 */
export async function fillPart(given: SourceResponse, filling: Filling): Promise<number> {
  const { file, have, size, pace, mayBeSlow, signal, onBytes } = filling;
  const handle = await open(file, have === 0 ? 'w' : 'r+', 0o600);
  let at = given.from;
  let done = have;
  try {
    const pieces = paced(given.body, pace, mayBeSlow);
    for (;;) {
      // Apart from writing, so that a broken line isn't taken for a broken disk.
      const { done: over, value } = await pieces.next().catch((error: unknown) => {
        signal.throwIfAborted();
        if (error instanceof DownloadError) throw error;
        throw new DownloadError('silent', String(error), { cause: error });
      });
      signal.throwIfAborted();
      if (over) break;
      const fresh = value.subarray(Math.min(value.length, Math.max(0, done - at)));
      at += value.length;
      if (fresh.length === 0) continue;
      if (done + fresh.length > (size ?? MOST_BYTES)) throw new WrongSize('it gives too much');
      await write(handle, fresh, done);
      done += fresh.length;
      onBytes(done, fresh);
    }
    await handle.sync();
    return done;
  } finally {
    await handle.close();
  }
}
