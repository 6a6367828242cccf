import { memoize } from '../../partial-result';
import { latinPhraseEntries } from './phrase-lists';

/** Places in the table of hashes; a word that is none passes one time in ten. */
const PLACES = 1 << 17;
const LONGEST_WORD = 16;
const LONGEST_GAP = 16;
const SHORTEST_PHRASE = 12;

const isLetter = (byte: number) => (byte | 32) >= 97 && (byte | 32) <= 122;
/** Bytes of letters with accents: of two bytes, or marks that follow their letter (U+0300 to U+036F). */
const isAccent = (byte: number) => byte >= 0x80 && byte < 0xe0;

/** FNV-1a over the letters without accents. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at++) {
    const byte = bytes[at] as number;
    if (byte >= 0x80) continue;
    hash = Math.imul(hash ^ (byte | 32), 0x01000193);
  }
  return (hash >>> 0) % PLACES;
}

const isOfEntry = (byte: number) => isLetter(byte) || isAccent(byte);

/** The end of the next word, if it may be of a list; -1 when it is none, or too far away. */
function nextEntry(bytes: Buffer, at: number, known: Uint8Array): number {
  let from = at;
  let limit = Math.min(bytes.length, at + LONGEST_GAP);
  while (from < limit && !isOfEntry(bytes[from] as number)) from++;
  if (from === limit) return -1;
  limit = Math.min(bytes.length, from + LONGEST_WORD);
  let to = from;
  while (to < limit && isOfEntry(bytes[to] as number)) to++;
  return to - from >= 3 && known[hashOf(bytes, from, to)] ? to : -1;
}

/** The start of the word before, if it may be of a list; -1 when it is none, or too far away. */
function entryBefore(bytes: Buffer, at: number, known: Uint8Array): number {
  let to = at;
  let limit = Math.max(0, at - LONGEST_GAP);
  while (to > limit && !isOfEntry(bytes[to - 1] as number)) to--;
  if (to === limit) return -1;
  limit = Math.max(0, to - LONGEST_WORD);
  let from = to;
  while (from > limit && isOfEntry(bytes[from - 1] as number)) from--;
  return to - from >= 3 && known[hashOf(bytes, from, to)] ? from : -1;
}

/** Twelve words in a row that may be of a list, with the one around `at` among them. */
function isInRow(bytes: Buffer, at: number, known: Uint8Array): boolean {
  let from = at;
  const least = Math.max(0, at - LONGEST_WORD);
  while (from > least && isOfEntry(bytes[from - 1] as number)) from--;
  let count = 0;
  for (let end = nextEntry(bytes, from, known); end >= 0; end = nextEntry(bytes, end, known))
    if (++count >= SHORTEST_PHRASE) return true;
  if (count === 0) return false;
  for (let start = entryBefore(bytes, from, known); start >= 0; start = entryBefore(bytes, start, known))
    if (++count >= SHORTEST_PHRASE) return true;
  return false;
}

/** A Chinese character that stands by itself, or letters of Japanese or Korean. */
function isApart(bytes: Buffer, at: number): boolean {
  let from = at;
  while (from > 0 && from > at - 3 && ((bytes[from] as number) & 0xc0) === 0x80) from--;
  const lead = bytes[from] as number;
  const second = bytes[from + 1] as number;
  // Kana are E3 81 to E3 83, Hangul EA B0 to ED 9E.
  if ((lead === 0xe3 && second >= 0x81 && second <= 0x83) || (lead >= 0xea && lead <= 0xed)) return true;
  if (lead < 0xe4 || lead > 0xe9) return false;
  // Chinese commas and spaces are E3 80 xx and EF BC xx.
  const isMark = (place: number) =>
    (bytes[place] === 0xe3 && bytes[place + 1] === 0x80) ||
    (bytes[place] === 0xef && bytes[place + 1] === 0xbc);
  const isSpace = (place: number) => (bytes[place] as number) < 0x80 || isMark(place);
  const before = (bytes[from - 1] ?? 32) < 0x80 || isMark(from - 3);
  return before && isSpace(from + 3);
}

/** The hashes of every word of BIP-39's lists in Latin letters. Made once. */
const hashes = memoize(async (): Promise<Uint8Array> => {
  const known = new Uint8Array(PLACES);
  // Composed and decomposed: the one drops an accented letter whole, the other its accent only.
  for (const entry of await latinPhraseEntries())
    for (const form of [entry.normalize('NFC'), entry.normalize('NFD')]) {
      const bytes = Buffer.from(form);
      known[hashOf(bytes, 0, bytes.length)] = 1;
    }
  return known;
});

/**
 * Tells of a place in a text whether a recovery phrase may run over it: twelve words in a row that may be of a list, or a
 * Chinese character that stands by itself. Words that are of no list pass now and then, words of a list always do.
 */
export async function phrasePlaces(): Promise<(bytes: Buffer, at: number) => boolean> {
  const known = await hashes();
  return (bytes, at) => {
    const byte = bytes[at] as number;
    if (
      byte >= 0xe0 ||
      (byte >= 0x80 && (bytes[at - 1] as number) >= 0xe0) ||
      (byte >= 0x80 && (bytes[at - 2] as number) >= 0xe0)
    )
      return isApart(bytes, at);
    if (isInRow(bytes, at, known)) return true;
    if (isOfEntry(byte)) return false;
    // Numbers and marks of a list: the next character may be a Chinese one.
    for (let next = at; next < Math.min(bytes.length, at + LONGEST_GAP); next++)
      if ((bytes[next] as number) >= 0xe0) return isApart(bytes, next);
    return false;
  };
}
