import { execFileSync } from 'node:child_process';
import {
  chmod,
  link,
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { MoveChange } from '../../../main/contract/change';
import { ConflictError } from '../../../main/system/write';
import { createActions } from '../../../main/system/write/create-actions';
import { folder, otherDrive, quietly } from './trial';

const actions = createActions();
const moving = (from: string, to: string): MoveChange => ({ kind: 'move', from, to });

test('to another drive with modes, times, links and hard links; and back', async () => {
  const [here, there] = [await folder(), await folder(otherDrive())];
  const from = join(here, 'from');
  await mkdir(join(from, 'shut'), { recursive: true });
  await writeFile(join(from, 'one'), 'text', { mode: 0o640 });
  await utimes(join(from, 'one'), 1_500_000_000, 1_500_000_000);
  await link(join(from, 'one'), join(from, 'two'));
  await symlink('../elsewhere', join(from, 'link'));
  await writeFile(join(from, 'shut', 'in'), 'text');
  await chmod(join(from, 'shut'), 0o500);
  const change = moving(from, join(there, 'a', 'b', 'to'));
  await actions.carryOut(change, quietly());
  expect(await readdir(here)).toEqual([]);
  const one = await stat(join(change.to, 'one'));
  expect(one).toMatchObject({ mtimeMs: 1_500_000_000_000, nlink: 2 });
  expect(one.mode & 0o777).toBe(0o640);
  expect((await stat(join(change.to, 'shut'))).mode & 0o777).toBe(0o500);
  expect(await readlink(join(change.to, 'link'))).toBe('../elsewhere');
  await actions.carryOut(change, quietly());
  await actions.takeBack(change, quietly());
  await actions.takeBack(change, quietly());
  expect(await readdir(there)).toEqual([]);
  expect(await readFile(join(from, 'shut', 'in'), 'utf8')).toBe('text');
  await chmod(join(from, 'shut'), 0o700);
});

test.each(['here', 'another drive'])('ten thousand files, %s', { timeout: 120_000 }, async (where) => {
  const here = await folder();
  const there = where === 'here' ? here : await folder(otherDrive());
  const from = join(here, 'from');
  await mkdir(from);
  execFileSync('sh', [
    '-c',
    'cd "$0"; for d in $(seq 100); do mkdir $d; for f in $(seq 100); do echo $d.$f > $d/$f; done; done',
    from,
  ]);
  const change = moving(from, join(there, 'to'));
  await actions.carryOut(change, quietly());
  expect(await readFile(join(change.to, '100', '77'), 'utf8')).toBe('100.77\n');
  expect(await readdir(change.to)).toHaveLength(100);
  expect((await readdir(here)).includes('from')).toBe(false);
  // The way back over drives is the same code; twice ten thousand takes its time.
  if (where !== 'here') return;
  await actions.takeBack(change, quietly());
  expect(await readFile(join(from, '1', '1'), 'utf8')).toBe('1.1\n');
});

test('a link is moved as a link, a file as a file', async () => {
  const [here, there] = [await folder(), await folder(otherDrive())];
  await symlink('nowhere', join(here, 'link'));
  for (const to of [join(here, 'moved'), join(there, 'moved')]) {
    await actions.carryOut(moving(join(here, 'link'), to), quietly());
    expect((await lstat(to)).isSymbolicLink()).toBe(true);
    await actions.takeBack(moving(join(here, 'link'), to), quietly());
  }
});

test('what is there already stays, and so does what is not there', async () => {
  const here = await folder();
  await writeFile(join(here, 'from'), 'ours');
  await writeFile(join(here, 'to'), 'theirs');
  const change = moving(join(here, 'from'), join(here, 'to'));
  expect(await actions.stands(change)).toBe('neither');
  await expect(actions.carryOut(change, quietly())).rejects.toThrow(ConflictError);
  await expect(actions.takeBack(change, quietly())).rejects.toThrow(ConflictError);
  expect(await readFile(join(here, 'to'), 'utf8')).toBe('theirs');
  const gone = moving(join(here, 'no', 'such'), join(here, 'nor', 'this'));
  expect(await actions.stands(gone)).toBe('neither');
  await expect(actions.carryOut(gone, quietly())).rejects.toThrow(ConflictError);
  expect((await readdir(here)).sort()).toEqual(['from', 'to']);
});

test('a folder of the user’s above the target stays, ours goes', async () => {
  const here = await folder();
  await mkdir(join(here, 'theirs'));
  await writeFile(join(here, 'from'), 'x');
  const change = moving(join(here, 'from'), join(here, 'theirs', 'ours', 'to'));
  await actions.carryOut(change, quietly());
  expect((await stat(join(here, 'theirs', 'ours'))).mode & 0o777).toBe(0o700);
  await actions.takeBack(change, quietly());
  expect(await readdir(join(here, 'theirs'))).toEqual([]);
  await actions.carryOut(change, quietly());
  await writeFile(join(here, 'theirs', 'ours', 'note'), 'mine');
  await actions.takeBack(change, quietly());
  expect((await readdir(join(here, 'theirs', 'ours'))).sort()).toEqual(['.tankmate-made', 'note']);
});

test('a folder with a pipe in it does not go to another drive', async () => {
  const [here, there] = [await folder(), await folder(otherDrive())];
  await mkdir(join(here, 'from'));
  execFileSync('mkfifo', [join(here, 'from', 'pipe')]);
  const change = moving(join(here, 'from'), join(there, 'to'));
  await expect(actions.carryOut(change, quietly())).rejects.toMatchObject({ problem: 'not-copied' });
  expect(await actions.stands(change)).toBe('before');
  expect(await readdir(there)).toEqual([]);
});
