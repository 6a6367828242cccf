import { createHash } from 'node:crypto';
import type { MatchHandler } from './match-handler';
import { folded, HAN, phraseLists } from './phrase-lists';

/** Tries in one text, a third of a second; ten times a shuffled list's. More is no writing of people. */
const MOST_TRIES = 20_000;
/** Longest first: twelve of a phrase of 24 words may pass by themselves. */
const LENGTHS = [24, 21, 18, 15, 12];
/** Characters between two words of a phrase: a table's row holds the word's number and its bars. */
const LONGEST_GAP = 16;

/**
 * A phrase is set down evenly: spaces, or the same mark between its words, and at most another where a group ends.
 * Code, whose names are often words of the list (`path`, `home`, `filter`), mixes many.
 */
const MOST_MARKS = 2;

/** Chinese phrases without spaces: any twelve common characters may pass by chance, so a word must say what it is. */
const PHRASE_WORD = /助记|恢复|种子|钱包|密语|私钥|註記|助記|錢包|seed|mnemonic|wallet|phrase|recover/i;
/** True for a text that may hold a Chinese phrase without spaces. */
export const mayHoldJoinedPhrase = (text: string): boolean =>
  PHRASE_WORD.test(text) && /[\u4e00-\u9fff]{12}/.test(text);
const JOINED = /(?<!\p{Script=Han})\p{Script=Han}{12,40}(?!\p{Script=Han})/gu;
const LEADS =
  /^(?:我?的?(?:钱包|恢复|备份)?(?:助记词|助記詞|恢复短语|恢复词|种子词|密语|助记)(?:就?[是为為])?)/u;

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
 * Recovery phrases of wallets: 12 to 24 words in a row out of one of BIP-39's ten lists, with the right checksum
 * (github.com/bitcoin/bips, bip-0039). One in sixteen rows of twelve passes by chance, but twelve list words in a row
 * hardly occur in prose: `the`, `and`, `is`, `to` are not on the list. The list itself, and other words in alphabetical
 * order, is a dictionary and no phrase. The library's own `validateMnemonic` takes a millisecond for each try, which a
 * long list would multiply. Throws `EFBIG` for a text that is made of list words, so that nobody takes it for searched.
 */
export function mnemonicPhrases(): (text: string, heard: MatchHandler) => Promise<void> {
  return async (text, heard) => {
    let tries = 0;
    const isPhrase = (indices: readonly number[]) => {
      if (indices.every((each, at) => at === 0 || each > (indices[at - 1] ?? 0))) return false;
      if (++tries > MOST_TRIES)
        throw Object.assign(new Error('too many words of the list'), { code: 'EFBIG' });
      return isSound(indices);
    };
    /** Phrases in a row of list words; `marks` stand between them. */
    const inRow = (row: readonly number[], marks: readonly string[], spelled: readonly string[]) => {
      for (let at = 0; at + 12 <= row.length; at++) {
        const length = LENGTHS.find(
          (each) =>
            at + each <= row.length &&
            new Set(marks.slice(at, at + each - 1)).size <= MOST_MARKS &&
            isPhrase(row.slice(at, at + each)),
        );
        if (length === undefined) continue;
        heard('mnemonic-phrase', spelled.slice(at, at + length).join(' '));
        at += length - 1;
      }
    };
    const spelledIn = new Map<
      RegExp,
      readonly { readonly word: string; readonly at: number; readonly end: number }[]
    >();
    for (const { letters, order } of await phraseLists(text)) {
      const spelling =
        spelledIn.get(letters) ??
        [...text.matchAll(letters)].map(({ 0: written, index: at }) => ({
          word: folded(written),
          at,
          end: at + written.length,
        }));
      spelledIn.set(letters, spelling);
      let row: number[] = [];
      let marks: string[] = [];
      let said: string[] = [];
      let last = -1;
      const close = () => {
        if (row.length >= 12) inRow(row, marks, said);
        row = [];
        marks = [];
        said = [];
      };
      for (const { word, at, end } of spelling) {
        const index = order.get(word);
        const between = row.length > 0 ? text.slice(last, Math.min(at, last + LONGEST_GAP + 1)) : '';
        const isApart = row.length > 0 && (at - last > LONGEST_GAP || at === last || /\p{L}/u.test(between));
        if (index === undefined || isApart) close();
        last = end;
        if (index === undefined) continue;
        if (row.length > 0) marks.push(between.replace(/[\s\d\u3000]+/g, ''));
        row.push(index);
        said.push(word);
      }
      close();
      if (letters === HAN && PHRASE_WORD.test(text)) {
        for (const { 0: run, index: at } of text.matchAll(JOINED)) {
          const signs = [...run.replace(LEADS, '')];
          if (!LENGTHS.includes(signs.length)) continue;
          if (!PHRASE_WORD.test(text.slice(Math.max(0, at - 60), at + run.length))) continue;
          const indices = signs.map((letter) => order.get(letter) ?? -1);
          if (!indices.includes(-1) && isPhrase(indices)) heard('mnemonic-phrase', signs.join(' '));
        }
      }
    }
  };
}
