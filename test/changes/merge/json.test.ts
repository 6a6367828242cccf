import { expect, test } from 'vitest';
import { merge } from '../../../main/changes/merge/json';
import { revert } from '../../../main/changes/merge/revert';
import type { EditChange } from '../../../main/contract/change';
import { readJson5 } from '../../../main/openclaw/json5';
import type { Json } from '../../../main/openclaw/read-settings';
import { seeded } from '../../openclaw/json5/random';
import { asOpenClaw, get, PLACES, put, randomSettings } from './settings';

const edit = (before: string | null, after: string | null): EditChange => ({
  kind: 'edit',
  path: '/home/lin/.openclaw/openclaw.json',
  before,
  after,
  format: 'json5',
});

test('what still is what the change wrote is put back, and nothing that others set is written over', () => {
  let [restored, left] = [0, 0];
  for (let seed = 1; seed <= 1500; seed++) {
    const random = seeded(seed);
    const { text, edited, rewritten, pick, value } = randomSettings(random);
    const before = readJson5(text);
    const after = edited(before, 1 + Math.floor(random() * 5));
    const change = edit(text, rewritten(text, after));
    let now = after;
    const own = new Set<string>();
    for (let times = Math.floor(random() * 4); times > 0; times--) {
      const place = pick(PLACES);
      own.add(place);
      now = put(now, place, random() < 0.25 ? undefined : value());
    }
    const { to, left: told } = revert(
      change,
      random() < 0.7 ? asOpenClaw(now) : rewritten(change.after ?? '', now),
    );
    const result = to === null ? {} : readJson5(to);
    for (const place of PLACES) {
      const [was, made, is, got] = [before, after, now, result].map((each) => get(each, place));
      const at = `seed ${seed}, ${place}`;
      if (is !== made) expect(got, at).toEqual(is);
      // Of what a change took away whole, and somebody began anew, nothing is mixed in.
      else if (is !== undefined || !told.some((each) => place.startsWith(`${String(each.values?.what)}.`)))
        expect(got, at).toEqual(was);
      if (is !== made && made !== was && is !== was) {
        left++;
        expect(
          told.some(
            (each) => place === each.values?.what || place.startsWith(`${String(each.values?.what)}.`),
          ),
          at,
        ).toBe(true);
      } else if (made !== was) restored++;
    }
    expect(own.size > 0 || told.length === 0).toBe(true);
  }
  expect(restored).toBeGreaterThan(1000);
  expect(left).toBeGreaterThan(100);
});

test('a text that nobody wrote in comes back to the byte', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const { text, edited, rewritten } = randomSettings(seeded(seed));
    const after = rewritten(text, edited(readJson5(text), 3));
    expect(revert(edit(text, after), after)).toEqual({ to: text, left: [] });
    expect(revert(edit(text, after), text)).toEqual({ to: text, left: [] });
  }
});

const merged = (before: Json | undefined, after: Json | undefined, now: Json | undefined) => {
  const { merged: to, conflicts } = merge(before, after, now);
  return [to, conflicts.map(({ at }) => at.join('.'))];
};

test.each<[string, Json | undefined, Json | undefined, Json | undefined, Json | undefined, string[]]>([
  ['one was added to a list', ['*'], ['me'], ['me', 'bob'], ['*', 'bob'], []],
  ['one was taken out by the change', ['a', '*', 'b'], ['a', 'b'], ['a', 'b', 'c'], ['a', '*', 'b', 'c'], []],
  ['one was put in by the change', ['a'], ['a', 'group:fs'], ['x', 'a', 'group:fs'], ['x', 'a'], []],
  ['what the change put in is gone', ['a'], ['a', 'b'], ['a', 'c'], ['a', 'c'], []],
  ['what the change replaced was replaced again', ['*'], ['me'], ['bob'], ['bob'], ['0']],
  [
    'elements with ids that moved',
    [
      { id: 'a', x: 1 },
      { id: 'b', x: 1 },
    ],
    [
      { id: 'a', x: 2 },
      { id: 'b', x: 1 },
    ],
    [
      { id: 'b', x: 1 },
      { id: 'a', x: 2, y: 3 },
    ],
    [
      { id: 'b', x: 1 },
      { id: 'a', x: 1, y: 3 },
    ],
    [],
  ],
  [
    'an element with an id that is gone',
    [{ id: 'a', x: 1 }],
    [{ id: 'a', x: 2 }],
    [{ id: 'b', x: 5 }],
    [{ id: 'b', x: 5 }],
    ['a'],
  ],
  ['a list that became a word', ['a'], ['a', 'b'], 'all', 'all', ['']],
  [
    'all of it was made by the change, and filled since',
    undefined,
    { a: 1, b: { c: 2 } },
    { a: 1, b: { c: 2, d: 3 } },
    { b: { d: 3 } },
    [],
  ],
  ['all of it was made by the change, and is back to it', undefined, { a: 1 }, { a: 1 }, undefined, []],
  [
    'a word that the change made a map',
    'open',
    { mode: 'x' },
    { mode: 'x', more: 1 },
    { mode: 'x', more: 1 },
    [''],
  ],
  [
    'taken away by the change, begun anew by somebody',
    { x: { a: 1, b: 2 } },
    {},
    { x: { a: 3 } },
    { x: { a: 3 } },
    ['x'],
  ],
  ['taken away by somebody', { x: { a: 1 } }, { x: { a: 2 } }, {}, {}, ['x']],
  [
    'a name that every object has',
    { x: 1 },
    { x: 2 },
    { x: 2, constructor: 'mine', toString: 1 },
    { x: 1, constructor: 'mine', toString: 1 },
    [],
  ],
])('%s', (_what, before, after, now, to, conflicts) => {
  expect(merged(before, after, now)).toEqual([to, conflicts]);
});

test('secrets are hidden in what is left', () => {
  const [old, made, mine] = ['hunter-two-of-mine', 'a'.repeat(48), 'my-own-third-one'];
  const text = (token: string, more = {}) =>
    JSON.stringify({ gateway: { auth: { token } }, env: { vars: { PLAIN: token } }, ...more });
  const { to, left } = revert(edit(text(old), text(made)), text(mine, { meta: 1 }));
  expect(to).toBe(text(mine, { meta: 1 }));
  expect(left).toMatchObject([
    { id: 'fixes.left-other', values: { what: 'gateway.auth.token' } },
    { id: 'fixes.left-other', values: { what: 'env.vars.PLAIN' } },
  ]);
  for (const secret of [old, made, mine]) expect(JSON.stringify(left)).not.toContain(secret);
});

test('what can’t be read any more is not touched', () => {
  expect(() => revert(edit('{a:1}', '{a:2}'), '{a:2,')).toThrow();
  expect(revert(edit('{a:1}', '{a:2}'), null)).toMatchObject({
    to: null,
    left: [{ id: 'fixes.left-file-gone' }],
  });
  expect(revert(edit('{a:1}', null), '{b:1}')).toMatchObject({
    to: '{b:1}',
    left: [{ id: 'fixes.left-file-new' }],
  });
  expect(revert(edit(null, '{a:1}'), '{a:1,b:2}')).toEqual({ to: '{b:2}', left: [] });
  expect(revert(edit(null, '{a:1}'), '{ "a": 1 }\n')).toEqual({ to: null, left: [] });
});
