import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type At, type Engine, type Snapshots, TankTrouble } from '../../main/tank';
import { type Deed, doDeed } from '../../main/tank/deeds';
import { readPlan, writePlan } from '../../main/tank/plan';
import { statusOf } from '../../main/tank/status';
import { readTank } from '../../main/tank/tanks';
import { keepUpdating, readUpdating } from '../../main/tank/updating';
import { scriptedHands } from '../fakes/hands';
import { createWorld, deedsOver, fakeEngine, fakeParts, type World, workshopOf } from './fake';

const tank = 'openclaw';
const OLD = '2026.9.6';
const NEW = '2026.10.1';
const BEFORE = `before-${NEW}`;

let above: string;
let world: World;
beforeEach(async () => {
  above = mkdtempSync(join(tmpdir(), 'tankmate-update-'));
  world = createWorld(join(above, 'tanks'));
  await doDeed({ deed: 'create', engine: 'podman' }, deedsOver(world));
  world.did.length = 0;
});
afterEach(async () => {
  await world.close();
  rmSync(above, { recursive: true, force: true });
});

const folder = () => join(world.root, tank);
const machine = () => world.machines.get(tank) ?? expect.fail('there is one');
const names = () => [...world.snapshots.keys()].map((key) => key.split('/')[1]);
const does = (deed: Deed, needs: Partial<ReturnType<typeof deedsOver>> = {}) =>
  doDeed(deed, { ...deedsOver(world), newest: NEW, healthyMs: 1, ...needs });
const update = (needs: Partial<ReturnType<typeof deedsOver>> = {}) => does({ deed: 'update', tank }, needs);
const restore = (snapshot: string, needs: Partial<ReturnType<typeof deedsOver>> = {}) =>
  does({ deed: 'restore', tank, snapshot }, needs);
/** What is done goes wrong, every time. */
const fails = (...what: readonly string[]) => {
  world.happens = (now, when) => {
    if (when === 'before' && what.includes(now)) throw new TankTrouble({ id: 'tank.guest-install-failed' });
  };
};
const wentWell = () => {
  world.happens = () => {};
};

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
    expect(await readUpdating(folder())).toBeNull();
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
    expect(await does({ deed: 'start', tank })).toMatchObject({ result: 'fixed' });
    expect(machine()).toMatchObject({ running: true, version: OLD });
    expect(await readUpdating(folder())).toBeNull();
  });

  test('keeps nobody from deleting a snapshot, or going further back', async () => {
    cantGoBack();
    await update();
    expect(await does({ deed: 'start', tank })).toMatchObject({
      because: { id: 'tank.making-no-way-back' },
    });
    expect(await does({ deed: 'drop', tank, snapshot: BEFORE })).toMatchObject({ result: 'fixed' });
    expect(await restore('clean')).toMatchObject({ result: 'fixed' });
    expect(machine()).toMatchObject({ running: true, version: OLD });
    expect(await does({ deed: 'start', tank })).toMatchObject({ result: 'fixed' });
  });

  test('goes back by putting the version before in again, where its snapshot was deleted', async () => {
    cantGoBack();
    await update();
    await does({ deed: 'drop', tank, snapshot: BEFORE });
    wentWell();
    expect(await does({ deed: 'start', tank })).toMatchObject({ result: 'fixed' });
    expect(world.did).toContain(`install ${OLD}`);
    expect(machine()).toMatchObject({ running: true, version: OLD });
  });

  test('because it doesn’t start then: it is back, and that is what is said', async () => {
    world.badVersion = NEW;
    world.happens = (what, when) => {
      if (what === 'start' && when === 'before' && world.did.includes(`restore ${BEFORE}`))
        throw new TankTrouble({ id: 'tank.making-unreachable' });
    };
    expect(await update()).toMatchObject({
      result: 'left-changed',
      because: { id: 'tank.making-unreachable' },
      afterwards: { id: 'tank.making-stays-stopped' },
    });
    expect(await readUpdating(folder())).toBeNull();
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
    await keepUpdating(folder(), { from: OLD, to: NEW, snapshot: BEFORE });
    world.snapshots.set(`${tank}/${BEFORE}`, OLD);
    machine().version = inside;
  };

  test('with a new version that doesn’t do: the next deed goes back first', async () => {
    await killed(NEW);
    world.badVersion = NEW;
    await does({ deed: 'receipt', tank });
    expect(world.did).toContain(`restore ${BEFORE}`);
    expect(machine()).toMatchObject({ running: true, version: OLD });
    expect((await readPlan(folder()))?.openclaw).toBe(OLD);
  });

  test.each([NEW, OLD])('with %s inside, which answers: it stays', async (inside) => {
    await killed(inside);
    await does({ deed: 'start', tank });
    expect(world.did).toEqual(['stop', 'start']);
    expect((await readPlan(folder()))?.openclaw).toBe(inside);
    expect(await readUpdating(folder())).toBeNull();
  });

  test('keeps nobody from stopping the tank, or removing it', async () => {
    await killed(NEW);
    await does({ deed: 'stop', tank });
    expect(world.did).toEqual(['stop']);
    expect(await readUpdating(folder())).not.toBeNull();
    expect(await does({ deed: 'remove', tank })).toMatchObject({ result: 'fixed' });
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
    await keepUpdating(folder(), { from: OLD, to: NEW, snapshot: BEFORE });
    world.snapshots.set(`${tank}/${BEFORE}`, OLD);
    world.snapshots.set(`${tank}/clean`, '2026.9.5');
    world.happens = (what, when) => {
      if (what === 'restore clean' && when === 'after') throw new Error('killed');
    };
    await restore('clean');
    wentWell();
    expect(await does({ deed: 'start', tank })).toMatchObject({ result: 'fixed' });
    expect(machine().version).toBe('2026.9.5');
  });

  test('that fails leaves an update before still to be settled, by going there', async () => {
    await keepUpdating(folder(), { from: OLD, to: NEW, snapshot: BEFORE });
    fails('restore clean');
    await restore('clean');
    expect(await readUpdating(folder())).toEqual({ from: OLD, to: NEW, snapshot: 'clean' });
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
    const shop = workshopOf(world);
    const at = { ...found, needs: shop.needsFor(found.folder, new AbortController().signal) };
    expect((await statusOf(at, 'look', { parts: shop.parts })).openclaw.version).toBeNull();
    wentWell();
    // The plan still has the version that was put in once.
    expect(await update({ newest: OLD })).toMatchObject({ result: 'fixed' });
    expect(machine().version).toBe(OLD);
  });
});

test('of snapshots from before updates the newest two stay, and all others', async () => {
  await does({ deed: 'snapshot', tank });
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
  const copying = (take: (at: At, name: string) => Promise<void>) => {
    const engine = fakeEngine(world);
    const snapshots: Snapshots = {
      ...(engine.snapshots as Snapshots),
      take: async (at, name) => {
        machine().running = false;
        half.add(name);
        await take(at, name);
      },
      drop: async (at, name) => {
        at.needs.signal.throwIfAborted();
        half.delete(name);
      },
    };
    const parts = { ...fakeParts(world), engineOf: async (): Promise<Engine> => ({ ...engine, snapshots }) };
    return { parts };
  };

  test('that fails leaves no half of it, and the tank runs as before', async () => {
    const { parts } = copying(() => Promise.reject(new Error('a full disk')));
    expect(await does({ deed: 'snapshot', tank }, { parts })).toMatchObject({
      result: 'left-changed',
      afterwards: null,
    });
    expect([...half]).toEqual([]);
    expect(machine().running).toBe(true);
  });

  test('that is cancelled likewise', async () => {
    const cancel = new AbortController();
    const { parts } = copying(async () => {
      cancel.abort();
      throw cancel.signal.reason;
    });
    expect(await does({ deed: 'snapshot', tank }, { parts, signal: cancel.signal })).toMatchObject({
      because: { id: 'tank.making-cancelled' },
    });
    expect([...half]).toEqual([]);
    expect(machine().running).toBe(true);
  });

  test('that leaves the tank stopped says so', async () => {
    const { parts } = copying(() => Promise.reject(new Error('a full disk')));
    fails('start');
    expect(await does({ deed: 'snapshot', tank }, { parts })).toMatchObject({
      result: 'left-changed',
      afterwards: { id: 'tank.making-stays-stopped' },
    });
  });

  test('that fails and has cost the way in: it is laid anew', async () => {
    const { port } = machine();
    const hands = scriptedHands(() => '');
    hands.running.add(4242);
    const tunnel = { pid: 4242, startedAt: '1', host: '127.0.0.1', port: 22, gateway: port };
    writeFileSync(join(folder(), 'tunnel.json'), JSON.stringify(tunnel));
    const { parts } = copying(async () => {
      hands.running.clear();
      await world.close();
      machine().running = true;
      throw new Error('a full disk');
    });
    const engine = {
      ...(await parts.engineOf()),
      door: 'tunnel' as const,
      sshAt: async () => ({ host: '127.0.0.1', port: 22 }),
    };
    const shop = workshopOf(world);
    const outcome = await does(
      { deed: 'snapshot', tank },
      {
        parts: { ...parts, engineOf: async () => engine },
        needsFor: (...told) => ({
          ...shop.needsFor(...told),
          hands: {
            ...hands,
            launch: async (command) => {
              await new Promise<void>((resolve) => world.server.listen(port, '127.0.0.1', resolve));
              return hands.launch(command);
            },
          },
        }),
      },
    );
    expect(outcome).toMatchObject({ result: 'left-changed', afterwards: null });
    expect(hands.said.some((line) => line.startsWith('/usr/bin/ssh -N'))).toBe(true);
  });

  test('that was killed: the next deed drops the half of it', async () => {
    const { parts } = copying(() => Promise.resolve());
    writeFileSync(join(folder(), 'taking'), 'own-2026-11-21');
    half.add('own-2026-11-21');
    await does({ deed: 'start', tank }, { parts });
    expect([...half]).toEqual([]);
    expect(existsSync(join(folder(), 'taking'))).toBe(false);
  });

  test('keeps a whole one that nobody had noted as such yet', async () => {
    writeFileSync(join(folder(), 'taking'), 'clean');
    await does({ deed: 'start', tank });
    expect(names()).toEqual(['clean']);
  });
});
