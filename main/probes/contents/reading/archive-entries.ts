import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';

const inflate = promisify(inflateRaw);

/** One file of an archive. `bytes` is null where it is encrypted, or packed in a way that is rarely used. */
export interface ArchiveEntry {
  readonly name: string;
  readonly bytes: Buffer | null;
}

/** Files of one archive that are looked at; the next one rejects with `EFBIG`. */
const MOST_ENTRIES = 20_000;

const tooLarge = () => Object.assign(new Error('unpacks to too much'), { code: 'EFBIG' });
const broken = () => Object.assign(new Error('broken archive'), { code: 'ARCHIVE' });

/**
 * The files of a ZIP archive by its central directory (PKWARE's APPNOTE 6.3.9, sections 4.3.12 and 4.3.16), `most` bytes
 * of each at the most. Rejects with `ARCHIVE` when it is broken, with `EFBIG` when a file is larger than that.
 */
export async function* zipEntries(bytes: Buffer, most: number): AsyncGenerator<ArchiveEntry> {
  const end = bytes.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (end < 0 || end + 22 > bytes.length) throw broken();
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  // The 64-bit form is for archives that are too large to be read here anyway.
  if (count > MOST_ENTRIES || at === 0xffffffff) throw tooLarge();
  for (let index = 0; index < count; index++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) throw broken();
    const flags = bytes.readUInt16LE(at + 8);
    const method = bytes.readUInt16LE(at + 10);
    const packedSize = bytes.readUInt32LE(at + 20);
    const size = bytes.readUInt32LE(at + 24);
    const nameLength = bytes.readUInt16LE(at + 28);
    const local = bytes.readUInt32LE(at + 42);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    if (name.endsWith('/')) continue;
    if (local + 30 > bytes.length || bytes.readUInt32LE(local) !== 0x04034b50) throw broken();
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(from, from + packedSize);
    if ((flags & 1) !== 0 || (method !== 0 && method !== 8)) yield { name, bytes: null };
    else if (size > most) throw tooLarge();
    else if (method === 0) yield { name, bytes: packed };
    else {
      const whole = await inflate(packed, { maxOutputLength: Math.max(1, most) }).catch((error: unknown) => {
        throw error instanceof RangeError ? tooLarge() : broken();
      });
      yield { name, bytes: whole };
    }
  }
}

/** The files of a tape archive (POSIX.1-2017, pax, "ustar Interchange Format"). What is cut off at its end rejects with `ARCHIVE`. */
export function* tarEntries(bytes: Buffer): Generator<ArchiveEntry> {
  let count = 0;
  for (let at = 0; at + 512 <= bytes.length; ) {
    const head = bytes.subarray(at, at + 512);
    if (head[0] === 0) return;
    const text = (from: number, length: number) =>
      (head.toString('latin1', from, from + length).split('\0', 1)[0] ?? '').trim();
    const size = Number.parseInt(text(124, 12), 8);
    if (!Number.isSafeInteger(size) || size < 0) throw broken();
    if (++count > MOST_ENTRIES) throw tooLarge();
    const from = at + 512;
    if (from + size > bytes.length) throw broken();
    const sort = head[156] ?? 0;
    // A plain file is `0` or nothing; the rest are folders, links and long names.
    if (sort === 0 || sort === 0x30) yield { name: text(0, 100), bytes: bytes.subarray(from, from + size) };
    at = from + Math.ceil(size / 512) * 512;
  }
}
