import { isUtf8 } from 'node:buffer';

/** What a file's bytes are, by how they begin. `opaque`: a picture, a program, an archive of another sort. */
export type ContentKind =
  | 'utf8'
  | 'utf16le'
  | 'utf16be'
  | 'gb18030'
  | 'gzip'
  | 'zstd'
  | 'zip'
  | 'tar'
  | 'pdf'
  | 'sqlite'
  | 'opaque';

const MAGIC: readonly (readonly [ContentKind, Buffer, number])[] = [
  ['gzip', Buffer.from([0x1f, 0x8b]), 0],
  ['zstd', Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), 0],
  ['zip', Buffer.from('PK\x03\x04'), 0],
  ['zip', Buffer.from('PK\x05\x06'), 0],
  ['pdf', Buffer.from('%PDF-'), 0],
  ['sqlite', Buffer.from('SQLite format 3\0'), 0],
  ['tar', Buffer.from('ustar'), 257],
];

/** Bytes from the start that are looked at for what a file is. */
const LOOKED_AT = 8192;

/** UTF-16 without its mark: every second byte is zero in Western text, and one in five at the least in mixed text. */
function utf16Order(bytes: Buffer): 'utf16le' | 'utf16be' | null {
  const zeros = [0, 0];
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const half = bytes.length / 2;
  const [even = 0, odd = 0] = zeros;
  if (odd > half / 5 && even < odd / 20) return 'utf16le';
  return even > half / 5 && odd < even / 20 ? 'utf16be' : null;
}

/** Valid UTF-8 but for a character that the end may have cut. */
export function isUtf8Part(bytes: Buffer): boolean {
  if (isUtf8(bytes)) return true;
  for (let cut = 1; cut <= 3 && cut < bytes.length; cut++) {
    const last = bytes[bytes.length - cut] ?? 0;
    if (last >= 0xc0) return isUtf8(bytes.subarray(0, bytes.length - cut));
    if (last < 0x80) return false;
  }
  return false;
}

/** What the bytes are; `bytes` is the beginning of the file, or all of it. */
export function contentKind(bytes: Buffer): ContentKind {
  for (const [kind, magic, at] of MAGIC) if (bytes.subarray(at, at + magic.length).equals(magic)) return kind;
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf16be';
  const start = bytes.subarray(0, LOOKED_AT);
  if (start.includes(0)) return utf16Order(start) ?? 'opaque';
  if (isUtf8Part(start)) return 'utf8';
  // Pictures and packed data have control characters that no text has.
  let controls = 0;
  for (const byte of start)
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 27 && byte !== 12) controls++;
  return controls > start.length / 50 ? 'opaque' : 'gb18030';
}
