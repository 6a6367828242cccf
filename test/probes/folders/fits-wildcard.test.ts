import { expect, test } from 'vitest';
import { fitsWildcard } from '../../../main/probes/folders/fits-wildcard';
import { processorTime } from '../../processor-time';

test.each([
  ['openclaw', 'openclaw', true],
  ['openclaw-2', 'openclaw*', true],
  ['my-openclaw', 'openclaw*', false],
  ['abcbcd', 'a*bcd', true],
  ['abc', 'a*b', false],
  ['', '*', true],
  ['', '', true],
  ['x', '', false],
  ['a.b', 'a.b', true],
  ['axb', 'a.b', false],
  ['a(b', 'a(*', true],
  ['aXbXc', '*x*x*', false],
])('%s fits %s: %s', (name, pattern, fits) => expect(fitsWildcard(name, pattern, false)).toBe(fits));

test('case counts where it is to count', () => {
  expect(fitsWildcard('OpenClaw', 'open*', true)).toBe(true);
  expect(fitsWildcard('OpenClaw', 'open*', false)).toBe(false);
});

test('many stars take no longer than their number', async () => {
  expect(
    await processorTime(() => fitsWildcard('a'.repeat(250), `${'*a'.repeat(120)}*b`, false)),
  ).toBeLessThan(200);
});
