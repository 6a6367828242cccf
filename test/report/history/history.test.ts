import { expect, test } from 'vitest';
import {
  historyItems,
  localizeChanges,
  localizeHistory,
} from '../../../main/report/history/localize-history';
import { addTo, type History, isHistory } from '../../../main/report/history/stored';
import { translatorFor } from '../../../main/report/render';
import { copy, day, entry, finding, look } from './looks';

const HOLES = 'known-holes';
const after = (...looks: Parameters<typeof look>[]) =>
  looks.reduce<History | undefined>(
    (history, args) => addTo(history, look(...args), []),
    undefined,
  ) as History;
const told = (history: History, language: 'en' | 'zh-CN' = 'en') =>
  localizeHistory(historyItems(history, []), translatorFor(language)).map((item) =>
    item.kind === 'look' ? { title: item.title, worse: item.worse, better: item.better } : item,
  );

test('looks that found the same are one line with their number', () => {
  const history = after(
    [day(0), [finding(HOLES, 'high')]],
    [day(1), [finding(HOLES, 'high')]],
    [day(2), [finding(HOLES, 'high')]],
  );
  expect(history.items).toHaveLength(1);
  expect(localizeHistory(historyItems(history, []), translatorFor('en'))).toEqual([
    {
      kind: 'look',
      at: day(0),
      until: day(2),
      count: 3,
      things: 1,
      title: '1 finding needs attention',
      worse: [],
      better: [],
    },
  ]);
});

test.each([
  ['good', 'high', ['It has known holes (high)'], []],
  ['not-applicable', 'critical', ['It has known holes (critical)'], []],
  ['unknown', 'medium', ['It has known holes (medium)'], []],
  ['medium', 'critical', ['It has known holes: medium before, critical now'], []],
  ['critical', 'low', [], ['It has known holes: critical before, low now']],
  ['good', 'unknown', ['We can’t tell if it has known holes'], []],
  // Not to know any more is never told as something better.
  ['critical', 'unknown', ['We can’t tell if it has known holes'], []],
  ['high', 'good', [], ['It has no known holes']],
  ['unknown', 'good', [], ['It has no known holes']],
  ['high', 'not-applicable', [], ['There is no OpenClaw here that could have holes']],
  ['good', 'not-applicable', [], []],
  ['not-applicable', 'good', [], []],
] as const)('%s, then %s', (before, now, worse, better) => {
  const [newest] = told(after([day(0), [finding(HOLES, before)]], [day(1), [finding(HOLES, now)]]));
  expect(newest).toMatchObject({ worse, better });
});

test('versions and newly published holes are told, and a copy that is gone', () => {
  const same = [finding(HOLES, 'high')];
  const [gone, back, holes, updated] = told(
    after(
      [day(0), same, [copy('2026.7.1', 5)]],
      [day(1), same, [copy('2026.9.6', 2)]],
      [day(2), same, [copy('2026.9.6', 4)]],
      [day(3), same, [copy('2026.8.1', 4)]],
      [day(4), same, []],
    ),
  );
  expect(updated).toMatchObject({ better: ['OpenClaw 2026.7.1 became 2026.9.6'], worse: [] });
  expect(holes).toMatchObject({ worse: ['2 newly published holes affect 2026.9.6'] });
  expect(back).toMatchObject({ worse: ['OpenClaw 2026.9.6 became 2026.8.1'], better: [] });
  expect(gone).toMatchObject({ better: ['OpenClaw 2026.8.1 is gone'] });
});

test('titles count what needs attention and what can’t be told', () => {
  const title = (...levels: Parameters<typeof finding>[1][]) => {
    const [item] = told(after([day(0), levels.map((level, at) => finding(`f${at}`, level))]));
    return item && 'title' in item ? item.title : undefined;
  };
  expect(title('high', 'low', 'unknown', 'good')).toBe('2 findings need attention, 1 can’t be told');
  expect(title('unknown', 'good')).toBe('1 finding can’t be told, none needs attention');
  expect(title('good', 'not-applicable')).toBe('Nothing found that needs mending');
  expect(title('not-applicable')).toBe('No OpenClaw was found');
});

test('the same in Chinese', () => {
  const history = after(
    [day(0), [finding(HOLES, 'good')]],
    [day(1), [finding(HOLES, 'high')], [copy('2026.9.6')]],
  );
  expect(told(history, 'zh-CN')[0]).toEqual({
    title: '1 处要处理',
    worse: ['有已知漏洞（高）'],
    better: ['OpenClaw 从 2026.7.1 换成了 2026.9.6'],
  });
});

test('a check that this version does not have is left out, not shown as an id', () => {
  const history = after([day(0), [finding('old-check', 'good')]], [day(1), [finding('old-check', 'high')]]);
  expect(told(history)[0]).toMatchObject({ worse: [], better: [] });
});

test('changes are kept after the journal has let them go, and follow it until then', () => {
  const bad = look(day(0), [finding(HOLES, 'high')]);
  const first = addTo(undefined, bad, []);
  const fixed = addTo(first, look(day(1), [finding(HOLES, 'good')]), [entry('change-1')]);
  const undone = addTo(fixed, look(day(2), [finding(HOLES, 'high')]), [
    entry('change-2', { at: day(2) }),
    entry('change-1', { state: 'undone' }),
  ]);
  expect(undone.items.map((item) => (item.kind === 'change' ? `${item.id} ${item.state}` : item.at))).toEqual(
    [day(0), 'change-1 undone', day(1), 'change-2 done', day(2)],
  );
  // What was kept names no file: the exact changes come from the journal.
  expect(JSON.stringify(undone)).not.toContain('secret-place');
  const journal = [entry('change-2', { at: day(2) })];
  const shown = localizeHistory(historyItems(undone, journal), translatorFor('en'));
  expect(shown[1]).toMatchObject({ kind: 'change', id: 'change-2', changes: journal[0]?.changes });
  expect(shown[3]).toMatchObject({ kind: 'change', id: 'change-1', state: 'undone', changes: [] });
  expect(localizeChanges(journal, translatorFor('en'))).toMatchObject([
    { id: 'change-2', does: 'it isn’t there' },
  ]);
});

test('it stays within its bounds: older looks one a week, changes among them', () => {
  let history: History | undefined;
  for (let at = 0; at < 1000; at++) {
    const level = at % 2 === 0 ? 'high' : 'good';
    const changes = at === 100 ? [entry('change-1')] : [];
    history = addTo(history, look(day(at), [finding(HOLES, level)]), changes);
    expect(history.items.length).toBeLessThanOrEqual(400);
  }
  const items = history?.items ?? [];
  expect(items.some((item) => item.kind === 'change' && item.id === 'change-1')).toBe(true);
  expect(items.slice(-200).map(({ at }) => at)).toEqual(
    Array.from({ length: 200 }, (_, at) => day(800 + at)),
  );
  const old = items.slice(0, 20).filter(({ kind }) => kind === 'look');
  const gaps = old.slice(1).map(({ at }, index) => Date.parse(at) - Date.parse(old[index]?.at ?? ''));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(6 * 24 * 60 * 60 * 1000);
});

test('a flood of findings or copies does not make the file grow past a mebibyte', () => {
  const many = (at: number) =>
    Array.from({ length: 500 }, (_, index) => finding(`finding-${index}-${at}`, index % 2 ? 'good' : 'low'));
  let history: History | undefined;
  for (let at = 0; at < 120; at++) history = addTo(history, look(day(at), many(at)), []);
  expect(Buffer.byteLength(JSON.stringify(history))).toBeLessThanOrEqual(1024 * 1024 + 100);
  const huge = entry('change-9', { does: { id: 'error.said', values: { said: 'x'.repeat(2_000_000) } } });
  const one = addTo(undefined, look(day(0), []), [huge]);
  expect(JSON.stringify(one).length).toBeLessThan(1000);
});

test.each([
  null,
  1,
  [],
  {},
  { schema: 2, items: [] },
  { schema: 1, items: {} },
  { schema: 1, items: [null] },
  { schema: 1, items: [{ kind: 'look', at: day(0) }] },
  { schema: 1, items: [{ kind: 'look', at: 'x', until: day(0), count: 1, findings: {}, copies: {} }] },
  {
    schema: 1,
    items: [{ kind: 'look', at: day(0), until: day(0), count: 1, findings: { a: 1 }, copies: {} }],
  },
  {
    schema: 1,
    items: [{ kind: 'look', at: day(0), until: day(0), count: 1, findings: {}, copies: { a: 1 } }],
  },
  { schema: 1, items: [{ kind: 'change', id: 'a', fix: 'b', does: 'c', at: day(0), state: 'done' }] },
  { schema: 1, items: [{ kind: 'change', id: 'a', fix: 'b', does: { id: 'c' }, at: day(0), state: 'x' }] },
])('%j is no history', (value) => expect(isHistory(value)).toBe(false));

test('what is written is read again', () => {
  const history = addTo(addTo(undefined, look(day(0), [finding(HOLES, 'high')]), []), look(day(1), []), [
    entry('change-1'),
  ]);
  expect(isHistory(JSON.parse(JSON.stringify(history)))).toBe(true);
});
