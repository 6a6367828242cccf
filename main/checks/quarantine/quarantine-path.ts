import type { FileProbe } from '../../probes/files';

const OFFSET = 0xcbf29ce484222325n;
const PRIME = 0x100000001b3n;
const MASK = 0xffffffffffffffffn;

/** 16 hexadecimal digits that stand for a text (64-bit FNV-1a). Tells paths apart, keeps no secret. */
function digits(text: string): string {
  let hash = OFFSET;
  for (const byte of new TextEncoder().encode(text)) hash = ((hash ^ BigInt(byte)) * PRIME) & MASK;
  return hash.toString(16).padStart(16, '0');
}

/** More copies of one thing than anybody puts away. */
const MOST = 1000;

/** What a thing is called in the quarantine: its sort, its own name (`last`) as far as that is plain, digits of its path. */
export function quarantineName(sort: string, path: string, last: string): string {
  const plain = last
    .replace(/[^A-Za-z0-9\u4e00-\u9fff_-]+/g, '-')
    .replace(/^-+|(?<!-)-+$/g, '')
    .slice(0, 40);
  return [sort, plain, digits(path)].filter(Boolean).join('-');
}

/**
 * Where in the quarantine a thing goes, so that no two meet and no name leads elsewhere. Put away before and made anew:
 * the next free number. Null: none.
 */
export async function quarantinePath(
  files: FileProbe,
  quarantine: string,
  sort: string,
  path: string,
): Promise<string | null> {
  const name = quarantineName(sort, path, files.path.basename(path));
  for (let number = 1; number <= MOST; number++) {
    const place = files.path.join(quarantine, number === 1 ? name : `${name}-${number}`);
    const taken = await files.lstat(place).then(
      () => true,
      (error: unknown) => !(error instanceof Error && 'code' in error && error.code === 'ENOENT'),
    );
    if (!taken) return place;
  }
  return null;
}
