import type { BigIntStats } from 'node:fs';
import { lstat, readdir, readlink, realpath } from 'node:fs/promises';
import { basename, dirname, join, parse, relative, sep } from 'node:path';
import { codeOf, isAbsent } from '../change-error';

/**
 * Why something could not be saved:
 * - `unreadable`: the system lets this account not read it
 * - `changing`: it was written, moved or removed while it was saved
 * - `odd-name`: its name is no UTF-8, so that it can't be reached by it
 * - `disk-full`, `read-only`, `not-written`: of the place in which the archive is made
 * - `not-same`: what was read back is not what was saved
 * - `gone`: it isn't there
 * - `failed`: anything else
 */
export type ArchiveErrorReason =
  | 'unreadable'
  | 'changing'
  | 'odd-name'
  | 'disk-full'
  | 'read-only'
  | 'not-written'
  | 'not-same'
  | 'gone'
  | 'failed';

/** Data that was not saved, with the one path that kept it from being. */
export class ArchiveError extends Error {
  constructor(
    readonly because: ArchiveErrorReason,
    readonly where: string,
    /** Bytes that would be needed and those that are free, of `disk-full`. */
    readonly room?: { readonly need: number; readonly free: number },
    options?: ErrorOptions,
  ) {
    super(`${where}: ${because}`, options);
    this.name = 'NotSaved';
  }
}

/** What reading at `where` failed for (errno(3)). */
export function toReadError(error: unknown, where: string): Error {
  if (error instanceof ArchiveError) return error;
  const code = codeOf(error);
  if (code === null) return error instanceof Error ? error : new ArchiveError('failed', where);
  const because = ['EACCES', 'EPERM'].includes(code)
    ? 'unreadable'
    : isAbsent(error) || code === 'ELOOP'
      ? 'changing'
      : 'failed';
  return new ArchiveError(because, where, undefined, { cause: error });
}

/** One file, folder or link that is to be saved. */
export interface ArchiveItem {
  readonly path: string;
  /** Its path in the archive: no drive, no leading slash (pax(1)), `/` between the parts. */
  readonly inside: string;
  readonly kind: 'File' | 'Directory' | 'SymbolicLink';
  readonly facts: BigIntStats;
  /** Where a link leads; empty for what is none. */
  readonly target: string;
}

export interface ArchiveItems {
  /** Folders before what lies in them. */
  readonly items: readonly ArchiveItem[];
  /** What can't be saved, because it is no file: sockets, pipes, devices. */
  readonly skipped: readonly string[];
  /** Bytes on the disk: holes in files take none. */
  readonly bytes: number;
}

const insideOf = (path: string) => relative(parse(path).root, path).split(sep).join('/');
/** What Node makes of bytes that are no UTF-8. */
const LOST = '\uFFFD';

/** Each of the paths once: without those that lie in another, by whichever links they are told. */
async function outermost(tops: readonly string[]): Promise<readonly string[]> {
  const real = await Promise.all(
    tops.map(async (top) => {
      try {
        return join(await realpath(dirname(top)), basename(top));
      } catch (error) {
        throw isAbsent(error) ? new ArchiveError('gone', top) : toReadError(error, top);
      }
    }),
  );
  return tops.filter((_, at) => {
    const here = real[at] ?? '';
    return !real.some(
      (other, place) =>
        (other === here && place < at) || here.startsWith(other.endsWith(sep) ? other : `${other}${sep}`),
    );
  });
}

async function itemAt(path: string): Promise<ArchiveItem | null> {
  const facts = await lstat(path, { bigint: true });
  const kind = facts.isFile()
    ? 'File'
    : facts.isDirectory()
      ? 'Directory'
      : facts.isSymbolicLink()
        ? 'SymbolicLink'
        : null;
  if (kind === null) return null;
  const target = kind === 'SymbolicLink' ? await readlink(path) : '';
  return { path, inside: insideOf(path), kind, facts, target };
}

/** Looks at everything that is to be saved. Rejects with NotSaved, which names what can't be. */
export async function listArchiveItems(tops: readonly string[], signal: AbortSignal): Promise<ArchiveItems> {
  const items: ArchiveItem[] = [];
  const skipped: string[] = [];
  let bytes = 0;
  const whole = await outermost(tops);
  const open = [...whole].reverse();
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    signal.throwIfAborted();
    try {
      const item = await itemAt(path);
      if (item === null) {
        skipped.push(path);
        continue;
      }
      items.push(item);
      const { size, blocks } = item.facts;
      if (item.kind === 'File') bytes += Math.min(Number(size), blocks ? Number(blocks) * 512 : Number(size));
      if (item.kind !== 'Directory') continue;
      const folder = path;
      for (const name of (await readdir(folder)).sort().reverse()) open.push(join(folder, name));
    } catch (error) {
      if (isAbsent(error) && basename(path).includes(LOST)) throw new ArchiveError('odd-name', path);
      throw isAbsent(error) && whole.includes(path)
        ? new ArchiveError('gone', path)
        : toReadError(error, path);
    }
  }
  return { items, skipped, bytes };
}
