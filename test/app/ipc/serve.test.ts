import type { IpcMainInvokeEvent } from 'electron';
import { expect, test, vi } from 'vitest';
import { Refused, serve } from '../../../main/app/ipc/serve';
import { contract, type Handlers, type IpcChannel } from '../../../main/contract/ipc';

const ORIGIN = 'app://wizard';
const CHANNELS = Object.keys(contract) as IpcChannel[];
/** What fits each channel. */
const FITS: Record<IpcChannel, readonly unknown[]> = {
  getState: [],
  look: [],
  secondOpinion: [],
  cancelLook: [],
  setLanguage: ['zh-CN'],
  openArticle: ['known-holes'],
  openAdvisory: ['GHSA-2222-3333-4444'],
  makeCard: [],
  copyCard: [],
  saveCard: ['pdf'],
  getAccesses: [],
  copyAccesses: [],
  saveAccesses: [],
  closeWindow: [],
  applyFixes: [['listen-locally', 'quarantine-skill-1a2b3c4d']],
  undo: [[]],
  stopNow: [],
  copyStep: ['known-holes', 0],
  showPlace: ['known-holes', 0],
  update: ['copy-1a2b3c4d', []],
  leave: ['keep'],
  forget: [],
  makeTank: ['qemu'],
  tankDeed: ['openclaw', 'stop'],
  restoreTank: ['openclaw', 'before-2026.9.6'],
  dropSnapshot: ['openclaw', 'own-2026-11-21--2'],
  moveIn: ['openclaw', 'setup-1a2b3c4d', ['file-1a2b3c4d']],
  giveKey: ['openclaw', 'deepseek-direct', 'sk-0123456789'],
  openTank: ['openclaw'],
  showFetched: ['openclaw'],
  cancelWork: [],
  seen: [],
  snooze: ['day'],
  accept: ['known-holes', 'month', 'it is never online'],
  setAsksFeeds: [false],
  setAsksAppUpdates: [false],
  updateApp: [],
  postponeAppUpdate: [],
  openRelease: [],
  restartApp: [],
  setMirror: ['npmmirror'],
  setPlace: ['tank'],
  setStartsAtLogin: [true],
  openHelp: ['security'],
  openNotices: [],
  openSettings: [0],
  showDebugLog: [],
  openKeyPage: ['anthropic-api-key'],
};

function served(handler: (...args: unknown[]) => Promise<unknown> = async () => 'answer') {
  const handlers = Object.fromEntries(CHANNELS.map((each) => [each, vi.fn(handler)]));
  const registered = new Map<string, (event: IpcMainInvokeEvent, ...args: unknown[]) => unknown>();
  const log = vi.fn();
  serve(
    { handle: (channel, listener) => registered.set(channel, listener) },
    ORIGIN,
    handlers as unknown as Handlers,
    log,
  );
  return {
    registered,
    handlers,
    log,
    send: (channel: string, senderFrame: unknown, ...args: unknown[]) =>
      registered.get(channel)?.({ senderFrame } as IpcMainInvokeEvent, ...args),
  };
}
const page = { parent: null, origin: ORIGIN };

test('every channel of the contract is served, and no other', () => {
  expect([...served().registered.keys()].sort()).toEqual([...CHANNELS].sort());
});

test.each(CHANNELS)('%s answers the page', async (channel) => {
  const { send, handlers } = served();
  expect(await send(channel, page, ...FITS[channel])).toEqual({ ok: true, value: 'answer' });
  expect(handlers[channel]).toHaveBeenCalledExactlyOnceWith(...FITS[channel]);
});

const STRANGERS: [string, unknown][] = [
  ['a frame that is gone', null],
  ['a frame inside the page', { parent: page, origin: ORIGIN }],
  ['a page of the web', { parent: null, origin: 'https://example.org' }],
  ['a file', { parent: null, origin: 'file://' }],
  ['a page without an origin', { parent: null, origin: 'null' }],
  ['another host of our scheme', { parent: null, origin: 'app://other' }],
  ['a longer name', { parent: null, origin: 'app://wizard.example.org' }],
  ['another spelling', { parent: null, origin: 'APP://WIZARD' }],
];
test.each(STRANGERS)('%s reaches no handler', async (_who, frame) => {
  for (const channel of CHANNELS) {
    const { send, handlers, log } = served();
    expect(await send(channel, frame, ...FITS[channel])).toEqual({ ok: false, problem: 'refused' });
    expect(handlers[channel]).not.toHaveBeenCalled();
    expect(log).toHaveBeenCalledOnce();
  }
});

const HOSTILE = [
  '../../etc/passwd',
  'C:\\Windows',
  'https://example.org',
  'a;rm -rf /',
  'a\n',
  '',
  'x'.repeat(65),
  '-flag',
  '__proto__',
  0,
  null,
  undefined,
  {},
  [],
  ['known-holes'],
  { toString: () => 'known-holes' },
];
test.each(HOSTILE.map((value) => [value]))('%j reaches no handler', async (value) => {
  for (const channel of ['setLanguage', 'openArticle', 'openAdvisory'] as const) {
    const { send, handlers } = served();
    expect(await send(channel, page, value)).toEqual({ ok: false, problem: 'refused' });
    expect(handlers[channel]).not.toHaveBeenCalled();
  }
});

test.each(['en-US', 'zh', 'zh-cn', 'known-holes'])('%s is no language', async (language) => {
  const { send, handlers } = served();
  expect(await send('setLanguage', page, language)).toEqual({ ok: false, problem: 'refused' });
  expect(handlers.setLanguage).not.toHaveBeenCalled();
});

test('neither too many words nor too few reach a handler', async () => {
  for (const channel of CHANNELS) {
    const { send, handlers } = served();
    expect(await send(channel, page, ...FITS[channel], 'more')).toEqual({ ok: false, problem: 'refused' });
    if (FITS[channel].length > 0)
      expect(await send(channel, page)).toEqual({ ok: false, problem: 'refused' });
    expect(handlers[channel]).not.toHaveBeenCalled();
  }
});

test('what goes wrong inside stays inside', async () => {
  const broken = served(async () => {
    throw new Error('/home/lin/secret');
  });
  expect(await broken.send('look', page)).toEqual({ ok: false, problem: 'failed' });
  const refusing = served(async () => {
    throw new Refused('unknown id');
  });
  expect(await refusing.send('openArticle', page, 'known-holes')).toEqual({ ok: false, problem: 'refused' });
});
