import { expect, test, vi } from 'vitest';
import { createHandlers, type HandlerNeeds, openAddress } from '../../../main/app/ipc/handlers';
import { Busy, Refused } from '../../../main/app/ipc/serve';
import type { JobQueue } from '../../../main/app/jobs/queue';
import { createStore } from '../../../main/app/store';
import { badHome } from '../../../renderer/practice/reports';
import { sampleTank } from '../../../renderer/practice/tanks';
import { appState, appUpdateOf } from '../../fakes/state';

/** Handlers over a store, with what they begin and open. */
function set(more: Partial<HandlerNeeds> = {}) {
  const store = createStore(appState());
  const start = vi.fn(async () => null);
  const openText = vi.fn(async (_path: string) => {});
  const openExternal = vi.fn(async (_address: string) => {});
  const handlers = createHandlers({
    store,
    queue: { start, isWorking: () => start.mock.calls.length > 0 } as unknown as JobQueue,
    tanks: { openTank: async () => false, showFetched: async () => true },
    copyText: () => {},
    showInFolder: () => {},
    look: () => {},
    setLanguage: () => {},
    closeWindow: () => {},
    prefer: (preferences) => store.publish({ preferences }),
    chooseFiles: async () => [],
    files: { openNotices: null, showDebugLog: null, openText },
    restart: () => {},
    card: { makeCard: async () => {}, copyCard: async () => {}, saveCard: async () => {} },
    accesses: { getAccesses: async () => null, copyAccesses: async () => {}, saveAccesses: async () => {} },
    openExternal,
    ...more,
  });
  return { store, start, openExternal, openText, handlers };
}

test('opens the addresses that main knows', async () => {
  const { handlers, openExternal } = set();
  await handlers.openArticle('newest-version');
  await handlers.openArticle('second-opinion');
  await handlers.openAdvisory('GHSA-2222-3333-4444');
  await handlers.openKeyPage('anthropic-api-key');
  await handlers.openHelp('security');
  expect(openExternal.mock.calls.map(([address]) => new URL(address).protocol)).toEqual(
    Array(5).fill('https:'),
  );
});

test('copies the command of a step and shows a file of the evidence, both by their place in the report', async () => {
  const copyText = vi.fn();
  const showInFolder = vi.fn();
  const { store, handlers } = set({ copyText, showInFolder });
  const [finding] = badHome('en').findings;
  if (!finding) throw new Error('no finding');
  const shown = {
    ...finding,
    byHand: ['Back up first.', 'Restart it: openclaw gateway restart', 'Remove it: openclaw plugins rm NAME'],
    evidence: [
      { kind: 'file' as const, where: '/home/lin/.openclaw/AGENTS.md:12', saw: '' },
      { kind: 'setting' as const, where: '/gateway', saw: '' },
      { kind: 'file' as const, where: 'container:claw:/etc/passwd', saw: '' },
      { kind: 'folder' as const, where: '\\\\server\\share', saw: '' },
      { kind: 'folder' as const, where: '//server/share', saw: '' },
    ],
  };
  store.publish({ report: { ...badHome('en'), findings: [shown] } });
  await handlers.copyStep(finding.id, 1);
  await handlers.showPlace(finding.id, 0);
  for (const index of [0, 2, 3]) await expect(handlers.copyStep(finding.id, index)).rejects.toThrow(Refused);
  for (const index of [1, 2, 3, 4, 5])
    await expect(handlers.showPlace(finding.id, index)).rejects.toThrow(Refused);
  await expect(handlers.copyStep('x', 1)).rejects.toThrow(Refused);
  expect(copyText.mock.calls).toEqual([['openclaw gateway restart']]);
  expect(showInFolder.mock.calls).toEqual([['/home/lin/.openclaw/AGENTS.md']]);
});

test('a second opinion is asked for on a click alone, and not while something else is done', async () => {
  const { store, start, handlers } = set();
  store.publish({ looking: { done: 1, of: 2, tilesDone: [] } });
  await expect(handlers.secondOpinion()).rejects.toThrow(Busy);
  store.publish({ looking: null });
  await handlers.secondOpinion();
  expect(start.mock.calls).toEqual([[{ kind: 'look', asks: 'second-opinion' }]]);
  const busy = set({ queue: { start, isWorking: () => true } as unknown as JobQueue });
  await expect(busy.handlers.secondOpinion()).rejects.toThrow(Busy);
});

test('an unknown id is a refusal, not a failure', async () => {
  const { handlers, openExternal } = set();
  await expect(handlers.openArticle('x')).rejects.toThrow(Refused);
  await expect(handlers.openAdvisory('x')).rejects.toThrow(Refused);
  await expect(handlers.openKeyPage('x')).rejects.toThrow(Refused);
  await expect(handlers.openTank('x')).rejects.toThrow(Refused);
  await expect(handlers.openNotices()).rejects.toThrow(Refused);
  await expect(handlers.showDebugLog()).rejects.toThrow(Refused);
  await expect(handlers.accept('x', 'month', '')).rejects.toThrow(Refused);
  expect(openExternal).not.toHaveBeenCalled();
});

test('opens the broken settings files that main knows, and nothing else', async () => {
  const { store, handlers, openText } = set();
  await expect(handlers.openSettings(0)).rejects.toThrow(Refused);
  const files = ['/home/lin/.openclaw/openclaw.json', '/home/lin/.openclaw-work/openclaw.json'];
  store.publish({ brokenSettings: files.map((file) => ({ file, line: 4, reason: 'x' })) });
  await handlers.openSettings(1);
  await expect(handlers.openSettings(2)).rejects.toThrow(Refused);
  expect(openText.mock.calls).toEqual([['/home/lin/.openclaw-work/openclaw.json']]);
});

test.each([
  null,
  'http://example.org',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'ms-settings:',
  'not an address',
])('never hands %s to the browser', async (address) => {
  const open = vi.fn(async () => {});
  await expect(openAddress(address, open)).rejects.toThrow();
  expect(open).not.toHaveBeenCalled();
});

test('deleting for good is begun only where something lies put away, and nothing else is under way', async () => {
  const { store, start, handlers } = set();
  await expect(handlers.forget()).rejects.toThrow(Refused);
  store.publish({ quarantined: { things: ['/home/lin/.openclaw'], place: '/q', bytes: 1 } });
  store.publish({
    working: { kind: 'fix', now: '', done: 0, of: 1, part: null, lines: [], cancellable: true },
  });
  await expect(handlers.forget()).rejects.toThrow(Busy);
  expect(start).not.toHaveBeenCalled();
  store.publish({ working: null });
  await handlers.forget();
  expect(start).toHaveBeenCalledExactlyOnceWith({ kind: 'forget' });
});

test.each([
  ['restoreTank', 'restore'],
  ['dropSnapshot', 'drop'],
] as const)('%s is begun only for a snapshot that the tank has', async (channel, command) => {
  const { store, start, handlers } = set();
  const ask = handlers[channel];
  await expect(ask('openclaw', 'clean')).rejects.toThrow(Refused);
  store.publish({ tanks: [sampleTank('en', { snapshots: null }), sampleTank('en', { name: 'second' })] });
  await expect(ask('openclaw', 'clean')).rejects.toThrow(Refused);
  await expect(ask('second', 'no-such')).rejects.toThrow(Refused);
  expect(start).not.toHaveBeenCalled();
  await ask('second', 'clean');
  expect(start).toHaveBeenCalledExactlyOnceWith({ kind: 'tank', command, tank: 'second', snapshot: 'clean' });
});

test('files are asked for only for a tank that is there, and choosing none begins nothing', async () => {
  const chooseFiles = vi.fn(async (): Promise<string[]> => []);
  const { store, start, handlers } = set({ chooseFiles });
  await expect(handlers.tankDeed('openclaw', 'send')).rejects.toThrow(Refused);
  expect(chooseFiles).not.toHaveBeenCalled();
  store.publish({ tanks: [sampleTank('en')] });
  await handlers.tankDeed('openclaw', 'send');
  expect(start).not.toHaveBeenCalled();
  chooseFiles.mockResolvedValueOnce(['/home/lin/a.txt']);
  await handlers.tankDeed('openclaw', 'send');
  expect(start).toHaveBeenCalledExactlyOnceWith({
    kind: 'tank',
    command: 'send',
    tank: 'openclaw',
    files: ['/home/lin/a.txt'],
  });
});

test('of two hundred calls at once one is begun, and the others are told that it is busy', async () => {
  const { start, handlers } = set();
  const answers = await Promise.allSettled(Array.from({ length: 200 }, () => handlers.stopNow()));
  const refused = answers.filter(({ status }) => status === 'rejected');
  expect(refused).toHaveLength(199);
  expect(refused.every((each) => each.status === 'rejected' && each.reason instanceof Busy)).toBe(true);
  expect(start).toHaveBeenCalledOnce();
});

test('a choice changes what it is about alone', async () => {
  const { store, handlers } = set();
  await handlers.setMirror('npmmirror');
  await handlers.setPlace('here');
  await handlers.setAsksFeeds(false);
  expect(store.get().preferences).toMatchObject({
    mirror: 'npmmirror',
    place: 'here',
    asksFeeds: false,
    accepted: [],
  });
});

test('a newer Tankmate is put in place, opened, put off and started only as main knows it', async () => {
  const restart = vi.fn();
  const { store, start, openExternal, handlers } = set({ restart });
  for (const nothing of [
    handlers.updateApp,
    handlers.openRelease,
    handlers.postponeAppUpdate,
    handlers.restartApp,
  ])
    await expect(nothing()).rejects.toThrow(Refused);
  const offered = appUpdateOf('0.2.0');
  store.publish({ appUpdate: { ...offered, method: 'link' } });
  await expect(handlers.updateApp()).rejects.toThrow(Refused);
  await expect(handlers.restartApp()).rejects.toThrow(Refused);
  await handlers.openRelease();
  expect(openExternal.mock.calls).toEqual([['https://example.org/page']]);
  await handlers.postponeAppUpdate();
  expect(store.get().preferences.postponedVersion).toBe('0.2.0');
  store.publish({ appUpdate: offered });
  await handlers.updateApp();
  expect(start.mock.calls).toEqual([[{ kind: 'app-update' }]]);
  store.publish({ appUpdate: { ...offered, state: 'installed' } });
  await handlers.restartApp();
  expect(restart).toHaveBeenCalledOnce();
});
