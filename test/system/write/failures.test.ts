import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Change } from '../../../main/contract/change';
import { type Actions, ConflictError } from '../../../main/system/write';
import { ChangeError } from '../../../main/system/write/change-error';
import { runProcess } from '../../../main/system/write/commands/run-process';
import { createActions } from '../../../main/system/write/create-actions';
import { pardonOpenFiles } from '../../no-open-files';
import { picture, SCENES } from './scenes';
import { failing, stepping } from './steps';
import { folder, otherDrive, quietly } from './trial';

const real = createActions();

const carry = async (actions: Actions, change: Change): Promise<unknown> =>
  actions.carryOut(change, quietly()).then(
    () => null,
    (error: unknown) => error,
  );

describe.each(Object.entries(SCENES))('%s, with each system call failing in turn', (_, ready) => {
  test('it is done, or nothing changed and nothing is left behind', { timeout: 300_000 }, async () => {
    const [here, there] = [await folder(), await folder(otherDrive())];
    const change = await ready(here, there);
    const seen = async () => (await picture(here)) + (await picture(there));
    const before = await seen();
    for (let failAt = 1, reached = true; reached; failAt += 1) {
      reached = false;
      let last = '';
      const fs = stepping(({ number, call, on }) => {
        if (number !== failAt) return;
        reached = true;
        last = `step ${failAt}, ${call} ${on}`;
        throw failing('EIO');
      });
      const error = await carry(createActions({ fs }), change);
      const stands = await real.stands(change);
      if (error === null) expect(stands, last).toBe('after');
      else if (stands === 'before') expect(await seen(), last).toBe(before);
      // The copy is whole and in its place; what could not be taken away is the original.
      else expect([stands, (await readdir(here)).length, change.kind], last).toEqual(['after', 1, 'move']);
      await real.takeBack(change, quietly());
      expect(await seen(), `${last}, taken back`).toBe(before);
    }
  });
});

test('a full disk, a read-only one and a missing right have names', async () => {
  const path = join(await folder(), 'file');
  await writeFile(path, 'old');
  const change: Change = { kind: 'edit', path, before: 'old', after: 'new', format: 'lines' };
  for (const [code, problem] of [
    ['ENOSPC', 'disk-full'],
    ['EDQUOT', 'disk-full'],
    ['EROFS', 'read-only'],
    ['EACCES', 'not-permitted'],
    ['EIO', 'failed'],
  ]) {
    const fs = stepping(({ call }) => {
      if (call === 'write') throw failing(code ?? '');
    });
    const error = await carry(createActions({ fs }), change);
    expect(error).toBeInstanceOf(ChangeError);
    expect((error as ChangeError).problem).toBe(problem);
  }
});

test('what another program writes at the last moment stays', async () => {
  const here = await folder();
  const path = join(here, 'file');
  await writeFile(path, 'old');
  let synced = false;
  const fs = stepping(async ({ call }) => {
    if (call !== 'sync' || synced) return;
    synced = true;
    await writeFile(path, 'theirs');
  });
  const change: Change = { kind: 'edit', path, before: 'old', after: 'new', format: 'lines' };
  expect(await carry(createActions({ fs }), change)).toBeInstanceOf(ConflictError);
  expect(await readFile(path, 'utf8')).toBe('theirs');
  expect(await readdir(here)).toEqual(['file']);
});

test('a file that came at the last moment is not replaced', async () => {
  const here = await folder();
  const path = join(here, 'file');
  const fs = stepping(async ({ call }) => {
    if (call === 'link') await writeFile(path, 'theirs');
  });
  const change: Change = { kind: 'edit', path, before: null, after: 'new', format: 'lines' };
  expect(await carry(createActions({ fs }), change)).toBeInstanceOf(ConflictError);
  expect(await readFile(path, 'utf8')).toBe('theirs');
  expect(await readdir(here)).toEqual(['file']);
});

test('a folder that is written into while it is copied stays where it is', async () => {
  const [here, there] = [await folder(), await folder(otherDrive())];
  const from = join(here, 'from');
  await mkdir(from);
  await writeFile(join(from, 'file'), 'old');
  const actions = createActions({
    run: async (running) => {
      const ended = await runProcess(running);
      if (running.program.endsWith('sync')) await writeFile(join(from, 'late'), 'theirs');
      return ended;
    },
  });
  const change: Change = { kind: 'move', from, to: join(there, 'to') };
  expect(await carry(actions, change)).toBeInstanceOf(ConflictError);
  expect((await readdir(from)).sort()).toEqual(['file', 'late']);
  expect(await readdir(here)).toEqual(['from']);
  expect(await readdir(there)).toEqual([]);
});

test('a copy that is not the same is not taken for it', async () => {
  const [here, there] = [await folder(), await folder(otherDrive())];
  await writeFile(join(here, 'from'), 'old');
  const actions = createActions({
    run: async (running) => {
      const ended = await runProcess(running);
      if (running.program.endsWith('cp'))
        for (const name of await readdir(there)) await writeFile(join(there, name), 'olD');
      return ended;
    },
  });
  const error = await carry(actions, { kind: 'move', from: join(here, 'from'), to: join(there, 'to') });
  expect((error as ChangeError).problem).toBe('not-copied');
  expect(await readFile(join(here, 'from'), 'utf8')).toBe('old');
  expect(await readdir(there)).toEqual([]);
});

test('a text written by many at once is one of theirs, whole', async () => {
  const path = join(await folder(), 'file');
  await writeFile(path, 'old');
  const all = Array.from({ length: 8 }, (_, number): Change => {
    return { kind: 'edit', path, before: 'old', after: `${number}`.repeat(10_000), format: 'lines' };
  });
  const errors = await Promise.all(all.map((change) => carry(real, change)));
  const done = all.filter((_, place) => errors[place] === null);
  expect(done.length).toBeGreaterThan(0);
  expect(done.map((change) => change.kind === 'edit' && change.after)).toContain(
    await readFile(path, 'utf8'),
  );
  expect(errors.filter((error) => error !== null).every((error) => error instanceof Error)).toBe(true);
  // Each of them closes its own before it renames; the others' are open, as those of other programs may be.
  pardonOpenFiles();
});
