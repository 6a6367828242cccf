import { type FileHandle, lstat, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { Header, Pax } from 'tar';
import { safeName, uniqueNames } from '../model/exchange-names';
import { tankError } from '../model/tank-error';
import type { Guest, TankContext } from '../model/types';
import { type CopiedOut, copyOut } from './copy-out';
import type { Unpacked } from './unpack-archive';

/** The folder inside that files are copied into and out of. */
export const EXCHANGE_INSIDE = '/home/openclaw/exchange';
const MOST_FILES = 1000;
const MOST_BYTES = 2 * 1024 ** 3;
const MOST_DEEP = 64;
const LIMIT_MS = 3_600_000;
const BLOCK = 512;
const PIECE = 64 * 1024;

interface Chosen {
  readonly handle: FileHandle;
  readonly name: string;
  readonly size: number;
}

/** Opens what the user chose: real files only, a link is not followed. Rejects when it is too much. */
async function chosen(files: readonly string[]): Promise<{ open: readonly Chosen[]; skipped: number }> {
  if (files.length > MOST_FILES) throw tankError('too-many-files', { most: MOST_FILES });
  const unique = uniqueNames();
  const all: Chosen[] = [];
  let bytes = 0;
  let skipped = 0;
  try {
    for (const file of files) {
      if (!(await lstat(file)).isFile()) {
        skipped += 1;
        continue;
      }
      const handle = await open(file, 'r');
      const { size } = await handle.stat();
      all.push({ handle, name: unique(basename(file)), size });
      bytes += size;
      if (bytes > MOST_BYTES) throw tankError('too-large', { most: MOST_BYTES / 1024 ** 3 });
    }
  } catch (error) {
    await Promise.all(all.map(({ handle }) => handle.close()));
    throw error;
  }
  return { open: all, skipped };
}

/** One file's head in an archive (pax(1)): an ordinary file of this size, for its owner alone. */
function head(name: string, size: number): Buffer {
  const facts = { path: name, mode: 0o600, uid: 0, gid: 0, size, mtime: new Date() };
  const block = Buffer.alloc(BLOCK);
  const wantsMore = new Header({ ...facts, type: 'File' }).encode(block, 0);
  return wantsMore ? Buffer.concat([new Pax({ path: name, size }).encode(), block]) : block;
}

/** All of them as an archive, piece by piece as it is asked for. */
async function* pack(files: readonly Chosen[], report: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  let done = 0;
  for (const { handle, name, size } of files) {
    yield head(name, size);
    const piece = Buffer.alloc(PIECE);
    let left = size;
    while (left > 0) {
      const { bytesRead } = await handle.read(piece, 0, Math.min(PIECE, left), size - left);
      // Somebody cut it short meanwhile: the archive would be wrong from here on.
      if (bytesRead === 0) throw tankError('changed-meanwhile', { name });
      yield Uint8Array.from(piece.subarray(0, bytesRead));
      left -= bytesRead;
      done += bytesRead;
      report(done);
    }
    yield Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
  }
  yield Buffer.alloc(BLOCK * 2);
}

/** Copies files that the user chose into the tank's exchange folder. Same names there are replaced. */
export async function sendFiles(
  guest: Guest,
  files: readonly string[],
  report: (bytes: { done: number; of: number }) => void = () => {},
): Promise<Unpacked> {
  const { open: all, skipped } = await chosen(files);
  const bytes = all.reduce((sum, { size }) => sum + size, 0);
  try {
    const made = await guest.run('openclaw', ['mkdir', '-p', EXCHANGE_INSIDE]);
    if (made.code !== 0) throw tankError('exchange-failed', undefined, made.err);
    const input = Readable.from(
      pack(all, (done) => report({ done, of: bytes })),
      { objectMode: false },
    );
    const { code, err } = await guest.run(
      'openclaw',
      ['tar', '-x', '-f', '-', '-C', EXCHANGE_INSIDE, '--no-same-owner', '--unlink-first'],
      { input, limitMs: LIMIT_MS },
    );
    input.destroy();
    if (code !== 0) throw tankError('exchange-failed', undefined, err);
    return { files: all.length, bytes, skipped };
  } finally {
    await Promise.all(all.map(({ handle }) => handle.close()));
  }
}

/**
 * Copies what lies in the tank's exchange folder into a folder of its own. Links are neither followed nor made, names are
 * made plain. Rejects when it is too much: then nothing came.
 */
export const fetchFiles = (tank: TankContext, guest: Guest): Promise<CopiedOut> =>
  copyOut(
    tank,
    guest,
    'fetched',
    ['tar', '-c', '-f', '-', '--format=pax', '--hard-dereference', '-C', EXCHANGE_INSIDE, '.'],
    {
      files: MOST_FILES,
      bytes: MOST_BYTES,
      deep: MOST_DEEP,
      limitMs: LIMIT_MS,
      partly: false,
      plain: safeName,
      beyond(which) {
        if (which === 'files') throw tankError('too-many-files', { most: MOST_FILES });
        if (which === 'bytes') throw tankError('too-large', { most: MOST_BYTES / 1024 ** 3 });
      },
    },
  );
