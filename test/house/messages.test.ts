import { globSync, readFileSync } from 'node:fs';
import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';
import { describe, expect, test } from 'vitest';
import { catalogues } from './catalogs';

/** The names of the values that a message asks for, inside its branches too. */
function names(elements: readonly MessageFormatElement[]): Set<string> {
  return new Set(
    elements.flatMap((element) => {
      if (element.type === TYPE.literal || element.type === TYPE.pound) return [];
      const inner =
        element.type === TYPE.select || element.type === TYPE.plural
          ? Object.values(element.options).flatMap(({ value }) => [...names(value)])
          : [];
      return [element.value, ...inner];
    }),
  );
}
const valuesOf = (text: string) => [...names(parse(text, { ignoreTag: true }))].sort();

describe.each(catalogues)('%s', (_name, words) => {
  const ids = Object.keys(words.en);

  test('has the same messages in both languages', () => {
    expect(Object.keys(words['zh-CN']).sort()).toEqual([...ids].sort());
  });
  test('every message parses and asks for the same values in both', () => {
    const different = ids.filter(
      (id) => valuesOf(words.en[id] ?? '').join() !== valuesOf(words['zh-CN'][id] ?? '').join(),
    );
    expect(different).toEqual([]);
  });
  test('Chinese is Chinese, English is English', () => {
    // A message that holds nothing but values or names (“{package} {version}”) has no language.
    const letters = (text: string) => text.replace(/\{[^{}]*\}/g, '');
    const english = ids.filter((id) =>
      /\p{Script=Han}/u.test(letters(words.en[id] ?? '').replaceAll('中文', '')),
    );
    const untranslated = ids.filter((id) => {
      const text = words['zh-CN'][id] ?? '';
      return !/\p{Script=Han}/u.test(text) && /\p{L}/u.test(letters(text)) && text !== words.en[id];
    });
    expect({ english, untranslated }).toEqual({ english: [], untranslated: [] });
  });
  test('keeps the voice: no exclamation, no please, no dash, typographic apostrophes', () => {
    const off = ids.filter((id) =>
      /[!！]|\bplease\b|[–—]|[a-z]'[a-z]/i.test(`${words.en[id]} ${words['zh-CN'][id]}`),
    );
    expect(off).toEqual([]);
  });
});

/** The functions that make a message of an id, with what they put before it. */
const MAKERS: readonly (readonly [RegExp, string])[] = [
  [/\bfixMessage\(\s*'([^']+)'/g, 'fixes.'],
  [/\b(?:updateMessage|UpdateError)\(\s*'([^']+)'/g, 'updates.'],
  [/\bmigrateMessage\(\s*'([^']+)'/g, 'tank.moves-'],
  [/\btank(?:Message|Error)\(\s*'([^']+)'/g, 'tank.making-'],
  [/\{ id: '([a-z]+(?:\.[a-z-]+)+)'/g, ''],
];

test('no outcome, reason or gap has an id that no catalog knows: it would be shown as it is', () => {
  const known = new Set(catalogues.flatMap(([, { en }]) => Object.keys(en)));
  const used = globSync('main/{changes,operations,probes,scan,system,worker,report,tank}/**/*.ts').flatMap(
    (file) =>
      MAKERS.flatMap(([maker, before]) =>
        [...readFileSync(file, 'utf8').matchAll(maker)].map(([, id]) => `${before}${id}`),
      ),
  );
  expect(used.length).toBeGreaterThan(200);
  expect([...new Set(used)].filter((id) => !known.has(id))).toEqual([]);
});
