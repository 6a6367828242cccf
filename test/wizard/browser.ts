import { type Browser, type BrowserContextOptions, chromium, type Disposable, type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { contract, type IpcChannel } from '../../main/contract/ipc';
import type { AppState } from '../../main/contract/state';
import { ANSWERS, CHROMIUM, NOW, putBridge } from './bridge';
import { servePage } from './serve';

/** The page under test, with what it said on its console against it. */
export interface Wizard {
  readonly page: Page;
  /** Main pushes a state. */
  push(state: AppState): Promise<void>;
  /** What the page asked of main so far, without its first question. */
  calls(): Promise<[IpcChannel, ...unknown[]][]>;
  /** From now on these channels fail. */
  fail(...channels: IpcChannel[]): Promise<void>;
}

interface Options extends BrowserContextOptions {
  readonly failing?: IpcChannel[];
  /** What main answers besides its state. */
  readonly answers?: typeof ANSWERS;
}

/**
 * Starts one Chromium for the tests of a file. The function that it gives opens the page in a state: always a new
 * document. The window that it opens in serves the next test with the same options again, as a new one takes Chromium
 * longer than most tests do.
 */
export function withChromium() {
  let browser: Browser;
  let served: Awaited<ReturnType<typeof servePage>>;
  const idle = new Map<string, Page[]>();
  const open: { readonly key: string; readonly page: Page; readonly bridge: Disposable }[] = [];
  const trouble: string[] = [];
  beforeAll(async () => {
    served = await servePage();
    browser = await chromium.launch({ executablePath: CHROMIUM });
  });
  afterEach(async () => {
    for (const { key, page, bridge } of open.splice(0)) {
      await bridge.dispose();
      // Nothing of this test is left for the next one.
      expect(await page.evaluate(() => [document.cookie, ...Object.keys(localStorage)])).toEqual(['']);
      await page.mouse.move(-1, -1);
      await page.goto('about:blank');
      idle.set(key, [...(idle.get(key) ?? []), page]);
    }
    // Every test also holds that the page broke no policy and threw nothing.
    expect(trouble.splice(0)).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await served?.stop();
  });

  /** A window with these options that no test uses any more, or else a new one. */
  async function windowFor(wanted: BrowserContextOptions): Promise<Page> {
    const free = idle.get(JSON.stringify(wanted))?.pop();
    if (free) {
      // What a test may have changed, as a new window has it.
      const { viewport, colorScheme, reducedMotion, forcedColors } = wanted;
      if (viewport) await free.setViewportSize(viewport);
      await free.emulateMedia({
        media: null,
        colorScheme: colorScheme ?? 'light',
        reducedMotion: reducedMotion ?? 'no-preference',
        forcedColors: forcedColors ?? 'none',
      });
      return free;
    }
    const page = await (await browser.newContext(wanted)).newPage();
    await page.clock.setFixedTime(NOW);
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) trouble.push(message.text());
    });
    page.on('pageerror', (error) => trouble.push(error.message));
    return page;
  }

  return async (
    state: AppState,
    { failing = [], answers = ANSWERS, ...options }: Options = {},
  ): Promise<Wizard> => {
    const wanted = {
      viewport: { width: 1040, height: 720 },
      locale: state.language,
      timezoneId: 'Asia/Shanghai',
      ...options,
    };
    const page = await windowFor(wanted);
    const bridge = await page.addInitScript(putBridge, {
      channels: Object.keys(contract),
      first: state,
      failing,
      answers,
    });
    open.push({ key: JSON.stringify(wanted), page, bridge });
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
