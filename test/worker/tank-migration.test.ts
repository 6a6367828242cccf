import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Outcome } from '../../main/contract/change';
import type { UninstallOptions } from '../../main/operations/uninstall/run-uninstall';
import { namesOf } from '../../main/tank/drivers/containers/container-names';
import { type CommandContext, runTankCommand } from '../../main/tank/lifecycle/commands';
import type { TankService } from '../../main/tank/lifecycle/create-tank';
import { NotRolledBack } from '../../main/tank/migrate/migrate-error';
import { readPlan, writePlan } from '../../main/tank/model/tank-plan';
import { TankError } from '../../main/tank/model/types';
import type { MigrationResult } from '../../main/worker/jobs/migrate';
import { commandContext, createWorld, serviceOf, type World } from '../tank/fake-tank';

let above: string;
let world: World;
let environment: TankService;
let leave: (how: UninstallOptions) => Promise<unknown>;
let move: () => Promise<string | null>;
let told: MigrationResult | null;
vi.mock('../../main/worker/jobs/tank-service', async (real) => ({
  ...(await real<typeof import('../../main/worker/jobs/tank-service')>()),
  tankService: () => environment,
}));
vi.mock('../../main/operations/uninstall/run-uninstall', () => ({
  runUninstall: (how: UninstallOptions) => leave(how),
}));
vi.mock('../../main/probes/create-probes', () => ({ createProbes: () => ({}) }));
vi.mock('../../main/tank/migrate', () => ({
  planMoves: async () =>
    ['.openclaw', '.openclaw-work'].map((name, number) => ({
      id: `setup-${number + 1}`,
      from: `/home/lin/${name}`,
      flagged: [],
      entries: [],
      secrets: [],
    })),
  migrateIn: () => move(),
}));
const { migrationFor } = await import('../../main/worker/jobs/tank-migration');

beforeEach(async () => {
  above = mkdtempSync(join(tmpdir(), 'tankmate-movers-'));
  world = createWorld(join(above, 'tanks'));
  environment = serviceOf(world);
  told = null;
  move = async () => null;
  leave = async () => gone;
  await runTankCommand({ command: 'create', engine: 'podman' }, commandContext(world));
});
afterEach(async () => {
  await world.close();
  rmSync(above, { recursive: true, force: true });
});
const folder = (name: string) => join(world.root, name);
const running = () => [...world.machines.values()].map((machine) => machine.running);

const put: Outcome = {
  fix: 'leave',
  does: { id: 'leave.does' },
  entry: 'entry-1',
  result: 'fixed',
  because: { id: 'leave.gone' },
  afterwards: null,
};
const key = { id: 'openai', provider: 'OpenAI', count: 1 };
const gone = { outcomes: [put], keys: [key], left: [] };

function moving(signal = new AbortController().signal): Promise<Outcome> {
  const movers = migrationFor({ folder: above, signal }, (moved) => {
    told = moved;
  });
  const needs: CommandContext = { ...commandContext(world, signal), migration: movers };
  return runTankCommand({ command: 'move-in', tank: 'openclaw', setup: 'setup-1', flagged: [] }, needs);
}
const movedInAt = async () => (await readPlan(folder('openclaw')))?.movedInAt ?? null;
/** A second tank of this account. */
async function another(): Promise<void> {
  const plan = await readPlan(folder('openclaw'));
  const machine = world.machines.get('openclaw');
  if (!plan || !machine) throw new Error('there is one');
  await writePlan(folder('other'), { ...plan, name: 'other' });
  world.machines.set('other', { ...machine, inside: new Set(machine.inside) });
}

test.each([
  ['put away', async () => gone],
  ['cut off while it is put away', () => Promise.reject(new Error('cut off'))],
] as const)('all tanks that are containers sleep while the home outside is %s', async (_how, ends) => {
  await another();
  const plan = await readPlan(folder('openclaw'));
  if (!plan) throw new Error('there is one');
  let asleep: readonly boolean[] = [];
  let except: readonly string[] = [];
  leave = (how) => {
    asleep = running();
    except = how.except ?? [];
    return ends();
  };
  expect((await moving()).result).toBe('fixed');
  expect(asleep).toEqual([false, false]);
  for (const name of ['openclaw', 'other'])
    expect(except).toContain(
      `container:${namesOf({ plan: { ...plan, name }, folder: folder(name) }).gateway}`,
    );
  expect(running()).toEqual([true, true]);
});

test('only the home that moved in is put away, however many there are', async () => {
  let meant: Partial<UninstallOptions> = {};
  leave = async (how) => {
    meant = how;
    return gone;
  };
  expect(await moving()).toMatchObject({ result: 'fixed', afterwards: { id: 'tank.moves-renew' } });
  expect(meant).toMatchObject({ home: '/home/lin/.openclaw', data: 'put-away' });
  expect(told).toEqual(gone);
});

test('what is left outside is something still to be done', async () => {
  leave = async () => ({ ...gone, left: [{ id: 'leave.copy' }] });
  expect(await moving()).toMatchObject({ result: 'fixed', afterwards: { id: 'tank.moves-renew-later' } });
});

test('a tank in WSL is none that was left behind', async () => {
  const engine = { ...(await environment.driverOf('wsl')), id: 'wsl' } as const;
  environment = { ...environment, driverOf: async () => engine };
  let except: readonly string[] = [];
  leave = async (how) => {
    except = how.except ?? [];
    return gone;
  };
  await moving();
  expect(except).toEqual(['wsl:tankmate-openclaw']);
});

describe('once it lives in the tank', () => {
  const asleep = (name: string) => ({
    result: 'left-changed',
    because: { id: 'tank.moves-asleep', values: { name, why: { id: 'tank.making-silent' } } },
    afterwards: { id: 'tank.moves-wake', values: { name } },
  });
  /** Tanks don't wake as long as `isBad` says so. */
  const wakesBadly = (isBad: () => boolean) => {
    leave = async () => {
      world.happens = (what, when) => {
        if (what === 'start' && when === 'before' && isBad())
          throw new TankError({ id: 'tank.making-silent' });
      };
      return gone;
    };
  };

  test('another tank that does not wake hides nothing of what was done outside', async () => {
    await another();
    wakesBadly(() => world.machines.get('openclaw')?.running === true);
    expect(await moving()).toMatchObject({
      result: 'fixed',
      because: { id: 'tank.moves-moved' },
      afterwards: { id: 'tank.moves-renew-later' },
    });
    expect(told).toMatchObject({ outcomes: [put, asleep('other')], keys: [key] });
  });

  test('the tank itself neither', async () => {
    wakesBadly(() => true);
    expect((await moving()).because.id).toBe('tank.moves-moved');
    expect(told).toMatchObject({ outcomes: [put, asleep('openclaw')], keys: [key] });
  });

  test('one of another that can’t be stopped keeps nobody from putting away', async () => {
    world.happens = (what) => {
      if (what === 'stop') throw new Error('no stop');
    };
    expect(await moving()).toMatchObject({ result: 'fixed' });
    expect(told?.outcomes).toEqual([put]);
  });

  test('a cancel does not ask to move it in again', async () => {
    const ending = new AbortController();
    leave = async () => {
      ending.abort(new Error('cancelled'));
      throw ending.signal.reason;
    };
    expect(await moving(ending.signal)).toMatchObject({
      result: 'fixed',
      afterwards: { id: 'tank.moves-renew-later' },
    });
    expect(await movedInAt()).not.toBe(null);
    expect(told?.outcomes).toMatchObject([
      {
        result: 'left-changed',
        because: { id: 'tank.moves-outside-cancelled' },
        afterwards: { id: 'tank.moves-outside-by-hand' },
      },
    ]);
  });

  test('it is told where those are who lived there before', async () => {
    move = async () => 'before-moving-in--2';
    expect((await moving()).because).toMatchObject({
      id: 'tank.moves-moved-kept',
      values: { snapshot: 'before-moving-in--2' },
    });
  });
});

test.each([
  ['failed', new TankError({ id: 'tank.moves-no-answer' }), 'rolled-back', 'tank.moves-no-answer'],
  ['broken off', new Error('ELOOP'), 'rolled-back', 'tank.making-failed'],
  ['not put back', new NotRolledBack({ id: 'tank.moves-not-back' }), 'left-changed', 'tank.moves-not-back'],
] as const)('a move that %s is told as it left the tank', async (_how, error, result, id) => {
  move = () => Promise.reject(error);
  expect(await moving()).toMatchObject({ result, because: { id } });
  expect(await movedInAt()).toBe(null);
  expect(told).toBe(null);
});

test('a move that was cancelled before anybody lived there changed nothing', async () => {
  const ending = new AbortController();
  move = () => {
    ending.abort(new Error('cancelled'));
    return Promise.reject(ending.signal.reason);
  };
  const came = await moving(ending.signal);
  expect(came).toMatchObject({ result: 'rolled-back', because: { id: 'tank.moves-cancelled' } });
});
