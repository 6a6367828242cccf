import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ElectronApplication } from 'playwright';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { execLineOf, wordsOf } from '../app/autostart/desktop-entry';
import { fakeDesktop, type Item } from './desktop';
import { electron, firstLook, type Home, makeHome, screen, startApp } from './start';

let desktop: Awaited<ReturnType<typeof fakeDesktop>> | undefined;
let home: Home;
let app: ElectronApplication | undefined;
let started: ChildProcess | undefined;

beforeEach(async () => {
  desktop = await fakeDesktop();
  home = makeHome();
});
afterEach(async () => {
  await app?.close();
  app = undefined;
  if (started?.exitCode === null) {
    const gone = new Promise((resolve) => started?.once('exit', resolve));
    started.kill();
    await gone;
  }
  started = undefined;
  desktop?.close();
  desktop = undefined;
  home.remove();
});

const entry = () => join(home.path, '.config/autostart/tankmate.desktop');

/** A program of a fixed place that starts the app, as an AppImage is one; its name has a space and a dollar sign. */
function appImage(): string {
  const path = join(home.path, 'Tank mate $1.AppImage');
  writeFileSync(path, `#!/bin/sh\nexec '${electron}' . "$@"\n`);
  chmodSync(path, 0o755);
  Object.assign(home.env, { APPIMAGE: path, APPDIR: dirname(electron) });
  return path;
}

async function page() {
  app = await startApp(home);
  const first = await app.firstWindow();
  await screen(first, 'welcome').waitFor();
  return first;
}

test('it is off until it is asked for; then the entry is there, and away again', async () => {
  const program = appImage();
  const first = await page();
  expect(await first.evaluate(() => window.bridge.getState())).toMatchObject({
    canStartAtLogin: true,
    preferences: { startsAtLogin: null },
  });
  expect(existsSync(entry())).toBe(false);
  await first.evaluate(() => window.bridge.setStartsAtLogin(true));
  await expect.poll(() => existsSync(entry())).toBe(true);
  expect(wordsOf(execLineOf(readFileSync(entry(), 'utf8')))).toEqual([program, '--hidden']);
  await first.evaluate(() => window.bridge.setStartsAtLogin(false));
  await expect.poll(() => existsSync(entry())).toBe(false);
});

test('the entry’s own line starts the app into the tray, without a window; a second start shows one', async () => {
  appImage();
  const first = await page();
  await firstLook(first);
  await first.evaluate(() => window.bridge.setStartsAtLogin(true));
  await expect.poll(() => existsSync(entry())).toBe(true);
  await app?.close();
  app = undefined;

  const icons = desktop?.count() ?? 0;
  const [program = '', ...words] = wordsOf(execLineOf(readFileSync(entry(), 'utf8')));
  started = spawn(program, words, { env: home.env, stdio: 'ignore' });
  const item = (await desktop?.nextItem(icons)) as Item;
  const labels = async () => (await item.menu()).map(({ label }) => label);
  await expect.poll(labels).toContain('Open Tankmate');
  // It looks by itself, once the network had time to come up, to the end, and still shows no window.
  await expect
    .poll(async () => (await labels()).some((label) => label.startsWith('Looked ')), { timeout: 90_000 })
    .toBe(true);
  await expect.poll(labels, { timeout: 60_000 }).toContain('Look now');
  expect(pagesOf(started)).toBe(0);
  // The session starts it once more: nothing happens. The user does: a window.
  spawnSync(program, words, { env: home.env, timeout: 30_000 });
  expect(pagesOf(started)).toBe(0);
  spawnSync(program, [], { env: home.env, timeout: 30_000 });
  await expect.poll(() => pagesOf(started), { timeout: 20_000 }).toBe(1);
}, 240_000);

test('switched off in the desktop’s own settings, it says so at the next start', async () => {
  appImage();
  const first = await page();
  await first.evaluate(() => window.bridge.setStartsAtLogin(true));
  await expect.poll(() => existsSync(entry())).toBe(true);
  await app?.close();
  writeFileSync(entry(), `${readFileSync(entry(), 'utf8')}Hidden=true\n`);
  const again = await page();
  await expect
    .poll(() => again.evaluate(async () => (await window.bridge.getState()).preferences.startsAtLogin))
    .toBe(false);
});

test('from source code there is no place to name: it is said, and nothing is written', async () => {
  const first = await page();
  expect((await first.evaluate(() => window.bridge.getState())).canStartAtLogin).toBe(false);
  await first.evaluate(() => window.bridge.setStartsAtLogin(true));
  await expect
    .poll(() => first.evaluate(async () => (await window.bridge.getState()).preferences.startsAtLogin))
    .toBe(false);
  expect(existsSync(entry())).toBe(false);
});

test('a tray that comes after the app gets its icon all the same', async () => {
  desktop?.close();
  desktop = undefined;
  started = spawn(electron, ['.', '--hidden'], { env: home.env, stdio: 'ignore' });
  await new Promise((resolve) => setTimeout(resolve, 3000));
  expect(started.exitCode).toBeNull();
  desktop = await fakeDesktop();
  const item = await desktop.nextItem();
  await expect.poll(async () => (await item.menu()).map(({ label }) => label)).toContain('Open Tankmate');
});

/** How many page processes the app has, by their command lines (proc(5)). */
function pagesOf(parent: ChildProcess | undefined): number {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
  const all = stdout.split('\n').flatMap((line) => {
    const [, pid, ppid, args] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid && ppid && args ? [{ pid: Number(pid), ppid: Number(ppid), args }] : [];
  });
  const below = new Set<number>([parent?.pid ?? -1]);
  for (let grew = true; grew; ) {
    const more = all.filter(({ pid, ppid }) => below.has(ppid) && !below.has(pid));
    for (const { pid } of more) below.add(pid);
    grew = more.length > 0;
  }
  return all.filter(({ pid, args }) => below.has(pid) && args.includes('--type=renderer')).length;
}
