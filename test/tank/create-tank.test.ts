import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { acquireLock } from '../../main/system/write/lock-file';
import { runTankCommand } from '../../main/tank/lifecycle/commands';
import { AppQuitting, createTank } from '../../main/tank/lifecycle/create-tank';
import { freePorts } from '../../main/tank/model/free-ports';
import { readPlan, writePlan } from '../../main/tank/model/tank-plan';
import { freeTankName, readTanks } from '../../main/tank/model/tank-store';
import { TankError, type TankProgress } from '../../main/tank/model/types';
import { commandContext, createWorld, Killed, serviceOf, type World } from './fake-tank';

let above: string;
let world: World;
beforeEach(() => {
  above = mkdtempSync(join(tmpdir(), 'tankmate-make-'));
  world = createWorld(join(above, 'tankmate', 'tanks'));
});
afterEach(async () => {
  await world.close();
  rmSync(above, { recursive: true, force: true });
});

const REQUEST = { engine: 'podman', openclaw: '2026.9.6', mirror: 'own' } as const;
/** Everything that making a tank does in this world, in order. */
const ALL = [
  'download image',
  'download node',
  'download npm',
  'make-keys',
  'make-seed',
  'make-disk',
  'make-machine',
  'start',
  'install',
  'close',
  'gateway',
  'receipt',
  'snapshot clean',
];
const never = new AbortController().signal;
const make = (signal: AbortSignal = never, reported: TankProgress[] = []) =>
  createTank(REQUEST, serviceOf(world), {
    signal,
    report: (each) => void reported.push(each),
    patienceMs: 1,
  });
const folder = () => join(world.root, 'openclaw');
/** Nothing of a tank anywhere: no file, no folder of ours, no machine. */
const nothing = () =>
  !existsSync(join(above, 'tankmate')) && world.machines.size === 0 && world.snapshots.size === 0;

test('does every step once, in its order, and writes the plan before anything is made', async () => {
  let planned = false;
  world.happens = (what, when) => {
    if (what === 'download image' && when === 'before') planned = existsSync(join(folder(), 'tank.json'));
  };
  const reported: TankProgress[] = [];
  const plan = await make(never, reported);
  expect(planned).toBe(true);
  expect(world.did).toEqual(ALL);
  expect(plan).toMatchObject({ name: 'openclaw', engine: 'podman', openclaw: '2026.9.6' });
  expect(plan.madeAt).not.toBeNull();
  expect(await readPlan(folder())).toEqual(plan);
  expect(reported.some(({ bytes }) => bytes?.of === 1000)).toBe(true);
  expect(reported.every(({ done, of }) => done < of)).toBe(true);
  expect(reported.some(({ leftMs }) => (leftMs ?? 0) > 0)).toBe(true);
  expect(readFileSync(join(folder(), 'log.txt'), 'utf8')).toContain('make-disk: done');
  if (process.platform !== 'win32') {
    expect(statSync(folder()).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder(), 'tank.json')).mode & 0o777).toBe(0o600);
  }
});

test('a tank that is made is left as it is', async () => {
  const plan = await make();
  world.did.length = 0;
  expect(await make()).toEqual(plan);
  expect(world.did).toEqual([]);
});

describe.each(['before', 'after'] as const)('cut off %s a step', (when) => {
  test.each(ALL)('a process killed at %s goes on from the facts, and repeats nothing', async (at) => {
    // A killed process does nothing more: what it was about to do never happens, and nobody cleans up.
    let gone: (reason: Error) => void = () => {};
    const killed = new Promise<never>((_resolve, reject) => {
      gone = reject;
    });
    world.happens = (what, now) => {
      if (what !== at || now !== when) return undefined;
      gone(new Killed());
      return new Promise<void>(() => {});
    };
    await expect(Promise.race([make(), killed])).rejects.toThrow(Killed);
    world.happens = () => {};
    // Its lock is free once its process is gone; here it is the same process.
    rmSync(join(folder(), 'changes'), { recursive: true, force: true });
    await expect(readTanks(world.root)).resolves.toMatchObject([{ plan: { madeAt: null } }]);
    const plan = await make();
    expect(plan.madeAt).not.toBeNull();
    expect(world.did.toSorted()).toEqual(ALL.toSorted().filter((each) => each));
    expect(new Set(world.did).size).toBe(world.did.length);
  });

  test.each(ALL)('a failure at %s keeps what is done, and says one sentence', async (at) => {
    world.happens = (what, now) => {
      if (what === at && now === when) throw new TankError({ id: 'tank.making-silent' }, 'detail');
    };
    const outcome = await runTankCommand({ command: 'create', engine: 'podman' }, commandContext(world));
    expect(outcome).toMatchObject({ result: 'left-changed', because: { id: 'tank.making-silent' } });
    const kept = [...world.did];
    expect(kept).toEqual(ALL.slice(0, ALL.indexOf(at) + (when === 'after' ? 1 : 0)));
    world.happens = () => {};
    expect(
      await runTankCommand({ command: 'create', engine: 'podman' }, commandContext(world)),
    ).toMatchObject({
      result: 'fixed',
    });
    expect(new Set(world.did).size).toBe(world.did.length);
    expect(world.did).toHaveLength(ALL.length);
  });

  test.each(ALL)('cancelled at %s nothing is left', async (at) => {
    const cancel = new AbortController();
    world.happens = (what, now) => {
      if (what === at && now === when) cancel.abort();
    };
    const outcome = await runTankCommand(
      { command: 'create', engine: 'podman' },
      commandContext(world, cancel.signal),
    );
    expect(outcome).toMatchObject({
      result: 'rolled-back',
      because: { id: 'tank.making-cancelled-clean' },
    });
    expect(nothing()).toBe(true);
  });

  test.each(ALL)('left at %s the facts stay, to go on from', async (at) => {
    const quit = new AbortController();
    world.happens = (what, now) => {
      if (what === at && now === when) quit.abort(new AppQuitting());
    };
    const outcome = await runTankCommand(
      { command: 'create', engine: 'podman' },
      commandContext(world, quit.signal),
    );
    expect(outcome.because).toEqual({ id: 'tank.making-left' });
    world.happens = () => {};
    await make();
    expect(new Set(world.did).size).toBe(world.did.length);
  });
});

test('going on later and cancelling then leaves nothing either', async () => {
  world.happens = (what) => {
    if (what === 'install') throw new Error('no');
  };
  await expect(make()).rejects.toThrow();
  const cancel = new AbortController();
  world.happens = (what) => {
    if (what === 'close') cancel.abort();
  };
  await expect(make(cancel.signal)).rejects.toThrow();
  expect(nothing()).toBe(true);
});

test('waits for the network and goes on by itself, telling that it waits', async () => {
  let lost = 3;
  world.happens = (what, when) => {
    if (what === 'install' && when === 'before' && lost-- > 0)
      throw new TankError({ id: 'tank.guest-no-network' });
  };
  const reported: TankProgress[] = [];
  await make(never, reported);
  expect(reported.filter(({ waiting }) => waiting?.id === 'tank.making-waiting-network')).toHaveLength(3);
  expect(world.did).toEqual(ALL);
});

test('begins anew from the facts when the inside was lost, and not for ever', async () => {
  let lost = 2;
  world.happens = (what, when) => {
    if (what === 'install' && when === 'before' && lost-- > 0) {
      // As after a sleep in which the machine died.
      for (const machine of world.machines.values()) machine.running = false;
      throw new TankError({ id: 'tank.making-unreachable' });
    }
  };
  await make();
  expect(world.did.filter((each) => each === 'start')).toHaveLength(3);
  await runTankCommand({ command: 'remove', tank: 'openclaw' }, commandContext(world));
  lost = 100;
  await expect(make()).rejects.toMatchObject({ because: { id: 'tank.making-unreachable' } });
});

test('somebody else at work on the tank is left alone', async () => {
  const free = await acquireLock(folder());
  expect(
    await runTankCommand({ command: 'create', engine: 'podman', tank: 'openclaw' }, commandContext(world)),
  ).toMatchObject({
    result: 'refused',
    because: { id: 'tank.making-busy' },
  });
  expect(world.did).toEqual([]);
  await free?.();
  expect(
    await runTankCommand({ command: 'create', engine: 'podman', tank: 'openclaw' }, commandContext(world)),
  ).toMatchObject({
    result: 'fixed',
  });
});

test('a broken plan is read from its spare; a folder without one is no tank and is not written over', async () => {
  const plan = await make();
  writeFileSync(join(folder(), 'tank.json'), '{"schema":1,"name":"open');
  expect(await readPlan(folder())).toEqual(plan);
  writeFileSync(join(folder(), 'tank.spare.json'), '[]');
  expect(await readTanks(world.root)).toEqual([]);
  expect(await freeTankName(world.root)).toBe('openclaw-2');
});

test.each([
  { schema: 2 },
  { name: '../x' },
  { name: 'Openclaw' },
  { name: 'downloads' },
  { engine: 'vmware' },
  { ports: { gateway: 70000, ssh: 1 } },
  { limits: { memoryMiB: -1, processors: 2, diskGiB: 12 } },
  { openclaw: '2026.9.6; rm -rf /' },
  { madeAt: 'yesterday' },
])('a plan that says %j is not believed', async (odd) => {
  const plan = await make();
  writeFileSync(join(folder(), 'tank.json'), JSON.stringify({ ...plan, ...odd }));
  rmSync(join(folder(), 'tank.spare.json'));
  expect(await readPlan(folder())).toBeNull();
});

test('ports of other tanks are not taken, running or not', async () => {
  const plan = { ...(await make()), ports: await freePorts([]) };
  const ports = await freePorts([plan]);
  expect([plan.ports.gateway, plan.ports.ssh]).not.toContain(ports.gateway);
  expect(ports.ssh).not.toBe(plan.ports.ssh);
  await writePlan(join(world.root, 'other'), { ...plan, name: 'other' });
  expect(readdirSync(world.root)).toContain('other');
});
