import { describe, expect, test } from 'vitest';
import type { Report, ReportFix } from '../../main/contract/report';
import { diffLines } from '../../main/contract/shown-lines';
import { pageTranslate } from '../../renderer/i18n';
import { sayMoment } from '../../renderer/i18n/when';
import { withFixes, withNewer } from '../../renderer/practice/fixes';
import { allGood, badHome } from '../../renderer/practice/reports';
import { resultText } from '../../renderer/screens/resultText';
import {
  canUndoEntry,
  mendedBy,
  planOf,
  planSteps,
  timelineOf,
  updatesOf,
  wayOf,
} from '../../renderer/store/fixPlan';
import { processorTime } from '../processor-time';
import { rootGateway } from './reports';
import { bothFixed, entry, history, mixed, single } from './works';

const report = withFixes(badHome('en'));

/** A report with these fixes beside one finding. */
function offering(...fixes: Partial<ReportFix>[]): Report {
  const [model] = planSteps(report.findings).map(({ ways }) => ways[0]);
  if (!model) throw new Error('no fix to copy');
  const [first, ...others] = badHome('en').findings;
  if (!first) throw new Error('no finding');
  return {
    ...report,
    findings: [{ ...first, fixes: fixes.map((each, order) => ({ ...model, order, ...each })) }, ...others],
  };
}
const keys = (of: Report) => planOf(of).map(({ key }) => key);

describe('the plan', () => {
  test('takes each recommended fix once, in the order in which they are carried out', () => {
    expect(keys(report)).toEqual([
      'listen-locally',
      'close-chats',
      'tool-rights',
      'close-permissions-1a2b3c4d',
      'move-workspace',
    ]);
  });
  test('the order is main’s, wherever a fix stands among the findings', () => {
    const turned = { ...report, findings: [...report.findings].reverse() };
    expect(keys(turned)).toEqual(keys(report));
  });
  test('ways that exclude each other are one step, the recommended one first', () => {
    const step = planOf(report).find(({ key }) => key === 'tool-rights');
    expect(step?.ways.map(({ id }) => id)).toEqual(['tools-hardened', 'tools-ask-first']);
    const later = offering(
      { id: 'ask', choice: 'c', recommended: false },
      { id: 'hard', choice: 'c', recommended: true },
    );
    expect(planOf(later)[0]?.ways.map(({ id }) => id)).toEqual(['hard', 'ask']);
  });
  test('the same choice about two things is two steps', () => {
    const two = offering(
      { id: 'hard-aaaaaaaa', choice: 'c' },
      { id: 'ask-aaaaaaaa', choice: 'c', recommended: false },
      { id: 'hard-bbbbbbbb', choice: 'c' },
    );
    expect(keys(two)).toEqual(['c-aaaaaaaa', 'c-bbbbbbbb']);
  });
  test('what only the user can decide is no part of it', () => {
    expect(keys(offering({ id: 'x', recommended: false }, { id: 'y' }))).toEqual(['y']);
    expect(keys(allGood('en'))).toEqual([]);
  });
  test('main takes a hundred ids at once, so no more are planned', () => {
    const many = Array.from({ length: 150 }, (_, index) => ({ id: `f${index}` }));
    expect(keys(offering(...many))).toHaveLength(100);
  });
  test('a choice holds as long as it is there', () => {
    const step = planOf(report).find(({ key }) => key === 'tool-rights');
    if (!step) throw new Error('no such step');
    expect(wayOf(step, {}).id).toBe('tools-hardened');
    expect(wayOf(step, { 'tool-rights': 'tools-ask-first' }).id).toBe('tools-ask-first');
    expect(wayOf(step, { 'tool-rights': 'gone' }).id).toBe('tools-hardened');
  });
  test('says which findings a step mends', () => {
    const step = planOf(report).find(({ key }) => key === 'move-workspace');
    expect(step && mendedBy(report, step).map(({ id }) => id)).toEqual([
      'everyday-computer',
      'personal-data',
    ]);
  });
});

test('copies with holes come first; one whose version can’t be told is not offered unless main says so', () => {
  const copies = updatesOf(withNewer(rootGateway('en'), '2026.10.1'));
  expect(copies.map(({ version }) => version)).toEqual(['2026.3.13', '2026.9.6']);
  expect(updatesOf(rootGateway('en'))).toEqual([]);
});

describe('the timeline', () => {
  test('tells how a change stands now, and holds what the history has lost', () => {
    const items = timelineOf(history('en'), [
      entry('en', 'entry-listen-locally', 'undone'),
      entry('en', 'entry-new', 'open', '2026-11-22T03:00:00.000Z'),
    ]);
    expect(items.map((item) => (item.kind === 'change' ? `${item.id} ${item.state}` : item.kind))).toEqual([
      'entry-new open',
      'look',
      'entry-listen-locally undone',
      'look',
      'entry-close-chats undone',
      'look',
    ]);
  });
  test('only what was taken back can’t be taken back again', () => {
    const states = ['open', 'done', 'undone', 'undone-in-part', 'left-changed', 'final'] as const;
    expect(states.filter((state) => canUndoEntry(entry('en', 'x', state)))).toEqual([
      'open',
      'done',
      'left-changed',
    ]);
  });
});

describe('the lines of a file', () => {
  const said = (before: string | null, after: string | null) =>
    diffLines(before, after).map(({ kind, text }) => `${kind} ${text}`);
  test('what stays, goes and comes', () => {
    expect(said('a\nb\nc', 'a\nB\nc\nd')).toEqual(['same a', 'gone b', 'new B', 'same c', 'new d']);
  });
  test('a file that is made, or removed', () => {
    expect(said(null, 'a\nb')).toEqual(['new a', 'new b']);
    expect(said('a\nb', null)).toEqual(['gone a', 'gone b']);
    expect(said(null, null)).toEqual([]);
  });
  test('two large files without a line in common are soon told apart', async () => {
    const long = (mark: string) => Array.from({ length: 20_000 }, (_, index) => `${mark}${index}`).join('\n');
    const spent = await processorTime(() => expect(diffLines(long('a'), long('b'))).toHaveLength(40_000));
    expect(spent).toBeLessThan(5000);
  });
});

describe('the result in one sentence', () => {
  const say = pageTranslate('en');
  test.each([
    ['all fixed', bothFixed('en'), '2 things mended'],
    ['trouble first', mixed('en'), 'Something stayed half done'],
    ['nothing', { kind: 'fix', outcomes: [], keys: [] }, 'There was nothing to do'],
    ['updated', single('en', 'update', 'fixed'), 'OpenClaw is up to date'],
    ['not updated', single('en', 'update', 'rolled-back'), 'The version before is back'],
    ['refused', single('en', 'update', 'refused'), 'Nothing was changed'],
    ['stopped', single('en', 'stop', 'fixed'), 'OpenClaw is stopped'],
    ['not stopped', single('en', 'stop', 'refused'), 'Nothing was changed'],
    ['undone', single('en', 'undo', 'fixed'), 'All is as it was before'],
    ['half undone', single('en', 'undo', 'left-changed'), 'Something stayed half done'],
    ['gone', single('en', 'leave', 'fixed'), 'OpenClaw has left'],
    ['deleted', single('en', 'forget', 'fixed'), 'It is deleted for good'],
    ['deleted in part', single('en', 'forget', 'left-changed'), 'Not all of it could be deleted'],
  ] as const)('%s', (_name, done, title) => expect(resultText(done, say).title).toBe(title));
  test('a part of it', () => {
    const [fixed, second] = bothFixed('en').outcomes;
    if (!fixed || !second) throw new Error('no outcomes');
    const done = { kind: 'fix', outcomes: [fixed, { ...second, result: 'skipped' }], keys: [] } as const;
    expect(resultText(done, say).title).toBe('1 of 2 done');
  });
});

test('moments, ahead as well', () => {
  const now = new Date(2026, 10, 22, 9, 30);
  const at = (day: number) => new Date(2026, 10, day, 8, 5).toISOString();
  const said = [21, 22, 23, 24].map((day) => sayMoment(at(day), now, 'en', pageTranslate('en')));
  expect(said).toEqual(['yesterday at 08:05', 'today at 08:05', 'tomorrow at 08:05', 'November 24 at 08:05']);
  expect(sayMoment(at(23), now, 'zh-CN', pageTranslate('zh-CN'))).toBe('明天 08:05');
  expect(sayMoment('soon', now, 'en', pageTranslate('en'))).toBe('');
});
