import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, expect, test, vi } from 'vitest';
import { createStore, sendChanges } from '../../main/app/store';
import type { StateChange } from '../../main/contract/state';
import type { JobProgress } from '../../main/contract/work';
import { allGood, badHome } from '../../renderer/practice/reports';
import { appState } from '../fakes/state';
import { single } from '../wizard/works';

// Main's store and the page's mirror of it, with a way between them that may lose changes or let an answer be late.

type Page = typeof import('../../renderer/store/appState');

/** A page that is loaded anew, and a main that it hears. */
async function opened(getState?: () => Promise<ReturnType<typeof appState>>) {
  vi.resetModules();
  const store = createStore(appState());
  const ask = vi.fn(getState ?? (async () => structuredClone(store.get())));
  vi.stubGlobal('window', { bridge: { getState: ask } });
  const page: Page = await import('../../renderer/store/appState');
  const { useUi } = await import('../../renderer/store/uiState');
  const sent: StateChange[] = [];
  const way = { isLost: (_change: StateChange) => false };
  const close = sendChanges(store, (change) => {
    const copy = structuredClone(change);
    sent.push(copy);
    if (!way.isLost(copy)) page.receiveChange(copy);
  });
  return { store, page, ask, sent, way, close, useUi, state: () => page.useAppStore.getState().state };
}

afterEach(() => void vi.unstubAllGlobals());

const working = (done: number): JobProgress => ({
  kind: 'update',
  now: 'Installing',
  done,
  of: 10_000,
  part: null,
  lines: Array.from({ length: 50 }, (_, line) => `npm http fetch GET 200 package ${done} ${line}`),
  cancellable: true,
});

test('changes are put in, in their order, after the state was asked for once', async () => {
  const { store, page, ask, state } = await opened();
  await page.fetchState();
  store.publish({ report: badHome('en') });
  store.publish({ looking: { done: 1, of: 2, tilesDone: [] } });
  store.publish({ looking: null, wanted: 'known-holes' });
  expect(state()).toEqual(store.get());
  expect(ask).toHaveBeenCalledOnce();
});

test('a change holds what is new alone, and leaves the rest of the page’s state as it is', async () => {
  const { store, page, sent, state } = await opened();
  store.publish({ report: badHome('en') });
  await page.fetchState();
  const report = state()?.report;
  store.publish({ working: working(1) });
  expect(sent.at(-1)).toEqual({ revision: store.get().revision, patch: { working: working(1) } });
  expect(state()?.report).toBe(report);
});

test('a lost change heals with the next one', async () => {
  const { store, page, ask, way, state } = await opened();
  await page.fetchState();
  const lost = store.get().revision + 1;
  way.isLost = ({ revision }) => revision === lost;
  store.publish({ report: badHome('en') });
  expect(state()?.report).toBeNull();
  store.publish({ wanted: 'known-holes' });
  await vi.waitFor(() => expect(state()).toEqual(store.get()));
  expect(ask).toHaveBeenCalledTimes(2);
  store.publish({ wanted: null });
  expect(state()).toEqual(store.get());
  expect(ask).toHaveBeenCalledTimes(2);
});

test('an answer that was overtaken is asked for again, and never replaces what is newer', async () => {
  const answers: (() => void)[] = [];
  const { store, page, ask, state } = await opened(
    () =>
      new Promise((resolve) => {
        const now = structuredClone(store.get());
        answers.push(() => resolve(now));
      }),
  );
  const asked = page.fetchState();
  store.publish({ wanted: 'known-holes' });
  answers[0]?.();
  await vi.waitFor(() => expect(answers).toHaveLength(2));
  answers[1]?.();
  await asked;
  expect(state()).toEqual(store.get());
  expect(ask).toHaveBeenCalledTimes(2);
});

test('no answer is said, and the next change asks again', async () => {
  let fails = true;
  const { store, page, useUi, state } = await opened(async () => {
    if (fails) throw new Error('failed');
    return structuredClone(store.get());
  });
  await page.fetchState();
  expect(useUi.getState().problem).toBe('state');
  expect(state()).toBeNull();
  fails = false;
  store.publish({ wanted: 'known-holes' });
  await vi.waitFor(() => expect(state()).toEqual(store.get()));
});

test('what others named is made visible once, where it comes in', async () => {
  const { store, page, state } = await opened();
  store.publish({ wanted: 'a\u202eb' });
  await page.fetchState();
  expect(state()?.wanted).toBe('a‹U+202E›b');
  store.publish({ working: { ...working(1), lines: ['x\u0007y'] } });
  expect(state()?.working?.lines).toEqual(['x‹U+0007›y']);
});

test('each work is compared with the report that it began with, one that is over at once too', async () => {
  const { store, page } = await opened();
  store.publish({ report: badHome('en') });
  await page.fetchState();
  const before = () => page.useAppStore.getState().before;
  store.publish({ working: working(1) });
  store.publish({ working: null, workDone: single('en', 'fix', 'fixed'), report: allGood('en') });
  expect(before()).toEqual(badHome('en'));
  store.publish({ workDone: null });
  store.publish({ workDone: single('en', 'update', 'refused') });
  expect(before()).toEqual(allGood('en'));
});

test('a closed window costs nothing', async () => {
  const { store, sent, close } = await opened();
  store.publish({ wanted: 'known-holes' });
  expect(sent).toHaveLength(1);
  close();
  store.publish({ wanted: null, report: badHome('en') });
  expect(sent).toHaveLength(1);
});

test('ten thousand changes leave no more behind than one', async () => {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  const { store, page, sent, ask, state } = await opened();
  await page.fetchState();
  const used = () => {
    sent.length = 0;
    collect();
    return process.memoryUsage().heapUsed;
  };
  const send = (from: number, to: number) => {
    for (let done = from; done < to; done++) {
      store.publish({ working: working(done) });
      sent.length = 0;
    }
  };
  send(0, 1000);
  const before = used();
  send(1000, 11_000);
  const grown = used() - before;
  expect(state()).toEqual(store.get());
  expect(ask).toHaveBeenCalledOnce();
  // One of them weighs about 3 kB: if each left something, it would be at least as much.
  expect(grown).toBeLessThan(3_000_000);
});
