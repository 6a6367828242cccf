import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fakeDesktop, ITEM_INTERFACES, type Item, type MenuEntry } from './desktop';
import { firstLook, type Home, makeHome, screen, startApp, windowCount } from './start';

let desktop: Awaited<ReturnType<typeof fakeDesktop>>;
let home: Home;
let app: ElectronApplication;
let page: Page;
let item: Item;

beforeEach(async () => {
  desktop = await fakeDesktop();
  home = makeHome();
  app = await startApp(home);
  page = await app.firstWindow();
  await screen(page, 'welcome').waitFor();
  item = await desktop.nextItem();
});
afterEach(async () => {
  await app.close();
  desktop.close();
  home.remove();
});

const labels = async () => (await item.menu()).map(({ label }) => label);
const named = (entries: readonly MenuEntry[], label: string) => {
  const found = entries.find((each) => each.label === label);
  if (!found) throw new Error(`no “${label}” in ${entries.map((each) => each.label).join(', ')}`);
  return found;
};
const click = async (label: string) => item.click(named(await item.menu(), label));
const state = () => page.evaluate(() => window.bridge.getState());
const pixels = async () => JSON.stringify(await item.property('IconPixmap'));
const tooltip = async () => JSON.stringify(await item.property('ToolTip'));

/** What a panel draws and says, asked through one of the two names. */
async function asked(through: (typeof ITEM_INTERFACES)[number]) {
  const [[width, height, bytes]] = (await item.property('IconPixmap', through)) as [[number, number, Buffer]];
  return { width, height, bytes, tooltip: JSON.stringify(await item.property('ToolTip', through)) };
}

test('a panel that asks by unique name, as GNOME does, gets icon and tooltip', async () => {
  const { width, height, bytes, tooltip } = await asked(ITEM_INTERFACES[0]);
  expect(width).toBe(height);
  expect(width).toBeGreaterThanOrEqual(32);
  expect(bytes).toHaveLength(width * height * 4);
  expect(new Set(bytes).size).toBeGreaterThan(2);
  expect(tooltip).toContain('Tankmate');
});

test('the specification’s own interface name gives the same icon, or a plain refusal', async () => {
  // Electron 33 knows KDE's name alone, which is what panels ask for.
  const kde = await asked(ITEM_INTERFACES[0]);
  const other = await asked(ITEM_INTERFACES[1]).catch((error: { type: string }) => error.type);
  expect([
    kde,
    'org.freedesktop.DBus.Error.Failed',
    'org.freedesktop.DBus.Error.UnknownInterface',
  ]).toContainEqual(other);
});

test('one icon is put up, and only one', async () => {
  await expect.poll(async () => (await state()).tray).toBe(true);
  expect(desktop.count()).toBe(1);
});

test('before the first look the menu says so, and looks on a click', async () => {
  expect(await labels()).toEqual(['Not looked yet', 'Look now', 'Open Tankmate', 'Language', 'Quit']);
  expect(named(await item.menu(), 'Not looked yet').enabled).toBe(false);
  const fog = await pixels();
  await click('Look now');
  await expect.poll(pixels).not.toBe(fog);
  await expect.poll(labels).toContain('Stop looking');
  await screen(page, 'tiles').waitFor({ timeout: 60_000 });
  const { report, welcomed } = await state();
  expect(welcomed).toBe(true);
  await expect.poll(labels).toContain(report?.verdict.title);
  expect((await labels()).some((label) => label.startsWith('Looked '))).toBe(true);
  expect(await tooltip()).toContain(report?.verdict.title);
});

test('a click on the icon opens the window again', async () => {
  await page.evaluate(() => window.bridge.closeWindow()).catch(() => {});
  await expect.poll(() => windowCount(app)).toBe(0);
  const opened = app.waitForEvent('window');
  await item.activate();
  await screen(await opened, 'welcome').waitFor();
});

test('“Open” opens the window again', async () => {
  await page.evaluate(() => window.bridge.closeWindow()).catch(() => {});
  await expect.poll(() => windowCount(app)).toBe(0);
  const opened = app.waitForEvent('window');
  await click('Open Tankmate');
  await screen(await opened, 'welcome').waitFor();
});

test('the language is switched from the menu, the menu with it', async () => {
  await firstLook(page);
  const languages = named(await item.menu(), 'Language').inside;
  expect(languages.map(({ label, chosen }) => [label, chosen])).toEqual([
    ['简体中文', false],
    ['English', true],
  ]);
  await item.click(named(languages, '简体中文'));
  await expect.poll(async () => (await state()).language).toBe('zh-CN');
  await expect.poll(labels).toContain('打开龙虾缸管家');
  expect(await tooltip()).toContain('龙虾缸管家');
});

test('a look is stopped from the menu', async () => {
  await click('Look now');
  await expect.poll(labels).toContain('Stop looking');
  await click('Stop looking');
  await expect.poll(labels).toContain('The last look was cancelled');
});

test('OpenClaw can be stopped from the menu while it runs', async () => {
  // It would stop every OpenClaw of the person who runs the tests: here the click is followed to the process that would.
  expect(await labels()).not.toContain('Stop OpenClaw now');
  const program = join(home.path, '.npm-global/lib/node_modules/openclaw/openclaw.mjs');
  writeFileSync(program, 'setInterval(() => {}, 1000);');
  const gateway = spawn(process.execPath, [program, 'gateway'], { env: home.env, stdio: 'ignore' });
  try {
    await firstLook(page);
    await expect.poll(labels).toContain('Stop OpenClaw now');
    await app.evaluate(({ utilityProcess }) => {
      const asked: unknown[] = [];
      Object.assign(globalThis, { asked });
      const child = {
        on: () => child,
        once: () => child,
        kill: () => true,
        postMessage: (it: unknown) => asked.push(it),
      };
      utilityProcess.fork = () => child as unknown as ReturnType<typeof utilityProcess.fork>;
    });
    await click('Stop OpenClaw now');
    const asked = () => app.evaluate(() => (globalThis as unknown as { asked: { task: unknown }[] }).asked);
    await expect.poll(asked).toHaveLength(1);
    expect((await asked())[0]?.task).toEqual({ kind: 'stop' });
  } finally {
    gateway.kill();
  }
});

test('“Quit” ends the app', async () => {
  const ended = app.waitForEvent('close');
  await click('Quit');
  await ended;
  app = await startApp(home);
});

test('a tray that appears later gets the icon when the window closes', async () => {
  await app.close();
  desktop.close();
  app = await startApp(home);
  page = await app.firstWindow();
  await expect.poll(async () => (await state()).tray).toBe(false);
  desktop = await fakeDesktop();
  await page.evaluate(() => window.bridge.closeWindow()).catch(() => {});
  item = await desktop.nextItem();
  expect(await windowCount(app)).toBe(0);
  expect(await labels()).toContain('Open Tankmate');
});
