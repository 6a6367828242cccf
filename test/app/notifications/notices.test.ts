import { expect, test, vi } from 'vitest';
import { localizeState } from '../../../main/app/localize-state';
import { createLocalizedState } from '../../../main/app/localized-state';
import type { DeliveredLog } from '../../../main/app/notifications/delivered';
import { createNotifier } from '../../../main/app/notifications/notices';
import { createStore } from '../../../main/app/store';
import type { AppState } from '../../../main/contract/state';
import { renderReport } from '../../../main/report/render';
import { verdictMessages } from '../../../main/report/verdict-messages';
import { appState, appUpdateOf } from '../../fakes/state';
import { day, finding, look } from '../../report/history/looks';
import { gateway } from './sample';

async function set(kept?: DeliveredLog, write = async (_value: DeliveredLog) => {}) {
  const store = createStore(appState({ language: 'zh-CN' }));
  const localized = createLocalizedState(store, async () => localizeState);
  await localized.ready();
  const show = vi.fn();
  const open = vi.fn();
  const log = vi.fn();
  const notices = createNotifier({
    store,
    delivered: (notice) => localized.show({ notice }),
    memory: { read: () => kept, write },
    preferences: () => store.get().preferences,
    show,
    open,
    now: () => Date.parse(day(1)),
    log,
  });
  const hear = (...findings: Parameters<typeof look>[1]) => {
    const found = look(day(1), findings);
    notices.scanned(found, renderReport(found, store.get().language), verdictMessages);
  };
  return { store, localized, notices, hear, show, open, log };
}

test('a notice is shown once in the reader’s language, and its title kept for both', async () => {
  const { store, localized, hear, show } = await set();
  hear(gateway('good'));
  hear(gateway('critical'));
  hear(gateway('critical'));
  expect(show).toHaveBeenCalledOnce();
  expect(show.mock.calls[0]?.[0]).toMatchObject({
    finding: 'gateway-listens-locally',
    title: '别的电脑能连到您的龙虾',
  });
  const last = (title: string) => ({ at: day(1), finding: 'gateway-listens-locally', title });
  expect(store.get().lastNotice).toEqual(last('别的电脑能连到您的龙虾'));
  // It says what was said then, whatever was found since.
  hear(gateway('good'));
  localized.setLanguage('en');
  expect(store.get().lastNotice).toEqual(last('Other computers can connect to your lobster'));
});

test('a notice of several things keeps its own title for both languages', async () => {
  const { store, localized, hear, show } = await set({
    told: {},
    away: {},
    digestAt: day(-8),
    held: false,
  });
  hear(finding('tool-rights', 'low'), finding('chat-doors', 'low'));
  expect(show.mock.calls[0]?.[0]).toMatchObject({ title: '本周的 2 件小事' });
  localized.setLanguage('en');
  expect(store.get().lastNotice?.title).toBe('Small things of the week: 2');
});

test('a click opens the window at the finding, a second click once more', async () => {
  const { store, notices, hear, show, open } = await set();
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

test('before any notice there is nothing to open', async () => {
  const { notices, open } = await set();
  notices.openLast();
  expect(open).not.toHaveBeenCalled();
});

test('a disk that does not take it is said, and nothing is told twice in this run', async () => {
  const { hear, show, log } = await set(undefined, async () => {
    throw new Error('ENOSPC');
  });
  hear(gateway('good'));
  hear(gateway('critical'));
  hear(gateway('critical'));
  await vi.waitFor(() => expect(log).toHaveBeenCalledTimes(3));
  expect(show).toHaveBeenCalledOnce();
});

test('a newer Tankmate is told once a version, and not while notices are off', async () => {
  const { store, notices, hear, show } = await set();
  const openAbout = vi.fn();
  const offer = (version: string | null, state: 'offered' | 'current' = 'offered') =>
    store.publish({ appUpdate: { ...appUpdateOf(version), state } });
  offer('0.2.0');
  // Before the first look of all there is nothing to compare with.
  notices.newVersion(openAbout);
  expect(show).not.toHaveBeenCalled();
  hear(gateway('good'));
  const preferences = store.get().preferences;
  store.publish({ preferences: { ...preferences, snoozedUntil: day(2) } });
  notices.newVersion(openAbout);
  expect(show).not.toHaveBeenCalled();
  store.publish({ preferences: { ...preferences, postponedVersion: '0.3.0' } });
  notices.newVersion(openAbout);
  notices.newVersion(openAbout);
  offer('0.3.0');
  notices.newVersion(openAbout);
  offer('0.4.0', 'current');
  notices.newVersion(openAbout);
  expect(show.mock.calls.map(([text]) => text.title)).toEqual(['管家 0.2.0 已经发布']);
  show.mock.calls[0]?.[1]();
  expect(openAbout).toHaveBeenCalledOnce();
  // What was told of findings since does not make it forgotten.
  hear(gateway('critical'));
  offer('0.2.0');
  notices.newVersion(openAbout);
  expect(show).toHaveBeenCalledTimes(2);
});
