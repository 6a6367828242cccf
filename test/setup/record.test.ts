import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Recorded, recordOf, tableOf, withTable } from '../../scripts/suites/record.mjs';
import { BY_NAME, STEPS } from '../../scripts/suites/steps.mjs';

const result = { passed: 3, failed: 1, skipped: [{ name: 'a', why: 'no Wine' }] };
const recorded = recordOf([{ name: 'unit', result }], new Date('2026-11-30T10:00:00Z'), null);
const rows = (table: string) => table.trimEnd().split('\n').slice(2);

test('a run is recorded with its system, its commit, and what failed and was skipped', () => {
  const [suite] = recorded.suites;
  expect(recorded.platform).toBe(process.platform);
  expect(suite).toMatchObject({ suite: 'unit', passed: 3, failed: 1, skipped: 1, day: '2026-11-30' });
  expect(suite?.commit).toMatch(/^(?:[0-9a-f]{7,}\+?|unknown)$/);
});

test('a later run takes the place of what it ran itself, and of nothing else', () => {
  const other = { passed: 2, failed: 0, skipped: [] };
  const later = recordOf([{ name: 'wine', result: other }], new Date('2026-12-01T10:00:00Z'), recorded);
  expect(later.suites.map(({ suite, day }) => `${suite} ${day}`)).toEqual([
    'unit 2026-11-30',
    'wine 2026-12-01',
  ]);
  const again = recordOf([{ name: 'unit', result: other }], new Date('2026-12-02T10:00:00Z'), later);
  expect(again.suites.map(({ suite, day }) => `${suite} ${day}`)).toEqual([
    'wine 2026-12-01',
    'unit 2026-12-02',
  ]);
});

test('the table claims nothing that was not recorded', () => {
  const linux: Recorded = { ...recorded, platform: 'linux' };
  const table = tableOf(STEPS, [linux]);
  const [header] = table.split('\n');
  expect(header).toContain(`Linux: ${linux.system} | Windows | macOS |`);
  expect(rows(table)).toHaveLength(STEPS.length);
  const { day, commit } = linux.suites[0] ?? {};
  expect(rows(table)[2]).toBe(
    `| Units and house rules | 3 passed, **1 failed**, 1 skipped (${day}, ${commit}) | never run | never run |`,
  );
  expect(rows(table).filter((row) => /\| never run \| never run \| never run \|$/.test(row))).toHaveLength(
    STEPS.length - 1,
  );
  expect(rows(tableOf(STEPS, [])).every((row) => !row.includes('passed'))).toBe(true);
});

test('README says what docs/results hold, and no more', () => {
  const all = globSync('docs/results/*.json').map(
    (file) => JSON.parse(readFileSync(file, 'utf8')) as Recorded,
  );
  const text = readFileSync('README.md', 'utf8');
  expect(withTable(text, tableOf([...STEPS, ...BY_NAME], all))).toBe(text);
  expect(new Set(all.map(({ platform }) => platform)).size).toBe(all.length);
});
