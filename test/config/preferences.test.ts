import { expect, test } from 'vitest';
import { DEFAULTS, readPreferences, withAcceptance, withSnooze } from '../../main/config/preferences';
import { acceptanceOf } from '../../main/contract/accepted';
import type { Preferences } from '../../main/contract/work';

const NOW = Date.parse('2026-11-22T12:00:00.000Z');
const DAY_MS = 24 * 60 * 60 * 1000;

test.each([
  ['hour', '2026-11-22T13:00:00.000Z'],
  ['day', '2026-11-23T12:00:00.000Z'],
  ['week', '2026-11-29T12:00:00.000Z'],
  ['off', null],
] as const)('no notices for an %s: until %s', (how, until) =>
  expect(withSnooze({ ...DEFAULTS, snoozedUntil: '2030-01-01' }, how, NOW)).toEqual({
    ...DEFAULTS,
    snoozedUntil: until,
  }),
);

test.each([
  ['month', '2026-12-22T12:00:00.000Z'],
  ['quarter', '2027-02-21T12:00:00.000Z'],
  ['year', '2027-11-22T12:00:00.000Z'],
] as const)('accepted for a %s: until %s', (term, until) => {
  const all = withAcceptance(DEFAULTS, { id: 'tool-rights', severity: 'high' }, term, '  I need it ', NOW);
  expect(all.accepted).toEqual([
    {
      finding: 'tool-rights',
      severity: 'high',
      reason: 'I need it',
      since: '2026-11-22T12:00:00.000Z',
      until,
    },
  ]);
});

test('accepting again replaces, and taking back removes, that finding’s alone', () => {
  let all = withAcceptance(DEFAULTS, { id: 'tool-rights', severity: 'high' }, 'month', 'a', NOW);
  all = withAcceptance(all, { id: 'chat-doors' }, 'year', 'b', NOW);
  all = withAcceptance(all, { id: 'tool-rights', severity: 'medium' }, 'year', 'c', NOW);
  expect(all.accepted.map(({ finding, reason }) => `${finding} ${reason}`)).toEqual([
    'chat-doors b',
    'tool-rights c',
  ]);
  expect(all.accepted[0]).not.toHaveProperty('severity');
  expect(withAcceptance(all, { id: 'chat-doors' }, 'off', '', NOW).accepted).toHaveLength(1);
});

const high = withAcceptance(DEFAULTS, { id: 'x', severity: 'high' }, 'month', '', NOW).accepted;
const unrated = withAcceptance(DEFAULTS, { id: 'x' }, 'month', '', NOW).accepted;
test.each([
  [high, 'high', 0, true],
  [high, 'medium', 29, true],
  [high, 'high', 30, false],
  [high, 'critical', 0, false],
  [withAcceptance(DEFAULTS, { id: 'x', severity: 'low' }, 'month', '', NOW).accepted, 'medium', 0, false],
  [
    withAcceptance(DEFAULTS, { id: 'x', severity: 'critical' }, 'month', '', NOW).accepted,
    'critical',
    0,
    false,
  ],
  [unrated, 'high', 0, true],
  [unrated, 'critical', 0, false],
  [withAcceptance(DEFAULTS, { id: 'y', severity: 'high' }, 'month', '', NOW).accepted, 'high', 0, false],
] as const)('%j covers %s after %i days: %s', (accepted, severity, days, covers) => {
  const found = acceptanceOf(accepted, { id: 'x', state: 'attention', severity }, NOW + days * DAY_MS);
  expect(found !== null).toBe(covers);
});

test.each(['good', 'unknown', 'not-applicable'] as const)('what is %s needs no acceptance', (state) =>
  expect(acceptanceOf(high, { id: 'x', state }, NOW)).toBeNull(),
);

const chosen: Preferences = {
  asksFeeds: false,
  asksAppUpdates: false,
  postponedVersion: '0.2.0',
  mirror: 'npmmirror',
  startsAtLogin: true,
  snoozedUntil: '2026-11-23T12:00:00.000Z',
  accepted: high,
  place: 'here',
};

test('what was kept is read as it was', () =>
  expect(readPreferences(JSON.parse(JSON.stringify(chosen)))).toEqual(chosen));

test.each([undefined, null, 1, 'x', [], {}])('%j reads as the defaults', (value) =>
  expect(readPreferences(value)).toEqual(DEFAULTS),
);

test.each([
  [{ asksFeeds: 'no' }, { asksFeeds: true }],
  [{ mirror: 'evil.example' }, { mirror: 'own' }],
  [{ startsAtLogin: 'yes' }, { startsAtLogin: null }],
  [{ snoozedUntil: 'never' }, { snoozedUntil: null }],
  [{ place: 'elsewhere' }, { place: null }],
  [{ snoozedUntil: 5 }, { snoozedUntil: null }],
  [{ accepted: { 0: high[0] } }, { accepted: [] }],
  [{ accepted: [null, 1, {}, { ...high[0], until: 'x' }, high[0]] }, { accepted: high }],
  [{ accepted: [{ ...high[0], severity: 'worst' }] }, { accepted: unrated }],
])('%j reads as %j', (value, told) => expect(readPreferences(value)).toEqual({ ...DEFAULTS, ...told }));

test('a file of thousands of acceptances is cut', () => {
  const many = Array.from({ length: 5000 }, (_, index) => ({ ...high[0], finding: `f${index}` }));
  expect(readPreferences({ accepted: many }).accepted).toHaveLength(100);
});
