import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { recoverTanks, runTankCommand } from '../../main/tank/lifecycle/commands';
import { readPlan } from '../../main/tank/model/tank-plan';
import { TankError } from '../../main/tank/model/types';
import { interruptedTanks, readUpdateMarker, writeUpdateMarker } from '../../main/tank/model/update-marker';
import { commandContext, createWorld, type World } from './fake-tank';

const tank = 'openclaw';
const OLD = '2026.9.6';
const NEW = '2026.10.1';

let above: string;
let world: World;
async function begin(): Promise<void> {
  above = mkdtempSync(join(tmpdir(), 'tankmate-recover-'));
  world = createWorld(join(above, 'tanks'));
  await runTankCommand({ command: 'create', engine: 'podman' }, commandContext(world));
  world.did.length = 0;
}
async function end(): Promise<void> {
  await world.close();
  rmSync(above, { recursive: true, force: true });
}
beforeEach(begin);
afterEach(end);

const folder = () => join(world.root, tank);
const journal = () => join(above, 'app');
const place = () => ({ folder: folder(), needs: { journal: journal() } });
const needs = () => ({ ...commandContext(world), newest: NEW, healthyMs: 1 });
const machine = () => world.machines.get(tank) ?? expect.fail('there is one');
const recover = () => recoverTanks(journal(), needs());

/** Does one deed and is killed at the `at`-th moment: nothing of it goes on. False when it came to its end before. */
async function killedAt(at: number, command: () => Promise<unknown>, fails: string | null): Promise<boolean> {
  let moments = 0;
  const dead = new Promise<'killed'>((resolve) => {
    world.happens = (what, when) => {
      moments += 1;
      if (moments === at) {
        resolve('killed');
        return new Promise(() => {});
      }
      if (what === fails && when === 'before') throw new TankError({ id: 'tank.guest-install-failed' });
      return undefined;
    };
  });
  const killed = (await Promise.race([dead, command()])) === 'killed';
  // Whoever is dead holds no lock.
  rmSync(join(folder(), 'changes', 'lock'), { recursive: true, force: true });
  world.happens = () => {};
  return killed;
}

const COMMANDS: readonly [string, string | null, string | null][] = [
  ['an update', null, null],
  ['an update whose installation fails', `install ${NEW}`, null],
  ['an update to a version that doesn’t do', null, NEW],
];

test.each(COMMANDS)(
  '%s, killed at any moment, is ended at the next start',
  { timeout: 180_000 },
  async (_n, fails, bad) => {
    let moments = 0;
    for (let at = 1; ; at++) {
      await end();
      await begin();
      world.badVersion = bad;
      const killed = await killedAt(at, () => runTankCommand({ command: 'update', tank }, needs()), fails);
      if (!killed) break;
      moments += 1;
      const wasOpen = (await interruptedTanks(journal())).length > 0;
      const outcomes = await recover();
      expect(outcomes.length, `killed at ${at}`).toBe(wasOpen ? 1 : 0);
      if (wasOpen)
        expect(outcomes[0], `killed at ${at}`).toMatchObject({ fix: 'tank-settle', result: 'fixed' });
      expect(await readUpdateMarker(place()), `killed at ${at}`).toBeNull();
      expect(machine().version, `killed at ${at}`).toBe((await readPlan(folder()))?.openclaw);
      expect([OLD, ...(bad === NEW ? [] : [NEW])]).toContain(machine().version);
      // Once is enough.
      world.did.length = 0;
      expect(await recover()).toEqual([]);
      expect(world.did).toEqual([]);
    }
    expect(moments).toBeGreaterThan(2);
  },
);

test('going further back, killed at any moment after an update was cut off, is ended as well', {
  timeout: 180_000,
}, async () => {
  for (let at = 1; ; at++) {
    await end();
    await begin();
    await writeUpdateMarker(place(), { from: OLD, to: NEW, snapshot: `before-${NEW}` });
    world.snapshots.set(`${tank}/before-${NEW}`, OLD);
    world.snapshots.set(`${tank}/clean`, OLD);
    const restore = () => runTankCommand({ command: 'restore', tank, snapshot: 'clean' }, needs());
    if (!(await killedAt(at, restore, null))) break;
    const wasOpen = (await interruptedTanks(journal())).length > 0;
    const outcomes = await recover();
    expect(outcomes.length, `killed at ${at}`).toBe(wasOpen ? 1 : 0);
    expect(await readUpdateMarker(place()), `killed at ${at}`).toBeNull();
    expect(await recover()).toEqual([]);
  }
});

test('a recovery that is killed itself is not tried at each start, and the next work on the tank ends it', {
  timeout: 60_000,
}, async () => {
  await writeUpdateMarker(place(), { from: OLD, to: NEW, snapshot: null });
  expect(await killedAt(1, recover, null)).toBe(true);
  expect(await recover()).toEqual([]);
  expect(await runTankCommand({ command: 'start', tank }, needs())).toMatchObject({ result: 'fixed' });
  expect(await readUpdateMarker(place())).toBeNull();
});

describe('what an earlier version wrote into the tank’s folder', () => {
  const old = () => join(folder(), 'updating.json');
  test('is still read, and gone once the update is ended', async () => {
    writeFileSync(old(), JSON.stringify({ from: OLD, to: NEW, snapshot: null }));
    expect(await readUpdateMarker(place())).toEqual({ from: OLD, to: NEW, snapshot: null });
    expect(await runTankCommand({ command: 'start', tank }, needs())).toMatchObject({ result: 'fixed' });
    expect([await readUpdateMarker(place()), existsSync(old())]).toEqual([null, false]);
  });
  test('moves into the journal with the next note', async () => {
    writeFileSync(old(), JSON.stringify({ from: OLD, to: NEW, snapshot: 'x' }));
    await writeUpdateMarker(place(), { from: OLD, to: NEW, snapshot: null });
    expect([await interruptedTanks(journal()), existsSync(old())]).toEqual([[folder()], false]);
  });
});

test('a tank that is removed leaves nothing to recover', async () => {
  await writeUpdateMarker(place(), { from: OLD, to: NEW, snapshot: null });
  expect(await runTankCommand({ command: 'remove', tank }, needs())).toMatchObject({ result: 'fixed' });
  expect(await interruptedTanks(journal())).toEqual([]);
  expect(await recover()).toEqual([]);
});
