import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ModeChange } from '../../../main/contract/change';
import { decoded } from '../../../main/system/read/powershell';
import { ConflictError } from '../../../main/system/write';
import type { ProcessSpec } from '../../../main/system/write/commands/run-process';
import { createActions } from '../../../main/system/write/create-actions';
import { accessList, readNow, sameList } from '../../../main/system/write/files/windows/access-list';
import { readKeep } from '../../../main/system/write/files/windows/keep-attributes';
import {
  copied,
  robocopyArguments,
  robocopyProblem,
} from '../../../main/system/write/files/windows/robocopy';
import { folder, quietly } from './trial';

// Security descriptors as Get-Acl writes them (MS-DTYP 2.5.1.1).
const OPEN = 'O:S-1-5-21-1-2-3-1001G:S-1-5-21-1-2-3-513D:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)(A;ID;FR;;;BU)';
const CLOSED = 'D:P(A;;FA;;;SY)(A;;FA;;;BA)(A;;FA;;;S-1-5-21-1-2-3-1001)';
const AS_SET = `O:S-1-5-21-1-2-3-1001G:S-1-5-21-1-2-3-513${CLOSED.replace('D:P', 'D:PAI')}`;

const change: ModeChange = {
  kind: 'mode',
  path: "C:\\Users\\李 雷\\.openclaw\\'$(reboot)'.json",
  before: OPEN,
  after: CLOSED,
};

/** Windows with one file, whose descriptor is `now`. */
function windows(now: string, taken = true) {
  const runs: ProcessSpec[] = [];
  const actions = createActions({
    platform: 'win32',
    uid: null,
    env: { SystemRoot: 'C:\\Windows' },
    run: async (running) => {
      runs.push(running);
      const sets = running.env?.TANKMATE_SDDL !== '';
      const out = `now ${now}\r\n${sets ? (taken ? 'set\r\n' : 'denied\r\n') : ''}`;
      if (sets && taken) now = AS_SET;
      return { code: 0, out, err: '', stopped: null };
    },
  });
  return { actions, runs };
}

test('an access list is compared, set, and told apart', async () => {
  const { actions, runs } = windows(OPEN);
  expect(await actions.stands(change)).toBe('before');
  await actions.carryOut(change, quietly());
  expect(await actions.stands(change)).toBe('after');
  const set = runs.find(({ env }) => env?.TANKMATE_SDDL === CLOSED);
  expect(set?.env?.TANKMATE_PATH).toBe(change.path);
  expect(set?.program).toBe('C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe');
  for (const { args } of runs) expect(decoded(args)).not.toContain('reboot');
  const other = windows('O:BAG:BAD:P(A;;FA;;;WD)');
  await expect(other.actions.carryOut(change, quietly())).rejects.toThrow(ConflictError);
  await expect(windows(OPEN, false).actions.carryOut(change, quietly())).rejects.toMatchObject({
    problem: 'not-permitted',
  });
});

test('flags that only tell of inheritance do not count', () => {
  expect(sameList(AS_SET, CLOSED)).toBe(true);
  expect(sameList(OPEN, CLOSED)).toBe(false);
  expect(sameList('D:P(A;;FA;;;SY)', 'D:(A;;FA;;;SY)')).toBe(false);
  expect(accessList('O:BAG:BA')).toBeNull();
  expect(sameList('O:BA', 'O:BA')).toBe(false);
});

test('what PowerShell said', () => {
  expect(readNow(`now ${OPEN}\r\n`)).toBe(OPEN);
  expect(readNow('absent\r\n')).toBeNull();
  expect(readNow('link\r\n')).toBeNull();
  expect(() => readNow('')).toThrow();
  expect(() => readKeep('kept\r\n', 'x')).not.toThrow();
  expect(() => readKeep('owner\r\n', 'x')).toThrow('x');
  expect(() => readKeep('', 'x')).toThrow('x');
});

test('robocopy', () => {
  expect(robocopyArguments('C:\\a b', 'D:\\c')).toEqual(
    expect.arrayContaining(['C:\\a b', 'D:\\c', '/E', '/COPY:DATS']),
  );
  expect([0, 1, 3, 7, 8, 16, null].map(copied)).toEqual([true, true, true, true, false, false, false]);
  expect(
    robocopyProblem('2026/11/22 ERROR 112 (0x00000070) Copying File C:\\a\r\nThere is not enough space'),
  ).toBe('disk-full');
  expect(robocopyProblem('错误 5 (0x00000005) 正在复制文件')).toBe('not-permitted');
  expect(robocopyProblem('')).toBe('failed');
});

test('macOS: cp -p brings the rights, and the old text goes before the new one comes', async () => {
  const here = await folder();
  const path = join(here, 'file');
  await writeFile(path, 'a long old text');
  await chmod(path, 0o640);
  const runs: ProcessSpec[] = [];
  const { runProcess } = await import('../../../main/system/write/commands/run-process');
  const actions = createActions({
    platform: 'darwin',
    run: (running) => {
      runs.push(running);
      return runProcess(running);
    },
  });
  await actions.carryOut(
    { kind: 'edit', path, before: 'a long old text', after: 'new', format: 'lines' },
    quietly(),
  );
  expect(await readFile(path, 'utf8')).toBe('new');
  expect(runs[0]).toMatchObject({ program: '/bin/cp' });
  expect(runs[0]?.args.slice(0, 3)).toEqual(['-p', '--', path]);
});
