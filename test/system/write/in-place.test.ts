import { execFileSync } from 'node:child_process';
import { chmod, chown, link, lstat, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { EditChange } from '../../../main/contract/change';
import { ConflictError } from '../../../main/system/write';
import { createActions } from '../../../main/system/write/create-actions';
import { nodeFs } from '../../../main/system/write/files/fs-adapter';
import { childCommand, inChild, isRoot, NOBODY, withChildren } from './children';
import { failing, stepping } from './steps';
import { folder, quietly } from './trial';

withChildren();
const uid = isRoot ? NOBODY : undefined;
const SHORT = '{ bind: "lan" } // mine\n';
const LONG = `{ bind: "loopback" } // mine\n${'x'.repeat(9000)}`;

/** Something that keeps a file from being replaced by another. */
interface Scene {
  readonly name: string;
  readonly needsRoot?: true;
  ready(path: string, here: string): Promise<void>;
}
const SCENES: readonly Scene[] = [
  { name: 'with two names', ready: (path, here) => link(path, join(here, 'second name')) },
  {
    name: 'with two names that nobody may write',
    async ready(path, here) {
      await link(path, join(here, 'second name'));
      await chmod(path, 0o444);
    },
  },
  {
    name: 'of a group that its owner isn’t in',
    needsRoot: true,
    async ready(path) {
      await chown(path, NOBODY, 64_321);
      await chmod(path, 0o660);
    },
  },
  {
    name: 'of such a group that nobody may write, with an attribute of its own',
    needsRoot: true,
    async ready(path) {
      execFileSync('setfattr', ['-n', 'user.comment', '-v', 'mine', path]);
      await chown(path, NOBODY, 64_321);
      await chmod(path, 0o444);
    },
  },
];

async function scene({ ready }: Scene, before: string, after: string) {
  const here = await folder();
  const path = join(here, 'openclaw.json');
  await writeFile(path, before, { mode: 0o640 });
  if (isRoot) for (const each of [here, path]) await chown(each, NOBODY, NOBODY);
  await ready(path, here);
  const change: EditChange = { kind: 'edit', path, before, after, format: 'json5' };
  const picture = async () => {
    const names = (await readdir(here)).sort();
    const { ino, mode, uid: owner, gid, nlink } = await lstat(path);
    return { names, ino, mode: mode.toString(8), owner, gid, nlink, text: await readFile(path, 'utf8') };
  };
  return { here, path, change, picture };
}

describe.each(SCENES.filter(({ needsRoot }) => isRoot || !needsRoot))('a file $name', (each) => {
  test.each([
    [SHORT, LONG],
    [LONG, SHORT],
  ])(
    'is overwritten where it lies, and killed at each step it is taken back or finished',
    { timeout: 360_000 },
    async (before, after) => {
      const { change, picture } = await scene(each, before, after);
      const was = await picture();
      expect(
        (await inChild({ verb: 'carryOut', change, killAt: 0 }, uid === undefined ? {} : { uid })).said,
      ).toBe(null);
      const is = await picture();
      expect(is).toEqual({ ...was, text: after });
      await inChild({ verb: 'takeBack', change, killAt: 0 }, uid === undefined ? {} : { uid });
      expect(await picture()).toEqual(was);
      let killed = 0;
      for (let killAt = 1; ; killAt++) {
        const options = uid === undefined ? {} : { uid };
        const { steps } = await inChild({ verb: 'carryOut', change, killAt }, options);
        if (steps === null) {
          killed++;
          expect((await inChild({ verb: 'stands', change, killAt: 0 }, options)).said).not.toBe('neither');
        }
        if (killAt % 2 === 0) {
          await inChild({ verb: 'carryOut', change, killAt: 0 }, options);
          expect(await picture()).toEqual(is);
        }
        await inChild({ verb: 'takeBack', change, killAt: 0 }, options);
        expect(await picture()).toEqual(was);
        if (steps !== null) break;
      }
      expect(killed).toBeGreaterThan(3);
    },
  );
});

test.runIf(isRoot)('a file that is mounted by itself is overwritten, and taken back', async () => {
  const { here, path, change } = await scene({ name: '', ready: async () => {} }, SHORT, LONG);
  const other = join(here, 'elsewhere');
  await writeFile(other, SHORT, { mode: 0o600 });
  await chown(other, NOBODY, NOBODY);
  const back = childCommand({ verb: 'takeBack', change, killAt: 0 });
  const told = [
    '--mount',
    'sh',
    '-c',
    'mount --bind "$1" "$2" && shift 2 && setpriv --reuid=65534 --regid=65534 --clear-groups -- "$@" && cat "$0"',
    other,
    other,
    path,
  ];
  const [program, ...args] = ['unshare', ...told, ...childCommand({ verb: 'carryOut', change, killAt: 0 })];
  expect(execFileSync(program, args, { encoding: 'utf8' })).toContain(LONG);
  const [again, ...words] = ['unshare', ...told, ...back];
  expect(execFileSync(again, words, { encoding: 'utf8' })).toContain(SHORT);
  expect(await readFile(path, 'utf8')).toBe(SHORT);
});

test('without room for the new text the old one stands again', async () => {
  const { here, change, picture } = await scene(SCENES[0] as Scene, SHORT, LONG);
  const was = await picture();
  let writes = 0;
  const full = stepping(({ call }) => {
    if (call === 'write' && ++writes === 2) throw failing('ENOSPC');
  });
  await expect(createActions({ fs: full }).carryOut(change, quietly())).rejects.toMatchObject({
    problem: 'disk-full',
  });
  expect(await picture()).toEqual(was);
  expect(await readdir(here)).toHaveLength(2);
});

test('what only looks like a half of both is somebody’s own text', async () => {
  const [before, after] = ['{ a: 1, b: 1 }', '{ a: 2, b: 2 }'];
  const { path, change, picture } = await scene(SCENES[0] as Scene, before, after);
  await writeFile(path, '{ a: 2, b: 1 }');
  const was = await picture();
  const actions = createActions();
  expect(await actions.stands(change)).toBe('neither');
  await expect(actions.carryOut(change, quietly())).rejects.toThrow(ConflictError);
  await expect(actions.takeBack(change, quietly())).rejects.toThrow(ConflictError);
  expect(await picture()).toEqual(was);
});

test('what another program writes at the last moment stays', async () => {
  const { path, change } = await scene(SCENES[0] as Scene, SHORT, LONG);
  let done = false;
  const busy = stepping(async ({ call, on }) => {
    if (done || call !== 'open' || !on.includes('.tankmate-')) return;
    done = true;
    await nodeFs.open(path, 'w').then(async (handle) => {
      await handle.writeFile('theirs');
      await handle.close();
    });
  });
  await expect(createActions({ fs: busy }).carryOut(change, quietly())).rejects.toThrow(ConflictError);
  expect(await readFile(path, 'utf8')).toBe('theirs');
});

test.runIf(isRoot)('a folder keeps a set-group-ID that only root could give back', async () => {
  const here = await folder();
  await chown(here, NOBODY, 64_321);
  await chmod(here, 0o2770);
  const change = { kind: 'mode', path: here, before: '2770', after: '2700' } as const;
  const { said } = await inChild({ verb: 'carryOut', change, killAt: 0 }, { uid: NOBODY });
  expect(said).toMatchObject({ problem: 'not-permitted' });
  expect((await lstat(here)).mode & 0o7777).toBe(0o2770);
});
