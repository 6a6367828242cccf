import { expect, test } from 'vitest';
import { createReceiptSchedule } from '../../../main/app/scheduler/receipts';
import type { AppState } from '../../../main/contract/state';

const HOUR = 60 * 60 * 1000;
const tank = (told: object = {}) => ({ name: 'openclaw', state: 'running', receiptDue: true, ...told });
const state = (tanks: unknown, told: object = {}) =>
  ({ working: null, workDone: null, tanks, ...told }) as unknown as AppState;

test('a running tank that is due, once a day', () => {
  let now = 1_000_000;
  const receipts = createReceiptSchedule(() => now);
  expect(receipts.next(state([tank()]))).toBe('openclaw');
  now += 23 * HOUR;
  expect(receipts.next(state([tank()]))).toBe(null);
  expect(receipts.next(state([tank(), tank({ name: 'second' })]))).toBe('second');
  now += HOUR;
  expect(receipts.next(state([tank()]))).toBe('openclaw');
  // The clock was put back.
  now -= 48 * HOUR;
  expect(receipts.next(state([tank()]))).toBe('openclaw');
});

test.each([
  ['that isn’t due', state([tank({ receiptDue: false })])],
  ['that is stopped', state([tank({ state: 'stopped' })])],
  ['that is silent', state([tank({ state: 'silent' })])],
  ['while work is under way', state([tank()], { working: { kind: 'fix' } })],
  ['while there is something to read', state([tank()], { workDone: { kind: 'fix' } })],
  ['where there is none', state(undefined)],
])('nobody %s', (_, told) => expect(createReceiptSchedule(() => 0).next(told)).toBe(null));
