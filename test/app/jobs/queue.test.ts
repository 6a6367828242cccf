import { expect, test, vi } from 'vitest';
import { JobError } from '../../../main/app/jobs/job-error';
import {
  createJobQueue,
  isScanMemory,
  type JobQueueOptions,
  type ScanMemory,
} from '../../../main/app/jobs/queue';
import { localizeState } from '../../../main/app/localize-state';
import { createLocalizedState } from '../../../main/app/localized-state';
import { createStore } from '../../../main/app/store';
import { DEFAULTS } from '../../../main/config/preferences';
import type { ScanResult } from '../../../main/contract/scan-result';
import { runningApp } from '../../app-update/makers';
import { appState } from '../../fakes/state';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const releases = (askedAt: string) => ({
  registry: 'registry.example.org',
  tags: { latest: '2026.9.6' },
  askedAt,
});
const look = (name: string, more: Partial<ScanResult> = {}) =>
  ({
    startedAt: name,
    findings: [],
    copies: [],
    fixes: [],
    releases: null,
    ...more,
  }) as unknown as ScanResult;
/** Looks that end when the test says so. */
function set(kept?: ScanMemory, version = '1.0.0', preferences = DEFAULTS, answers = () => true) {
  const ended = vi.fn();
  const store = createStore(appState());
  const write = vi.fn(async (_value: ScanMemory) => {});
  const runs: {
    errand: Parameters<JobQueueOptions['run']>[0];
    news: Parameters<JobQueueOptions['run']>[1];
    end: (name: string, more?: Partial<ScanResult>) => void;
    fail: (error: Error) => void;
  }[] = [];
  const log = vi.fn();
  const run: JobQueueOptions['run'] = (errand, news, signal) =>
    new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
      runs.push({
        errand,
        news,
        end: (name, more) =>
          resolve({
            look: look(name, more),
            changes: [],
            history: [],
            work: null,
            feedsAnswered: errand.task.kind === 'refresh' && answers(),
          }),
        fail: reject,
      });
    });
  const localized = createLocalizedState(store, async () => localizeState);
  const desk = createJobQueue({
    store,
    localized,
    memory: { read: () => kept, write },
    app: runningApp({ version }),
    folder: '/home/lin/.config/Tankmate',
    preferences: () => preferences,
    run,
    ended,
    now: () => NOW,
    log,
  });
  const last = () => {
    const found = runs.at(-1);
    if (!found) throw new Error('no look was started');
    return found;
  };
  const settled = () => vi.waitFor(() => expect(store.get().looking).toBeNull());
  return { store, localized, desk, runs, last, write, log, settled, ended };
}

test('one look at a time', async () => {
  const { desk, runs, last, settled } = set();
  void desk.start();
  void desk.start();
  expect(runs).toHaveLength(1);
  last().end('first');
  await settled();
  void desk.start();
  expect(runs).toHaveLength(2);
});

test('progress and report reach the state, and the look is kept', async () => {
  const { store, desk, last, write, settled } = set();
  void desk.start();
  expect(store.get().looking).toEqual({ done: 0, of: 0, tilesDone: [] });
  last().news({ kind: 'progress', looking: { done: 3, of: 21, tilesDone: ['updates'] } });
  expect(store.get().looking?.done).toBe(3);
  last().end('first');
  await settled();
  expect(store.get()).toMatchObject({ lookFailed: null, report: { language: 'en', startedAt: 'first' } });
  expect(write).toHaveBeenCalledExactlyOnceWith({ app: '1.0.0', look: look('first'), releases: null });
});

test('another language shows the same look without a new one', async () => {
  const { store, localized, desk, last, runs, settled } = set();
  localized.setLanguage('zh-CN');
  expect(store.get()).toMatchObject({ language: 'zh-CN', report: null });
  void desk.start();
  last().end('first');
  await settled();
  expect(store.get().report?.language).toBe('zh-CN');
  localized.setLanguage('en');
  expect(store.get()).toMatchObject({ language: 'en', report: { language: 'en', startedAt: 'first' } });
  expect(runs).toHaveLength(1);
});

test('cancelled: said so, the report before it stays, and nothing is logged as a failure', async () => {
  const { store, desk, last, log, settled } = set();
  void desk.start();
  last().end('first');
  await settled();
  void desk.start();
  expect(store.get()).toMatchObject({ looking: { done: 0 }, report: { startedAt: 'first' } });
  desk.cancelLook();
  await settled();
  expect(store.get()).toMatchObject({ lookFailed: 'cancelled', report: { startedAt: 'first' } });
  expect(log).not.toHaveBeenCalled();
  void desk.start();
  expect(store.get().lookFailed).toBeNull();
});

test('failed: said so, logged, and the next look may start', async () => {
  const { store, desk, last, runs, log, settled } = set();
  void desk.start();
  last().fail(new JobError({ id: 'error.disk-full' }));
  await settled();
  expect(store.get()).toMatchObject({ lookFailed: 'failed', report: null, failure: 'the disk is full' });
  expect(log).toHaveBeenCalledOnce();
  void desk.start();
  expect(runs).toHaveLength(2);
});

test('a fix goes with the words that it was shown with', async () => {
  const { desk, last, runs, settled } = set();
  void desk.start();
  const does = { id: 'fix.listen-locally.does' };
  last().end('first', { fixes: [{ id: 'listen-locally', does }] } as unknown as ScanResult);
  await settled();
  void desk.start({ kind: 'fix', fixes: [{ id: 'listen-locally', fingerprint: 'f' }] });
  expect(runs.at(-1)?.errand.task).toEqual({
    kind: 'fix',
    fixes: [{ id: 'listen-locally', fingerprint: 'f', does }],
  });
});

test('work that broke off is followed by a look: only that tells what was begun', async () => {
  const { desk, store, runs } = set();
  const done = desk.start({ kind: 'stop' });
  runs[0]?.fail(new Error('it was killed'));
  expect(await done).toBeNull();
  expect(runs.map(({ errand }) => errand.task.kind)).toEqual(['stop', 'look']);
  runs[1]?.fail(new Error('it was killed'));
  await vi.waitFor(() => expect(store.get()).toMatchObject({ looking: null, lookFailed: 'failed' }));
  expect(runs).toHaveLength(2);
});

test('to cancel nothing does nothing', () => {
  const { store, desk } = set();
  desk.cancelLook();
  expect(store.get().revision).toBe(0);
});

test('the look of the last run is shown until the new one is there', async () => {
  const { store, desk, last, settled } = set({ app: '1.0.0', look: look('yesterday'), releases: null });
  void desk.start();
  await vi.waitFor(() => expect(store.get().report?.startedAt).toBe('yesterday'));
  expect(store.get().looking).toMatchObject({ done: 0 });
  last().end('today');
  await settled();
  expect(store.get().report?.startedAt).toBe('today');
});

test.each([
  ['of another version', { app: '0.9.0', look: look('yesterday'), releases: null }],
  ['that is none', { app: '1.0.0', look: { startedAt: 'yesterday' } as ScanResult, releases: null }],
])('a look %s is not put into words, and stands in nothing’s way', async (_which, kept) => {
  const { store, localized, desk, last, settled } = set(kept);
  void desk.start();
  await localized.ready();
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(store.get().report).toBeNull();
  localized.setLanguage('zh-CN');
  last().end('today');
  await settled();
  expect(store.get().report).toMatchObject({ language: 'zh-CN', startedAt: 'today' });
});

test('work tells how far it has come, at once in another language, and what it came to', async () => {
  const { store, localized, desk, runs } = set();
  const done = desk.start({ kind: 'stop' });
  const now = { id: 'fixes.looking' };
  const working = { kind: 'stop', done: 0, of: 2, part: null, lines: [], cancellable: true } as const;
  // Told before the catalogues are there.
  runs[0]?.news({ kind: 'working', working: { ...working, now } });
  expect(store.get().working).toBeNull();
  await vi.waitFor(() => expect(store.get().working?.now).toBe('Looking how things stand'));
  localized.setLanguage('zh-CN');
  expect(store.get().working?.now).toMatch(/\p{Script=Han}/u);
  runs[0]?.end('after');
  await done;
  expect(store.get()).toMatchObject({ working: null, workDone: null });
});

test('the registry is asked once a day at most', async () => {
  const fresh = releases('2026-11-21T12:00:01Z');
  const { desk, last, write, settled } = set({ app: '0.9.0', look: look('yesterday'), releases: fresh });
  void desk.start();
  expect(last().errand.remembered).toEqual(fresh);
  last().end('today');
  await settled();
  await vi.waitFor(() => expect(write.mock.calls[0]?.[0].releases).toEqual(fresh));

  const old = set({ app: '1.0.0', look: look('x'), releases: releases('2026-11-21T11:59:59Z') });
  void old.desk.start();
  expect(old.last().errand).not.toHaveProperty('remembered');
  old.last().end('today', { releases: fresh });
  await old.settled();
  void old.desk.start();
  expect(old.last().errand.remembered).toEqual(fresh);
});

test.each(['2026-11-23T00:00:00Z', 'never'])('an answer of %s is not of today', (askedAt) => {
  const { desk, last } = set({ app: '1.0.0', look: look('x'), releases: releases(askedAt) });
  void desk.start();
  expect(last().errand).not.toHaveProperty('remembered');
});

test('the feeds are asked once a day at most, across runs, and not where the user does not want it', async () => {
  const memory = (hoursAgo: number): ScanMemory => ({
    app: '1.0.0',
    look: look('x'),
    releases: null,
    feedsAskedAt: new Date(NOW - hoursAgo * 60 * 60 * 1000).toISOString(),
  });
  const kind = async (kept?: ScanMemory, preferences = DEFAULTS) => {
    const { desk, last } = set(kept, '1.0.0', preferences);
    void desk.start({ kind: 'refresh' });
    return last().errand.task.kind;
  };
  expect(await kind()).toBe('refresh');
  expect(await kind(memory(19))).toBe('look');
  expect(await kind(memory(20))).toBe('refresh');
  // The clock was put back.
  expect(await kind(memory(-1))).toBe('refresh');
  expect(await kind(undefined, { ...DEFAULTS, asksFeeds: false })).toBe('look');

  const { desk, last, write, settled } = set();
  void desk.start({ kind: 'refresh' });
  last().end('first');
  await settled();
  expect(write.mock.calls[0]?.[0].feedsAskedAt).toBe(new Date(NOW).toISOString());
  void desk.start({ kind: 'refresh' });
  expect(last().errand.task.kind).toBe('look');
  last().end('second');
  await settled();
  expect(write.mock.calls[1]?.[0].feedsAskedAt).toBe(new Date(NOW).toISOString());
});

test('where no feed answered, the next look asks again', async () => {
  let answers = false;
  const { desk, last, write, settled } = set(undefined, '1.0.0', DEFAULTS, () => answers);
  void desk.start({ kind: 'refresh' });
  last().end('offline');
  await settled();
  expect(write.mock.calls[0]?.[0]).not.toHaveProperty('feedsAskedAt');
  answers = true;
  void desk.start({ kind: 'refresh' });
  expect(last().errand.task.kind).toBe('refresh');
  last().end('online');
  await settled();
  void desk.start({ kind: 'refresh' });
  expect(last().errand.task.kind).toBe('look');
});

test('a failed or cancelled refresh has not asked', async () => {
  const { desk, last, settled } = set();
  void desk.start({ kind: 'refresh' });
  last().fail(new Error('the look ended early with code 1'));
  await settled();
  void desk.start({ kind: 'refresh' });
  expect(last().errand.task.kind).toBe('refresh');
});

test('who listens hears how each errand ended, after the state tells it', async () => {
  const { store, desk, last, ended, settled } = set();
  ended.mockImplementation(() => expect(store.get().looking).toBeNull());
  void desk.start();
  last().end('first');
  await vi.waitFor(() => expect(ended).toHaveBeenCalledOnce());
  expect(ended.mock.calls[0]?.[0]).toMatchObject({ look: { startedAt: 'first' } });
  void desk.start();
  desk.cancelLook();
  await settled();
  await vi.waitFor(() => expect(ended).toHaveBeenLastCalledWith(null));
  void desk.start();
  last().fail(new Error('x'));
  await vi.waitFor(() => expect(ended).toHaveBeenCalledTimes(3));
  // A look that gave way to work is not an end: the work’s is.
  void desk.start();
  void desk.start({ kind: 'stop' });
  last().end('after the stop');
  await vi.waitFor(() => expect(ended).toHaveBeenCalledTimes(4));
  expect(ended.mock.calls[3]?.[0]).toMatchObject({ look: { startedAt: 'after the stop' } });
});

test.each([null, 1, 'x', [], {}, { app: 1, look: {} }, { app: '1', look: 'x' }, { app: '1', look: null }])(
  '%j is no memory of a look',
  (value) => expect(isScanMemory(value)).toBe(false),
);

test('a newer Tankmate is asked for once a day, and only when the scheduler looks', async () => {
  const asksOf = async (wanted: 'look' | 'refresh', appAskedAt: string | null, asksAppUpdates = true) => {
    const kept = { app: '1.0.0', look: look('before'), releases: null, ...(appAskedAt && { appAskedAt }) };
    const { desk, last } = set(kept, '1.0.0', { ...DEFAULTS, asksAppUpdates });
    void desk.start({ kind: wanted });
    return last().errand.asksApp;
  };
  expect(await asksOf('refresh', null)).toBe(true);
  expect(await asksOf('refresh', '2026-11-21T12:00:00Z')).toBe(true);
  expect(await asksOf('refresh', '2026-11-22T02:00:00Z')).toBe(false);
  expect(await asksOf('look', null)).toBe(false);
  expect(await asksOf('refresh', null, false)).toBe(false);
});
