import { type FileHandle, lstat, mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { Header, Parser, Pax, type ReadEntry } from 'tar';
import type { Guest } from '.';
import { safeName, uniqueNames } from './exchange-names';
import { trouble } from './trouble';

/** The folder inside that files are copied into and out of. */
export const EXCHANGE_INSIDE = '/home/openclaw/exchange';
const MOST_FILES = 1000;
const MOST_BYTES = 2 * 1024 ** 3;
const MOST_DEEP = 8;
const LIMIT_MS = 3_600_000;
const BLOCK = 512;
const PIECE = 64 * 1024;

/** What was copied. */
export interface Copied {
  readonly files: number;
  readonly bytes: number;
  /** Links, devices and the like, which are never followed or copied. */
  readonly skipped: number;
}

interface Chosen {
  readonly handle: FileHandle;
  readonly name: string;
  readonly size: number;
}

/** Opens what the user chose: real files only, a link is not followed. Rejects when it is too much. */
async function chosen(files: readonly string[]): Promise<{ open: readonly Chosen[]; skipped: number }> {
  if (files.length > MOST_FILES) throw trouble('too-many-files', { most: MOST_FILES });
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
      if (bytes > MOST_BYTES) throw trouble('too-large', { most: MOST_BYTES / 1024 ** 3 });
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
async function* pack(files: readonly Chosen[], tell: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  let done = 0;
  for (const { handle, name, size } of files) {
    yield head(name, size);
    const piece = Buffer.alloc(PIECE);
    let left = size;
    while (left > 0) {
      const { bytesRead } = await handle.read(piece, 0, Math.min(PIECE, left), size - left);
      // Somebody cut it short meanwhile: the archive would be wrong from here on.
      if (bytesRead === 0) throw trouble('changed-meanwhile', { name });
      yield Uint8Array.from(piece.subarray(0, bytesRead));
      left -= bytesRead;
      done += bytesRead;
      tell(done);
    }
    yield Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
  }
  yield Buffer.alloc(BLOCK * 2);
}

/** Copies files that the user chose into the tank's exchange folder. Same names there are replaced. */
export async function send(
  guest: Guest,
  files: readonly string[],
  tell: (bytes: { done: number; of: number }) => void = () => {},
): Promise<Copied> {
  const { open: all, skipped } = await chosen(files);
  const bytes = all.reduce((sum, { size }) => sum + size, 0);
  try {
    const made = await guest.run('openclaw', ['mkdir', '-p', EXCHANGE_INSIDE]);
    if (made.code !== 0) throw trouble('exchange-failed', undefined, made.err);
    const input = Readable.from(
      pack(all, (done) => tell({ done, of: bytes })),
      { objectMode: false },
    );
    const { code, err } = await guest.run(
      'openclaw',
      ['tar', '-x', '-f', '-', '-C', EXCHANGE_INSIDE, '--no-same-owner', '--unlink-first'],
      { input, limitMs: LIMIT_MS },
    );
    input.destroy();
    if (code !== 0) throw trouble('exchange-failed', undefined, err);
    return { files: all.length, bytes, skipped };
  } finally {
    await Promise.all(all.map(({ handle }) => handle.close()));
  }
}

/** The path of an entry in safe names; null for one that leads outside or too deep. */
function placeOf(path: string): readonly string[] | null {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.length === 0 || parts.length > MOST_DEEP || parts.includes('..')) return null;
  return parts.map(safeName);
}

/** Writes what an archive holds into `folder`, which is ours and new: plain files and folders, within bounds. */
function unpack(folder: string) {
  let files = 0;
  let bytes = 0;
  let skipped = 0;
  let written: Promise<void> = Promise.resolve();
  const places: (readonly string[])[] = [];

  async function keep(entry: ReadEntry): Promise<void> {
    const place = entry.type === 'File' || entry.type === 'OldFile' ? placeOf(entry.path) : null;
    if (!place) {
      if (entry.type !== 'Directory') skipped += 1;
      entry.resume();
      return;
    }
    files += 1;
    if (files > MOST_FILES) throw trouble('too-many-files', { most: MOST_FILES });
    await mkdir(join(folder, ...place.slice(0, -1)), { recursive: true, mode: 0o700 });
    const handle = await open(join(folder, ...place), 'wx', 0o600);
    try {
      for await (const part of entry as unknown as AsyncIterable<Buffer>) {
        bytes += part.length;
        if (bytes > MOST_BYTES) throw trouble('too-large', { most: MOST_BYTES / 1024 ** 3 });
        await handle.write(part);
      }
    } finally {
      await handle.close();
    }
    places.push(place);
  }
  let broken: unknown = null;
  const parser = new Parser({
    strict: true,
    onReadEntry(entry) {
      written = written
        .then(() => keep(entry))
        .catch((error: unknown) => {
          broken ??= error;
          entry.resume();
        });
    },
  });
  let ended = false;
  const done = new Promise<void>((resolve, reject) => {
    parser.on('end', () => resolve());
    parser.on('error', reject);
  });
  done.catch((error: unknown) => {
    broken ??= error;
  });
  const output = new Writable({
    write(part: Buffer, _encoding, next) {
      if (broken) return next(broken as Error);
      if (parser.write(part)) next();
      else parser.once('drain', () => next());
    },
    final(next) {
      ended = true;
      parser.end();
      done
        .then(() => written)
        .then(
          () => next(broken as Error | null),
          (error: Error) => next(error),
        );
    },
  });
  return {
    output,
    result: (): Copied => ({ files, bytes, skipped }),
    places: () => (ended && !broken ? places : []),
  };
}

/**
 * Copies what lies in the tank's exchange folder to `<folder>/exchange`. Links are neither followed nor made, names are
 * made plain; what was fetched before under the same name is replaced, all else stays. Resolves to what was copied.
 */
export async function fetch(guest: Guest, folder: string): Promise<Copied> {
  const [fresh, final] = [join(folder, 'exchange.new'), join(folder, 'exchange')];
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { mode: 0o700 });
  try {
    const { output, result, places } = unpack(fresh);
    const { code, err } = await guest.run(
      'openclaw',
      ['tar', '-c', '-f', '-', '--format=pax', '-C', EXCHANGE_INSIDE, '.'],
      { output, limitMs: LIMIT_MS },
    );
    if (code !== 0) throw trouble('exchange-failed', undefined, err);
    for (const place of places()) {
      await mkdir(join(final, ...place.slice(0, -1)), { recursive: true, mode: 0o700 });
      await rename(join(fresh, ...place), join(final, ...place));
    }
    await mkdir(final, { recursive: true, mode: 0o700 });
    return result();
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}
