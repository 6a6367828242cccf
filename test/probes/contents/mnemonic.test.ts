import { generateMnemonic } from '@scure/bip39';
import { wordlist as english } from '@scure/bip39/wordlists/english.js';
import { wordlist as chinese } from '@scure/bip39/wordlists/simplified-chinese.js';
import { describe, expect, it } from 'vitest';
import { mnemonicPhrases } from '../../../main/probes/contents/mnemonic';
import { unescaped } from '../../../main/probes/contents/text';

const find = await mnemonicPhrases();
const count = (text: string) => {
  const phrases: string[] = [];
  find(unescaped(text), (_kind, value) => phrases.push(value));
  return phrases.length;
};
const STRENGTHS = [128, 160, 192, 224, 256];

describe('recovery phrases', () => {
  it.each(STRENGTHS)('of %d bits are found however they are written', (strength) => {
    for (const words of [english, chinese]) {
      const phrase = generateMnemonic(words, strength);
      const listed = phrase.split(' ');
      expect(count(phrase)).toBe(1);
      expect(count(`{"content":"助记词：${listed.join('\\n')}"}`)).toBe(1);
      expect(count(listed.map((word, at) => `${at + 1}. ${word}`).join('\n'))).toBe(1);
      expect(count(listed.join('、'))).toBe(1);
    }
  });
  it('are not found in code, which is full of list words', () => {
    // Twelve list words with a right checksum, out of this project's own code.
    const words = 'return found found filter home home path own home path host home';
    expect(count(words)).toBe(1);
    expect(
      count('return { found: found.filter((home) => home.path !== own && home.path !== host.home), x };'),
    ).toBe(0);
    expect(count(`| ${words.split(' ').join(' | ')} |`)).toBe(1);
    expect(count(`["${words.split(' ').join('", "')}"]`)).toBe(1);
    expect(count(words.replace('filter ', 'filter -\n'))).toBe(1);
  });
  it('are found in capitals, and between list words of a sentence', () => {
    const phrase = generateMnemonic(english);
    expect(count(phrase.toUpperCase())).toBe(1);
    expect(count(`my seed phrase ${phrase} keep safe`)).toBeGreaterThanOrEqual(1);
  });
  it('are not found with a wrong checksum, in word lists or in prose', () => {
    const broken = 'abandon '.repeat(12);
    expect(count(broken)).toBe(0);
    expect(count(english.join('\n'))).toBe(0);
    expect(count(chinese.join(' '))).toBe(0);
    // A list in another order is searched to its end.
    count(english.toReversed().join(' '));
    expect(count('The quick brown fox jumps over the lazy dog and then it runs away. '.repeat(2000))).toBe(0);
    expect(count('我们今天去公园散步，天气很好，人也不多，大家都很开心。'.repeat(2000))).toBe(0);
  });
  it('are searched in time that grows with the length only', () => {
    for (const part of ['word ', 'abandon\n', '我 ', '我', 'a', 'abandon']) {
      const started = performance.now();
      try {
        count(part.repeat(Math.floor(250_000 / part.length)));
      } catch (error) {
        expect(error).toMatchObject({ code: 'EFBIG' });
      }
      expect(performance.now() - started).toBeLessThan(3000);
    }
    expect(() => count('abandon\n'.repeat(40_000))).toThrow(expect.objectContaining({ code: 'EFBIG' }));
  });
});
