import { expect, test } from 'vitest';
import { channelOf, compareVersions, isVersion } from '../../main/openclaw/openclaw-version';

const sign = (number: number) => Math.sign(number);

// The order that OpenClaw 2026.9.6 itself uses; plain semver says the opposite where noted.
test.each([
  ['2026.2.3-1', '2026.2.3', 1], // semver: lower
  ['2026.2.3-1', '2026.2.6', -1],
  ['2026.7.1-2', '2026.7.1-beta.6', 1], // semver: lower
  ['2026.7.1-2', '2026.7.1-1', 1],
  ['2026.7.1-beta.6', '2026.7.1', -1],
  ['2026.2.19-2', '2026.2.19', 1], // semver: lower
  ['2026.6.33', '2026.6.11', 1],
  ['2026.6.34', '2026.7.1', -1],
  ['2026.7.1-alpha.9', '2026.7.1-beta.1', -1],
  ['2026.7.1-beta.2', '2026.7.1-beta.10', -1],
  ['2026.7.1.beta.2', '2026.7.1-beta.2', 0],
  ['v2026.9.6', '2026.9.6', 0],
  ['2026.9.6+build', '2026.9.6', 0],
  ['2026.9.6-nightly', '2026.9.6', -1],
  ['2026.10.1', '2026.9.6', 1],
])('%s against %s', (a, b, order) => {
  expect(sign(compareVersions(a, b))).toBe(order);
  expect(sign(compareVersions(b, a))).toBe(order === 0 ? 0 : -order);
});

test('what is no version has no place', () => {
  for (const text of ['', 'latest', '2026.9', 'x2026.9.6', '2026.9.6; rm']) {
    expect(isVersion(text)).toBe(false);
    expect(() => compareVersions(text, '2026.9.6')).toThrow(RangeError);
  }
});

test('channels by form', () => {
  expect(channelOf('2026.9.6')).toBe('latest');
  expect(channelOf('2026.7.1-2')).toBe('latest');
  expect(channelOf('2026.9.1-beta.1')).toBe('beta');
  expect(channelOf('2026.7.33')).toBe('extended-stable');
});
