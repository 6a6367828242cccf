import { createHash } from 'node:crypto';
import type { Heard } from './numbers';

/** Tries in one text, a third of a second; ten times a shuffled list's. More is no writing of people. */
const MOST_TRIES = 20_000;
/** Longest first: twelve of a phrase of 24 words may pass by themselves. */
const LENGTHS = [24, 21, 18, 15, 12];

/**
 * A phrase is set down evenly: spaces, or the same mark between its words, and at most another where a group ends.
 * Code, whose names are often words of the list (`path`, `home`, `filter`), mixes many.
 */
const MOST_MARKS = 2;

/** Twelve or more in a row with up to six marks or digits between: English words, or Chinese characters set apart. */
const ROWS = {
  english: /(?<![A-Za-z])[A-Za-z]{3,8}(?:[^A-Za-z]{1,6}[A-Za-z]{3,8}){11,}(?![A-Za-z])/g,
  chinese: /(?<!\p{L})\p{Script=Han}(?:[^\p{L}]{1,6}\p{Script=Han}){11,}(?!\p{L})/gu,
};

/** The last bits of a phrase are the first of the SHA-256 of the others, one for each 32. `indices`: places in the list. */
function isSound(indices: readonly number[]): boolean {
  const sumBits = indices.length / 3;
  const entropy = Buffer.alloc((indices.length * 11 - sumBits) / 8 + 1);
  indices.forEach((index, at) => {
    // Eleven bits land in two or three bytes.
    const bits = index << (13 - ((at * 11) % 8));
    const from = (at * 11) >> 3;
    for (const shift of [16, 8, 0]) {
      const byte = from + 2 - shift / 8;
      if (byte < entropy.length) entropy[byte] = (entropy[byte] ?? 0) | ((bits >> shift) & 0xff);
    }
  });
  const [first = 0] = createHash('sha256').update(entropy.subarray(0, -1)).digest();
  return first >> (8 - sumBits) === (entropy.at(-1) ?? 0) >> (8 - sumBits);
}

/**
 * Recovery phrases of wallets: 12 to 24 words in a row out of BIP-39's English or simplified Chinese list, with the
 * right checksum (github.com/bitcoin/bips, bip-0039). One in sixteen rows of twelve passes by chance, but twelve list
 * words in a row hardly occur in prose: `the`, `and`, `is`, `to` are not on the list. The list itself, and other words
 * in alphabetical order, is a dictionary and no phrase. The library's own `validateMnemonic` takes a millisecond for each try, which a long list would multiply.
 * Throws `EFBIG` for a text that is made of list words, so that nobody takes it for searched.
 */
export async function mnemonicPhrases(): Promise<(text: string, heard: Heard) => void> {
  const [english, chinese] = await Promise.all([
    import('@scure/bip39/wordlists/english.js'),
    import('@scure/bip39/wordlists/simplified-chinese.js'),
  ]);
  const lists = [
    { rows: ROWS.english, list: english.wordlist },
    { rows: ROWS.chinese, list: chinese.wordlist },
  ].map(({ rows, list }) => ({ rows, order: new Map(list.map((word, at) => [word, at])) }));

  return (text, heard) => {
    let tries = 0;
    const isPhrase = (indices: readonly number[]) => {
      if (indices.some((each) => each < 0)) return false;
      if (indices.every((each, at) => at === 0 || each > (indices[at - 1] ?? 0))) return false;
      if (++tries > MOST_TRIES)
        throw Object.assign(new Error('too many words of the list'), { code: 'EFBIG' });
      return isSound(indices);
    };
    for (const { rows, order } of lists) {
      for (const [row] of text.matchAll(rows)) {
        const words = row.toLowerCase().match(/\p{L}+/gu) ?? [];
        const indices = words.map((word) => order.get(word) ?? -1);
        const marks = row
          .split(/\p{L}+/u)
          .slice(1, -1)
          .map((between) => between.replace(/[\s\d]+/g, ''));
        const isWritten = (at: number, length: number) =>
          new Set(marks.slice(at, at + length - 1)).size <= MOST_MARKS;
        for (let at = 0; at + 12 <= words.length; at++) {
          const length = LENGTHS.find(
            (each) =>
              at + each <= words.length && isWritten(at, each) && isPhrase(indices.slice(at, at + each)),
          );
          if (length === undefined) continue;
          heard('mnemonic-phrase', words.slice(at, at + length).join(' '));
          at += length - 1;
        }
      }
    }
  };
}
