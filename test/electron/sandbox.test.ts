import { readFileSync, readlinkSync } from 'node:fs';
import type { ElectronApplication } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Home, makeHome, screen, startApp } from './start';

let home: Home;
let app: ElectronApplication;
let renderer: number;

beforeAll(async () => {
  home = makeHome();
  app = await startApp(home);
  await screen(await app.firstWindow(), 'welcome').waitFor();
  const processes = await app.evaluate(({ app }) =>
    app.getAppMetrics().map(({ type, pid }) => ({ type, pid })),
  );
  renderer = processes.find(({ type }) => type === 'Tab')?.pid ?? 0;
});
afterAll(async () => {
  await app.close();
  home.remove();
});

/** proc(5): a field of /proc/PID/status. */
const status = (pid: number, field: string) =>
  new RegExp(`^${field}:\\s*(.*)$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];

test('an ordinary user runs it', () => expect(process.getuid?.()).not.toBe(0));

test('the page runs behind a system call filter', () => {
  // 2 is SECCOMP_MODE_FILTER of seccomp(2).
  expect(status(renderer, 'Seccomp')).toBe('2');
  expect(status(renderer, 'NoNewPrivs')).toBe('1');
});

test('the page runs in process and user namespaces of its own', () => {
  const mine = status(process.pid, 'NSpid')?.split('\t').length ?? 0;
  expect(status(renderer, 'NSpid')?.split('\t').length).toBeGreaterThan(mine);
  const parent = app.process().pid ?? 0;
  expect(readlinkSync(`/proc/${parent}/ns/user`)).toBe(readlinkSync('/proc/self/ns/user'));
  expect(() =>
    expect(readlinkSync(`/proc/${renderer}/ns/user`)).toBe(readlinkSync('/proc/self/ns/user')),
  ).toThrow();
});

test('nothing turned the sandbox off', async () => {
  expect(await app.evaluate(() => process.argv.filter((word) => word.includes('sandbox')))).toEqual([]);
  const state = await (await app.firstWindow()).evaluate(() => window.bridge.getState());
  expect(state.sandboxOff).toBe(false);
});
