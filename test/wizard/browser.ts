import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { type Channel, contract } from '../../main/contract/ipc';
import type { AppState } from '../../main/contract/state';
import { servePage } from './serve';

/** Debian's own; nothing is downloaded. */
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** What the fake bridge lets a test see and do inside the page. */
interface Puppet {
  calls: [Channel, ...unknown[]][];
  failing: Channel[];
  push(state: AppState): void;
}
declare global {
  interface Window {
    readonly puppet: Puppet;
  }
}

/** Runs inside the page before its own script: a bridge with every channel of the contract, that only remembers. */
function putBridge({ channels, first, failing }: { channels: string[]; first: AppState; failing: string[] }) {
  let state = first;
  // Main tells of the work itself a moment after it has answered.
  const deeds = ['applyFixes', 'undo', 'stopNow', 'update', 'leave', 'forget'];
  const listeners = new Set<(state: AppState) => void>();
  const puppet = {
    calls: [] as unknown[][],
    failing,
    push(next: AppState) {
      state = next;
      for (const listener of [...listeners]) listener(next);
    },
  };
  const bridge = Object.fromEntries(
    channels.map((channel) => [
      channel,
      async (...args: unknown[]) => {
        puppet.calls.push([channel, ...args]);
        if (puppet.failing.includes(channel)) throw new Error('failed');
        // As main does it: the state comes before the answer.
        const next = (more: Partial<AppState>) =>
          puppet.push({ ...state, revision: state.revision + 1, ...more });
        if (channel === 'look') {
          next({ welcomed: true, looking: { done: 0, of: 0, tilesDone: [] }, lookFailed: null });
        }
        if (deeds.includes(channel)) next({ looking: null, lookFailed: null });
        if (channel === 'seen') next({ workDone: null });
        return channel === 'getState' ? state : undefined;
      },
    ]),
  );
  const onState = (listener: (state: AppState) => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  Object.assign(window, { bridge: { ...bridge, onState }, puppet });
}

/** The page under test, with what it said on its console against it. */
export interface Wizard {
  readonly page: Page;
  /** Main pushes a state. */
  push(state: AppState): Promise<void>;
  /** What the page asked of main so far, without its first question. */
  calls(): Promise<[Channel, ...unknown[]][]>;
  /** From now on these channels fail. */
  fail(...channels: Channel[]): Promise<void>;
}

interface Options extends BrowserContextOptions {
  readonly failing?: Channel[];
}

/** Starts one Chromium for the tests of a file. The function that it gives opens the page in a state. */
export function withChromium() {
  let browser: Browser;
  let served: Awaited<ReturnType<typeof servePage>>;
  const trouble: string[] = [];
  beforeAll(async () => {
    served = await servePage();
    browser = await chromium.launch({ executablePath: CHROMIUM });
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    // Every test also holds that the page broke no policy and threw nothing.
    expect(trouble.splice(0)).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await served?.stop();
  });

  return async (state: AppState, { failing = [], ...options }: Options = {}): Promise<Wizard> => {
    const context = await browser.newContext({
      viewport: { width: 1040, height: 720 },
      locale: state.language,
      timezoneId: 'Asia/Shanghai',
      ...options,
    });
    const page = await context.newPage();
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) trouble.push(message.text());
    });
    page.on('pageerror', (error) => trouble.push(error.message));
    await page.addInitScript(putBridge, { channels: Object.keys(contract), first: state, failing });
    await page.goto(served.address);
    await page.locator('h1').waitFor();
    return {
      page,
      push: (next) => page.evaluate((each) => window.puppet.push(each), next),
      calls: async () =>
        (await page.evaluate(() => window.puppet.calls)).filter(([channel]) => channel !== 'getState'),
      fail: (...channels) =>
        page.evaluate((each) => {
          window.puppet.failing = each;
        }, channels),
    };
  };
}
