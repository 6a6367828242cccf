import { expect, test, vi } from 'vitest';
import type { AppState } from '../../main/contract/state';
import type { NoticeMemory } from '../../main/notify/memory';
import { keepNotices } from '../../main/notify/notices';
import { renderReport } from '../../main/report/render';
import { createStore } from '../../main/state/store';
import { appState } from '../fakes/state';
import { day, look } from '../history/looks';
import { gateway } from './sample';

function set(kept?: NoticeMemory, write = async (_value: NoticeMemory) => {}) {
  const store = createStore(appState({ language: 'zh-CN' }));
  const show = vi.fn();
  const open = vi.fn();
  const log = vi.fn();
  const notices = keepNotices({
    store,
    memory: { read: () => kept, write },
    preferences: () => store.get().preferences,
    show,
    open,
    now: () => Date.parse(day(1)),
    log,
  });
  const hear = (...findings: Parameters<typeof look>[1]) => {
    const found = look(day(1), findings);
    notices.heard({
      look: found,
      reports: { en: renderReport(found, 'en'), 'zh-CN': renderReport(found, 'zh-CN') },
    });
  };
  return { store, notices, hear, show, open, log };
}

test('a notice is shown once in the reader’s language, and its title kept in both', () => {
  const { store, hear, show } = set();
  hear(gateway('good'));
  hear(gateway('critical'));
  hear(gateway('critical'));
  expect(show).toHaveBeenCalledOnce();
  expect(show.mock.calls[0]?.[0]).toMatchObject({
    finding: 'gateway-listens-locally',
    title: '网关的门对别的电脑开着',
  });
  expect(store.get().lastNotice).toEqual({
    at: day(1),
    finding: 'gateway-listens-locally',
    title: { en: 'The gateway’s door is open to other computers', 'zh-CN': '网关的门对别的电脑开着' },
  });
});

test('a click opens the window at the finding, a second click once more', () => {
  const { store, notices, hear, show, open } = set();
  hear(gateway('good'));
  hear(gateway('critical'));
  const wanted: AppState['wanted'][] = [];
  store.subscribe((state) => wanted.push(state.wanted));
  show.mock.calls[0]?.[1]();
  expect(open).toHaveBeenCalledOnce();
  notices.openLast();
  expect(open).toHaveBeenCalledTimes(2);
  expect(wanted).toEqual([null, 'gateway-listens-locally', null, 'gateway-listens-locally']);
});

test('before any notice there is nothing to open', () => {
  const { notices, open } = set();
  notices.openLast();
  expect(open).not.toHaveBeenCalled();
});

test('a disk that does not take it is said, and nothing is told twice in this run', async () => {
  const { hear, show, log } = set(undefined, async () => {
    throw new Error('ENOSPC');
  });
  hear(gateway('good'));
  hear(gateway('critical'));
  hear(gateway('critical'));
  await vi.waitFor(() => expect(log).toHaveBeenCalledTimes(3));
  expect(show).toHaveBeenCalledOnce();
});
