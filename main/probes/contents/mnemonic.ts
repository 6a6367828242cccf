import type { Heard } from './numbers';

/** Longest first: twelve of a phrase of 24 words may pass by themselves. */
const LENGTHS = [24, 21, 18, 15, 12];

/** Twelve or more in a row with up to six marks or digits between: English words, or Chinese characters set apart. */
const ROWS = {
  english: /(?<![A-Za-z])[A-Za-z]{3,8}(?:[^A-Za-z]{1,6}[A-Za-z]{3,8}){11,}(?![A-Za-z])/g,
  chinese: /(?<!\p{L})\p{Script=Han}(?:[^\p{L}]{1,6}\p{Script=Han}){11,}(?!\p{L})/gu,
};

/**
 * Recovery phrases of wallets: 12 to 24 words in a row out of BIP-39's English or simplified Chinese list, with the
 * right checksum (github.com/bitcoin/bips, bip-0039). One in sixteen rows of twelve passes by chance, but twelve list
 * words in a row hardly occur in prose: `the`, `and`, `is`, `to` are not on the list. The list itself, and other words
 * in alphabetical order, is a dictionary and no phrase.
 */
export async function mnemonicPhrases(): Promise<(text: string, heard: Heard) => void> {
  const [{ validateMnemonic }, english, chinese] = await Promise.all([
    import('@scure/bip39'),
    import('@scure/bip39/wordlists/english.js'),
    import('@scure/bip39/wordlists/simplified-chinese.js'),
  ]);
  const lists = [
    { rows: ROWS.english, list: english.wordlist },
    { rows: ROWS.chinese, list: chinese.wordlist },
  ].map((each) => ({ ...each, order: new Map(each.list.map((word, at) => [word, at])) }));

  return (text, heard) => {
    for (const { rows, list, order } of lists) {
      const sorted = (words: readonly string[]) =>
        words.every((word, at) => at === 0 || (order.get(words[at - 1] ?? '') ?? 0) < (order.get(word) ?? 0));
      const isPhrase = (words: readonly string[]) =>
        words.every((word) => order.has(word)) && !sorted(words) && validateMnemonic(words.join(' '), list);
      for (const [row] of text.matchAll(rows)) {
        const words = row.toLowerCase().match(/\p{L}+/gu) ?? [];
        for (let at = 0; at + 12 <= words.length; at++) {
          const phrase = LENGTHS.map((length) => words.slice(at, at + length)).find(
            (each) => LENGTHS.includes(each.length) && isPhrase(each),
          );
          if (!phrase) continue;
          heard('mnemonic-phrase', phrase.join(' '));
          at += phrase.length - 1;
        }
      }
    }
  };
}
