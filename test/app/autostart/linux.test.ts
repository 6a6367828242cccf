import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { autostartEntry } from '../../../main/app/autostart/autostart';
import { keepAutostart } from '../../../main/app/autostart/linux';

const PROGRAM = '/opt/My Tank/tankmate';
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tankmate-login-'));
  file = join(folder, '.config/autostart/tankmate.desktop');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('it is written where none was, and taken away again', async () => {
  const { set, isSet } = keepAutostart(file, PROGRAM);
  expect(await isSet()).toBe(false);
  await set(true);
  expect(readFileSync(file, 'utf8')).toBe(autostartEntry(PROGRAM));
  expect(statSync(file).mode & 0o777).toBe(0o644);
  expect(await isSet()).toBe(true);
  await set(false);
  expect(existsSync(file)).toBe(false);
  expect(readdirSync(dirname(file))).toEqual([]);
  await set(false);
});

test('a desktop takes it for an entry', () => {
  const name = join(folder, 'tankmate.desktop');
  writeFileSync(name, autostartEntry(PROGRAM));
  const said = spawnSync('desktop-file-validate', [name], { encoding: 'utf8' });
  expect(said.error, 'desktop-file-validate of the package desktop-file-utils').toBeUndefined();
  expect(`${said.stdout}${said.stderr}`).toBe('');
  expect(said.status).toBe(0);
});

test('what was switched off in the desktop’s settings stays off', async () => {
  const { set, isSet } = keepAutostart(file, PROGRAM);
  await set(true);
  const off = autostartEntry(PROGRAM).replace('enabled=true', 'enabled=false');
  writeFileSync(file, off);
  expect(await isSet()).toBe(false);
  expect(readFileSync(file, 'utf8')).toBe(off);
  await set(true);
  expect(await isSet()).toBe(true);
});

test('an entry that names another place is renewed; what the user added stays', async () => {
  await keepAutostart(file, '/home/lin/Tankmate-0.1.AppImage').set(true);
  const moved = keepAutostart(file, '/home/lin/Tankmate-0.2.AppImage');
  expect(await moved.isSet()).toBe(true);
  expect(readFileSync(file, 'utf8')).toBe(autostartEntry('/home/lin/Tankmate-0.2.AppImage'));
  const delayed = `${readFileSync(file, 'utf8')}X-GNOME-Autostart-Delay=10\n`;
  writeFileSync(file, delayed);
  expect(await moved.isSet()).toBe(true);
  expect(readFileSync(file, 'utf8')).toBe(delayed);
});

test('a folder that can’t be written rejects and leaves nothing behind', async () => {
  writeFileSync(join(folder, '.config'), 'in the way');
  await expect(keepAutostart(file, PROGRAM).set(true)).rejects.toThrow(/ENOTDIR|EEXIST/);
  await expect(keepAutostart(file, PROGRAM).isSet()).rejects.toThrow('ENOTDIR');
  expect(readdirSync(folder)).toEqual(['.config']);
});
