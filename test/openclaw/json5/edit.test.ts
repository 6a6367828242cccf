import { parse } from '@humanwhocodes/momoa';
import JSON5 from 'json5';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  applyEdits,
  CannotEdit,
  type Edit,
  editJson5,
  rewriteJson5,
  same,
} from '../../../main/openclaw/json5';
import type { Json } from '../../../main/openclaw/read-settings';
import { randomTexts, seeded } from './random';

// The library warns of line separators in texts, which these are full of.
beforeAll(() => void vi.spyOn(console, 'warn').mockImplementation(() => {}));
afterAll(() => void vi.restoreAllMocks());

const set = (path: string, to: Json): Edit => ({ path: path.split('.'), to });
const drop = (path: string): Edit => ({ path: path.split('.'), to: undefined });

describe('what is edited looks like the rest', () => {
  test.each<[string, string, Edit[], string]>([
    [
      'a text in place',
      "{ a: 'x', b: 2 } // end\n",
      [set('a', 'it’s "y"')],
      '{ a: \'it’s "y"\', b: 2 } // end\n',
    ],
    ['a number to a text', '{"a": 0x1F, "b": 5.}', [set('a', 'z')], '{"a": "z", "b": 5.}'],
    [
      'a new member, tall',
      '{\n  "a": 1, // one\n  "b": 2 // two\n}\n',
      [set('c', 3)],
      '{\n  "a": 1, // one\n  "b": 2, // two\n  "c": 3\n}\n',
    ],
    ['a trailing comma', "{\n\ta: 'x', // one\n}", [set('b', 'y')], "{\n\ta: 'x', // one\n\tb: 'y',\n}"],
    [
      'a new member, inline',
      '{ "gateway": { "mode": "local", "port": 1 } }',
      [set('gateway.bind', 'loopback')],
      '{ "gateway": { "mode": "local", "port": 1, "bind": "loopback" } }',
    ],
    ['tight', '{"a":{"b":1}}', [set('a.c', [1, 2])], '{"a":{"b":1,"c":[1,2]}}'],
    [
      'missing maps',
      '{\n  "a": 1\n}\n',
      [set('gateway.auth.mode', 'token')],
      '{\n  "a": 1,\n  "gateway": {\n    "auth": {\n      "mode": "token"\n    }\n  }\n}\n',
    ],
    ['an empty map', '{\n  a: {},\n}\n', [set('a.b', 1)], '{\n  a: {\n    b: 1,\n  },\n}\n'],
    ['an empty text', '{}', [set('a.b', 1)], '{\n  "a": {\n    "b": 1\n  }\n}'],
    [
      'a map with only a comment',
      '{\n  a: {\n    // later\n  }\n}\n',
      [set('a.b', 1)],
      '{\n  a: {\n    // later\n    b: 1\n  }\n}\n',
    ],
    [
      'CRLF and byte order mark',
      '\uFEFF{\r\n  a: 1\r\n}\r\n',
      [set('b', { c: 1 })],
      '\uFEFF{\r\n  a: 1,\r\n  b: {\r\n    c: 1\r\n  }\r\n}\r\n',
    ],
    ['a name that needs quotes', "{\n  a: 'x'\n}", [set('b-c', 1)], "{\n  a: 'x',\n  'b-c': 1\n}"],
    ['the last of two names', '{ a: 1, b: 2, a: 3 }', [set('a', 4)], '{ a: 1, b: 2, a: 4 }'],
    ['both of two names', '{ a: 1, b: 2, a: 3 }', [drop('a')], '{ b: 2 }'],
    ['the last of all', '{\n  "a": 1,\n  "b": 2\n}\n', [drop('b')], '{\n  "a": 1\n}\n'],
    [
      'one between comments',
      '{\n  // one\n  a: 1,\n  // two\n  b: 2, // b\n  c: 3\n}',
      [drop('b')],
      '{\n  // one\n  a: 1,\n  // two\n  // b\n  c: 3\n}',
    ],
    ['in one line', '{ a: 1, b: 2, c: 3 }', [drop('b')], '{ a: 1, c: 3 }'],
    ['the last in one line', '{ a: 1, b: 2 }', [drop('b')], '{ a: 1 }'],
    ['all', '{ a: 1, b: 2 }', [drop('a'), drop('b')], '{ }'],
    [
      'of a list',
      '{ a: ["*", "me", /* friend */ "you"] }',
      [{ path: ['a', 0], to: undefined }],
      '{ a: ["me", /* friend */ "you"] }',
    ],
    [
      'of a tall list',
      '{\n  "a": [\n    "me",\n    "*"\n  ]\n}',
      [set('a', ['me'])],
      '{\n  "a": [\n    "me"\n  ]\n}',
    ],
    [
      'to a tall list',
      '{\n  "a": [\n    "me"\n  ]\n}',
      [set('a', ['me', 'you'])],
      '{\n  "a": [\n    "me",\n    "you"\n  ]\n}',
    ],
    [
      'a new tall list',
      '{\n  "a": [\n    "me"\n  ]\n}',
      [set('b', ['you'])],
      '{\n  "a": [\n    "me"\n  ],\n  "b": [\n    "you"\n  ]\n}',
    ],
    [
      'inside a list',
      '{ a: [{ id: 1, x: 2 }, { id: 2 }] }',
      [{ path: ['a', 1, 'y'], to: true }],
      '{ a: [{ id: 1, x: 2 }, { id: 2, y: true }] }',
    ],
    ['commas first', '{ a: 1\n, b: 2 // two\n, c: 3\n}', [drop('b')], '{ a: 1\n, // two\n c: 3\n}'],
    ['nothing to do', '{a:+1,}', [set('a', 1), drop('b.c')], '{a:+1,}'],
  ])('%s', (_name, text, edits, expected) => expect(editJson5(text, edits)).toBe(expected));
});

describe('refuses', () => {
  const reason = (act: () => unknown) => {
    try {
      act();
    } catch (error) {
      return error instanceof CannotEdit ? error.reason : error;
    }
  };
  test.each([
    ['no JSON5', '{ a: ', [set('a', 1)], 'syntax'],
    ['nothing at all', '', [set('a', 1)], 'syntax'],
    ['two values', '{} {}', [set('a', 1)], 'syntax'],
    ['a text in the way', '{ a: "x" }', [set('a.b', 1)], 'in-the-way'],
    ['a list in the way', '{ a: [] }', [set('a.b', 1)], 'in-the-way'],
    ['no such element', '{ a: [1] }', [{ path: ['a', 1], to: 2 }], 'in-the-way'],
    ['deeper than any stack', `${'['.repeat(200_000)}`, [set('a', 1)], 'syntax'],
  ])('%s', (_name, text, edits, expected) => expect(reason(() => editJson5(text, edits))).toBe(expected));

  test('a replaced text in the way, once told', () => {
    const edits: Edit[] = [{ path: ['a', 'b'], to: 1, force: true }];
    expect(editJson5('{ a: "x" }', edits)).toBe('{ a: { b: 1 } }');
  });
  test('says nothing of what stands there', () => {
    expect(() => editJson5('{ token: "hunter2hunter2" oops }', [set('a', 1)])).toThrow(/^((?!hunter2).)*$/s);
  });
});

/** The tokens of a text but its commas, comments among them. */
/** The parser counts one mark too few for a comment with `\r\n` in it. */
const tokenAt = (text: string, [start = 0, end = 0]: readonly number[] = []) =>
  text.startsWith('/*', start)
    ? text.slice(start, text.indexOf('*/', start + 2) + 2)
    : text.slice(start, end);
const tokens = (text: string) =>
  (parse(text, { mode: 'json5', tokens: true, ranges: true }).tokens ?? [])
    .filter(({ type }) => type !== 'Comma')
    .map(({ range }) => tokenAt(text, range));
const isCommentToken = (token: string) => /^\/[/*]/.test(token);

describe.each(Array.from({ length: 40 }, (_each, index) => index + 1))('random texts %i', (seed) => {
  const random = seeded(seed * 7919);

  test('mean exactly what was asked for, and keep every comment of theirs', () => {
    for (let round = 0; round < 40; round++) {
      const { document, json, pick, chance, names } = randomTexts(random);
      const text = document();
      const before = JSON5.parse<Json>(text);
      const edits: Edit[] = Array.from({ length: 1 + Math.floor(random() * 4) }, () => ({
        path: Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(names)),
        to: chance(0.3) ? undefined : json.call({ json, pick, chance }, 2),
        force: true as const,
      }));
      const wanted = applyEdits(before, edits);
      const result = rewriteJson5(text, wanted);
      expect(same(JSON5.parse<Json>(result), wanted), `${text}\n→\n${result}`).toBe(true);
      const left = tokens(result).filter(isCommentToken);
      for (const comment of tokens(text).filter(isCommentToken))
        expect(left.splice(left.indexOf(comment), 1), `${text}\n→\n${result}`).toEqual([comment]);
      expect(editJson5(result, edits), 'twice is once').toBe(result);
      expect(result.startsWith('\uFEFF')).toBe(text.startsWith('\uFEFF'));
    }
  });

  test('change nothing beside one new member', () => {
    for (let round = 0; round < 40; round++) {
      const { document, json, pick, chance } = randomTexts(random);
      const text = document();
      const result = editJson5(text, [{ path: ['entirely new'], to: json.call({ json, pick, chance }, 2) }]);
      const [old, made] = [tokens(text), tokens(result)];
      const from = old.findIndex((each, index) => each !== made[index]);
      const count = made.length - old.length;
      expect([...made.slice(0, from), ...made.slice(from + count)], `${text}\n→\n${result}`).toEqual(old);
    }
  });

  test('change nothing beside one removed member, and back again to the same meaning', () => {
    for (let round = 0; round < 40; round++) {
      const { document, pick } = randomTexts(random);
      const text = document();
      const names = Object.keys(JSON5.parse<object>(text));
      if (names.length === 0) continue;
      const name = pick(names);
      const result = editJson5(text, [{ path: [name], to: undefined }]);
      const old = tokens(text);
      // Everything that is left stood there before, in that order; no comment outside of the member is gone.
      let next = 0;
      for (const each of tokens(result)) {
        next = old.indexOf(each, next) + 1;
        expect(next, `${each} in\n${text}\n→\n${result}`).toBeGreaterThan(0);
      }
      const document5 = parse(text, { mode: 'json5', ranges: true, tokens: true });
      if (document5.body.type !== 'Object') throw new Error('no map');
      const members = document5.body.members.filter((member) =>
        member.name.type === 'Identifier' ? member.name.name === name : member.name.value === name,
      );
      const outside = (document5.tokens ?? [])
        .map(({ range }): [number, number] => [range?.[0] ?? 0, range?.[1] ?? 0])
        .filter(
          ([at, end]) =>
            isCommentToken(text.slice(at, end)) ||
            members.every(({ range }) => at < (range?.[0] ?? 0) || at >= (range?.[1] ?? 0)),
        )
        .map((range) => tokenAt(text, range))
        .filter((token) => token !== ',');
      expect(tokens(result), `${text}\n→\n${result}`).toEqual(outside);
    }
  });

  test('keep all around one replaced value', () => {
    for (let round = 0; round < 40; round++) {
      const { document, pick } = randomTexts(random);
      const text = document();
      const parsed = parse(text, { mode: 'json5', ranges: true });
      if (parsed.body.type !== 'Object' || parsed.body.members.length === 0) continue;
      const member = pick(parsed.body.members);
      const name = member.name.type === 'Identifier' ? member.name.name : member.name.value;
      const last = parsed.body.members.findLast((each) =>
        each.name.type === 'Identifier' ? each.name.name === name : each.name.value === name,
      );
      const [start, end] = last?.value.range ?? [0, 0];
      const result = editJson5(text, [{ path: [name], to: 123456 }]);
      const [head, tail] = [text.slice(0, start), text.slice(end)];
      expect([result.startsWith(head), result.endsWith(tail)], `${text}\n→\n${result}`).toEqual([true, true]);
      const put = result.slice(start, result.length - tail.length);
      // What people noted inside of the old value stays, in that order.
      expect(tokens(put).filter((token) => !isCommentToken(token))).toEqual(['123456']);
      expect(tokens(put).filter(isCommentToken)).toEqual(
        tokens(text.slice(start, end)).filter(isCommentToken),
      );
    }
  });
});
