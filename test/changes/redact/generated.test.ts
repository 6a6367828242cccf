import { describe, expect, test } from 'vitest';
import { redact } from '../../../main/changes/redact';
import { SHAPES, sample } from './generate';

/** Seeds of each shape: thousands of texts in all. */
const SEEDS = 150;

describe.each(Object.keys(SHAPES))('%s', (kind) => {
  test('shows no secret, keeps what surrounds it, and hides nothing twice', () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const { text, format, secrets, stays } = sample(kind, seed);
      const shown = redact(text, format);
      const told = `seed ${seed}\n${text}\n${shown}`;
      for (const secret of secrets) expect(shown.includes(secret), told).toBe(false);
      for (const part of stays) expect(shown.includes(part), `${part}\n${told}`).toBe(true);
      expect(shown.split('\n').length, told).toBe(text.split('\n').length);
      expect(redact(shown, format), told).toBe(shown);
    }
  });
});

test('several texts after one another, with either line ends, hide as much', () => {
  const kinds = Object.keys(SHAPES).filter((kind) => kind !== 'JSON5, never closed');
  for (let seed = 1; seed <= 4 * SEEDS; seed++) {
    const all = [0, 1, 2].map((place) =>
      sample(kinds[(seed * 7 + place * 11) % kinds.length] ?? '', seed + place),
    );
    const joined = all.map(({ text }) => text).join('\n');
    const text = seed % 2 ? joined : joined.replace(/\r?\n/g, '\r\n');
    const shown = redact(text, 'lines');
    const told = `seed ${seed}\n${text}\n${shown}`;
    for (const secret of all.flatMap(({ secrets }) => secrets))
      expect(shown.includes(secret), `${secret} ${told}`).toBe(false);
    expect(shown.split('\n').length, told).toBe(text.split('\n').length);
    expect(shown.match(/\r\n/g)?.length, told).toBe(text.match(/\r\n/g)?.length);
    expect(redact(shown, 'lines'), told).toBe(shown);
  }
});

/** Pieces that begin something and never end it, or that a pattern could try in many ways. */
const HOSTILE = [
  'token="',
  "token='",
  'token={',
  'token=[',
  'token: |\n  ',
  'token:\n  a:\n',
  '<key>token</key>',
  '<Token>',
  '<a name="token" ',
  '\\',
  '\\\\"token\\\\":\\\\"',
  '"token":"\\',
  'a.',
  'token',
  'token ',
  'token: ',
  '--token ',
  '-u a:',
  '://',
  'https://a:',
  '?a=',
  '-----BEGIN PRIVATE KEY-----',
  '-----BEGIN ',
  'bearer ',
  'mysql ',
  'docker login ',
  'x',
  'A1',
  '=',
  '{',
  '}',
  '[',
  '"',
  "'",
  '`',
  '\n',
  ' ',
  '\t',
  '‹',
  '‹1›',
  'login a password ',
  'name: token\nvalue: ',
  'eyJ',
  'sk-',
  '1234567890:',
  '密码：',
  '#',
  '$',
  '&',
  '!a ',
  '- ',
  '<![CDATA[',
  '</',
  '[tokens]\n',
  'set -a ',
  'export ',
];

test.each(HOSTILE)('a megabyte of %j takes a time that grows with its length', (piece) => {
  const text = piece.repeat(Math.ceil(1_048_576 / piece.length));
  expect(redact(`${text}\ntoken="hunter22"`, 'json5')).not.toContain('hunter22');
});
