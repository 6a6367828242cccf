import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { list, type ReadEntry } from 'tar';
import { UpdateError } from './update-error';

async function hashOf(file: string, algorithm: 'sha512' | 'sha256'): Promise<Buffer> {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file), hash);
  return hash.digest();
}

/** Rejects unless the archive is the very one that the registry's integrity value (W3C SRI, sha512) names. */
export async function checkArchive(file: string, integrity: string): Promise<void> {
  const found = `sha512-${(await hashOf(file, 'sha512')).toString('base64')}`;
  if (found !== integrity) throw new UpdateError('wrong-integrity');
}

/**
 * Hands over each entry of an archive, and resolves once the file is closed again: tar's own `file` option resolves
 * before that, and Windows removes no file that is open.
 */
export async function readArchive(archive: string, onReadEntry: (entry: ReadEntry) => void): Promise<void> {
  const file = createReadStream(archive);
  const parser = list({ onReadEntry });
  const read = new Promise<void>((resolve, reject) => {
    parser.on('end', resolve);
    parser.on('error', reject);
    file.on('error', reject);
  });
  const closed = once(file, 'close').catch(() => {});
  file.on('data', (part: Buffer | string) => parser.write(Buffer.from(part)));
  file.on('end', () => parser.end());
  try {
    await read;
  } finally {
    file.destroy();
    await closed;
  }
}

/**
 * Rejects unless every file of the archive lies in `folder` with the same bytes. What install scripts added is fine,
 * what they removed is too: they tidy up. Package archives hold all below `package/` (npm docs, cli/pack).
 */
export async function compareWithArchive(archive: string, folder: string): Promise<void> {
  const wanted = new Map<string, Buffer>();
  await readArchive(archive, (entry) => {
    if (entry.type !== 'File' && entry.type !== 'OldFile') return void entry.resume();
    const hash = createHash('sha256');
    entry.on('data', (part: Buffer) => hash.update(part));
    entry.on('end', () => wanted.set(entry.path.replace(/^[^/]+\//, ''), hash.digest()));
  });
  if (!wanted.has('package.json')) throw new UpdateError('wrong-package');
  for (const [name, hash] of wanted) {
    const file = join(folder, name);
    const facts = await lstat(file).catch(() => null);
    if (facts === null && name !== 'package.json') continue;
    if (!facts?.isFile() || !(await hashOf(file, 'sha256')).equals(hash))
      throw new UpdateError('wrong-files', { file: name });
  }
}
