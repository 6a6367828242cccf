import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openQmp, withQmp } from '../../../../main/tank/drivers/qemu/qmp';
import { type FakeQemu, fakeQemu } from './fake-qemu';

let top: string;
let folder: string;
let qemu: FakeQemu | undefined;
let server: Server | undefined;
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'tankmate-qmp-'));
  folder = top;
});
afterEach(async () => {
  await qemu?.close();
  server?.close();
  qemu = server = undefined;
  rmSync(top, { recursive: true });
});

test('answers come in their order, whatever happens meanwhile', async () => {
  qemu = await fakeQemu(folder, (command, given) => ({ command, given: given ?? null }));
  await withQmp(folder, async (qmp) => {
    const reported = await Promise.all([qmp.execute('query-status'), qmp.execute('quit', { now: true })]);
    expect(reported).toEqual([
      { command: 'query-status', given: null },
      { command: 'quit', given: { now: true } },
    ]);
  });
  expect(qemu.orders[0]).toEqual({ execute: 'qmp_capabilities' });
});

test('QEMU’s own words are told', async () => {
  qemu = await fakeQemu(folder, () => new Error('Snapshot with name clean already exists'));
  await expect(withQmp(folder, (qmp) => qmp.execute('x'))).rejects.toThrow('clean already exists');
});

test('a line that falls rejects what is asked, and what is asked later', async () => {
  qemu = await fakeQemu(folder, () => undefined);
  const qmp = await openQmp(folder);
  await expect(qmp.execute('quit')).rejects.toThrow('closed the line');
  await expect(qmp.execute('quit')).rejects.toThrow('closed the line');
});

test('somebody else at the door is no QEMU', async () => {
  qemu = await fakeQemu(folder, () => ({}), { hello: 'world' });
  await expect(openQmp(folder)).rejects.toThrow('no QEMU');
});

test.each([
  ['no JSON', '<html>\n', 'no JSON'],
  ['nothing', '', 'did not answer'],
])('%s', async (_what, said, why) => {
  server = createServer((socket) => void socket.on('error', () => {}).write(said || ' '));
  await new Promise<void>((resolve) => server?.listen(join(folder, 'qmp.sock'), resolve));
  await expect(openQmp(folder, 300)).rejects.toThrow(why);
});

test('nobody there', async () => {
  await expect(openQmp(folder)).rejects.toThrow('ENOENT');
});

test.runIf(process.platform === 'linux')('a path longer than a socket’s may be', async () => {
  qemu = await fakeQemu(folder, () => 'heard');
  const long = join(top, 'a'.repeat(100), 'b'.repeat(100));
  mkdirSync(long, { recursive: true });
  symlinkSync(join(folder, 'qmp.sock'), join(long, 'qmp.sock'));
  expect(await withQmp(long, (qmp) => qmp.execute('x'))).toBe('heard');
});
