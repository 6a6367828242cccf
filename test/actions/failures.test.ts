import { chmod, lstat, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Actions, NotAsSeen } from '../../main/actions';
import { start } from '../../main/actions/commands/start';
import { createActions } from '../../main/actions/create';
import { Trouble } from '../../main/actions/problem';
import type { Change } from '../../main/contract/change';
import { failing, stepping } from './steps';
import { folder, otherDrive, quietly } from './trial';

const real = createActions();

/** Every name, kind, mode and text below a folder. */
async function picture(path: string): Promise<string> {
  const facts = await lstat(path);
  const mode = (facts.mode & 0o7777).toString(8);
  if (!facts.isDirectory()) return `${mode} ${await readFile(path, 'utf8')}`;
  const names = (await readdir(path)).sort();
  return JSON.stringify([
    mode,
    await Promise.all(names.map(async (name) => [name, await picture(join(path, name))])),
  ]);
}

const SCENES: Readonly<Record<string, (here: string, there: string) => Promise<Change>>> = {
  async replacing(here) {
    await writeFile(join(here, 'file'), 'old', { mode: 0o640 });
    return { kind: 'edit', path: join(here, 'file'), before: 'old', after: 'new', format: 'lines' };
  },
  making: async (here) => ({
    kind: 'edit',
    path: join(here, 'a', 'file'),
    before: null,
    after: 'new',
    format: 'lines',
  }),
  async removing(here) {
    await writeFile(join(here, 'file'), 'old', { mode: 0o600 });
    return { kind: 'edit', path: join(here, 'file'), before: 'old', after: null, format: 'lines' };
  },
  async permitting(here) {
    await writeFile(join(here, 'file'), 'old');
    await chmod(join(here, 'file'), 0o644);
    return { kind: 'mode', path: join(here, 'file'), before: '0644', after: '0600' };
  },
  async moving(here) {
    await writeFile(join(here, 'from'), 'old');
    return { kind: 'move', from: join(here, 'from'), to: join(here, 'a', 'to') };
  },
  async 'moving to another drive'(here, there) {
    await mkdir(join(here, 'from'));
    await writeFile(join(here, 'from', 'file'), 'old');
    return { kind: 'move', from: join(here, 'from'), to: join(there, 'a', 'to') };
  },
};

const carry = async (actions: Actions, change: Change): Promise<unknown> =>
  actions.carryOut(change, quietly()).then(
    () => null,
    (error: unknown) => error,
  );

describe.each(Object.entries(SCENES))('%s, with each system call failing in turn', (_, ready) => {
  test('it is done, or nothing changed and nothing is left behind', { timeout: 60_000 }, async () => {
    const [here, there] = [await folder(), await folder(otherDrive())];
    const change = await ready(here, there);
    const seen = async () => (await picture(here)) + (await picture(there));
    const before = await seen();
    for (let failAt = 1, reached = true; reached; failAt += 1) {
      reached = false;
      let last = '';
      const layer = stepping(({ number, call, on }) => {
        if (number !== failAt) return;
        reached = true;
        last = `step ${failAt}, ${call} ${on}`;
        throw failing('EIO');
      });
      const error = await carry(createActions({ layer }), change);
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
    const layer = stepping(({ call }) => {
      if (call === 'write') throw failing(code ?? '');
    });
    const error = await carry(createActions({ layer }), change);
    expect(error).toBeInstanceOf(Trouble);
    expect((error as Trouble).problem).toBe(problem);
  }
});

test('what another program writes at the last moment stays', async () => {
  const here = await folder();
  const path = join(here, 'file');
  await writeFile(path, 'old');
  let synced = false;
  const layer = stepping(async ({ call }) => {
    if (call !== 'sync' || synced) return;
    synced = true;
    await writeFile(path, 'theirs');
  });
  const change: Change = { kind: 'edit', path, before: 'old', after: 'new', format: 'lines' };
  expect(await carry(createActions({ layer }), change)).toBeInstanceOf(NotAsSeen);
  expect(await readFile(path, 'utf8')).toBe('theirs');
  expect(await readdir(here)).toEqual(['file']);
});

test('a file that came at the last moment is not replaced', async () => {
  const here = await folder();
  const path = join(here, 'file');
  const layer = stepping(async ({ call }) => {
    if (call === 'link') await writeFile(path, 'theirs');
  });
  const change: Change = { kind: 'edit', path, before: null, after: 'new', format: 'lines' };
  expect(await carry(createActions({ layer }), change)).toBeInstanceOf(NotAsSeen);
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
      const ended = await start(running);
      if (running.program.endsWith('sync')) await writeFile(join(from, 'late'), 'theirs');
      return ended;
    },
  });
  const change: Change = { kind: 'move', from, to: join(there, 'to') };
  expect(await carry(actions, change)).toBeInstanceOf(NotAsSeen);
  expect((await readdir(from)).sort()).toEqual(['file', 'late']);
  expect(await readdir(here)).toEqual(['from']);
  expect(await readdir(there)).toEqual([]);
});

test('a copy that is not the same is not taken for it', async () => {
  const [here, there] = [await folder(), await folder(otherDrive())];
  await writeFile(join(here, 'from'), 'old');
  const actions = createActions({
    run: async (running) => {
      const ended = await start(running);
      if (running.program.endsWith('cp'))
        for (const name of await readdir(there)) await writeFile(join(there, name), 'olD');
      return ended;
    },
  });
  const error = await carry(actions, { kind: 'move', from: join(here, 'from'), to: join(there, 'to') });
  expect((error as Trouble).problem).toBe('not-copied');
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
});
