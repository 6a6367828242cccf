import { describe, expect, test } from 'vitest';
import type { Severity, State } from '../../main/contract/finding';
import { guessLanguage, pageTranslate } from '../../renderer/i18n';
import { untilMidnight, whenLooked } from '../../renderer/i18n/when';
import { worstFirst } from '../../renderer/order';
import { allGood } from '../../renderer/practice/reports';
import { screenFor } from '../../renderer/store/shownScreen';
import { visible } from '../../renderer/store/visibleText';
import { halfWay, stateWith } from './reports';

describe('the screen', () => {
  const report = allGood('en');
  test.each([
    ['first start', stateWith('en', null), 'tiles', 'welcome'],
    [
      'a look of its own at the first start',
      stateWith('en', null, { looking: halfWay([]) }),
      'tiles',
      'looking',
    ],
    [
      'stopped with nothing to show',
      stateWith('en', null, { welcomed: true, lookFailed: 'cancelled' }),
      'tiles',
      'looking',
    ],
    ['welcomed, nothing known yet', stateWith('en', null, { welcomed: true }), 'end', 'welcome'],
    ['a report', stateWith('en', report), 'tiles', 'tiles'],
    [
      'a report and a look in the background',
      stateWith('en', report, { looking: halfWay([]) }),
      'tile',
      'tile',
    ],
    ['asked for a look', stateWith('en', report), 'looking', 'looking'],
    ['back to the welcome', stateWith('en', report), 'welcome', 'welcome'],
  ] as const)('%s', (_name, state, wanted, shown) =>
    expect(screenFor(state, { screen: wanted, pending: null, resultDismissed: false })).toBe(shown),
  );
});

test('worst first: states, then severities, equals in their order', () => {
  const judged = (id: string, state: State, severity?: Severity) => ({
    id,
    state,
    ...(severity && { severity }),
  });
  const sorted = worstFirst([
    judged('n', 'not-applicable'),
    judged('g', 'good'),
    judged('l', 'attention', 'low'),
    judged('u', 'unknown'),
    judged('c1', 'attention', 'critical'),
    judged('c2', 'attention', 'critical'),
  ]);
  expect(sorted.map(({ id }) => id)).toEqual(['c1', 'c2', 'l', 'u', 'g', 'n']);
});

describe('when', () => {
  const now = new Date(2026, 10, 22, 9, 30);
  const at = (...parts: [number, number, number, number, number]) => new Date(...parts).toISOString();
  test.each([
    [at(2026, 10, 22, 0, 5), 'Looked today at 00:05', '今天 00:05 检查过'],
    [at(2026, 10, 21, 23, 59), 'Looked yesterday at 23:59', '昨天 23:59 检查过'],
    [at(2026, 10, 20, 8, 0), 'Looked on November 20 at 08:00', '11月20日 08:00 检查过'],
    [at(2025, 11, 31, 8, 0), 'Looked on December 31, 2025 at 08:00', '2025年12月31日 08:00 检查过'],
  ])('%s', (moment, english, chinese) => {
    expect(whenLooked(moment, now, 'en', pageTranslate('en'))).toBe(english);
    expect(whenLooked(moment, now, 'zh-CN', pageTranslate('zh-CN'))).toBe(chinese);
  });
  test('a broken moment says nothing', () =>
    expect(whenLooked('soon', now, 'en', pageTranslate('en'))).toBe(''));
  test('midnight is where it is', () => expect(untilMidnight(now)).toBe(14.5 * 60 * 60 * 1000));
});

test('the language before main has spoken', () => {
  expect(guessLanguage(['zh-TW', 'en'])).toBe('zh-CN');
  expect(guessLanguage(['en-GB'])).toBe('en');
  expect(guessLanguage(['de'])).toBe('en');
  expect(guessLanguage([])).toBe('en');
});

test('turns of the writing direction are spelled out, at any depth, and nothing else is touched', () => {
  expect(visible({ a: ['x\u202egnp.exe', 3, null, { b: '一行\n二行\t\u0007' }] })).toEqual({
    a: ['x‹U+202E›gnp.exe', 3, null, { b: '一行\n二行\t‹U+0007›' }],
  });
});
