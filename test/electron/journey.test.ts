import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication } from 'playwright';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fakeDesktop } from './desktop';
import { electron, firstLook, type Home, makeHome, screen, startApp, windowCount } from './start';

let desktop: Awaited<ReturnType<typeof fakeDesktop>> | undefined;
let home: Home;
let app: ElectronApplication;

beforeEach(async () => {
  desktop = await fakeDesktop();
  home = makeHome();
  app = await startApp(home);
});
afterEach(async () => {
  await app.close();
  desktop?.close();
  home.remove();
});

const kept = (name: string) => join(home.path, '.config/Tankmate', name);
const again = async () => {
  await app.close();
  app = await startApp(home);
  return app.firstWindow();
};

test('the first start leads from the welcome through a look to the tiles', async () => {
  const page = await app.firstWindow();
  await screen(page, 'welcome').waitFor();
  expect(await page.evaluate(() => window.bridge.getState())).toMatchObject({
    welcomed: false,
    looking: null,
    report: null,
    language: 'en',
  });
  await page.evaluate(() => {
    const seen: unknown[] = [];
    Object.assign(window, { seen });
    window.bridge.onState(({ patch }) => seen.push(patch.looking));
    return window.bridge.look();
  });
  await screen(page, 'tiles').waitFor({ timeout: 60_000 });
  const { report, revision } = await page.evaluate(() => window.bridge.getState());
  expect(report?.tiles).toHaveLength(6);
  expect(report?.copies).toContainEqual(expect.objectContaining({ version: '2026.3.13' }));
  expect(revision).toBeGreaterThan(2);
  const progress = await page.evaluate(
    () => (window as unknown as { seen: ({ done: number } | null)[] }).seen,
  );
  expect(progress.filter((each) => each && each.done > 0).length).toBeGreaterThan(1);
  const accesses = await page.evaluate(() => window.bridge.getAccesses());
  expect(accesses?.file.names).toContain(join(home.path, '.openclaw/openclaw.json'));
  expect(accesses?.folder.names).toContain(join(home.path, '.openclaw'));
});

test('a later start shows the earlier report and looks again by itself', async () => {
  await firstLook(await app.firstWindow());
  await expect.poll(() => existsSync(kept('last-look.json'))).toBe(true);
  const before = JSON.parse(readFileSync(kept('last-look.json'), 'utf8'));
  const page = await again();
  await screen(page, 'tiles').or(screen(page, 'looking')).first().waitFor();
  const looked = () => page.evaluate(async () => (await window.bridge.getState()).report?.startedAt);
  await expect.poll(looked, { timeout: 60_000 }).not.toBe(before.look.startedAt);
  await expect.poll(looked, { timeout: 60_000 }).toBeTruthy();
});

test('a look can be cancelled, and the report before it stays', async () => {
  const page = await app.firstWindow();
  await firstLook(page);
  const first = await page.evaluate(async () => (await window.bridge.getState()).report?.startedAt);
  await page.evaluate(async () => {
    await window.bridge.look();
    await window.bridge.cancelLook();
  });
  await expect.poll(() => page.evaluate(async () => (await window.bridge.getState()).looking)).toBeNull();
  const after = await page.evaluate(() => window.bridge.getState());
  expect(after.lookFailed).toBe('cancelled');
  expect(after.report?.startedAt).toBe(first);
});

test('the language switches at once, without a new look, and is kept', async () => {
  const page = await app.firstWindow();
  await firstLook(page);
  const english = await page.evaluate(() => window.bridge.getState());
  await page.evaluate(() => window.bridge.setLanguage('zh-CN'));
  const chinese = await page.evaluate(() => window.bridge.getState());
  expect(chinese).toMatchObject({ language: 'zh-CN', looking: null, report: { language: 'zh-CN' } });
  expect(chinese.report?.startedAt).toBe(english.report?.startedAt);
  expect(chinese.report?.verdict.title).toMatch(/\p{Script=Han}/u);
  await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe('zh-CN');
  expect(JSON.parse(readFileSync(kept('settings.json'), 'utf8'))).toMatchObject({
    welcomed: true,
    language: 'zh-CN',
  });

  const later = await again();
  expect((await later.evaluate(() => window.bridge.getState())).language).toBe('zh-CN');
});

test('closing the window destroys its process and keeps the app', async () => {
  const page = await app.firstWindow();
  await screen(page, 'welcome').waitFor();
  const pages = () =>
    app.evaluate(({ app }) => app.getAppMetrics().filter(({ type }) => type === 'Tab').length);
  expect(await pages()).toBe(1);
  await page.evaluate(() => window.bridge.closeWindow()).catch(() => {});
  await expect.poll(() => windowCount(app)).toBe(0);
  await expect.poll(pages).toBe(0);
});

test('a second start shows the window of the first and ends', async () => {
  const page = await app.firstWindow();
  await screen(page, 'welcome').waitFor();
  await page.evaluate(() => window.bridge.closeWindow()).catch(() => {});
  await expect.poll(() => windowCount(app)).toBe(0);
  // The second start is waited for first: nothing is heard meanwhile, and a busy computer takes its time.
  const opened = app.waitForEvent('window', { timeout: 180_000 });
  const second = spawnSync(electron, ['.'], { env: home.env, timeout: 120_000 });
  expect(second.status).toBe(0);
  await screen(await opened, 'welcome').waitFor();
  expect(await windowCount(app)).toBe(1);
});

test('a broken file of its own is set aside', async () => {
  await app.close();
  writeFileSync(kept('settings.json'), '{"welcomed": tr');
  app = await startApp(home);
  await screen(await app.firstWindow(), 'welcome').waitFor();
  expect(readFileSync(kept('settings.json.broken'), 'utf8')).toBe('{"welcomed": tr');
});

test('without a desktop that shows tray icons, the app ends with its window', async () => {
  desktop?.close();
  desktop = undefined;
  const page = await again();
  await screen(page, 'welcome').waitFor();
  await expect.poll(() => page.evaluate(async () => (await window.bridge.getState()).tray)).toBe(false);
  const ended = app.waitForEvent('close');
  await page.evaluate(() => window.bridge.closeWindow()).catch(() => {});
  await ended;
  app = await startApp(home);
});
