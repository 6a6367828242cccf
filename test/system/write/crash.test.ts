import { chmod, lstat, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Change } from '../../../main/contract/change';
import { createActions } from '../../../main/system/write/create-actions';
import { inChild, withChildren } from './children';
import { folder, otherDrive, quietly } from './trial';

withChildren();
const actions = createActions();

/** One change, how the machine is made ready for it, and all that can be seen of it: as one text, to compare. */
interface Scene {
  readonly name: string;
  ready(here: string, there: string): Promise<Change>;
}

/** Every name below, with kind, mode and text or target. */
async function picture(path: string): Promise<readonly string[]> {
  const facts = await lstat(path).catch(() => null);
  if (facts === null) return ['nothing'];
  const mode = (facts.mode & 0o7777).toString(8);
  if (facts.isSymbolicLink()) return ['link'];
  if (!facts.isDirectory()) return [`${mode} ${await readFile(path, 'utf8')}`];
  const below = await Promise.all(
    (await readdir(path))
      .sort()
      .map(async (name) => (await picture(join(path, name))).map((line) => `${name}/${line}`)),
  );
  return [mode, ...below.flat()];
}

const LONG = 'line\r\n'.repeat(8000);

const SCENES: readonly Scene[] = [
  {
    name: 'replacing a text',
    async ready(here) {
      await writeFile(join(here, 'file'), `\uFEFF${LONG}`, { mode: 0o640 });
      return {
        kind: 'edit',
        path: join(here, 'file'),
        before: `\uFEFF${LONG}`,
        after: 'new',
        format: 'lines',
      };
    },
  },
  {
    name: 'making a file with two folders above it',
    ready: async (here) => ({
      kind: 'edit',
      path: join(here, 'a', 'b', 'file'),
      before: null,
      after: LONG,
      mode: 0o644,
      format: 'lines',
    }),
  },
  {
    name: 'removing a file',
    async ready(here) {
      await writeFile(join(here, 'file'), 'text', { mode: 0o600 });
      return { kind: 'edit', path: join(here, 'file'), before: 'text', after: null, format: 'lines' };
    },
  },
  {
    name: 'setting a mode',
    async ready(here) {
      await writeFile(join(here, 'file'), 'text');
      await chmod(join(here, 'file'), 0o644);
      return { kind: 'mode', path: join(here, 'file'), before: '0644', after: '0600' };
    },
  },
  {
    name: 'moving a folder',
    async ready(here) {
      await mkdir(join(here, 'from', 'sub'), { recursive: true });
      await writeFile(join(here, 'from', 'sub', 'file'), 'text');
      return { kind: 'move', from: join(here, 'from'), to: join(here, 'a', 'to') };
    },
  },
  {
    name: 'moving a folder to another drive',
    async ready(here, there) {
      await mkdir(join(here, 'from', 'sub'), { recursive: true });
      await writeFile(join(here, 'from', 'sub', 'one'), 'text', { mode: 0o600 });
      await writeFile(join(here, 'from', 'two'), LONG);
      await symlink('nowhere', join(here, 'from', 'link'));
      return { kind: 'move', from: join(here, 'from'), to: join(there, 'a', 'to') };
    },
  },
];

describe.each(SCENES)('$name, killed ahead of each system call that writes', ({ ready }) => {
  test('is taken back or finished by the next call, with nothing of ours left', {
    timeout: 300_000,
  }, async () => {
    const here = await folder();
    const there = await folder(otherDrive());
    const change = await ready(here, there);
    const seen = async () => [...(await picture(here)), ...(await picture(there))];
    const before = await seen();
    await actions.carryOut(change, quietly());
    const after = await seen();
    expect(after).not.toEqual(before);
    await actions.takeBack(change, quietly());
    expect(await seen()).toEqual(before);
    let killed = 0;
    for (let killAt = 1; ; killAt += 1) {
      const { steps } = await inChild({ verb: 'carryOut', change, killAt });
      if (steps === null) {
        killed += 1;
        expect(await actions.stands(change)).not.toBe('neither');
      }
      // In turn, so that every second place is finished and every other one taken back.
      if (killAt % 2 === 0) {
        await actions.carryOut(change, quietly());
        expect(await seen()).toEqual(after);
      }
      await actions.takeBack(change, quietly());
      expect(await seen()).toEqual(before);
      if (steps !== null) break;
    }
    expect(killed).toBeGreaterThan(0);
  });

  test('the same for taking it back', { timeout: 300_000 }, async () => {
    const here = await folder();
    const there = await folder(otherDrive());
    const change = await ready(here, there);
    const seen = async () => [...(await picture(here)), ...(await picture(there))];
    const before = await seen();
    await actions.carryOut(change, quietly());
    const after = await seen();
    for (let killAt = 1; ; killAt += 1) {
      const { steps } = await inChild({ verb: 'takeBack', change, killAt });
      if (killAt % 2 === 0) {
        await actions.takeBack(change, quietly());
        expect(await seen()).toEqual(before);
      }
      await actions.carryOut(change, quietly());
      expect(await seen()).toEqual(after);
      if (steps !== null) break;
    }
  });
});
