import { describe, expect, it, test } from 'vitest';
import { findNumbers } from '../../../main/probes/contents/matching/identity-numbers';
import { mobileNumbers } from '../../../main/probes/contents/matching/mobile-numbers';
import { plainForm } from '../../../main/probes/contents/matching/plain-form';
import { processorTime } from '../../processor-time';
import { HARMLESS, PRIVATE, type Sample } from './corpus';

const mobiles = await mobileNumbers();

function heardIn(text: string): string[] {
  const kinds: string[] = [];
  for (const find of [findNumbers, mobiles]) find(plainForm(text), (kind) => kinds.push(kind));
  return kinds;
}
const rated = (samples: readonly Sample[]) => samples.map((each) => ({ ...each, heard: heardIn(each.text) }));

describe('a corpus of private numbers and near misses', () => {
  test('every private number is heard, as what it is (recall 1)', () => {
    expect(PRIVATE.length).toBeGreaterThan(700);
    const missed = rated(PRIVATE).filter(({ kind, heard }) => !heard.includes(kind ?? ''));
    expect(missed.map(({ text }) => text)).toEqual([]);
  });

  test('and as nothing else', () => {
    const twice = rated(PRIVATE).filter(({ heard }) => heard.length !== 1);
    expect(twice.map(({ text, heard }) => [text, heard])).toEqual([]);
  });

  // By chance one Luhn digit in ten is right: bare 18-digit numbers that look like a card are let through or not by
  // what stands beside them, so of 1,080 near misses a handful may be heard.
  test('near misses are not heard (precision at least 0.99)', () => {
    expect(HARMLESS.length).toBeGreaterThan(1000);
    const alarms = rated(HARMLESS).filter(({ heard }) => heard.length > 0);
    console.info(
      `private: ${PRIVATE.length}, near misses: ${HARMLESS.length}, false alarms: ${alarms.length}`,
      alarms.map(({ text, heard }) => `${heard}: ${text}`),
    );
    expect(alarms.length / (PRIVATE.length + alarms.length)).toBeLessThanOrEqual(0.01);
  });
});

describe('text as it lies in transcripts', () => {
  it.each([
    ['a line break before', '"text":"身份证\\n31010419491231104X"'],
    ['encoded twice', '"{\\"text\\":\\"a\\\\n31010419491231104X\\"}"'],
    ['Chinese as escapes', '"\\u8eab\\u4efd\\u8bc131010419491231104X\\u3002"'],
  ])('%s', (_name, text) => {
    expect(heardIn(text)).toEqual(['identity-card']);
  });
  it('is searched in time that grows with its length only', async () => {
    const spent = await processorTime(() => {
      for (const part of ['1', '62', '+86 ', '6222 ', '护照', '138-'])
        heardIn(part.repeat(Math.floor(200_000 / part.length)));
    });
    expect(spent).toBeLessThan(3000);
  });
});
