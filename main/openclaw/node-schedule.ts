import semver from 'semver';

/** The last change of the schedule below: github.com/nodejs/Release, commit e4bf922. */
export const SCHEDULE_FROM = '2026-07-02';

/**
 * The last day on which a line of Node gets repairs, by its major version (github.com/nodejs/Release, schedule.json, `end`).
 * A raise: copy the lines that are new or moved, and the date above. io.js (1 to 3) never was in it.
 */
const LAST_DAYS: Readonly<Record<number, string>> = {
  0: '2016-12-31',
  4: '2018-04-30',
  5: '2016-06-30',
  6: '2019-04-30',
  7: '2017-06-30',
  8: '2019-12-31',
  9: '2018-06-30',
  10: '2021-04-30',
  11: '2019-06-01',
  12: '2022-04-30',
  13: '2020-06-01',
  14: '2023-04-30',
  15: '2021-06-01',
  16: '2023-09-11',
  17: '2022-06-01',
  18: '2025-04-30',
  19: '2023-06-01',
  20: '2026-04-30',
  21: '2024-06-01',
  22: '2027-04-30',
  23: '2025-06-01',
  24: '2028-04-30',
  25: '2026-06-01',
  26: '2029-04-30',
  27: '2030-04-30',
};

/** Whether a line still gets repairs; `unknown` where the schedule doesn't name it: it may be newer than that. */
export type NodeSupport =
  | { readonly state: 'supported' | 'ended'; readonly lastDay: string }
  | { readonly state: 'unknown' };

/**
 * Whether the makers of Node still repair the line of this version at a time, in milliseconds since 1970. A clock that
 * stands before the schedule's own date is wrong, and makes nothing young again.
 */
export function nodeSupport(version: string, now: number): NodeSupport {
  const lastDay = LAST_DAYS[semver.parse(version)?.major ?? -1];
  if (lastDay === undefined) return { state: 'unknown' };
  const today = new Date(Math.max(now, Date.parse(SCHEDULE_FROM))).toISOString().slice(0, 10);
  return { state: today > lastDay ? 'ended' : 'supported', lastDay };
}
