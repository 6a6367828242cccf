import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Parser, type ReadEntry } from 'tar';
import { ArchiveError, type ArchiveItem } from './archive-items';

/**
 * Reads an archive back and compares every entry: kind, size, hash, target. Rejects with NotSaved when one is missing,
 * is another or is too many, or when it can't be read as an archive.
 */
export async function verifyArchive(
  file: string,
  items: readonly ArchiveItem[],
  hashes: ReadonlyMap<string, string>,
  signal: AbortSignal,
): Promise<void> {
  const missing = new Map(items.map((item) => [item.inside, item]));
  let wrong: string | null = null;
  const parser = new Parser({
    strict: true,
    onReadEntry(entry: ReadEntry) {
      const path = entry.path.replace(/\/$/, '');
      const want = missing.get(path);
      missing.delete(path);
      const hash = createHash('sha256');
      entry.on('data', (part: Buffer) => hash.update(part));
      entry.on('end', () => {
        const isFile = want?.kind === 'File';
        const same =
          want?.kind === entry.type &&
          (!isFile || (Number(want.facts.size) === entry.size && hashes.get(path) === hash.digest('hex'))) &&
          (want.kind !== 'SymbolicLink' || want.target === entry.linkpath);
        if (!same) wrong ??= path;
      });
    },
  });
  const ended = new Promise<void>((resolve, reject) => {
    parser.on('end', resolve);
    parser.on('error', reject);
  });
  try {
    await Promise.all([
      ended,
      pipeline(
        createReadStream(file),
        createGunzip(),
        async (parts: AsyncIterable<Buffer>) => {
          for await (const part of parts)
            if (!parser.write(part)) await new Promise<void>((go) => parser.once('drain', go));
          parser.end();
        },
        { signal },
      ),
    ]);
  } catch (error) {
    signal.throwIfAborted();
    throw new ArchiveError('not-same', file, undefined, { cause: error });
  }
  if (wrong !== null || missing.size > 0) throw new ArchiveError('not-same', file);
}
