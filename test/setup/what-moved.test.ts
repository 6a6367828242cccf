import { expect, test } from 'vitest';
import { whatIsKnown, whatMoved } from '../../scripts/hosted/what-moved.mjs';

const known = { openclaw: '2026.9.6', electron: '45.4.1', advisories: new Set(['GHSA-a', 'CVE-1']) };
const same = { openclaw: '2026.9.6', electron: '45.4.1', advisories: [{ id: 'GHSA-a' }] };

test('nothing moved', () => expect(whatMoved(known, same)).toEqual([]));

test('a version, a pin and an advisory that nobody here knows are told', () => {
  const advisories = [
    { id: 'GHSA-b' },
    { id: 'GHSA-c', aliases: ['CVE-1'] },
    { id: 'GHSA-d', withdrawn: '2026-11-01T00:00:00Z' },
  ];
  expect(whatMoved(known, { openclaw: '2026.10.1', electron: '45.5.0', advisories })).toEqual([
    'OpenClaw 2026.9.6 → 2026.10.1',
    'Electron 45.4.1 → 45.5.0',
    '1 advisories that the app does not carry: GHSA-b',
  ]);
});

test('who did not answer has not moved', () =>
  expect(whatMoved(known, { openclaw: null, electron: null, advisories: null })).toEqual([]));

test('what is known is found in the source', () => {
  const found = whatIsKnown();
  expect(found.openclaw).toMatch(/^20\d\d\.\d+\.\d+$/);
  expect(found.electron).toMatch(/^\d+\.\d+\.\d+$/);
  expect(found.advisories.size).toBeGreaterThan(600);
});
