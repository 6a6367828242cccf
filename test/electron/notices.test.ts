import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fakeDesktop, fakeNotifications, type Item } from './desktop';
import { firstLook, type Home, makeHome, startApp, windowCount } from './start';

let desktop: Awaited<ReturnType<typeof fakeDesktop>>;
let notifications: Awaited<ReturnType<typeof fakeNotifications>> | undefined;
let home: Home;
let app: ElectronApplication;
let page: Page;
let item: Item;

beforeEach(async () => {
  desktop = await fakeDesktop();
  notifications = await fakeNotifications();
  home = makeHome();
  write('.openclaw/openclaw.json', GOOD);
  // Told before: only what was found is told here.
  write('.config/Tankmate/settings.json', { welcomed: false, trayExplained: true });
  app = await startApp(home);
  page = await app.firstWindow();
  await firstLook(page);
  item = await desktop.nextItem();
});
afterEach(async () => {
  await app.close();
  desktop.close();
  notifications?.close();
  notifications = undefined;
  home.remove();
});

const GOOD = { gateway: { mode: 'local', bind: 'loopback', port: 18789 } };
const BAD = { gateway: { mode: 'local', bind: 'lan', port: 18789 } };
const FINDING = 'gateway-bind-setting';
const kept = (name: string) => join(home.path, '.config/Tankmate', name);

function write(name: string, value: unknown) {
  mkdirSync(dirname(join(home.path, name)), { recursive: true });
  writeFileSync(join(home.path, name), JSON.stringify(value));
}
const labels = async () => (await item.menu()).map(({ label }) => label);
const state = (from: Page = page) => from.evaluate(() => window.bridge.getState());
async function click(...names: string[]) {
  let entries = await item.menu();
  for (const [at, name] of names.entries()) {
    const entry = entries.find(({ label }) => label.startsWith(name));
    if (!entry) throw new Error(`no “${name}” in ${entries.map(({ label }) => label).join(', ')}`);
    if (at === names.length - 1) await item.click(entry);
    entries = entry.inside;
  }
}
const closeWindow = async () => {
  await page.evaluate(() => window.bridge.closeWindow()).catch(() => {});
  await expect.poll(() => windowCount(app)).toBe(0);
};
/** One look from the menu, to its end. */
async function look() {
  // The first one, from the app's start, is kept a moment after it is shown.
  await expect.poll(() => existsSync(kept('last-look.json'))).toBe(true);
  const before = readFileSync(kept('last-look.json'), 'utf8');
  await expect.poll(labels).toContain('Look now');
  await click('Look now');
  await expect
    .poll(() => readFileSync(kept('last-look.json'), 'utf8') !== before, { timeout: 60_000 })
    .toBe(true);
  await expect.poll(labels).toContain('Look now');
}

test('what got worse is told once, and a click opens the window at that very finding', async () => {
  expect(notifications?.shown).toEqual([]);
  await closeWindow();
  write('.openclaw/openclaw.json', BAD);
  await look();
  await expect.poll(() => notifications?.shown.length).toBe(1);
  const [notice] = notifications?.shown ?? [];
  if (!notice) throw new Error('no notice');
  expect(notice.actions).toContain('default');
  await look();
  expect(notifications?.shown).toHaveLength(1);

  const opened = app.waitForEvent('window');
  notifications?.click(notice);
  page = await opened;
  await expect.poll(async () => (await state()).wanted).toBe(FINDING);
  const { report } = await state();
  const finding = report?.findings.find(({ id }) => id === FINDING);
  // Outside of the window nobody knows who “it” is.
  expect(notice.title).toMatch(/OpenClaw|lobster/);
  expect(notice.body).toContain(finding?.because.slice(0, 40));
  await page
    .getByText(finding?.because ?? '', { exact: false })
    .first()
    .waitFor();

  // The next window opens as usual.
  await closeWindow();
  const next = app.waitForEvent('window');
  await click('Open Tankmate');
  page = await next;
  expect((await state()).wanted).toBeNull();
});

test('nothing is told again after a restart, and the tray opens the last notice of this run', async () => {
  write('.openclaw/openclaw.json', BAD);
  await look();
  await expect.poll(() => notifications?.shown.length).toBe(1);
  await expect.poll(async () => (await labels()).some((label) => label.startsWith('Told '))).toBe(true);
  await closeWindow();
  const opened = app.waitForEvent('window');
  await click('Told ');
  page = await opened;
  await expect.poll(async () => (await state()).wanted).toBe(FINDING);

  await app.close();
  const icons = desktop.count();
  app = await startApp(home);
  page = await app.firstWindow();
  item = await desktop.nextItem(icons);
  await expect.poll(async () => (await state()).looking, { timeout: 60_000 }).toBeNull();
  await look();
  expect(notifications?.shown).toHaveLength(1);
});

test('while notices are off nothing is told; then what still stands is', async () => {
  await click('No notices', 'For 1 day');
  await expect
    .poll(async () => (await labels()).some((label) => label.startsWith('No notices until ')))
    .toBe(true);
  const { preferences } = await state();
  expect(Date.parse(preferences.snoozedUntil ?? '') - Date.now()).toBeGreaterThan(23 * 60 * 60 * 1000);
  write('.openclaw/openclaw.json', BAD);
  await look();
  expect(notifications?.shown).toEqual([]);
  expect(JSON.parse(readFileSync(kept('notices.json'), 'utf8')).held).toBe(true);
  await click('No notices until', 'Notices again');
  await expect.poll(() => notifications?.shown.length, { timeout: 60_000 }).toBe(1);
  expect((await state()).preferences.snoozedUntil).toBeNull();
});

test('the computer slept: it looks, though nobody asked', async () => {
  const first = (await state()).report?.startedAt;
  // As if a day had passed: the clock of the app is put forward, then the system says that it is awake.
  await app.evaluate(({ powerMonitor }) => {
    const now = Date.now;
    Date.now = () => now() + 25 * 60 * 60 * 1000;
    powerMonitor.emit('resume');
  });
  await expect
    .poll(async () => (await state()).report?.startedAt, { timeout: 90_000, interval: 500 })
    .not.toBe(first);
});

test('where nobody shows notices nothing breaks, and the tray tells it', async () => {
  notifications?.close();
  notifications = undefined;
  write('.openclaw/openclaw.json', BAD);
  await look();
  await expect.poll(async () => (await labels()).some((label) => label.startsWith('Told '))).toBe(true);
  expect((await state()).lastNotice?.finding).toBe(FINDING);
});

test('looks are kept and told as history', async () => {
  write('.openclaw/openclaw.json', BAD);
  await look();
  const { history } = await state();
  expect(history.map(({ kind }) => kind)).toEqual(['look', 'look']);
  const [newest] = history;
  expect(newest?.kind === 'look' && newest.worse.length).toBeGreaterThan(0);
  expect(existsSync(kept('history.json'))).toBe(true);
});
