import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { t as list } from 'tar';
import { UpdateTrouble } from './trouble';

async function hashOf(file: string, algorithm: 'sha512' | 'sha256'): Promise<Buffer> {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file), hash);
  return hash.digest();
}

/** Rejects unless the archive is the very one that the registry's integrity value (W3C SRI, sha512) names. */
export async function checkArchive(file: string, integrity: string): Promise<void> {
  const found = `sha512-${(await hashOf(file, 'sha512')).toString('base64')}`;
  if (found !== integrity) throw new UpdateTrouble('wrong-integrity');
}

/**
 * Rejects unless every file of the archive lies in `folder` with the same bytes. What install scripts added is fine,
 * what they removed is too: they tidy up. Package archives hold all below `package/` (npm docs, cli/pack).
 */
export async function compareWithArchive(archive: string, folder: string): Promise<void> {
  const wanted = new Map<string, Buffer>();
  await list({
    file: archive,
    onReadEntry(entry) {
      if (entry.type !== 'File' && entry.type !== 'OldFile') return void entry.resume();
      const hash = createHash('sha256');
      entry.on('data', (part: Buffer) => hash.update(part));
      entry.on('end', () => wanted.set(entry.path.replace(/^[^/]+\//, ''), hash.digest()));
    },
  });
  if (!wanted.has('package.json')) throw new UpdateTrouble('wrong-package');
  for (const [name, hash] of wanted) {
    const file = join(folder, name);
    const facts = await lstat(file).catch(() => null);
    if (facts === null && name !== 'package.json') continue;
    if (!facts?.isFile() || !(await hashOf(file, 'sha256')).equals(hash))
      throw new UpdateTrouble('wrong-files', { file: name });
  }
}
