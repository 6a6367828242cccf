import { expect, test } from 'vitest';
import {
  type AdvisoryData,
  advisoriesHitting,
  advisoryPage,
  bundledAdvisories,
  countAdvisories,
  hasAdvisories,
} from '../../main/advisories/advisories';

test('the bundled set is whole', () => {
  const { advisories, dataFrom } = bundledAdvisories;
  const rated = (severity: string) => advisories.filter((each) => each.severity === severity).length;
  expect(dataFrom).toBe('2026-08-07');
  expect([rated('critical'), rated('high'), rated('medium'), rated('low')]).toEqual([17, 239, 334, 66]);
  expect(new Set(advisories.map(({ id }) => id)).size).toBe(656);
  for (const { page, ranges } of advisories) {
    expect(new URL(page).protocol).toBe('https:');
    expect(Object.keys(ranges).length).toBeGreaterThan(0);
  }
});

// Counted independently when the set was put together.
test.each([
  ['2026.1.29', 17, 216, 309, 61],
  ['2026.2.3-1', 15, 206, 305, 60],
  ['2026.2.26', 12, 157, 186, 35],
  ['2026.3.13', 10, 136, 148, 34],
  ['2026.4.15', 1, 65, 46, 11],
  ['2026.5.7', 0, 47, 16, 2],
  ['2026.5.28', 0, 20, 4, 0],
  ['2026.6.8', 0, 9, 1, 0],
  ['2026.6.9', 0, 0, 0, 0],
  ['2026.9.6', 0, 0, 0, 0],
])('%s', (version, critical, high, medium, low) => {
  expect(countAdvisories('openclaw', version)).toMatchObject({ critical, high, medium, low });
});

test('names the one version that clears them all', () => {
  expect(countAdvisories('openclaw', '2026.3.13').clearedBy).toBe('2026.6.9');
  expect(countAdvisories('openclaw', '2026.9.6').clearedBy).toBe('2026.9.6');
  expect(countAdvisories('clawdbot', '2026.1.24').clearedBy).toBeNull();
});

const set = (ranges: AdvisoryData['advisories'][number]['ranges'][string]): AdvisoryData => ({
  dataFrom: '2026-01-01',
  advisories: [
    {
      id: 'GHSA-x',
      aliases: [],
      severity: 'high',
      vector: null,
      published: null,
      modified: '2026-01-01',
      ranges: { openclaw: ranges },
      page: 'https://example.org/',
    },
  ],
});
const hit = (version: string, data: AdvisoryData) => advisoriesHitting('openclaw', version, data).length > 0;

test('edges follow OpenClaw’s order, where semver would miss or cry wolf', () => {
  expect(hit('2026.2.3-1', set([{ introduced: '0', fixed: '2026.2.14' }]))).toBe(true);
  expect(hit('2026.2.19-2', set([{ introduced: '0', fixed: '2026.2.19' }]))).toBe(false);
  expect(hit('2026.2.19', set([{ introduced: '0', lastAffected: '2026.2.19-2' }]))).toBe(true);
  expect(hit('2026.2.20', set([{ introduced: '0', lastAffected: '2026.2.19-2' }]))).toBe(false);
  expect(hit('2026.4.23', set([{ introduced: '2026.4.23', fixed: '2026.4.24' }]))).toBe(true);
  expect(hit('2026.4.22', set([{ introduced: '2026.4.23', fixed: '2026.4.24' }]))).toBe(false);
});

test('an unknown version is an error, never a clean bill', () => {
  expect(() => advisoriesHitting('openclaw', 'unknown')).toThrow(RangeError);
});

test('packages and pages', () => {
  expect(hasAdvisories('openclaw')).toBe(true);
  expect(hasAdvisories('openclaw-cn')).toBe(false);
  expect(hasAdvisories('constructor')).toBe(false);
  expect(advisoryPage('CVE-2026-25253')).toMatch(/GHSA-g8p2-7wf7-98mq$/);
  expect(advisoryPage('GHSA-nope')).toBeNull();
});
