import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { contract } from '../../main/contract/ipc';
import { makeBadHome, pictureOf } from './bad-home';
import { fakeDesktop } from './desktop';
import { firstLook, type Home, screen, startApp } from './start';

const SLOW = { timeout: 60_000 };
let desktop: Awaited<ReturnType<typeof fakeDesktop>>;
let home: Home;
let app: ElectronApplication;

beforeEach(async () => {
  desktop = await fakeDesktop();
  home = makeBadHome();
  app = await startApp(home);
});
afterEach(async () => {
  await app.close();
  desktop.close();
  home.remove();
});

/** What Tankmate itself keeps, beside what Chromium does in the same folder. */
function ownFiles(): Record<string, string> {
  const folder = join(home.path, '.config/Tankmate');
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const own = names.filter(
    (name) => /\.jsonl?$|journal|backup/i.test(name) && statSync(join(folder, name)).isFile(),
  );
  return Object.fromEntries(own.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

/** From now on keeps, in main, the channel of each call that reaches it. Gives what reads them. */
async function listenToMain(): Promise<() => Promise<readonly string[]>> {
  const channels = await app.evaluate(({ ipcMain }) => {
    // Electron has no way to listen beside a handler; its own table has had this name since handlers exist.
    const { _invokeHandlers: handlers } = ipcMain as unknown as {
      _invokeHandlers: Map<string, (...args: unknown[]) => unknown>;
    };
    const reached: string[] = [];
    Object.assign(globalThis, { reached });
    for (const [channel, handle] of [...handlers])
      handlers.set(channel, (...args) => {
        reached.push(channel);
        return handle(...args);
      });
    return [...handlers.keys()];
  });
  expect(channels.toSorted()).toEqual(Object.keys(contract).toSorted());
  return () => app.evaluate(() => (globalThis as unknown as { reached: string[] }).reached);
}

const press = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' }).click();
const main = (page: Page) => page.locator('main button.main').click();
const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 }).waitFor(SLOW);
const state = (page: Page) => page.evaluate(() => window.bridge.getState());
const BAR = 'Practice computer: everything here is made up, nothing of yours is touched.';

/** A look, all that can be mended, all of it taken back, and the emergency drill, as somebody would who tries it out. */
async function tryItAllOut(page: Page): Promise<void> {
  await press(page, 'Try it on a practice computer first');
  await page.getByText(BAR).waitFor();
  await press(page, 'Agree, and look at this computer');
  await screen(page, 'tiles').waitFor(SLOW);
  await press(page, /^Mend \d/);
  await main(page);
  await heading(page, 'Make it safe');
  await main(page);
  await heading(page, '4 things mended, 3 left');
  await press(page, 'Take all of this back');
  await page.getByText('Taken back: all is as it was').first().waitFor(SLOW);
  await press(page, 'Emergency drill');
  await press(page, 'Stop OpenClaw now');
  await press(page, 'Stop it');
  await page.getByText(/^Drill: you stopped it in \d+ seconds?\.$/).waitFor(SLOW);
  await press(page, 'End practice');
  await page.getByText(BAR).waitFor({ state: 'detached' });
}

test.each(['welcome', 'help'])(
  'the practice computer, opened from the %s, leaves the real one as it was',
  async (from) => {
    const page = await app.firstWindow();
    await screen(page, 'welcome').waitFor();
    if (from === 'help') {
      await firstLook(page);
      await expect.poll(() => Object.keys(ownFiles()), SLOW).toContain('last-look.json');
      await press(page, 'Help and about');
    }
    const before = { state: await state(page), files: ownFiles(), home: pictureOf(home) };
    const reached = await listenToMain();

    await tryItAllOut(page);

    await screen(page, from === 'help' ? 'tiles' : 'welcome').waitFor();
    const asked = await reached();
    expect(asked.length).toBeGreaterThan(0);
    expect([...new Set(asked)]).toEqual(['getState']);
    expect({ state: await state(page), files: ownFiles(), home: pictureOf(home) }).toEqual(before);
  },
);
