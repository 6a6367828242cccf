import { memoize } from '../../partial-result';

/** One of BIP-39's lists: how its words are spelled, and the place of each. */
export interface PhraseList {
  readonly letters: RegExp;
  readonly entries: readonly string[];
  readonly order: ReadonlyMap<string, number>;
}

/** Letters without their accents; the parts of Korean syllables and Japanese marks, as BIP-39 has its lists. */
export const folded = (word: string): string =>
  /^[a-z]+$/.test(word)
    ? word
    : word
        .normalize('NFKD')
        .replace(/[\u0300-\u036f]/g, '')
        .toLowerCase();

const LATIN = /[\p{Script=Latin}\p{M}]+/gu;
/** Chinese characters, each of them a word. */
export const HAN = /\p{Script=Han}/gu;
const KANA = /[\u3041-\u309f\u30a1-\u30ff]+/g;
const HANGUL = /[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]+/g;

const listOf = (letters: RegExp, load: () => Promise<{ readonly wordlist: readonly string[] }>) =>
  memoize(async (): Promise<PhraseList> => {
    const { wordlist } = await load();
    return { letters, entries: wordlist, order: new Map(wordlist.map((word, at) => [folded(word), at])) };
  });

const IN_LATIN = [
  listOf(LATIN, () => import('@scure/bip39/wordlists/english.js')),
  listOf(LATIN, () => import('@scure/bip39/wordlists/spanish.js')),
  listOf(LATIN, () => import('@scure/bip39/wordlists/french.js')),
  listOf(LATIN, () => import('@scure/bip39/wordlists/italian.js')),
  listOf(LATIN, () => import('@scure/bip39/wordlists/portuguese.js')),
  listOf(LATIN, () => import('@scure/bip39/wordlists/czech.js')),
];
const IN_HAN = [
  listOf(HAN, () => import('@scure/bip39/wordlists/simplified-chinese.js')),
  listOf(HAN, () => import('@scure/bip39/wordlists/traditional-chinese.js')),
];
const IN_KANA = [listOf(KANA, () => import('@scure/bip39/wordlists/japanese.js'))];
const IN_HANGUL = [listOf(HANGUL, () => import('@scure/bip39/wordlists/korean.js'))];

/** The lists whose letters stand in a text; each is loaded when it is first needed, and kept. */
export function phraseLists(text: string): Promise<readonly PhraseList[]> {
  const wanted = [
    ...(/[A-Za-z]{3}/.test(text) ? IN_LATIN : []),
    ...(/[\u4e00-\u9fff]/.test(text) ? IN_HAN : []),
    ...(/[\u3041-\u309f]/.test(text) ? IN_KANA : []),
    ...(/[\u1100-\u11ff\uac00-\ud7a3]/.test(text) ? IN_HANGUL : []),
  ];
  return Promise.all(wanted.map((list) => list()));
}

/** Every word of the lists in Latin letters. */
export const latinPhraseEntries = async (): Promise<readonly string[]> =>
  (await Promise.all(IN_LATIN.map((list) => list()))).flatMap(({ entries }) => entries);
