import { expect, test } from 'vitest';
import {
  DAY_MS,
  HOUR_MS,
  isDueAfter,
  untilDaily,
  untilNoticesCome,
} from '../../../main/app/scheduler/schedule';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const course = (hoursAgo: number | null, well = true) => ({
  triedAt: hoursAgo === null ? null : NOW - hoursAgo * HOUR_MS,
  well,
});

test.each([
  [null, 0],
  [0, DAY_MS],
  [1, 23 * HOUR_MS],
  [24, 0],
  [700, 0],
  // The clock was put back to before the last look.
  [-1, 0],
])('a look %j hours ago: the daily one in %i ms', (ago, wait) =>
  expect(untilDaily(course(ago), NOW)).toBe(wait),
);

test.each([
  ['resume', 0.5, true, false],
  ['resume', 1, true, true],
  ['resume', 30, true, true],
  ['unlock', 1, true, false],
  ['unlock', 23, true, false],
  ['unlock', 24, true, true],
  ['unlock', 1, false, true],
  ['unlock', 0.5, false, false],
  ['resume', 0.5, false, false],
  ['unlock', null, true, true],
  ['unlock', -5, true, true],
] as const)('%s, %j hours after a look that went well: %s → %s', (wake, ago, well, due) =>
  expect(isDueAfter(wake, course(ago, well), NOW)).toBe(due),
);

test.each([
  [1, HOUR_MS],
  [7 * 24, 7 * DAY_MS],
  [0, 0],
  [-3, 0],
  [24 * 365, 0],
])('notices that are off for %i hours come in %i ms', (hours, wait) =>
  expect(untilNoticesCome(new Date(NOW + hours * HOUR_MS).toISOString(), NOW)).toBe(wait),
);
