import { expect, test } from 'vitest';
import { verifyFix } from '../../main/changes/verify-fix';
import type { Finding, Severity, State } from '../../main/contract/finding';

const finding = (id: string, state: State, severity?: Severity, troubled = 1): Finding => ({
  id,
  tile: 'exposure',
  clause: 'guide-2',
  state,
  ...(severity && { severity }),
  title: { id: `${id}.${state}` },
  because: { id: 'x' },
  why: { id: 'x' },
  evidence: Array.from({ length: 3 }, (_, place) => ({
    kind: 'file' as const,
    where: `/x/${place}`,
    saw: 'x',
    state: place < troubled ? state : ('good' as const),
  })),
});
const plan = { mends: ['one'], hides: false, bringsUp: [] as string[] };
const helped = (before: Finding[], after: Finding[], told = plan) => verifyFix(told, before, after).helped;
const one = finding('one', 'attention', 'high');

test.each([
  ['fine now', finding('one', 'good'), true],
  ['not there any more', finding('one', 'not-applicable'), true],
  ['milder', finding('one', 'attention', 'low'), true],
  ['true of fewer things', finding('one', 'attention', 'high', 0), true],
  ['the same', one, false],
  ['worse', finding('one', 'attention', 'critical'), false],
  ['true of more things', finding('one', 'attention', 'high', 2), false],
  ['no longer to be told', finding('one', 'unknown'), false],
])('a finding that is %s: %s', (_how, after, did) => expect(helped([one], [after])).toBe(did));

test('fewer keys in the same file: it helped', () => {
  const keys = (count: number, more = 0): Finding => ({
    ...one,
    evidence: [count, more].map((each, place) => ({
      kind: 'file' as const,
      where: `/x/${place}`,
      saw: { id: 'saw', values: { count: each } },
    })),
  });
  expect(helped([keys(16, 2)], [keys(9, 2)])).toBe(true);
  expect(helped([keys(16, 2)], [keys(16, 2)])).toBe(false);
  // Only moved to where they lie as badly.
  expect(helped([keys(16, 2)], [keys(9, 9)])).toBe(false);
});

test('what is left is only what could not be told before: it helped', () => {
  const doubt = { kind: 'file' as const, where: '/y', saw: 'y', state: 'unknown' as const };
  const left = { ...finding('one', 'unknown', undefined, 0), evidence: [doubt] };
  const both = { ...one, evidence: [...one.evidence, doubt] };
  expect(helped([both], [left])).toBe(true);
  expect(helped([both], [{ ...left, evidence: [doubt, { ...doubt, where: '/x/0' }] }])).toBe(false);
  expect(helped([both], [{ ...left, evidence: [] }])).toBe(false);
});

test.each([
  ['good', finding('two', 'good'), finding('two', 'attention', 'low'), false],
  ['good', finding('two', 'good'), finding('two', 'unknown'), false],
  ['mild', finding('two', 'attention', 'low'), finding('two', 'attention', 'high'), false],
  ['good', finding('two', 'good'), finding('two', 'not-applicable'), true],
  ['unknown', finding('two', 'unknown'), finding('two', 'attention', 'low'), true],
])('what was %s beside it got worse, or not: %#', (_was, before, after, did) =>
  expect(helped([one, before], [finding('one', 'good'), after])).toBe(did),
);

test('what the fix brings up by itself is no harm, and only that', () => {
  const brings = { ...plan, bringsUp: ['two'] };
  const [good, bad] = [finding('two', 'good'), finding('two', 'attention', 'low')];
  expect(helped([one, good], [finding('one', 'good'), bad], brings)).toBe(true);
  expect(helped([one, good], [finding('one', 'good'), bad])).toBe(false);
});

test('it helped in full only once all that it mends is better', () => {
  const both = { ...plan, mends: ['one', 'two'] };
  const two = finding('two', 'attention', 'high');
  expect(verifyFix(both, [one, two], [finding('one', 'good'), two])).toMatchObject({
    helped: true,
    fully: false,
  });
  expect(verifyFix(both, [one, two], [finding('one', 'good'), finding('two', 'good')])).toMatchObject({
    helped: true,
    fully: true,
  });
});

test('what the fix hides from this account is no harm, what it breaks is', () => {
  const hides = { ...plan, hides: true };
  const good = finding('two', 'good');
  expect(helped([one, good], [finding('one', 'good'), finding('two', 'unknown')], hides)).toBe(true);
  expect(helped([one, good], [finding('one', 'good'), finding('two', 'attention', 'low')], hides)).toBe(
    false,
  );
});

test('a picture that OpenClaw put down as it started anew takes no fix back', () => {
  const good = finding('private', 'good');
  const unseen = (id: string): Finding => ({
    ...finding('private', 'unknown', undefined, 0),
    evidence: [{ kind: 'file', where: '/x', saw: { id, values: { count: 1 } }, state: 'unknown' }],
  });
  const result = (id: string) => verifyFix(plan, [one, good], [finding('one', 'good'), unseen(id)]);
  expect(result('contents.opaque')).toMatchObject({ helped: true, meanwhile: [{ id: 'private' }] });
  expect(result('contents.broken')).toMatchObject({ helped: false, because: { id: 'fixes.made-worse' } });
});

test.each([
  ['a database kept changing', { id: 'contents.changing' }],
  ['another program holds a file', { id: 'error.in-use' }],
])('%s as OpenClaw started anew: that takes no fix back', (_what, saw) => {
  const evidence = [{ kind: 'file' as const, where: '/x', saw, state: 'unknown' as const }];
  const unseen = { ...finding('orders', 'unknown', undefined, 0), evidence };
  expect(verifyFix(plan, [one, finding('orders', 'good')], [finding('one', 'good'), unseen])).toMatchObject({
    helped: true,
  });
});
