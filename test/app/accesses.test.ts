import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { accessesText, accessHandlers } from '../../main/app/accesses';
import { Refused } from '../../main/app/ipc/serve';
import { createStore } from '../../main/app/store';
import { type Accesses, shownAccess } from '../../main/contract/accesses';
import { keepSomeAccesses, noteAccess, noteAccessesTo, noteAddress } from '../../main/system/read/access-log';
import { badHome } from '../../renderer/practice/reports';
import { appState } from '../fakes/state';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tankmate-accesses-'));
});
afterEach(() => {
  noteAccessesTo(null);
  rmSync(folder, { recursive: true });
});

/** A look that did this, as the process that looks tells it. */
function told(most = 100): Accesses {
  const accesses = keepSomeAccesses(most);
  noteAccess('file', '/home/lin/.openclaw/openclaw.json');
  noteAccess('file', '/etc/passwd');
  noteAccess('file', '/etc/passwd');
  noteAccess('file', '/home/lin/Documents/a\u202etxt.exe\nfile /etc/shadow');
  noteAccess('folder', '/home/linda');
  noteAccess('program', '/usr/bin/npm --prefix /home/lin/.npm-global ls');
  noteAddress('https://lin:secret@registry.example.org/openclaw?token=secret');
  return accesses();
}

function set(accesses: Accesses | null, target: string | null = join(folder, 'list.txt')) {
  const store = createStore(appState({ report: badHome('en'), home: '/home/lin' }));
  const copyText = vi.fn();
  const chooseTarget = vi.fn(async () => target);
  return {
    copyText,
    chooseTarget,
    handlers: accessHandlers({ store, accesses: () => accesses, copyText, chooseTarget }),
  };
}

const TEXT = `file ~/.openclaw/openclaw.json
file /etc/passwd
file ~/Documents/a\uFFFDtxt.exe\uFFFDfile /etc/shadow
folder /home/linda
program /usr/bin/npm --prefix ~/.npm-global ls
address https://registry.example.org/openclaw
`;

test('each once, a line each: no home’s name, no secret of an address, and a name makes no other line', () => {
  expect(accessesText(told(), '/home/lin')).toBe(TEXT);
});

test.each([
  ['npm --prefix=/home/mary ann/.npm ls', '/home/mary ann', 'npm --prefix=~/.npm ls'],
  ['stat "/home/lin" /home/linda /mnt/home/lin/x', '/home/lin', 'stat "~" /home/linda /mnt/home/lin/x'],
  ['cmd /c C:\\Users\\lin\\a.cmd', 'C:\\Users\\lin', 'cmd /c C:\\Users\\lin\\a.cmd'],
  ['ls /', '', 'ls /'],
])('the home in “%s” is %s', (what, home, said) => expect(shownAccess('program', what, home)).toBe(said));

test('what there is no room for is said to be missing, of its kind alone', () => {
  const few = told(2);
  expect(few.file).toEqual({
    names: ['/home/lin/.openclaw/openclaw.json', '/etc/passwd'],
    more: true,
  });
  expect(few.program.more || few.folder.more || few.address.more).toBe(false);
});

test('a look after work keeps what was asked before it, and nothing of the work', () => {
  const before = told();
  noteAccess('program', '/usr/bin/npm install');
  const accesses = keepSomeAccesses(100, before);
  noteAccess('file', '/etc/hosts');
  expect(accesses().address).toEqual(before.address);
  expect(accesses().file.names.at(-1)).toBe('/etc/hosts');
  expect(accesses().program.names).toEqual(before.program.names);
  expect(before.file.names).not.toContain('/etc/hosts');
});

test('they are told, copied, and saved where the user says, for this account alone', async () => {
  const { handlers, copyText, chooseTarget } = set(told());
  expect((await handlers.getAccesses())?.program.names).toHaveLength(1);
  await handlers.copyAccesses();
  expect(copyText.mock.calls).toEqual([[TEXT]]);
  await handlers.saveAccesses();
  expect(chooseTarget.mock.calls).toEqual([['tankmate-2026-11-22-accesses.txt', 'txt']]);
  expect(readFileSync(join(folder, 'list.txt'), 'utf8')).toBe(TEXT);
  expect(readdirSync(folder)).toEqual(['list.txt']);
  if (process.platform !== 'win32') expect(statSync(join(folder, 'list.txt')).mode & 0o777).toBe(0o600);
});

test('where nothing was kept there is nothing to copy or save, and choosing no file is an answer', async () => {
  const { handlers, copyText, chooseTarget } = set(null);
  expect(await handlers.getAccesses()).toBeNull();
  await expect(handlers.copyAccesses()).rejects.toThrow(Refused);
  await expect(handlers.saveAccesses()).rejects.toThrow(Refused);
  expect(copyText).not.toHaveBeenCalled();
  expect(chooseTarget).not.toHaveBeenCalled();
  await set(told(), null).handlers.saveAccesses();
  expect(readdirSync(folder)).toEqual([]);
});
