import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Recorded, recordOf, tableOf, withTable } from '../../scripts/suites/record.mjs';
import { STEPS } from '../../scripts/suites/steps.mjs';

const result = { passed: 3, failed: 1, skipped: [{ name: 'a', why: 'no Wine' }] };
const recorded = recordOf([{ name: 'unit', title: 'Units', result }], new Date('2026-11-30T10:00:00Z'));
const rows = (table: string) => table.trimEnd().split('\n').slice(2);

test('a run is recorded with its system, its commit, and what failed and was skipped', () => {
  expect(recorded).toMatchObject({
    platform: process.platform,
    day: '2026-11-30',
    node: process.version,
    suites: [{ suite: 'unit', passed: 3, failed: 1, skipped: 1 }],
  });
  expect(recorded.commit).toMatch(/^(?:[0-9a-f]{7,}\+?|unknown)$/);
});

test('the table claims nothing that was not recorded', () => {
  const linux: Recorded = { ...recorded, platform: 'linux' };
  const table = tableOf(STEPS, [linux]);
  const [header] = table.split('\n');
  expect(header).toContain(`Linux: ${linux.system}, 2026-11-30, commit ${linux.commit} | Windows | macOS |`);
  expect(rows(table)).toHaveLength(STEPS.length);
  expect(rows(table)[2]).toBe(
    '| Units and house rules | 3 passed, **1 failed**, 1 skipped | never run | never run |',
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
  expect(withTable(text, tableOf(STEPS, all))).toBe(text);
  expect(new Set(all.map(({ platform }) => platform)).size).toBe(all.length);
});
