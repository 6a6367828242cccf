import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';
import { describe, expect, test } from 'vitest';
import { checks } from '../../main/checks';
import { fixes } from '../../main/checks/fixes';
import { fixesWords } from '../../main/fixes/words';
import { historyWords } from '../../main/history/words';
import { sharedWords } from '../../main/language/shared';
import type { Words } from '../../main/language/words';
import { plansWords } from '../../main/plans/words';
import { probeWords } from '../../main/probes/words';
import { reportWords } from '../../main/report/words';
import { tankWords } from '../../main/tank/words';
import { updatesWords } from '../../main/updates/words';
import { pageWords } from '../../renderer/i18n';

const catalogues: readonly (readonly [string, Words])[] = [
  ['shared', sharedWords],
  ['report', reportWords],
  ['page', pageWords],
  ['plans', plansWords],
  ['fixes', fixesWords],
  ['updates', updatesWords],
  ['history', historyWords],
  ...tankWords.map((words, index) => [`tank ${index}`, words] as const),
  ...probeWords.map((words, index) => [`probe ${index}`, words] as const),
  ...checks.map(({ id, words }) => [id, words] as const),
  ...fixes.map(({ id, words }) => [`fix ${id}`, words] as const),
];

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
  test('keeps the voice: no exclamation, no please, typographic apostrophes', () => {
    const off = ids.filter((id) =>
      /[!！]|\bplease\b|[a-z]'[a-z]/i.test(`${words.en[id]} ${words['zh-CN'][id]}`),
    );
    expect(off).toEqual([]);
  });
});
