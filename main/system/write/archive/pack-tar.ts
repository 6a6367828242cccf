import { createHash } from 'node:crypto';
import { type BigIntStats, constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { Header, Pax } from 'tar';
import { ArchiveError, type ArchiveItem, toReadError } from './archive-items';

const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
/** Everything in a tar archive begins at a multiple of it (pax(1)). */
const BLOCK = 512;
const PART = 1 << 18;
const paddingOf = (size: number) => (BLOCK - (size % BLOCK)) % BLOCK;

/** What makes a file another, or the same one written in between (inode(7)). */
const isSame = (a: BigIntStats, b: BigIntStats) =>
  a.dev === b.dev && a.ino === b.ino && a.size === b.size && a.mtimeNs === b.mtimeNs;

/**
 * A name that a line break is in, as GNU tar writes it (tar.h, @LongLink): readers of pax heads that go by lines, as
 * npm's tar does, take it for two.
 */
function longName(type: 'NextFileHasLongPath' | 'NextFileHasLongLinkpath', text: string): readonly Buffer[] {
  const body = Buffer.from(`${text}\0`);
  const block = Buffer.alloc(BLOCK);
  new Header({
    path: '././@LongLink',
    mode: 0o644,
    uid: 0,
    gid: 0,
    size: body.length,
    mtime: new Date(0),
    type,
  }).encode(block);
  return [block, body, Buffer.alloc(paddingOf(body.length))];
}

/** The head of an entry, with a second one before it for what the short one has no room for. */
function headOf({ inside, kind, facts, target }: ArchiveItem): readonly Buffer[] {
  const about = {
    path: kind === 'Directory' ? `${inside}/` : inside,
    mode: Number(facts.mode) & 0o7777,
    uid: Number(facts.uid),
    gid: Number(facts.gid),
    size: kind === 'File' ? Number(facts.size) : 0,
    mtime: facts.mtime,
    linkpath: target,
  };
  const header = new Header({ ...about, type: kind });
  const block = Buffer.alloc(BLOCK);
  const needsMore = header.encode(block);
  if ((about.path + target).includes('\n'))
    return [
      ...longName('NextFileHasLongPath', about.path),
      ...(target ? longName('NextFileHasLongLinkpath', target) : []),
      block,
    ];
  if (!needsMore) return [block];
  const { mode: _mode, ...more } = about;
  return [new Pax(more).encode(), block];
}

/** The bytes of one file, exactly as many as it had; rejects when somebody writes in it meanwhile. */
async function* bytesOf({ path, facts }: ArchiveItem, heard: (hash: string) => void): AsyncGenerator<Buffer> {
  const handle = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    if (!isSame(await handle.stat({ bigint: true }), facts)) throw new ArchiveError('changing', path);
    const hash = createHash('sha256');
    const size = Number(facts.size);
    for (let at = 0; at < size; ) {
      const buffer = Buffer.allocUnsafe(Math.min(PART, size - at));
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, at);
      if (bytesRead === 0) throw new ArchiveError('changing', path);
      const part = buffer.subarray(0, bytesRead);
      hash.update(part);
      yield part;
      at += bytesRead;
    }
    if (!isSame(await handle.stat({ bigint: true }), facts)) throw new ArchiveError('changing', path);
    heard(hash.digest('hex'));
    yield Buffer.alloc(paddingOf(size));
  } finally {
    await handle.close().catch(() => {});
  }
}

/**
 * A tar archive (POSIX pax) of these, each whole: a file of several names is written under each, so that every one can
 * be read for itself. `heard` gets the SHA-256 of each file by its path in the archive.
 */
export async function* packTar(
  items: readonly ArchiveItem[],
  heard: (inside: string, hash: string) => void,
): AsyncGenerator<Buffer> {
  for (const item of items) {
    yield* headOf(item);
    if (item.kind !== 'File') continue;
    try {
      yield* bytesOf(item, (hash) => heard(item.inside, hash));
    } catch (error) {
      throw toReadError(error, item.path);
    }
  }
  yield Buffer.alloc(2 * BLOCK);
}
