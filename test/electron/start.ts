import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';

/** Electron's own package says where it is; `ELECTRON_OVERRIDE_DIST_PATH` makes it name another. */
export const electron: string = createRequire(import.meta.url)('electron');

/** An OpenClaw with known holes, installed by npm under a prefix of one's own, that listens on every address. */
const OPENCLAW = {
  '.openclaw/openclaw.json': { gateway: { mode: 'local', bind: 'lan', port: 18789 } },
  '.npm-global/lib/node_modules/openclaw/package.json': {
    name: 'openclaw',
    version: '2026.3.13',
    bin: { openclaw: 'openclaw.mjs' },
  },
};

export interface Home {
  readonly path: string;
  /** The environment of somebody who has this home, this display and this session bus, and nothing else. */
  readonly env: Record<string, string>;
  remove(): void;
}

/** A throw-away home with a small OpenClaw made of files in it. Nothing listens at its registry's address. */
export function makeHome(more: Record<string, string> = {}): Home {
  const path = mkdtempSync(join(tmpdir(), 'tankmate-home-'));
  for (const [name, value] of Object.entries(OPENCLAW)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), JSON.stringify(value));
  }
  const kept = Object.fromEntries(
    ['PATH', 'DISPLAY', 'XAUTHORITY', 'DBUS_SESSION_BUS_ADDRESS'].flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
  return {
    path,
    env: {
      ...kept,
      HOME: path,
      XDG_CONFIG_HOME: join(path, '.config'),
      XDG_CACHE_HOME: join(path, '.cache'),
      LANG: 'en_US.UTF-8',
      NPM_CONFIG_REGISTRY: 'http://127.0.0.1:9/',
      ...more,
    },
    remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/**
 * The built app as somebody starts it, with the Chromium sandbox on. Playwright finds Electron as `electron` above does:
 * only then it holds the app back until it listens, and waits for no window that it has missed.
 */
export function startApp({ env }: Home): Promise<ElectronApplication> {
  return _electron.launch({
    args: ['.'],
    env,
    chromiumSandbox: true,
    timeout: 30_000,
  });
}

/** One of the page's screens, by its `data-testid`. */
export const screen = (
  page: Page,
  name: 'welcome' | 'looking' | 'tiles' | 'tile' | 'place' | 'plan' | 'end',
) => page.getByTestId(`screen-${name}`);

/** Through the welcome and one whole look. */
export async function firstLook(page: Page): Promise<void> {
  await screen(page, 'welcome').waitFor();
  await page.evaluate(() => window.bridge.look());
  await screen(page, 'tiles').waitFor({ timeout: 60_000 });
}

/** How many windows the app has, as main sees it. */
export const windowCount = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
