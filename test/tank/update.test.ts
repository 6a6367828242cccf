import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runTankCommand, type TankRequest } from '../../main/tank/lifecycle/commands';
import { statusOf } from '../../main/tank/lifecycle/tank-status';
import { readPlan, writePlan } from '../../main/tank/model/tank-plan';
import { readTank } from '../../main/tank/model/tank-store';
import { type Driver, type SnapshotDriver, type TankContext, TankError } from '../../main/tank/model/types';
import { readUpdateMarker, writeUpdateMarker } from '../../main/tank/model/update-marker';
import { scriptedRunner } from '../fakes/command-runner';
import { commandContext, createWorld, fakeDriver, serviceOf, type World } from './fake-tank';

const tank = 'openclaw';
const OLD = '2026.9.6';
const NEW = '2026.10.1';
const BEFORE = `before-${NEW}`;

let above: string;
let world: World;
beforeEach(async () => {
  above = mkdtempSync(join(tmpdir(), 'tankmate-update-'));
  world = createWorld(join(above, 'tanks'));
  await runTankCommand({ command: 'create', engine: 'podman' }, commandContext(world));
  world.did.length = 0;
});
afterEach(async () => {
  await world.close();
  rmSync(above, { recursive: true, force: true });
});

const folder = () => join(world.root, tank);
const place = () => ({ folder: folder(), needs: { journal: journal() } });
const journal = () => join(world.root, '..', 'app');
const machine = () => world.machines.get(tank) ?? expect.fail('there is one');
const names = () => [...world.snapshots.keys()].map((key) => key.split('/')[1]);
const does = (command: TankRequest, needs: Partial<ReturnType<typeof commandContext>> = {}) =>
  runTankCommand(command, { ...commandContext(world), newest: NEW, healthyMs: 1, ...needs });
const update = (needs: Partial<ReturnType<typeof commandContext>> = {}) =>
  does({ command: 'update', tank }, needs);
const restore = (snapshot: string, needs: Partial<ReturnType<typeof commandContext>> = {}) =>
  does({ command: 'restore', tank, snapshot }, needs);
/** What is done goes wrong, every time. */
const fails = (...what: readonly string[]) => {
  world.happens = (now, when) => {
    if (when === 'before' && what.includes(now)) throw new TankError({ id: 'tank.guest-install-failed' });
  };
};
const wentWell = () => {
  world.happens = () => {};
};

describe('an OpenClaw that does not run on the tank’s Node', () => {
  test('is told before anything is fetched, and the tank stays as it was', async () => {
    // The inside says that it has v26.10.0.
    expect(await update({ nodeRange: async () => '>=24.22.1 <25 || >=26.12.1' })).toMatchObject({
      result: 'refused',
      because: {
        id: 'tank.making-other-node',
        values: { version: NEW, wanted: '>=24.22.1 <25 || >=26.12.1', node: 'v26.10.0' },
      },
    });
    expect(world.did).toEqual([]);
    expect(machine()).toMatchObject({ running: true, version: OLD });
  });

  test.each(['>=24.16.0 <25 || >=26.1.0', null])('runs on it by %s, so it is put in', async (range) => {
    expect(await update({ nodeRange: async () => range })).toMatchObject({ result: 'fixed' });
    expect(machine()).toMatchObject({ version: NEW });
  });

  test('is no tank that could be made', async () => {
    const fresh = createWorld(join(above, 'fresh'));
    try {
      const asked: string[] = [];
      const nodeRange = async (version: string) => {
        asked.push(version);
        return '>=99';
      };
      const needs = { ...commandContext(fresh), newest: NEW, nodeRange };
      expect(await runTankCommand({ command: 'create', engine: 'podman' }, needs)).toMatchObject({
        result: 'refused',
        because: { id: 'tank.making-other-node', values: { version: NEW, wanted: '>=99' } },
      });
      expect([asked, fresh.did, existsSync(join(fresh.root, tank))]).toEqual([[NEW], [], false]);
    } finally {
      await fresh.close();
    }
  });
});

describe('an update that fails with the version before still in place', () => {
  test('leaves it running: nothing is stopped, nothing is brought back', async () => {
    fails(`install ${NEW}`);
    expect(await update()).toMatchObject({
      result: 'rolled-back',
      because: {
        id: 'tank.making-not-put-in',
        values: { version: NEW, from: OLD, why: { id: 'tank.guest-install-failed' } },
      },
    });
    expect(world.did).toEqual([`snapshot ${BEFORE}`]);
    expect(await readUpdateMarker(place())).toBeNull();
  });

  test('when it was cut off, what may still go on inside is ended, and nothing is brought back', async () => {
    const cancel = new AbortController();
    world.happens = (what, when) => {
      if (what !== `install ${NEW}` || when !== 'before') return;
      cancel.abort();
      throw cancel.signal.reason;
    };
    expect(await update({ signal: cancel.signal })).toMatchObject({
      result: 'rolled-back',
      because: { id: 'tank.making-not-put-in', values: { why: { id: 'tank.making-cancelled' } } },
    });
    expect(world.did).toEqual([`snapshot ${BEFORE}`, 'stop', 'start']);
    expect(machine()).toMatchObject({ running: true, version: OLD });
  });
});

describe('an update that can’t be gone back from', () => {
  const cantGoBack = () => {
    world.badVersion = NEW;
    fails(`restore ${BEFORE}`);
  };

  test('says so, and where what was before is kept; the next deed goes back', async () => {
    cantGoBack();
    expect(await update()).toMatchObject({
      result: 'left-changed',
      because: { id: 'tank.making-no-way-back', values: { version: OLD, snapshot: BEFORE } },
    });
    wentWell();
    expect(await does({ command: 'start', tank })).toMatchObject({ result: 'fixed' });
    expect(machine()).toMatchObject({ running: true, version: OLD });
    expect(await readUpdateMarker(place())).toBeNull();
  });

  test('keeps nobody from deleting a snapshot, or going further back', async () => {
    cantGoBack();
    await update();
    expect(await does({ command: 'start', tank })).toMatchObject({
      because: { id: 'tank.making-no-way-back' },
    });
    expect(await does({ command: 'drop', tank, snapshot: BEFORE })).toMatchObject({ result: 'fixed' });
    expect(await restore('clean')).toMatchObject({ result: 'fixed' });
    expect(machine()).toMatchObject({ running: true, version: OLD });
    expect(await does({ command: 'start', tank })).toMatchObject({ result: 'fixed' });
  });

  test('goes back by putting the version before in again, where its snapshot was deleted', async () => {
    cantGoBack();
    await update();
    await does({ command: 'drop', tank, snapshot: BEFORE });
    wentWell();
    expect(await does({ command: 'start', tank })).toMatchObject({ result: 'fixed' });
    expect(world.did).toContain(`install ${OLD}`);
    expect(machine()).toMatchObject({ running: true, version: OLD });
  });

  test('because it doesn’t start then: it is back, and that is what is said', async () => {
    world.badVersion = NEW;
    world.happens = (what, when) => {
      if (what === 'start' && when === 'before' && world.did.includes(`restore ${BEFORE}`))
        throw new TankError({ id: 'tank.making-unreachable' });
    };
    expect(await update()).toMatchObject({
      result: 'left-changed',
      because: { id: 'tank.making-unreachable' },
      afterwards: { id: 'tank.making-stays-stopped' },
    });
    expect(await readUpdateMarker(place())).toBeNull();
  });

  test('says so as well when it was cancelled', async () => {
    const cancel = new AbortController();
    world.happens = (what, when) => {
      if (what === `install ${NEW}` && when === 'after') cancel.abort();
      if (what === `restore ${BEFORE}`) throw new Error('a full disk');
    };
    expect(await update({ signal: cancel.signal })).toMatchObject({
      result: 'left-changed',
      because: { id: 'tank.making-no-way-back' },
    });
  });
});

describe('an update that was cut off', () => {
  /** As a killed app left it. */
  const killed = async (inside: string) => {
    await writeUpdateMarker(place(), { from: OLD, to: NEW, snapshot: BEFORE });
    world.snapshots.set(`${tank}/${BEFORE}`, OLD);
    machine().version = inside;
  };

  test('with a new version that doesn’t do: the next deed goes back first', async () => {
    await killed(NEW);
    world.badVersion = NEW;
    await does({ command: 'receipt', tank });
    expect(world.did).toContain(`restore ${BEFORE}`);
    expect(machine()).toMatchObject({ running: true, version: OLD });
    expect((await readPlan(folder()))?.openclaw).toBe(OLD);
  });

  test.each([NEW, OLD])('with %s inside, which answers: it stays', async (inside) => {
    await killed(inside);
    await does({ command: 'start', tank });
    expect(world.did).toEqual(['stop', 'start']);
    expect((await readPlan(folder()))?.openclaw).toBe(inside);
    expect(await readUpdateMarker(place())).toBeNull();
  });

  test('keeps nobody from stopping the tank, or removing it', async () => {
    await killed(NEW);
    await does({ command: 'stop', tank });
    expect(world.did).toEqual(['stop']);
    expect(await readUpdateMarker(place())).not.toBeNull();
    expect(await does({ command: 'remove', tank })).toMatchObject({ result: 'fixed' });
  });
});

describe('bringing back to a snapshot', () => {
  test('keeps what there was until then, so that it can be gone back to', async () => {
    await update();
    expect(await restore('clean')).toMatchObject({
      result: 'fixed',
      afterwards: { id: 'tank.making-restored-kept', values: { snapshot: 'before-going-back' } },
    });
    expect(machine().version).toBe(OLD);
    await restore('before-going-back');
    expect(machine()).toMatchObject({ version: NEW, running: true });
    expect(names()).toContain('before-going-back--2');
  });

  test('is refused where that can’t be kept, and the tank runs as it did', async () => {
    fails('snapshot before-going-back');
    expect(await restore('clean')).toMatchObject({
      result: 'refused',
      because: { id: 'tank.making-not-kept' },
    });
    expect(world.did).toEqual(['stop', 'start']);
  });

  test('counts, wherever it was cut off and whatever became of an update before', async () => {
    await writeUpdateMarker(place(), { from: OLD, to: NEW, snapshot: BEFORE });
    world.snapshots.set(`${tank}/${BEFORE}`, OLD);
    world.snapshots.set(`${tank}/clean`, '2026.9.5');
    world.happens = (what, when) => {
      if (what === 'restore clean' && when === 'after') throw new Error('killed');
    };
    await restore('clean');
    wentWell();
    expect(await does({ command: 'start', tank })).toMatchObject({ result: 'fixed' });
    expect(machine().version).toBe('2026.9.5');
  });

  test('that fails leaves an update before still to be settled, by going there', async () => {
    await writeUpdateMarker(place(), { from: OLD, to: NEW, snapshot: BEFORE });
    fails('restore clean');
    await restore('clean');
    expect(await readUpdateMarker(place())).toEqual({ from: OLD, to: NEW, snapshot: 'clean' });
  });

  test('that can’t be started then: nobody lives in it, and no version is claimed', async () => {
    const plan = (await readPlan(folder())) ?? expect.fail('there is one');
    await writePlan(folder(), { ...plan, movedInAt: '2026-11-22T10:00:00.000Z' });
    world.snapshots.set(`${tank}/clean`, '2026.9.5');
    fails('start');
    expect(await restore('clean')).toMatchObject({
      result: 'left-changed',
      afterwards: { id: 'tank.making-stays-stopped' },
    });
    expect((await readPlan(folder()))?.movedInAt).toBeNull();
    const found = (await readTank(world.root, tank)) ?? expect.fail('there is one');
    const service = serviceOf(world);
    const at = { ...found, needs: service.needsFor(found.folder, new AbortController().signal) };
    expect((await statusOf(at, 'look', service)).openclaw.version).toBeNull();
    wentWell();
    // The plan still has the version that was put in once.
    expect(await update({ newest: OLD })).toMatchObject({ result: 'fixed' });
    expect(machine().version).toBe(OLD);
  });
});

test('of snapshots from before updates the newest two stay, and all others', async () => {
  await does({ command: 'snapshot', tank });
  await restore('clean');
  for (const newest of ['2026.10.1', '2026.10.2', '2026.10.3']) await update({ newest });
  expect(names()).toEqual([
    'clean',
    'own-2026-11-22',
    'before-going-back',
    'before-2026.10.2',
    'before-2026.10.3',
  ]);
});

describe('taking a snapshot', () => {
  /** An engine that copies, and stops the tank for it; `half` holds what it began. */
  const half = new Set<string>();
  beforeEach(() => half.clear());
  const copying = (take: (context: TankContext, name: string) => Promise<void>) => {
    const driver = fakeDriver(world);
    const snapshots: SnapshotDriver = {
      ...(driver.snapshots as SnapshotDriver),
      take: async (context, name) => {
        machine().running = false;
        half.add(name);
        await take(context, name);
      },
      drop: async (context, name) => {
        context.needs.signal.throwIfAborted();
        half.delete(name);
      },
    };
    return { driverOf: async (): Promise<Driver> => ({ ...driver, snapshots }) };
  };

  test('that fails leaves no half of it, and the tank runs as before', async () => {
    const { driverOf } = copying(() => Promise.reject(new Error('a full disk')));
    expect(await does({ command: 'snapshot', tank }, { driverOf })).toMatchObject({
      result: 'left-changed',
      afterwards: null,
    });
    expect([...half]).toEqual([]);
    expect(machine().running).toBe(true);
  });

  test('that is cancelled likewise', async () => {
    const cancel = new AbortController();
    const { driverOf } = copying(async () => {
      cancel.abort();
      throw cancel.signal.reason;
    });
    expect(await does({ command: 'snapshot', tank }, { driverOf, signal: cancel.signal })).toMatchObject({
      because: { id: 'tank.making-cancelled' },
    });
    expect([...half]).toEqual([]);
    expect(machine().running).toBe(true);
  });

  test('that leaves the tank stopped says so', async () => {
    const { driverOf } = copying(() => Promise.reject(new Error('a full disk')));
    fails('start');
    expect(await does({ command: 'snapshot', tank }, { driverOf })).toMatchObject({
      result: 'left-changed',
      afterwards: { id: 'tank.making-stays-stopped' },
    });
  });

  test('that fails and has cost the way in: it is laid anew', async () => {
    const { port } = machine();
    const runner = scriptedRunner(() => '');
    runner.running.add(4242);
    const tunnel = { pid: 4242, startedAt: '1', host: '127.0.0.1', port: 22, gateway: port };
    writeFileSync(join(folder(), 'tunnel.json'), JSON.stringify(tunnel));
    const { driverOf } = copying(async () => {
      runner.running.clear();
      await world.close();
      machine().running = true;
      throw new Error('a full disk');
    });
    const engine = {
      ...(await driverOf()),
      access: 'tunnel' as const,
      sshAt: async () => ({ host: '127.0.0.1', port: 22 }),
    };
    const service = serviceOf(world);
    const outcome = await does(
      { command: 'snapshot', tank },
      {
        driverOf: async () => engine,
        needsFor: (...reported) => ({
          ...service.needsFor(...reported),
          runner: {
            ...runner,
            launch: async (command) => {
              await new Promise<void>((resolve) => world.server.listen(port, '127.0.0.1', resolve));
              return runner.launch(command);
            },
          },
        }),
      },
    );
    expect(outcome).toMatchObject({ result: 'left-changed', afterwards: null });
    expect(runner.said.some((line) => line.startsWith('/usr/bin/ssh -N'))).toBe(true);
  });

  test('that was killed: the next deed drops the half of it', async () => {
    const { driverOf } = copying(() => Promise.resolve());
    writeFileSync(join(folder(), 'taking'), 'own-2026-11-21');
    half.add('own-2026-11-21');
    await does({ command: 'start', tank }, { driverOf });
    expect([...half]).toEqual([]);
    expect(existsSync(join(folder(), 'taking'))).toBe(false);
  });

  test('keeps a whole one that nobody had noted as such yet', async () => {
    writeFileSync(join(folder(), 'taking'), 'clean');
    await does({ command: 'start', tank });
    expect(names()).toEqual(['clean']);
  });
});
