import {
  DIGITS,
  FOLDED,
  fold,
  isLetter,
  NEEDLE,
  type Needle,
  PAIR_FLAGS,
  WAITING,
  type Waiting,
  WIDE,
} from './byte-pairs';
import { follows, isDigit, OF_TOKEN, SORT } from './byte-values';

/** A stretch of bytes that may hold something, `to` not included. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Bytes around what was noticed that are looked at with it: the name before a value, the rest of a table's row. */
const BEFORE = 320;
const AFTER = 900;
function isNeedle(bytes: Buffer, at: number, { bytes: needle, exact }: Needle): boolean {
  if (at < 0 || at + needle.length > bytes.length) return false;
  for (let index = 0; index < needle.length; index++) {
    const byte = bytes[at + index] as number;
    if (byte !== needle[index] && (exact || fold(byte) !== needle[index])) return false;
  }
  return true;
}

/** Where a number ends that begins around `at`, as people group digits; -1 when it is none that matters. */
function numberAround(bytes: Buffer, at: number): { readonly matters: boolean; readonly end: number } {
  let start = at;
  while (start > 0 && at - start < 24 && isDigit(bytes[start - 1])) start--;
  let end = at + 2;
  const most = Math.min(bytes.length, at + 64);
  let total = 0;
  let groups = 1;
  for (let index = start; index < most; ) {
    if (isDigit(bytes[index])) {
      total++;
      end = ++index;
      continue;
    }
    // A mark of at most three bytes, two of them of a character beyond ASCII.
    let next = index;
    while (next < most && next - index < 3 && !isDigit(bytes[next]) && !isLetter(bytes[next] ?? 0)) next++;
    if (!isDigit(bytes[next]) || groups >= 6) break;
    groups++;
    index = next;
  }
  const first = bytes[start] ?? 0;
  const plus = bytes[start - 1] === 43 || bytes[start - 1] === 40;
  if (groups === 1) {
    // Seconds and milliseconds since 1970, and ids of the kinds that time makes.
    if (total < 11 || total > 40) return { matters: plus && total >= 8, end };
    const isTime = first === 49 && (total === 13 || total === 16 || total === 19);
    return { matters: !isTime, end };
  }
  return { matters: total >= 11 || (plus && total >= 8), end };
}

/** Long runs without a space are noticed at every sixteenth byte: hexadecimal ones and packed texts. */
const STEP = 16;
const LONG_HEX = 32;
const LONG_TOKEN = 56;
function longRun(bytes: Buffer, at: number): Stretch | null {
  let from = at;
  while (from > 0 && at - from < 4096 && OF_TOKEN[bytes[from - 1] ?? 0]) from--;
  let to = at;
  while (to < bytes.length && OF_TOKEN[bytes[to] ?? 0]) to++;
  return to - from >= LONG_HEX ? { from, to } : null;
}

/** Whether a word of a phrase may stand somewhere in a stretch. */
export function mayHoldPhrase(
  bytes: Buffer,
  isListWord: (bytes: Buffer, at: number) => boolean,
  from: number,
  to: number,
): boolean {
  for (let at = from; at < to; at += 2 * STEP) if (isListWord(bytes, at)) return true;
  return to - from < 200 && to > from && isListWord(bytes, to - 1);
}

/** Joins what lies near to the last stretch, else begins another one. */
function add(found: Stretch[], from: number, to: number, length: number): void {
  const last = found[found.length - 1];
  const begin = Math.max(0, from - BEFORE);
  const end = Math.min(length, to + AFTER);
  if (last !== undefined && begin <= last.to)
    found[found.length - 1] = { from: Math.min(last.from, begin), to: Math.max(last.to, end) };
  else found.push({ from: begin, to: end });
}

/** Looks at one pair that is waited for. Gives the place up to which nothing more is to be looked at. */
function notice(bytes: Buffer, at: number, pair: number, found: Stretch[]): number {
  const flags = PAIR_FLAGS[pair] as number;
  const { length } = bytes;
  if ((flags & NEEDLE) !== 0) {
    const waiting = WAITING[pair] as readonly Waiting[];
    for (let each = 0; each < waiting.length; each++) {
      const { needle, offset, beside, byte } = waiting[each] as Waiting;
      const place = at + beside;
      if (place < 0 || place >= length || FOLDED[bytes[place] as number] !== byte) continue;
      const from = at - offset;
      if (!isNeedle(bytes, from, needle) || !follows(needle.follows, bytes, from + needle.bytes.length))
        continue;
      add(found, from, from + needle.bytes.length, length);
      break;
    }
  }
  if ((flags & DIGITS) !== 0) {
    const { matters, end } = numberAround(bytes, at);
    if (matters) add(found, at, end, length);
    return end;
  }
  if ((flags & WIDE) !== 0 && isWideNumber(bytes, at)) add(found, at, at + 60, length);
  return 0;
}

/** Two full-width digits, the first of them at this place or one byte before. */
function isWideNumber(bytes: Buffer, at: number): boolean {
  const start = bytes[at] === 0xef ? at : at - 1;
  if (start < 0 || start + 5 >= bytes.length) return false;
  const isWideDigit = (place: number) =>
    bytes[place] === 0xef &&
    bytes[place + 1] === 0xbc &&
    (bytes[place + 2] as number) >= 0x90 &&
    (bytes[place + 2] as number) <= 0x99;
  return isWideDigit(start) && isWideDigit(start + 3);
}

/**
 * The stretches of a text in UTF-8 that may hold a key, a number or a phrase; the finders, which cost a hundred times
 * more, look at nothing else. `isListWord` tells of a byte's place whether a word of a phrase may stand there.
 */
export function stretchesOf(
  bytes: Buffer,
  isListWord: (bytes: Buffer, at: number) => boolean,
): readonly Stretch[] {
  const found: Stretch[] = [];
  const even = bytes.byteOffset % 2 === 0 ? bytes : Buffer.from(bytes);
  const places = new Uint16Array(even.buffer, even.byteOffset, even.length >> 1);
  pairsIn(bytes, places, found);
  return merged(found, probed(bytes, isListWord), bytes.length);
}

/** Nothing but the table is looked at in most places; what is rare, and what comes before and after, lies in other functions, so that this is compiled once. */
function pairsIn(bytes: Buffer, places: Uint16Array, found: Stretch[]): void {
  let past = 0;
  for (let index = 0; index < places.length; index++) {
    const pair = places[index] as number;
    if (PAIR_FLAGS[pair] === 0 || index * 2 < past) continue;
    const end = notice(bytes, index * 2, pair, found);
    if (end > past) past = end;
  }
}

/** What is noticed at every sixteenth byte: long runs, and words of phrases. */
function probed(bytes: Buffer, isListWord: (bytes: Buffer, at: number) => boolean): readonly Stretch[] {
  const found: Stretch[] = [];
  let past = 0;
  for (let at = STEP; at < bytes.length; at += STEP) {
    if (at < past) continue;
    if (
      OF_TOKEN[bytes[at] as number] &&
      OF_TOKEN[bytes[at - 5] as number] &&
      OF_TOKEN[bytes[at - 10] as number] &&
      OF_TOKEN[bytes[at - 15] as number]
    ) {
      const run = longRun(bytes, at);
      if (run) {
        past = run.to;
        if (run.to - run.from >= LONG_TOKEN || looksLikeKey(bytes, run))
          found.push({ from: Math.max(0, run.from - BEFORE), to: Math.min(bytes.length, run.to + AFTER) });
        continue;
      }
    }
    if (at % (2 * STEP) === 0 && isListWord(bytes, at))
      found.push({ from: Math.max(0, at - BEFORE), to: Math.min(bytes.length, at + AFTER) });
  }
  return found;
}

/** Looks drawn: 32 hexadecimal digits in a row, or large and small letters and digits in turn as no name has them. */
function looksLikeKey(bytes: Buffer, { from, to }: Stretch): boolean {
  let run = 0;
  let turns = 0;
  let last = 0;
  for (let at = from; at < to; at++) {
    const byte = bytes[at] as number;
    run = isDigit(byte) || (byte >= 97 && byte <= 102) ? run + 1 : 0;
    if (run >= LONG_HEX) return true;
    const sort = SORT[byte] as number;
    if (sort !== last && (sort & 7) !== 0 && (last & 7) !== 0) turns++;
    last = sort;
  }
  return turns * 4 > to - from;
}

function merged(one: readonly Stretch[], other: readonly Stretch[], length: number): readonly Stretch[] {
  const all = [...one, ...other].sort((a, b) => a.from - b.from);
  const joined: Stretch[] = [];
  for (const each of all) {
    const last = joined.at(-1);
    if (last && each.from <= last.to)
      joined[joined.length - 1] = { from: last.from, to: Math.min(length, Math.max(last.to, each.to)) };
    else joined.push(each);
  }
  return joined;
}
