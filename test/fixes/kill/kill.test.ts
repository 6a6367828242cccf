import { chmod, cp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fixes } from '../../../main/checks/fixes';
import type { Change, EditChange } from '../../../main/contract/change';
import { verifyLog } from '../../../main/fixes/verify-log';
import { type Scene, scenes } from '../../fakes/scenes';
import { inChild, ownPlace, withChildren } from './children';
import { freezeAt } from './freeze';
import { picture, plansOf, rebuild } from './home';
import { engineIn, runIn } from './run';

withChildren();

/** Every write of every fix, with real processes too: takes many minutes, so that it is asked for. */
const EVERY_PROCESS = process.env.TANKMATE_KILL === 'all';

interface Trial {
  readonly scene: Scene;
  readonly home: string;
  readonly folder: string;
  readonly changes: readonly Change[];
}

/** Home and the app's own folder as before the first change, or as after it; they are made once and then copied. */
async function prepare({ scene, home, folder, changes }: Trial, undo: boolean) {
  const [homeThen, folderThen] = [`${home}-then`, `${folder}-then`];
  for (const each of [folder, homeThen, folderThen]) await rm(each, { recursive: true, force: true });
  await rebuild(scene, home);
  await mkdir(folder, { mode: 0o700 });
  const before = await picture(home);
  if (undo) expect((await runIn(folder, changes)).map(({ result }) => result)).toEqual(['fixed']);
  const copy = (from: string, to: string) => cp(from, to, { recursive: true, verbatimSymlinks: true });
  await copy(home, homeThen);
  await copy(folder, folderThen);
  return {
    before,
    async again() {
      for (const each of [home, folder]) await rm(each, { recursive: true, force: true });
      await copy(homeThen, home);
      await copy(folderThen, folder);
    },
  };
}

/** What the next start makes of it: all is as it was, or there is an entry that undo brings it back with. */
async function comeBack({ home, folder }: Trial, before: readonly string[], at: string): Promise<void> {
  const engine = engineIn(folder);
  const open = (await engine.entries()).filter(({ state }) => state !== 'undone');
  if (open.length === 0) expect(await picture(home), at).toEqual(before);
  const outcomes = await engine.undo([]);
  expect(
    outcomes.filter(({ result }) => result !== 'fixed'),
    at,
  ).toEqual([]);
  expect(await picture(home), at).toEqual(before);
  expect((await verifyLog(folder)).bad, at).toBeNull();
}

/** So many deaths in each direction are enough for a quick run: evenly spread, then. */
const ENOUGH = EVERY_PROCESS ? Number.POSITIVE_INFINITY : 40;

/** Dies at the writes of carrying out and of undoing: at all of them, or from the first change to the last. */
async function dieEverywhere(trial: Trial, all: boolean, enough = ENOUGH): Promise<number> {
  let died = 0;
  for (const changes of [trial.changes, null]) {
    const { before, again } = await prepare(trial, changes === null);
    const whole = await freezeAt(trial.folder, changes, 0);
    if (changes === null) expect(await picture(trial.home)).toEqual(before);
    const [first, last] = all ? [1, whole?.writes ?? 0] : [whole?.from ?? 0, (whole?.to ?? 0) + 1];
    const step = Math.max(1, Math.ceil((last - first) / enough));
    for (let write = first; write <= last; write += step, died++) {
      await again();
      const at = `before write ${write} of ${changes ? 'carrying out' : 'undoing'}`;
      expect(await freezeAt(trial.folder, changes, write), at).toBeNull();
      await comeBack(trial, before, at);
    }
  }
  return died;
}

/** The same with real processes and SIGKILL, at every so manieth write of all. */
async function killEverywhere(trial: Trial, step: number): Promise<number> {
  let killed = 0;
  for (const changes of [trial.changes, null]) {
    const { before, again } = await prepare(trial, changes === null);
    const whole = await inChild({ folder: trial.folder, changes, dieAt: 0 });
    expect(whole?.result).toBe('fixed');
    for (let dieAt = 1 + (step >> 1); dieAt <= (whole?.writes ?? 0); dieAt += step, killed++) {
      await again();
      const at = `killed before write ${dieAt} of ${changes ? 'carrying out' : 'undoing'}`;
      expect(await inChild({ folder: trial.folder, changes, dieAt }), at).toBeNull();
      await comeBack(trial, before, at);
    }
  }
  return killed;
}

const scene: Scene = {
  async build(home) {
    await mkdir(join(home, 'state'), { mode: 0o750 });
    await mkdir(join(home, 'elsewhere'));
    await writeFile(join(home, 'state', 'openclaw.json'), '{ bind: "lan" }\r\n', { mode: 0o640 });
    await writeFile(join(home, 'elsewhere', '.env'), 'A=1\n');
    await symlink('../elsewhere/.env', join(home, 'state', '.env'));
    await writeFile(join(home, 'state', 'gone.bak'), 'old');
    await mkdir(join(home, 'skill', 'deep'), { recursive: true });
    await writeFile(join(home, 'skill', 'deep', 'run.sh'), '#!/bin/sh\n');
    await chmod(join(home, 'skill', 'deep', 'run.sh'), 0o755);
  },
};
const edit = (path: string, before: string | null, after: string | null): EditChange => ({
  kind: 'edit',
  path,
  before,
  after,
  format: 'lines',
});

/** Every kind of change of files; one file twice, one through a link, one made, one removed. */
function everyKind(): Trial {
  const [home, folder] = [ownPlace('home'), ownPlace('own')];
  const config = join(home, 'state', 'openclaw.json');
  const changes: readonly Change[] = [
    edit(config, '{ bind: "lan" }\r\n', '{ bind: "loopback" }\r\n'),
    edit(config, '{ bind: "loopback" }\r\n', '{ bind: "loopback", a: 1 }\r\n'),
    edit(join(home, 'state', '.env'), 'A=1\n', 'A=2\n'),
    { kind: 'mode', path: join(home, 'state'), before: '0750', after: '0700' },
    { kind: 'mode', path: config, before: '0640', after: '0600' },
    { ...edit(join(home, 'state', 'gone.bak'), 'old', null), mode: 0o644 },
    edit(join(home, 'new', 'file'), null, 'made'),
    { kind: 'move', from: join(home, 'skill'), to: join(folder, 'quarantine', 'skill') },
  ];
  return { scene, home, folder, changes };
}

test('whatever write of the engine it ends at, everything comes back', async () => {
  const whole = everyKind();
  const changes = whole.changes.slice(0, 1);
  expect(await dieEverywhere({ ...whole, changes }, true, Number.POSITIVE_INFINITY)).toBeGreaterThan(80);
}, 120_000);

test('whatever write of any kind of change it ends at, everything comes back', async () => {
  expect(await dieEverywhere(everyKind(), false)).toBeGreaterThan(40);
}, 120_000);

test('killed with SIGKILL, everything comes back', async () => {
  expect(await killEverywhere(everyKind(), EVERY_PROCESS ? 1 : 37)).toBeGreaterThan(8);
}, 600_000);

const known = fixes.filter(({ id }) => id in scenes);

test.each(known.map((fix) => [fix.id, fix] as const))(
  'whatever write %s ends at, everything comes back',
  async (id, fix) => {
    const its = scenes[id];
    if (!its) throw new Error(`no scene for ${id}`);
    const [home, folder] = [ownPlace(`home-${id}`), ownPlace(`own-${id}`)];
    await rebuild(its, home);
    const plans = await plansOf(fix, its, home, folder);
    expect(plans.length, 'the fix has something to do in its scene').toBeGreaterThan(0);
    for (const changes of plans) {
      const trial = { scene: its, home, folder, changes };
      expect(await dieEverywhere(trial, false)).toBeGreaterThan(0);
      if (EVERY_PROCESS) expect(await killEverywhere(trial, 1)).toBeGreaterThan(0);
    }
  },
  EVERY_PROCESS ? 600_000 : 120_000,
);
