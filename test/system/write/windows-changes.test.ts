import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Change } from '../../../main/contract/change';
import { ConflictError } from '../../../main/system/write';
import type { ProcessSpec } from '../../../main/system/write/commands/run-process';
import { createActions } from '../../../main/system/write/create-actions';
import type { FsAdapter } from '../../../main/system/write/files/fs-adapter';
import { picture, SCENES } from './scenes';
import { failing, stepping } from './steps';
import { folder, quietly } from './trial';
import { windowsLayer } from './windows-layer';

// Windows' rules on a strict stand-in of its files; test/wine has its own Node on Wine's.

/** `C:\…` of what lies below the root, and the writers there. PowerShell's and robocopy's part is done by cp. */
async function windows(wrap: (layer: FsAdapter) => FsAdapter = (layer) => layer) {
  const root = await realpath(await folder());
  const unix = (path: string) => join(root, ...path.split('\\').slice(1));
  const run = async ({ program, args, env }: ProcessSpec) => {
    if (program.endsWith('robocopy.exe'))
      execFileSync('cp', ['-a', '-T', '--', unix(args[0] ?? ''), unix(args[1] ?? '')]);
    else expect([env?.TANKMATE_OLD, env?.TANKMATE_FRESH]).not.toContain(undefined);
    return { code: 0, out: 'kept\r\n', err: '', stopped: null };
  };
  const told = (path: string) => `C:\\${path.slice(root.length + 1).replaceAll('/', '\\')}`;
  const options = { platform: 'win32', uid: null, env: { SystemRoot: 'C:\\Windows' }, run } as const;
  const actionsOn = (fs: FsAdapter) => createActions({ ...options, fs });
  const strict = windowsLayer(root);
  return { root, told, strict, actionsOn, actions: actionsOn(wrap(strict)) };
}

/** The same change with its paths as Windows writes them. */
const onWindows = (change: Change, told: (path: string) => string): Change =>
  change.kind === 'edit'
    ? { ...change, path: told(change.path) }
    : change.kind === 'move'
      ? { ...change, from: told(change.from), to: told(change.to) }
      : change;

/** Access lists are PowerShell's: windows-files.test.ts has them. */
const ready = Object.entries(SCENES).filter(([name]) => name !== 'permitting');

async function scene(make: (typeof ready)[number][1]) {
  const machine = await windows();
  const [here, there] = [join(machine.root, '李明'), join(machine.root, 'other')];
  for (const each of [here, there]) await mkdir(each);
  const change = onWindows(await make(here, there), machine.told);
  const otherDrive = change.kind === 'move' && change.to.startsWith('C:\\other');
  /** Two folders stand for two drives. */
  const layerOf = (layer: FsAdapter): FsAdapter =>
    ({
      ...layer,
      rename: async (from: string, to: string) => {
        if (otherDrive && from.split('\\')[1] !== to.split('\\')[1]) throw failing('EXDEV');
        return layer.rename(from, to);
      },
    }) as FsAdapter;
  const seen = async () => (await picture(here, false)) + (await picture(there, false));
  return { ...machine, change, seen, strict: layerOf(machine.strict) };
}

describe.each(ready)('on Windows, %s', (_, make) => {
  test('is done and taken back, twice', async () => {
    const { change, seen, strict, actionsOn } = await scene(make);
    const actions = actionsOn(strict);
    const before = await seen();
    for (let times = 0; times < 2; times += 1) {
      await actions.carryOut(change, quietly());
      expect(await actions.stands(change)).toBe('after');
      await actions.carryOut(change, quietly());
      await actions.takeBack(change, quietly());
      expect(await seen()).toBe(before);
    }
  });

  test('with each system call failing: done, or nothing changed and nothing left', async () => {
    const { change, seen, strict, actionsOn } = await scene(make);
    const before = await seen();
    for (let failAt = 1, reached = true; reached; failAt += 1) {
      reached = false;
      let last = '';
      const layer = stepping(({ number, call, on }) => {
        if (number !== failAt) return;
        reached = true;
        last = `step ${failAt}, ${call} ${on}`;
        throw failing('EBUSY');
      }, strict);
      const error = await actionsOn(layer)
        .carryOut(change, quietly())
        .catch((thrown: unknown) => thrown);
      const real = actionsOn(strict);
      const stands = await real.stands(change);
      if (error === undefined) expect(stands, last).toBe('after');
      else if (stands === 'before') expect(await seen(), last).toBe(before);
      else expect([stands, change.kind], last).toEqual(['after', 'move']);
      await real.takeBack(change, quietly());
      expect(await seen(), `${last}, taken back`).toBe(before);
    }
  });
});

test('on Windows, what another program writes while nothing is held stays', async () => {
  for (const theirs of ['theirs', 'old']) {
    const { root, told, strict, actionsOn } = await windows();
    const path = join(root, 'file');
    await writeFile(path, 'old');
    let renamed = 0;
    const layer = stepping(async ({ call }) => {
      // The last call ahead of the rename in which the files are still open: another file comes in its place.
      if (call !== 'sync' || renamed++ > 0) return;
      await writeFile(`${path}.theirs`, theirs);
      execFileSync('mv', [`${path}.theirs`, path]);
    }, strict);
    const change: Change = { kind: 'edit', path: told(path), before: 'old', after: 'new', format: 'lines' };
    await expect(actionsOn(layer).carryOut(change, quietly())).rejects.toThrow(ConflictError);
    expect(await readFile(path, 'utf8')).toBe(theirs);
    expect(await readdir(root)).toEqual(['file']);
  }
});
