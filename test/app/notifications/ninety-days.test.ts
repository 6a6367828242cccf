import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { withAcceptance, withSnooze } from '../../../main/config/preferences';
import { type Finding, SEVERITIES, type Severity, type State } from '../../../main/contract/finding';
import { finding, START } from '../../report/history/looks';
import { months } from './months';
import { behind, hole, holes } from './sample';

beforeEach(() => {
  vi.useFakeTimers({ now: START });
});
afterEach(() => {
  vi.useRealTimers();
});

const within = (day: number, from: number, to: number) => day >= from && day < to;

/** What one OpenClaw goes through: the user updates on days 30 and 60, mends the gateway at once, and never the rest. */
function course(day: number): readonly Finding[] {
  // A release a week, the first on day 3.
  const newest = Math.floor((day - 3) / 7) + 1;
  const mine = Math.max(
    0,
    ...[30, 60].filter((each) => day >= each).map((each) => Math.floor((each - 3) / 7) + 1),
  );
  const published = [
    { day: -100, id: 'GHSA-old1', severity: 'high' },
    { day: -50, id: 'GHSA-old2', severity: 'low' },
    { day: 12, id: 'GHSA-twelve', severity: 'high' },
    { day: 14, id: 'GHSA-small', severity: 'low' },
    { day: 47, id: 'GHSA-asleep', severity: 'critical' },
    { day: 71, id: 'GHSA-late', severity: 'medium' },
  ] as const;
  // Each update mends what was published before it.
  const updated = day >= 60 ? 60 : day >= 30 ? 30 : Number.NEGATIVE_INFINITY;
  const open = published.filter((each) => each.day <= day && each.day > updated);
  const worst = SEVERITIES.find((severity) => open.some((each) => each.severity === severity));
  return [
    finding('gateway-listens-locally', within(day, 20, 20.5) || within(day, 52, 52.5) ? 'critical' : 'good'),
    worst
      ? holes(worst, ...open.map(({ id, severity }) => hole(id, severity)))
      : finding('known-holes', 'good'),
    newest > mine ? behind(`2026.10.${newest}`) : finding('newest-version', 'good'),
    finding('tool-rights', within(day, 0, 40) ? 'high' : day < 80 ? 'good' : 'high'),
    finding('state-permissions', day < 25 ? 'good' : 'low'),
    finding('folder-reach', within(day, 34, 43) ? 'unknown' : 'good'),
    finding('chat-doors', within(day, 48, 49) ? 'high' : 'good'),
  ];
}

test('ninety days of one OpenClaw: each of the notices, on its day', () => {
  const app = months(course);
  const asked = () => Date.now();
  app.until(5);
  app.prefer(
    withAcceptance(app.preferences(), { id: 'tool-rights', severity: 'high' }, 'month', 'for now', asked()),
  );
  app.until(10.2);
  app.restart();
  app.until(16);
  app.sleep(14);
  app.until(18);
  app.restart();
  app.restart();
  app.until(20.1);
  // Nobody waits for the daily look who has just changed something: the app is started anew.
  app.restart();
  app.until(20.6);
  app.restart();
  app.until(30.1);
  app.restart();
  app.until(45.3);
  app.prefer(withSnooze(app.preferences(), 'week', asked()));
  app.until(50);
  app.restart();
  app.until(52.4);
  app.until(60.1);
  app.restart();
  app.until(63);
  app.setClock(2);
  app.until(65);
  app.setClock(-2);
  app.until(67);
  app.setClock(-1 / 24);
  app.until(90);
  app.end();

  expect(app.told.map(({ day, title, keys }) => `${Math.floor(day)}: ${title} [${keys.join(', ')}]`)).toEqual(
    [
      '3: A newer OpenClaw is out [newest-version/medium, newest-version/2026.10.1]',
      '10: A newer OpenClaw is out [newest-version/2026.10.2]',
      '12: Your OpenClaw has holes that are publicly known [known-holes/GHSA-twelve]',
      '14: Your OpenClaw has holes that are publicly known [known-holes/GHSA-small]',
      '17: A newer OpenClaw is out [newest-version/2026.10.3]',
      '20: Other computers can connect to your lobster [gateway-listens-locally/critical]',
      '24: A newer OpenClaw is out [newest-version/2026.10.4]',
      '28: Others on this computer can get at your lobster’s files [state-permissions/low]',
      '31: A newer OpenClaw is out [newest-version/medium, newest-version/2026.10.5]',
      '35: Your lobster’s tools can do more than they should [tool-rights/until 2026-12-27T08:00:00.000Z]',
      '36: We can’t tell which of your private folders it can open [folder-reach/unknown]',
      '38: A newer OpenClaw is out [newest-version/2026.10.6]',
      '45: A newer OpenClaw is out [newest-version/2026.10.7]',
      // A week without notices: what was mended meanwhile is not in it.
      '52: While notices were off: 3 things [gateway-listens-locally/critical, known-holes/critical, known-holes/GHSA-asleep, newest-version/2026.10.8]',
      '59: A newer OpenClaw is out [newest-version/2026.10.9]',
      '66: A newer OpenClaw is out [newest-version/medium, newest-version/2026.10.10]',
      '71: Your OpenClaw has holes that are publicly known [known-holes/medium, known-holes/GHSA-late]',
      '73: A newer OpenClaw is out [newest-version/2026.10.11]',
      '80: Your lobster’s tools can do more than they should [tool-rights/high, newest-version/2026.10.12]',
      '87: A newer OpenClaw is out [newest-version/2026.10.13]',
    ],
  );
  // Daily, and a few more at the starts, the sleep and the end of the snooze.
  expect(app.looked.length).toBeGreaterThanOrEqual(90);
  expect(app.looked.length).toBeLessThanOrEqual(105);
});

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const HOW: readonly (Severity | State)[] = ['good', 'good', 'unknown', 'not-applicable', ...SEVERITIES];
const IDS = ['gateway-listens-locally', 'tool-rights', 'state-permissions', 'folder-reach', 'chat-doors'];

/** Findings that change at random, some every few days and some all the time, with versions and holes that come and go. */
function weather(random: () => number): (day: number) => readonly Finding[] {
  const now = new Map<string, Severity | State>();
  const known: string[] = [];
  let newest = 0;
  return () => {
    for (const [index, id] of IDS.entries())
      if (random() < 0.05 + index * 0.15) now.set(id, HOW[Math.floor(random() * HOW.length)] ?? 'good');
    if (random() < 0.15) newest++;
    if (random() < 0.1) known.push(`GHSA-${known.length}`);
    const seen = known.filter(() => random() < 0.95);
    const severity = SEVERITIES[Math.floor(random() * SEVERITIES.length)] ?? 'low';
    return [
      ...IDS.map((id) => finding(id, now.get(id) ?? 'good')),
      seen.length > 0
        ? holes('high', ...seen.map((id) => hole(id, severity)))
        : finding('known-holes', 'good'),
      random() < 0.8 ? behind(`2026.10.${newest}`) : finding('newest-version', 'unknown'),
    ];
  };
}

test.each(Array.from({ length: 12 }, (_, seed) => seed))('ninety days of any weather, seed %i', (seed) => {
  const random = numbers(seed);
  const app = months(weather(random));
  while (app.days() < 90) {
    app.until(app.days() + random() * 1.5);
    const chance = random();
    if (chance < 0.15) app.restart();
    else if (chance < 0.35) app.sleep(random() * 40);
    else if (chance < 0.4) app.setClock(random() * 4 - 2);
    else if (chance < 0.45)
      app.prefer(withSnooze(app.preferences(), random() < 0.5 ? 'day' : 'week', Date.now()));
    else if (chance < 0.48) app.prefer(withSnooze(app.preferences(), 'off', Date.now()));
    else if (chance < 0.52) {
      const id = IDS[Math.floor(random() * IDS.length)] ?? '';
      app.prefer(withAcceptance(app.preferences(), { id, severity: 'high' }, 'month', '', Date.now()));
    }
  }
  app.end();
  const at = (day: number) => app.looked.findLast((each) => each.day === day);

  // At most one a look, none while notices are off, none about nothing.
  expect(new Set(app.told.map(({ day }) => day)).size).toBe(app.told.length);
  for (const { day, keys } of app.told) {
    expect(at(day)?.snoozed).toBe(false);
    expect(keys.length).toBeGreaterThan(0);
  }
  // None twice, unless it was mended in between: seen as good, or gone for a week.
  const before = new Map<string, number>();
  for (const { day, keys } of app.told)
    for (const key of keys) {
      const last = before.get(key);
      before.set(key, day);
      if (last === undefined) continue;
      const id = key.slice(0, key.indexOf('/'));
      const between = app.looked
        .filter((each) => each.day > last && each.day < day)
        .map(({ findings }) => findings.find((each) => each.id === id)?.state);
      expect(between.some((state) => state === 'good' || state === 'not-applicable')).toBe(true);
      expect(key).not.toMatch(/GHSA|2026\.10|until/);
    }
  // Nothing stands at the end that is bad and was kept from the reader.
  const last = app.looked.at(-1);
  const heard = new Set(app.told.flatMap(({ keys }) => keys));
  const first = new Set(app.looked[0]?.findings.map(({ id, severity }) => `${id}/${severity}`));
  if (!last?.snoozed)
    for (const { id, severity } of last?.findings ?? [])
      if (severity === 'critical' && !first.has(`${id}/critical`)) expect(heard).toContain(`${id}/critical`);
});
