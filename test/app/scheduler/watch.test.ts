import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../main/app/scheduler/schedule';
import { createScheduler } from '../../../main/app/scheduler/scheduler';
import { createStore } from '../../../main/app/store';
import { DEFAULTS, withSnooze } from '../../../main/config/preferences';
import type { AppState } from '../../../main/contract/state';
import { appState } from '../../fakes/state';

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-22T08:00:00Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Looks end at once unless told otherwise. */
function set(told: Partial<AppState> = {}, outcome: 'well' | 'badly' | 'never' = 'well') {
  const store = createStore(appState(told));
  const looks: number[] = [];
  let how = outcome;
  let holding = false;
  const watch = createScheduler({
    store,
    look() {
      looks.push(Date.now());
      if (how === 'never') store.publish({ looking: { done: 0, of: 21, tilesDone: [] } });
      else watch.ended(how === 'well');
    },
    held: () => holding,
    endSnooze: () => store.publish({ preferences: withSnooze(store.get().preferences, 'off', Date.now()) }),
    now: Date.now,
  });
  return {
    store,
    watch,
    looks,
    hours: () => looks.map((at) => (at - (looks[0] ?? 0)) / HOUR_MS),
    will: (next: typeof how) => {
      how = next;
    },
    hold: () => {
      holding = true;
    },
    quiet: (how: 'hour' | 'day' | 'week' | 'off') =>
      store.publish({ preferences: withSnooze(store.get().preferences, how, Date.now()) }),
  };
}

test('looks at the start and daily, on one timer', () => {
  const { watch, hours } = set();
  watch.start();
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(3 * DAY_MS);
  expect(hours()).toEqual([0, 24, 48, 72]);
  expect(vi.getTimerCount()).toBe(1);
});

test('started with the session, the first look waits for the network', () => {
  const { watch, looks } = set();
  watch.start(true);
  vi.advanceTimersByTime(29_000);
  expect(looks).toHaveLength(0);
  vi.advanceTimersByTime(1000);
  expect(looks).toHaveLength(1);
  vi.advanceTimersByTime(DAY_MS);
  expect(looks).toHaveLength(2);
});

test('a look that waits begins when somebody wants to see, and no other does', () => {
  const { watch, looks } = set();
  watch.start(true);
  watch.hurry();
  expect(looks).toHaveLength(1);
  watch.hurry();
  vi.advanceTimersByTime(60_000);
  expect(looks).toHaveLength(1);
});

test('a look by somebody else counts, and puts the daily one off', () => {
  const { watch, hours } = set();
  watch.start();
  vi.advanceTimersByTime(10 * HOUR_MS);
  watch.ended(true);
  vi.advanceTimersByTime(23 * HOUR_MS);
  expect(hours()).toEqual([0]);
  vi.advanceTimersByTime(HOUR_MS);
  expect(hours()).toEqual([0, 34]);
});

test('before the first look was asked for, it looks never', () => {
  const { watch, looks } = set({ welcomed: false });
  watch.start();
  watch.woke('resume');
  vi.advanceTimersByTime(5 * DAY_MS);
  expect(looks).toEqual([]);
});

test('a look that failed is tried again at the next occasion, not in a loop', () => {
  const { watch, hours, will } = set({}, 'badly');
  watch.start();
  vi.advanceTimersByTime(5 * HOUR_MS);
  expect(hours()).toEqual([0]);
  watch.woke('unlock');
  vi.advanceTimersByTime(HOUR_MS);
  expect(hours()).toHaveLength(2);
  vi.advanceTimersByTime(12 * HOUR_MS);
  expect(hours()).toHaveLength(2);
  will('well');
  vi.advanceTimersByTime(12 * HOUR_MS);
  expect(hours()).toHaveLength(3);
});

test('after a sleep it looks once, when the network had time to come back', () => {
  const { watch, looks } = set();
  watch.start();
  // Timers stand still in a sleep; the clock does not.
  vi.setSystemTime(Date.now() + 30 * HOUR_MS);
  watch.woke('resume');
  watch.woke('unlock');
  vi.advanceTimersByTime(29_000);
  expect(looks).toHaveLength(1);
  vi.advanceTimersByTime(1000);
  expect(looks).toHaveLength(2);
  vi.advanceTimersByTime(HOUR_MS);
  watch.woke('unlock');
  vi.advanceTimersByTime(HOUR_MS);
  expect(looks).toHaveLength(2);
});

test('lids that are opened and closed all day don’t make it look all day', () => {
  const { watch, looks } = set();
  watch.start();
  for (let minutes = 0; minutes < 24 * 60; minutes += 5) {
    watch.woke('resume');
    vi.advanceTimersByTime(5 * 60_000);
  }
  expect(looks.length).toBeLessThanOrEqual(25);
});

test.each(['looking', 'working'] as const)('nothing is begun while it is %s', (what) => {
  const { watch, store, looks } = set();
  watch.start();
  store.publish(
    what === 'looking'
      ? { looking: { done: 0, of: 21, tilesDone: [] } }
      : {
          working: { kind: 'update', now: '', done: 0, of: 1, part: null, lines: [], cancellable: false },
        },
  );
  vi.advanceTimersByTime(25 * HOUR_MS);
  watch.woke('resume');
  vi.advanceTimersByTime(HOUR_MS);
  expect(looks).toHaveLength(1);
  store.publish({ looking: null, working: null });
  watch.ended(true);
  vi.advanceTimersByTime(24 * HOUR_MS);
  expect(looks).toHaveLength(2);
});

test('a look that never ends does not stop the watch for ever', () => {
  const { watch, store, looks } = set({}, 'never');
  watch.start();
  vi.advanceTimersByTime(3 * DAY_MS);
  expect(looks).toHaveLength(1);
  store.publish({ looking: null });
  vi.advanceTimersByTime(DAY_MS);
  expect(looks).toHaveLength(2);
});

test('clocks that are put back or forward cost a day at most', () => {
  const { watch, looks } = set();
  watch.start();
  vi.setSystemTime(Date.now() - 400 * DAY_MS);
  vi.advanceTimersByTime(DAY_MS);
  expect(looks).toHaveLength(2);
  vi.setSystemTime(Date.now() + 400 * DAY_MS);
  vi.advanceTimersByTime(DAY_MS);
  expect(looks).toHaveLength(3);
  vi.advanceTimersByTime(10 * DAY_MS);
  expect(looks).toHaveLength(13);
});

test.each([
  ['hour', 1],
  ['day', 24],
] as const)('a snooze of an %s ends by itself, and looks then when something was held back', (how, end) => {
  const { watch, store, hours, hold, quiet } = set();
  watch.start();
  vi.advanceTimersByTime(6 * HOUR_MS);
  quiet(how);
  hold();
  vi.advanceTimersByTime(end * HOUR_MS - 1000);
  expect(store.get().preferences.snoozedUntil).not.toBeNull();
  vi.advanceTimersByTime(1000);
  expect(store.get().preferences.snoozedUntil).toBeNull();
  expect(hours()).toEqual(how === 'hour' ? [0, 7] : [0, 24, 30]);
});

test('a snooze that held nothing back ends without a look', () => {
  const { watch, store, hours, quiet } = set();
  watch.start();
  quiet('hour');
  vi.advanceTimersByTime(2 * HOUR_MS);
  expect(store.get().preferences.snoozedUntil).toBeNull();
  expect(hours()).toEqual([0]);
});

test('“notices again” looks at once when something was held back', () => {
  const { watch, looks, hold, quiet } = set();
  watch.start();
  quiet('week');
  hold();
  vi.advanceTimersByTime(HOUR_MS);
  quiet('off');
  expect(looks).toHaveLength(2);
});

test('a snooze that ended while the app was not running is over at the start', () => {
  const over = { ...DEFAULTS, snoozedUntil: '2026-11-20T08:00:00.000Z' };
  const { watch, store, looks } = set({ preferences: over });
  watch.start();
  expect(store.get().preferences.snoozedUntil).toBeNull();
  expect(looks).toHaveLength(1);
});

test('a snooze that ends years from now, by a clock that was put back, is over', () => {
  const { watch, store, quiet } = set();
  watch.start();
  quiet('week');
  vi.setSystemTime(Date.parse('2020-01-01T00:00:00Z'));
  watch.woke('unlock');
  vi.advanceTimersByTime(HOUR_MS);
  expect(store.get().preferences.snoozedUntil).toBeNull();
});
