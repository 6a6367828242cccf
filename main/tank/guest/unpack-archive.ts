import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { Parser, type ReadEntry } from 'tar';
import { uniqueNames } from '../model/exchange-names';

/** What is taken at most from an archive that somebody else wrote, and by which names. */
export interface UnpackBounds {
  readonly files: number;
  readonly bytes: number;
  readonly deep: number;
  /** A name of one file or folder in safe letters. */
  plain(name: string): string;
  /** Hears of a file that is beyond that. It is left out; throws where nothing is to come then. */
  beyond(which: 'files' | 'bytes' | 'deep'): void;
}

/** How gzip and zstd begin (RFC 1952, RFC 8878); a tar begins with a file's name or with zeros. */
const PACKED: readonly number[] = [0x1f, 0x28];

/** What came of an archive. */
export interface Unpacked {
  readonly files: number;
  readonly bytes: number;
  /** Links, devices and the like, which are never followed or copied, and what was beyond the bounds. */
  readonly skipped: number;
}

interface Folder {
  readonly path: string;
  readonly unique: (name: string) => string;
  readonly within: Map<string, Folder>;
}

/** Gives each file a place of its own: names that were different stay so, also where capitals count for nothing. */
function placesIn(path: string, plain: UnpackBounds['plain']) {
  const folderAt = (here: string): Folder => ({
    path: here,
    unique: uniqueNames(plain),
    within: new Map(),
  });
  const top = folderAt(path);
  return (parts: readonly string[]) => {
    let here = top;
    for (const part of parts.slice(0, -1)) {
      const next = here.within.get(part) ?? folderAt(join(here.path, here.unique(part)));
      here.within.set(part, next);
      here = next;
    }
    return { folder: here.path, file: join(here.path, here.unique(parts.at(-1) ?? '')) };
  };
}

/** Writes what an archive holds into `folder`, which is ours and new: plain files and their folders, within bounds. */
export function unpack(folder: string, taking: UnpackBounds) {
  let files = 0;
  let bytes = 0;
  let skipped = 0;
  let written: Promise<void> = Promise.resolve();
  const placeOf = placesIn(folder, taking.plain);

  /** The parts of a path that is to be written; null for what stays where it is. */
  function wanted(entry: ReadEntry): readonly string[] | null {
    const parts = entry.path.split('/').filter((part) => part !== '' && part !== '.');
    const isFile = entry.type === 'File' || entry.type === 'OldFile';
    if (!isFile || parts.length === 0 || parts.includes('..')) return null;
    const over: Parameters<UnpackBounds['beyond']>[0] | false =
      (parts.length > taking.deep && 'deep') ||
      (files + 1 > taking.files && 'files') ||
      (bytes + entry.size > taking.bytes && 'bytes');
    if (over) taking.beyond(over);
    return over ? null : parts;
  }

  let broken: unknown = null;
  /** The entry whose bytes are being written. */
  let current: ReadEntry | null = null;

  async function keep(entry: ReadEntry): Promise<void> {
    const parts = wanted(entry);
    if (!parts) {
      if (entry.type !== 'Directory') skipped += 1;
      entry.resume();
      return;
    }
    files += 1;
    bytes += entry.size;
    const place = placeOf(parts);
    await mkdir(place.folder, { recursive: true, mode: 0o700 });
    const handle = await open(place.file, 'wx', 0o600);
    current = entry;
    try {
      if (broken) throw broken;
      for await (const part of entry as unknown as AsyncIterable<Buffer>) await handle.write(part);
    } finally {
      current = null;
      await handle.close();
    }
  }

  let fits = 0;
  // Each file has its own blocks, and headers for what its name is too long for (pax(1)); tar fills up to 10 KiB.
  const most = taking.bytes + (taking.files + 1_000) * 8_192;
  const parser = new Parser({
    strict: true,
    brotli: false,
    zstd: false,
    onReadEntry(entry) {
      written = written
        .then(() => keep(entry))
        .catch((error: unknown) => {
          broken ??= error;
          entry.resume();
        });
    },
  });
  const done = new Promise<void>((resolve, reject) => {
    parser.on('end', () => resolve());
    parser.on('error', reject);
  });
  done.catch((error: unknown) => {
    broken ??= error;
  });
  const output = new Writable({
    write(part: Buffer, _encoding, next) {
      // The parser would unpack what is packed, however large it gets: nobody asked for that.
      if (fits === 0 && part.length > 0 && part[0] !== undefined && PACKED.includes(part[0]))
        broken ??= new Error('a packed archive');
      fits += part.length;
      if (fits > most) broken ??= new Error('more than an archive of that size holds');
      if (broken) return next(broken as Error);
      if (parser.write(part)) next();
      else parser.once('drain', () => next());
    },
    final(next) {
      // Of a program that said nothing, how it ended tells more than that this is no archive.
      if (fits === 0) return next();
      // Without a last part it would not see that the archive ends in the middle.
      parser.end(Buffer.alloc(0));
      done
        .then(() => written)
        .then(
          () => next(broken as Error | null),
          (error: Error) => next(error),
        );
    },
  });
  /** Ends what was cut off in the middle, so that no file of the folder is open any more. Never rejects. */
  async function close(): Promise<void> {
    broken ??= new Error('the archive was cut off');
    current?.destroy();
    await written.catch(() => {});
  }
  return { output, close, result: (): Unpacked => ({ files, bytes, skipped }) };
}
