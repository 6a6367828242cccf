import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, open, readdir, readlink, statfs, unlink } from 'node:fs/promises';
import { join, parse, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { create, t as list, type ReadEntry } from 'tar';
import { codeOf, named, Trouble } from './problem';

/** What an archive must hold of one file, folder or link, by its path in the archive. */
interface Wanted {
  readonly kind: 'File' | 'Directory' | 'SymbolicLink';
  readonly size: number;
  /** SHA-256 of a file's bytes. */
  readonly hash: string | null;
  readonly target: string | null;
}

/** What was saved: how many files, and what could not be, because it is no file (a socket, a pipe). */
export interface Saved {
  readonly files: number;
  readonly skipped: readonly string[];
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** Paths in an archive have no drive and no leading slash (pax(1)), and `/` between their parts. */
const insideOf = (path: string) => relative(parse(path).root, path).split(sep).join('/');

async function surveyed(tops: readonly string[]) {
  const wanted = new Map<string, Wanted>();
  const skipped: string[] = [];
  let bytes = 0;
  const open = [...tops];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    const facts = await lstat(path);
    const inside = insideOf(path);
    if (facts.isFile()) {
      wanted.set(inside, { kind: 'File', size: facts.size, hash: await hashOf(path), target: null });
      bytes += facts.size;
    } else if (facts.isSymbolicLink())
      wanted.set(inside, { kind: 'SymbolicLink', size: 0, hash: null, target: await readlink(path) });
    else if (facts.isDirectory()) {
      wanted.set(inside, { kind: 'Directory', size: 0, hash: null, target: null });
      for (const name of await readdir(path)) open.push(join(path, name));
    } else skipped.push(path);
  }
  return { wanted, skipped, bytes };
}

/** Reads the archive entry by entry; rejects when one is missing, is another or is too many. */
async function proven(file: string, wanted: ReadonlyMap<string, Wanted>): Promise<void> {
  const missing = new Map(wanted);
  const wrong: string[] = [];
  await list({
    file,
    strict: true,
    onReadEntry(entry: ReadEntry) {
      const path = entry.path.replace(/\/$/, '');
      const want = missing.get(path);
      missing.delete(path);
      const hash = createHash('sha256');
      let size = 0;
      entry.on('data', (part: Buffer) => {
        hash.update(part);
        size += part.length;
      });
      entry.on('end', () => {
        const isFile = want?.kind === 'File';
        const same =
          want?.kind === entry.type &&
          (!isFile || (want.size === size && want.hash === hash.digest('hex'))) &&
          (want.target === null || want.target === entry.linkpath);
        if (!same) wrong.push(path);
      });
    },
  });
  if (wrong.length > 0 || missing.size > 0) throw new Trouble('not-copied', `${file} is not what was saved`);
}

/**
 * Saves folders and files into a new `file` (`.tar.gz`, mode 0600; links stay links), which is never written over,
 * puts it on the disk, and reads all of it back: sizes, hashes, targets. Rejects, with nothing left, when the room,
 * a reader's right or the proof is missing, or when something was written meanwhile.
 */
export async function saveArchive(
  file: string,
  tops: readonly string[],
  signal: AbortSignal,
): Promise<Saved> {
  let made = false;
  try {
    const { wanted, skipped, bytes } = await surveyed(tops);
    const { bavail, bsize } = await statfs(parse(file).dir);
    if (bavail * bsize < bytes) throw new Trouble('disk-full', file);
    signal.throwIfAborted();
    // A name of its own first: nothing is ever written over.
    await (await open(file, 'wx', 0o600)).close();
    made = true;
    const root = parse(file).root;
    const isFile = (path: string) => !skipped.includes(join(root, path));
    await create(
      { file, gzip: true, cwd: root, mode: 0o600, noMtime: false, filter: isFile },
      tops.map(insideOf),
    );
    signal.throwIfAborted();
    const handle = await open(file, 'r+');
    await handle.sync().finally(() => handle.close());
    await proven(file, wanted);
    return { files: [...wanted.values()].filter(({ kind }) => kind === 'File').length, skipped };
  } catch (error) {
    if (made) await unlink(file).catch(() => {});
    throw codeOf(error) === null && !(error instanceof Trouble) ? error : named(error, file);
  }
}
