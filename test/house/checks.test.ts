import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkFiles, checks } from '../../main/checks';
import { fixes, fixFiles } from '../../main/checks/fixes';
import { TILES } from '../../main/contract/finding';
import { CLAUSES } from '../../main/openclaw/guide-clauses';

const PROMISED = [
  'separate-home',
  'everyday-computer',
  'tool-sandbox',
  'gateway-listens-locally',
  'gateway-bind-setting',
  'gateway-password',
  'control-page-origins',
  'doors-to-outside',
  'chat-doors',
  'orders-from-elsewhere',
  'announces-itself',
  'ordinary-account',
  'gateway-owner',
  'service-account',
  'hidden-administrator',
  'folder-reach',
  'system-control',
  'tool-rights',
  'guards-off',
  'skills-source',
  'plugins-source',
  'skills-content',
  'plugins-content',
  'extensions-changed',
  'code-from-elsewhere',
  'instructions',
  'plain-secrets',
  'personal-data',
  'synced-state',
  'state-permissions',
  'workspace-place',
  'known-holes',
  'newest-version',
  'forgotten-copies',
  'official-source',
  'runtime',
  'system-updates',
];

test('every promised check is there', () => {
  expect(PROMISED.filter((id) => !checks.some((check) => check.id === id))).toEqual([]);
});

test('a file’s name is its check’s id, and each id is unique', () => {
  expect(checks.map(({ id }) => id).toSorted()).toEqual([...checkFiles].toSorted());
});

test('every check is told of', () => {
  const text = readFileSync('docs/what-it-does.md', 'utf8');
  expect(checks.map(({ id }) => id).filter((id) => !text.includes(`\`${id}\``))).toEqual([]);
});

test('each tile has one check that leads', () => {
  expect(TILES.map((tile) => checks.filter((check) => check.tile === tile && check.leads).length)).toEqual([
    1, 1, 1, 1, 1, 1,
  ]);
});

test('a fix’s file name is its id, it has its test, and a check offers it', () => {
  expect(fixes.map(({ id }) => id).toSorted()).toEqual([...fixFiles].toSorted());
  const offered = new Set(checks.flatMap((check) => check.fixes));
  expect(fixes.filter((fix) => !offered.has(fix)).map(({ id }) => id)).toEqual([]);
  expect(
    fixes.filter(({ id }) => !existsSync(`test/checks/fixes/${id}.test.ts`)).map(({ id }) => id),
  ).toEqual([]);
});

test.each(checks.map((check) => [check.id, check] as const))('%s keeps the house rules', (id, check) => {
  expect(existsSync(`test/checks/${id}.test.ts`)).toBe(true);
  expect(new URL(check.article).protocol).toBe('https:');
  expect(TILES).toContain(check.tile);
  expect(CLAUSES).toHaveProperty(check.clause);
  // Clause n of the guide is tile n.
  expect(check.clause).toBe(`guide-${TILES.indexOf(check.tile) + 1}`);
  for (const fix of check.fixes) expect(fix.id).toMatch(/^[a-z][a-z-]+$/);
});
