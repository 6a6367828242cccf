import type { Follows } from './byte-pairs';

/** Bytes behind a name in which its value must begin to look like one. */
const VALUE_WITHIN = 160;
const VALUE_NEAR = 48;

/** Bytes of keys, of base64 and of names. */
export const OF_TOKEN = new Uint8Array(256);
for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/=.~')
  OF_TOKEN[letter.charCodeAt(0)] = 1;
export const isDigit = (byte: number | undefined) => byte !== undefined && byte >= 48 && byte <= 57;

/** What a byte is in a value: 1 a digit, 2 a small letter, 4 a capital, 8 a sign, 0 no part of one. */
export const SORT = new Uint8Array(256);
for (let byte = 33; byte < 127; byte++)
  SORT[byte] = isDigit(byte) ? 1 : byte >= 97 && byte <= 122 ? 2 : byte >= 65 && byte <= 90 ? 4 : 8;
for (const mark of '"\'`<>,;|(){}[]') SORT[mark.charCodeAt(0)] = 0;
for (const mark of ':.-/_&=') SORT[mark.charCodeAt(0)] = 16;

/** The name is a cell of a table, or a text of its own: its value may stand in the next line or after other texts. */
function isOfTable(bytes: Buffer, from: number): boolean {
  for (let at = from; at < from + 12; at++) {
    const byte = bytes[at] as number;
    if (byte === 44 || byte === 124 || byte === 9 || byte === 59 || byte === 34 || byte === 60 || byte === 10)
      return true;
    if (byte === 58 || byte === 61) return false;
  }
  return false;
}

/** Whether a value may begin soon: six bytes with letters and digits or signs among them; further on a better one. */
function hasValue(bytes: Buffer, from: number): boolean {
  const end = Math.min(bytes.length, from + (isOfTable(bytes, from) ? VALUE_WITHIN : VALUE_NEAR + 8));
  const near = from + VALUE_NEAR;
  let run = 0;
  let sorts = 0;
  let turns = 0;
  for (let at = from; at < end; at++) {
    const byte = bytes[at] as number;
    const sort = SORT[byte] as number;
    if (sort === 0) {
      // Full-width letters may be a value as well.
      if (byte === 0xef && at < near) return true;
      run = 0;
      sorts = 0;
      turns = 0;
      continue;
    }
    run++;
    sorts |= sort;
    if (sort === 4 && run > 1 && SORT[bytes[at - 1] as number] === 2) turns++;
    if (run < 6) continue;
    const mixed = (sorts & 9) !== 0 && (sorts & 6) !== 0;
    if (at < near + 6 && (mixed || turns >= 2 || run >= 12 || (sorts === 1 && run === 6))) return true;
    if (run >= 8 && (((sorts & 7) === 7 && turns > 0) || ((sorts & 8) !== 0 && mixed))) return true;
  }
  return false;
}

/** Twelve bytes of a token after a mark. */
function hasToken(bytes: Buffer, from: number): boolean {
  if (from + 12 > bytes.length) return false;
  for (let at = from; at < from + 12; at++) if (!OF_TOKEN[bytes[at] ?? 0]) return false;
  return true;
}

function hasAtSign(bytes: Buffer, from: number): boolean {
  let colon = false;
  for (let at = from; at < Math.min(bytes.length, from + 230); at++) {
    const byte = bytes[at] ?? 0;
    if (byte === 58) colon = true;
    else if (byte === 64) return colon;
    else if (byte <= 32 || byte === 34 || byte === 47 || byte === 39) return false;
  }
  return false;
}

/** Whether what a name or mark asks for comes right behind it. */
export function follows(what: Follows, bytes: Buffer, from: number): boolean {
  if (what === 'value') return hasValue(bytes, from);
  if (what === 'token') return hasToken(bytes, from);
  if (what === 'digit') return isDigit(bytes[from]);
  return what === 'nothing' || hasAtSign(bytes, from);
}
