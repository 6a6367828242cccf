import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inOrder, isInFolder, type Placed, waitsFor } from '../../../main/changes/plan/in-order';
import { influencesOf, needsOf } from '../../../main/changes/plan/influences';
import { checks } from '../../../main/checks';
import type { Change } from '../../../main/contract/change';
import { seeded } from '../../openclaw/json5/random';

const STATE = '/home/lin/.openclaw';
const SETTINGS = `${STATE}/openclaw.json`;
const edit = (path: string, before: string | null, after: string): Change => ({
  kind: 'edit',
  path,
  before,
  after,
  format: 'json5',
});
const placed = (id: string, changes: readonly Change[], more: object = {}): Placed => {
  const said = { changes, ...more };
  return { id, needs: needsOf(said), influences: influencesOf(said) };
};
const close = (path: string): Change => ({ kind: 'mode', path, before: '0777', after: '0700' });
const move = (from: string, to: string): Change => ({ kind: 'move', from, to });
const ids = (plans: readonly Placed[]) => inOrder(plans).map(({ id }) => id);

test('closes a file, or a folder above it, before a secret is written into it', () => {
  const secret = placed('lock', [edit(SETTINGS, '{}', `{gateway: {auth: {token: "${'x'.repeat(48)}"}}}`)]);
  const plain = placed('plain', [edit(SETTINGS, '{}', '{gateway: {bind: "loopback"}}')]);
  for (const path of [SETTINGS, STATE, '/home/lin'])
    expect(ids([secret, plain, placed('close', [close(path)])])).toEqual(['plain', 'close', 'lock']);
  expect(ids([secret, placed('close', [close(`${STATE}/else`)])])).toEqual(['lock', 'close']);
});

test('a secret that stood there before, or is a reference, needs nothing', () => {
  const before = '{channels: {a: {token: "abcdef123456"}}}';
  const kept = edit(SETTINGS, before, '{channels: {a: {token: "abcdef123456"}}, b: 1}');
  const reference = edit(SETTINGS, '{}', `{gateway: {auth: {token: "\${TOKEN}"}}}`);
  expect(needsOf({ changes: [kept, reference] })).toEqual([]);
});

test('what lies in a folder is done before the folder is moved', () => {
  const skill = placed('skill', [move('/w/skills/a', '/q/a')]);
  const mode = placed('mode', [close('/w/notes')]);
  expect(ids([placed('folder', [move('/w', '/s/w')]), skill, mode])).toEqual(['skill', 'mode', 'folder']);
  expect(ids([placed('folder', [move('/w', '/s/w')]), placed('beside', [close('/wide')])])).toEqual([
    'folder',
    'beside',
  ]);
});

test('what hides things, and what builds on settled settings, comes last', () => {
  const account = placed('account', [edit(SETTINGS, '{}', '{a: 1}')], { hides: true });
  const needs = [{ kind: 'settled', what: { kind: 'setting', file: SETTINGS, key: '' } }];
  const store = placed('store', [move('/x', '/y')], { needs });
  const other = placed('other', [edit(SETTINGS, '{}', '{b: 1}')]);
  expect(ids([account, store, other])).toEqual(['other', 'account', 'store']);
});

test('a command of which nothing is declared may have influenced everything', () => {
  const command: Change = { kind: 'command', program: '/bin/x', args: [], admin: false, undo: null };
  expect(influencesOf({ changes: [command] })).toContainEqual({ kind: 'everything' });
  expect(influencesOf({ changes: [command], influences: [] })).toEqual([]);
});

test('paths are compared by their parts, in both spellings', () => {
  expect(isInFolder('/a/b', '/a/bc')).toBe(false);
  expect(isInFolder('C:\\a', 'C:\\a\\b')).toBe(true);
  expect(isInFolder('/', '/a')).toBe(true);
});

test('random plans: each once, and after all that it waits for unless those wait for it', () => {
  for (let seed = 0; seed < 400; seed++) {
    const next = seeded(seed);
    const pick = <T>(all: readonly T[]): T => all[Math.floor(next() * all.length)] as T;
    const paths = ['/s', '/s/a', '/s/a/b', '/s/c', '/w', '/w/x'];
    const makers: readonly (() => Change)[] = [
      () => close(pick(paths)),
      () => move(pick(paths), `/q/${seed}`),
      () => edit(pick(paths), '{}', `{${pick(['a', 'b'])}: {token: "0123456789abcdef"}}`),
      () => edit(pick(paths), '{}', `{${pick(['a', 'b'])}: {n: 1}}`),
      () => ({ kind: 'end', pid: 7, program: 'x', startedAt: null, graceMs: 0 }),
    ];
    const plans = Array.from({ length: 2 + Math.floor(next() * 8) }, (_, index) =>
      placed(
        `p${index}`,
        Array.from({ length: 1 + Math.floor(next() * 3) }, () => pick(makers)()),
        next() < 0.1 ? { hides: true } : {},
      ),
    );
    const ordered = inOrder(plans);
    expect(ordered.toSorted((a, b) => plans.indexOf(a) - plans.indexOf(b))).toEqual(plans);
    const reaches = (from: Placed, to: Placed, seen = new Set<Placed>()): boolean =>
      plans.some((each) => {
        if (seen.has(each) || !waitsFor(from, each)) return false;
        seen.add(each);
        return each === to || reaches(each, to, seen);
      });
    for (const [index, plan] of ordered.entries())
      for (const later of ordered.slice(index + 1))
        if (waitsFor(plan, later)) expect(reaches(later, plan), `seed ${seed}`).toBe(true);
    // Of what waits for nobody the order of before is kept.
    expect(inOrder(plans).map(({ id }) => id)).toEqual(ordered.map(({ id }) => id));
  }
});

test('no list of names decides the order', () => {
  const fixes = new Set(checks.flatMap((check) => check.fixes.map(({ id }) => id)));
  for (const folder of ['main/changes'])
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts')) continue;
      const text = readFileSync(join(folder, file), 'utf8');
      const named = [...fixes].filter((id) => text.includes(`'${id}'`));
      expect(named.length, `${folder}/${file} names ${named}`).toBeLessThan(2);
    }
});
