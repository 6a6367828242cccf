import { generateMnemonic } from '@scure/bip39';
import { wordlist as english } from '@scure/bip39/wordlists/english.js';
import { wordlist as chinese } from '@scure/bip39/wordlists/simplified-chinese.js';
import { describe, expect, it } from 'vitest';
import { mnemonicPhrases } from '../../../main/probes/contents/matching/mnemonic';
import { plainForm } from '../../../main/probes/contents/matching/plain-form';
import { processorTime } from '../../processor-time';

const find = mnemonicPhrases();
const count = async (text: string) => {
  const phrases: string[] = [];
  await find(plainForm(text), (_kind, value) => phrases.push(value));
  return phrases.length;
};
const STRENGTHS = [128, 160, 192, 224, 256];

describe('recovery phrases', () => {
  it.each(STRENGTHS)('of %d bits are found however they are written', async (strength) => {
    for (const words of [english, chinese]) {
      const phrase = generateMnemonic(words, strength);
      const listed = phrase.split(' ');
      expect(await count(phrase)).toBe(1);
      expect(await count(`{"content":"助记词：${listed.join('\\n')}"}`)).toBe(1);
      expect(await count(listed.map((word, at) => `${at + 1}. ${word}`).join('\n'))).toBe(1);
      expect(await count(listed.join('、'))).toBe(1);
    }
  });
  it('are not found in code, which is full of list words', async () => {
    // Twelve list words with a right checksum, out of this project's own code.
    const words = 'return found found filter home home path own home path host home';
    expect(await count(words)).toBe(1);
    expect(
      await count(
        'return { found: found.filter((home) => home.path !== own && home.path !== host.home), x };',
      ),
    ).toBe(0);
    expect(await count(`| ${words.split(' ').join(' | ')} |`)).toBe(1);
    expect(await count(`["${words.split(' ').join('", "')}"]`)).toBe(1);
    expect(await count(words.replace('filter ', 'filter -\n'))).toBe(1);
  });
  it('are found in capitals, and between list words of a sentence', async () => {
    const phrase = generateMnemonic(english);
    expect(await count(phrase.toUpperCase())).toBe(1);
    expect(await count(`my seed phrase ${phrase} keep safe`)).toBeGreaterThanOrEqual(1);
  });
  it('are not found with a wrong checksum, in word lists or in prose', async () => {
    const broken = 'abandon '.repeat(12);
    expect(await count(broken)).toBe(0);
    expect(await count(english.join('\n'))).toBe(0);
    expect(await count(chinese.join(' '))).toBe(0);
    // A list in another order is searched to its end.
    await count(english.toReversed().join(' '));
    expect(
      await count('The quick brown fox jumps over the lazy dog and then it runs away. '.repeat(2000)),
    ).toBe(0);
    expect(await count('我们今天去公园散步，天气很好，人也不多，大家都很开心。'.repeat(2000))).toBe(0);
  });
  it('are searched in time that grows with the length only', async () => {
    for (const part of ['word ', 'abandon\n', '我 ', '我', 'a', 'abandon']) {
      const spent = await processorTime(async () => {
        try {
          await count(part.repeat(Math.floor(250_000 / part.length)));
        } catch (error) {
          expect(error).toMatchObject({ code: 'EFBIG' });
        }
      });
      expect(spent).toBeLessThan(3000);
    }
    await expect(count('abandon\n'.repeat(40_000))).rejects.toThrow(
      expect.objectContaining({ code: 'EFBIG' }),
    );
  });
});
