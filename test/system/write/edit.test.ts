import { chmod, lstat, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { EditChange } from '../../../main/contract/change';
import { ConflictError } from '../../../main/system/write';
import { createActions } from '../../../main/system/write/create-actions';
import { folder, quietly } from './trial';

const actions = createActions();
const edit = (path: string, before: string | null, after: string | null, mode?: number): EditChange => ({
  kind: 'edit',
  path,
  before,
  after,
  format: 'lines',
  ...(mode !== undefined && { mode }),
});

test('replaces a text and takes it back, byte for byte, keeping the mode', async () => {
  const here = await folder();
  const path = join(here, 'openclaw.json');
  const before = '\uFEFF{\r\n  // mine\r\n}\n';
  await writeFile(path, before);
  await chmod(path, 0o640);
  const change = edit(path, before, `${before}more`);
  expect(await actions.stands(change)).toBe('before');
  await actions.carryOut(change, quietly());
  expect(await readFile(path, 'utf8')).toBe(`${before}more`);
  expect((await stat(path)).mode & 0o7777).toBe(0o640);
  expect(await actions.stands(change)).toBe('after');
  await actions.carryOut(change, quietly());
  await actions.takeBack(change, quietly());
  expect(await readFile(path, 'utf8')).toBe(before);
  expect(await readdir(here)).toEqual(['openclaw.json']);
});

test('makes and removes a file, and the folders above it', async () => {
  const here = await folder();
  const path = join(here, 'a', 'b', 'c.json');
  const change = edit(path, null, '{}', 0o644);
  expect(await actions.stands(change)).toBe('before');
  await actions.carryOut(change, quietly());
  expect((await stat(path)).mode & 0o7777).toBe(0o644);
  expect(await actions.stands(change)).toBe('after');
  await actions.takeBack(change, quietly());
  expect(await readdir(here)).toEqual([]);
});

test('leaves alone what somebody else wrote', async () => {
  const path = join(await folder(), 'x');
  await writeFile(path, 'theirs');
  const change = edit(path, 'ours', 'new');
  expect(await actions.stands(change)).toBe('neither');
  await expect(actions.carryOut(change, quietly())).rejects.toThrow(ConflictError);
  await expect(actions.carryOut(edit(path, null, 'new'), quietly())).rejects.toThrow(ConflictError);
  await expect(actions.takeBack(change, quietly())).rejects.toThrow(ConflictError);
  expect(await readFile(path, 'utf8')).toBe('theirs');
});

test('follows a link, which stays a link', async () => {
  const here = await folder();
  await writeFile(join(here, 'real'), 'one');
  await symlink('real', join(here, 'link'));
  await actions.carryOut(edit(join(here, 'link'), 'one', 'two'), quietly());
  expect((await lstat(join(here, 'link'))).isSymbolicLink()).toBe(true);
  expect(await readFile(join(here, 'real'), 'utf8')).toBe('two');
});
