import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../main/contract/report';
import { TANK_DEEDS } from '../../main/contract/work';
import { acquireLock } from '../../main/fixes/lock';
import { voice } from '../../main/report/render';
import { TankTrouble } from '../../main/tank';
import { type Deed, doDeed } from '../../main/tank/deeds';
import { readPlan, writePlan } from '../../main/tank/plan';
import { statusOf } from '../../main/tank/status';
import { readTank, readTanks } from '../../main/tank/tanks';
import { createWorld, deedsOver, fakeEngine, fakeParts, type World, workshopOf } from './fake';

let above: string;
let world: World;
beforeEach(() => {
  above = mkdtempSync(join(tmpdir(), 'tankmate-deeds-'));
  world = createWorld(join(above, 'tanks'));
});
afterEach(async () => {
  await world.close();
  rmSync(above, { recursive: true, force: true });
});
const folder = () => join(world.root, 'openclaw');
const create = (needs: Partial<ReturnType<typeof deedsOver>> = {}) =>
  doDeed({ deed: 'create', engine: 'podman' }, { ...deedsOver(world), ...needs });
const tank = 'openclaw';
const status = async (depth: 'look' | 'ask', newest: string | null = null) => {
  const found = await readTank(world.root, tank);
  if (!found) throw new Error('there is one');
  const shop = workshopOf(world);
  const at = { ...found, needs: shop.needsFor(found.folder, new AbortController().signal) };
  return statusOf(at, depth, { newest, parts: shop.parts });
};
const machine = () => {
  const found = world.machines.get(tank);
  if (!found) throw new Error('there is one');
  return found;
};

test('made, stopped, started, looked at: each tells how it ended', async () => {
  expect(await create()).toMatchObject({
    fix: 'tank-create',
    result: 'fixed',
    because: { id: 'tank.making-made' },
  });
  expect(await create()).toMatchObject({ result: 'skipped', because: { id: 'tank.making-made-already' } });
  expect(await status('ask')).toMatchObject({
    state: 'running',
    progress: null,
    openclaw: { version: '2026.9.6', healthy: true },
    receiptDue: false,
    snapshots: [{ name: 'clean' }],
  });
  expect(await doDeed({ deed: 'stop', tank }, deedsOver(world))).toMatchObject({ result: 'fixed' });
  expect((await status('ask')).state).toBe('stopped');
  expect((await status('look')).state).toBe('stopped');
  expect(await doDeed({ deed: 'start', tank }, deedsOver(world))).toMatchObject({ result: 'fixed' });
  expect((await status('look')).state).toBe('running');
});

test('a look runs nothing of the engine, and knows what was seen last', async () => {
  await create();
  const shop = workshopOf(world);
  const parts = { ...shop.parts, engineOf: () => Promise.reject(new Error('a look asks no engine')) };
  const found = await readTank(world.root, tank);
  if (!found) throw new Error('there is one');
  const at = { ...found, needs: shop.needsFor(found.folder, new AbortController().signal) };
  const told = await statusOf(at, 'look', { newest: '2026.10.1', parts });
  expect(told).toMatchObject({
    state: 'running',
    wall: 'container',
    openclaw: { version: '2026.9.6', updatesTo: '2026.10.1' },
    snapshots: [{ name: 'clean' }],
    usage: { memory: 700_000_000, disk: 2_000_000_000 },
  });
});

test('how a tank stands is never guessed', async () => {
  await create();
  machine().inside.delete('gateway');
  expect((await status('ask')).state).toBe('silent');
  expect((await status('look')).state).toBe('silent');
  world.machines.clear();
  expect((await status('ask')).state).toBe('lost');
  rmSync(join(folder(), 'seen.json'));
  expect((await status('look')).state).toBe('unknown');
});

test('after a start of the computer it is stopped: no machine of ours starts by itself', async () => {
  await create();
  machine().running = false;
  const { readSeen, keepSeen } = await import('../../main/tank/seen');
  const seen = await readSeen(folder());
  if (!seen) throw new Error('it was kept');
  await keepSeen(folder(), { ...seen, boot: 'another' });
  expect((await status('look')).state).toBe('stopped');
});

test('an unfinished one tells its step and how far it is', async () => {
  world.happens = (what) => {
    if (what === 'install') throw new Error('no');
  };
  await create();
  const told = await status('look');
  expect(told).toMatchObject({ state: 'unfinished', port: null, openclaw: { healthy: null } });
  expect(told.step).not.toBeNull();
  expect(told.progress).toBeGreaterThan(0);
  expect(told.progress).toBeLessThan(1);
  for (const deed of ['start', 'stop', 'receipt', 'update'] as const)
    expect(await doDeed({ deed, tank }, deedsOver(world))).toMatchObject({
      result: 'refused',
      because: { id: 'tank.making-unfinished' },
    });
});

test.each<[string, string | null, boolean]>([
  ['the same engine, written otherwise', 'Podman 7.2', false],
  ['a look that can’t tell', null, false],
  ['an engine that was updated behind our back', '7.3.1', true],
])('a look: %s (%j) makes the receipt due: %j', async (_name, engineNow, due) => {
  await create();
  const found = await readTank(world.root, tank);
  if (!found) throw new Error('there is one');
  const shop = workshopOf(world);
  const at = { ...found, needs: shop.needsFor(found.folder, new AbortController().signal) };
  expect((await statusOf(at, 'look', { parts: shop.parts, engineNow })).receiptDue).toBe(due);
});

describe('somebody else who answers at the door', () => {
  const stranger = async () => {
    await create();
    const { port } = machine();
    await doDeed({ deed: 'stop', tank }, deedsOver(world));
    await world.close();
    const other = createServer((_request, answer) => answer.end('{"ok":true,"status":"live"}'));
    await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
    return other;
  };

  test('isn’t taken for a tank that was stopped', async () => {
    const other = await stranger();
    expect(await status('look')).toMatchObject({ state: 'unknown', openclaw: { healthy: false } });
    expect(await status('ask')).toMatchObject({ state: 'stopped', openclaw: { healthy: false } });
    other.close();
  });

  test('isn’t taken for one whose tunnel isn’t ours', async () => {
    const other = await stranger();
    const found = await readTank(world.root, tank);
    if (!found) throw new Error('there is one');
    const shop = workshopOf(world);
    const at = { ...found, needs: shop.needsFor(found.folder, new AbortController().signal) };
    const engine = { ...fakeEngine(world), door: 'tunnel' as const };
    const parts = { ...shop.parts, engineOf: async () => engine };
    expect((await statusOf(at, 'look', { parts })).state).toBe('stopped');
    machine().running = true;
    expect((await statusOf(at, 'ask', { parts })).state).toBe('silent');
    other.close();
  });
});

describe('updating', () => {
  const update = (newest = '2026.10.1') => doDeed({ deed: 'update', tank }, { ...deedsOver(world), newest });

  test('snapshot, install, healthy', async () => {
    await create();
    world.did.length = 0;
    expect(await update()).toMatchObject({ result: 'fixed', because: { values: { version: '2026.10.1' } } });
    expect(world.did).toEqual(['snapshot before-2026.10.1', 'install 2026.10.1']);
    expect((await readPlan(folder()))?.openclaw).toBe('2026.10.1');
    expect(await update()).toMatchObject({ result: 'skipped' });
    expect((await status('look')).snapshots?.map(({ name }) => name)).toEqual(['clean', 'before-2026.10.1']);
  });

  test('one whose gateway doesn’t answer goes back to the snapshot', async () => {
    await create();
    world.badVersion = '2026.10.1';
    expect(await update()).toMatchObject({
      result: 'rolled-back',
      because: {
        id: 'tank.making-went-back',
        values: { from: '2026.9.6', why: { id: 'tank.making-silent' } },
      },
    });
    expect(machine()).toMatchObject({ running: true, version: '2026.9.6' });
    expect((await readPlan(folder()))?.openclaw).toBe('2026.9.6');
    expect((await status('ask')).state).toBe('running');
  });

  test('one that is not what it was told to be goes back', async () => {
    await create();
    const parts = { ...fakeParts(world), installOpenClaw: async () => {} };
    expect(
      await doDeed({ deed: 'update', tank }, { ...deedsOver(world), parts, newest: '2026.10.1' }),
    ).toMatchObject({
      result: 'rolled-back',
      because: { values: { why: { id: 'tank.making-not-that-version' } } },
    });
  });

  test.each(['before', 'after'] as const)('cancelled %s installing it goes back', async (moment) => {
    await create();
    const cancel = new AbortController();
    world.happens = (what, when) => {
      if (what === 'install 2026.10.1' && when === moment) cancel.abort();
    };
    const outcome = await doDeed(
      { deed: 'update', tank },
      { ...deedsOver(world, cancel.signal), newest: '2026.10.1' },
    );
    expect(outcome.result).toBe('rolled-back');
    expect(machine()).toMatchObject({ running: true, version: '2026.9.6' });
  });

  test('an engine with a workshop beside it puts it in there', async () => {
    await create();
    const engine = fakeEngine(world);
    const renewed: string[] = [];
    const parts = {
      ...fakeParts(world),
      engineOf: async () => ({
        ...engine,
        renew: async (at: never, install: (guest: never) => Promise<string>) => {
          renewed.push(await install({} as never));
          return at;
        },
      }),
    };
    expect(
      await doDeed({ deed: 'update', tank }, { ...deedsOver(world), parts, newest: '2026.10.1' } as never),
    ).toMatchObject({ result: 'fixed' });
    expect(renewed).toEqual(['2026.10.1']);
    expect(world.did.slice(-2)).toEqual(['stop', 'start']);
  });
});

test('restoring goes back, runs again, and tells the version that is in it then', async () => {
  await create();
  await doDeed({ deed: 'update', tank }, { ...deedsOver(world), newest: '2026.10.1' });
  expect(await doDeed({ deed: 'restore', tank, snapshot: 'clean' }, deedsOver(world))).toMatchObject({
    result: 'fixed',
  });
  expect(machine()).toMatchObject({ running: true, version: '2026.9.6' });
  expect((await readPlan(folder()))?.openclaw).toBe('2026.9.6');
  expect(await doDeed({ deed: 'restore', tank, snapshot: 'no-such' }, deedsOver(world))).toMatchObject({
    result: 'refused',
  });
});

test('a snapshot that is dropped is gone, whichever it is; a name that isn’t there is refused', async () => {
  await create();
  const drop = (snapshot: string) => doDeed({ deed: 'drop', tank, snapshot }, deedsOver(world));
  expect(await drop('no-such')).toMatchObject({ result: 'refused' });
  expect(await drop('clean')).toMatchObject({ result: 'fixed', because: { id: 'tank.making-dropped' } });
  expect((await status('look')).snapshots).toEqual([]);
  expect(await drop('clean')).toMatchObject({ result: 'refused' });
});

test('snapshots of one day get numbers', async () => {
  await create();
  for (const name of ['own-2026-11-22', 'own-2026-11-22--2'])
    expect(await doDeed({ deed: 'snapshot', tank }, deedsOver(world))).toMatchObject({
      because: { values: { snapshot: name } },
    });
});

test('a receipt with a way out is never told as fine', async () => {
  await create();
  const sealed = await doDeed({ deed: 'receipt', tank }, deedsOver(world));
  expect(sealed).toMatchObject({ result: 'fixed', because: { id: 'tank.making-receipt-sealed' } });
  const parts = fakeParts(world);
  const leaky = async (...told: Parameters<typeof parts.takeReceipt>) => {
    const taken = await parts.takeReceipt(...told);
    return { ...taken, tries: taken.tries.map((each) => ({ ...each, outcome: 'open' as const })) };
  };
  expect(
    await doDeed({ deed: 'receipt', tank }, { ...deedsOver(world), parts: { ...parts, takeReceipt: leaky } }),
  ).toMatchObject({
    result: 'left-changed',
    because: { id: 'tank.making-receipt-open', values: { open: 2 } },
  });
});

test('limits that this computer can’t set are said, and are no way out', async () => {
  await create();
  const parts = fakeParts(world);
  const loose = async (...told: Parameters<typeof parts.takeReceipt>) => {
    const taken = await parts.takeReceipt(...told);
    return { ...taken, tries: [...taken.tries, { ...taken.tries[0], id: 'limits', outcome: 'open' }] };
  };
  expect(
    await doDeed({ deed: 'receipt', tank }, {
      ...deedsOver(world),
      parts: { ...parts, takeReceipt: loose },
    } as never),
  ).toMatchObject({ result: 'fixed', because: { id: 'tank.making-receipt-limits' } });
});

test('a tank of a newer version is neither made anew nor deleted', async () => {
  await create();
  for (const name of ['tank.json', 'tank.spare.json']) {
    const text = readFileSync(join(folder(), name), 'utf8');
    writeFileSync(join(folder(), name), text.replace('"schema": 1', '"schema": 2'));
  }
  expect(await doDeed({ deed: 'create', engine: 'podman', tank }, deedsOver(world))).toMatchObject({
    result: 'refused',
    because: { id: 'tank.making-strange-folder' },
  });
  expect(readFileSync(join(folder(), 'disk'), 'utf8')).toBe('disk');
  expect(readFileSync(join(folder(), 'tank.json'), 'utf8')).toContain('"schema": 2');
});

test('brought back to before somebody moved in, nobody has', async () => {
  await create();
  const plan = await readPlan(folder());
  if (!plan) throw new Error('there is one');
  const restore = () => doDeed({ deed: 'restore', tank, snapshot: 'clean' }, deedsOver(world));
  await writePlan(folder(), { ...plan, movedInAt: '2026-11-22T08:00:00.000Z' });
  await restore();
  expect((await readPlan(folder()))?.movedInAt).toBe('2026-11-22T08:00:00.000Z');
  await writePlan(folder(), { ...plan, movedInAt: '2026-11-22T10:00:00.000Z' });
  await restore();
  expect((await readPlan(folder()))?.movedInAt).toBeNull();
});

test('what a killed move left outside of the tank goes with the next deed', async () => {
  await create();
  mkdirSync(join(folder(), 'moving', 'workspace'), { recursive: true });
  await doDeed({ deed: 'stop', tank }, deedsOver(world));
  expect(existsSync(join(folder(), 'moving'))).toBe(false);
});

describe('removing', () => {
  const remove = () => doDeed({ deed: 'remove', tank }, deedsOver(world));

  test('leaves nothing', async () => {
    await create();
    expect(await remove()).toMatchObject({ result: 'fixed' });
    expect(existsSync(world.root)).toBe(false);
    expect(world.machines.size).toBe(0);
    expect(world.snapshots.size).toBe(0);
    expect(await remove()).toMatchObject({ result: 'refused', because: { id: 'tank.making-no-such-tank' } });
  });

  test('what was copied out of it stays, and it is said where', async () => {
    await create();
    mkdirSync(join(folder(), 'exchange', 'moved-out-2026-11-22'), { recursive: true });
    writeFileSync(join(folder(), 'exchange', 'moved-out-2026-11-22', 'MEMORY.md'), 'the only copy');
    const { result, afterwards } = await remove();
    const kept = join(world.root, 'fetched', 'openclaw-2026-11-22T09-00-00-000Z');
    expect([result, afterwards]).toEqual([
      'fixed',
      { id: 'tank.making-removed-kept', values: { folder: kept } },
    ]);
    expect(readFileSync(join(kept, 'moved-out-2026-11-22', 'MEMORY.md'), 'utf8')).toBe('the only copy');
    expect(existsSync(folder())).toBe(false);
    expect(await readTanks(world.root)).toEqual([]);
  });

  test('an engine that can’t keeps the tank, to be tried again', async () => {
    await create();
    world.happens = (what) => {
      if (what === 'remove-machine')
        throw new TankTrouble({ id: 'tank.making-no-engine', values: { engine: 'X' } });
    };
    expect(await remove()).toMatchObject({
      result: 'left-changed',
      because: { id: 'tank.making-no-engine' },
    });
    expect(await readTanks(world.root)).toHaveLength(1);
    world.happens = () => {};
    expect(await remove()).toMatchObject({ result: 'fixed' });
    expect(existsSync(world.root)).toBe(false);
  });

  test.each([
    ['podman', 'tank.containers-no-engine', 'removed-left', 'Podman'],
    ['lima', 'tank.engines-missing', 'removed-left', 'Lima'],
    ['virtualbox', 'tank.engines-missing', 'removed-entry', 'VirtualBox'],
  ] as const)(
    'of %s, which is not there any more: it goes, and it is said what may be left',
    async (id, missing, said, engine) => {
      await create();
      const plan = await readPlan(folder());
      if (!plan) throw new Error('there is one');
      await writePlan(folder(), { ...plan, engine: id });
      mkdirSync(join(folder(), 'exchange'));
      writeFileSync(join(folder(), 'exchange', 'MEMORY.md'), 'the only copy');
      world.happens = (what) => {
        if (what === 'remove-machine') throw new TankTrouble({ id: missing });
      };
      expect(await remove()).toMatchObject({
        result: 'left-changed',
        because: { id: `tank.making-${said}`, values: { engine, tank } },
        afterwards: { id: 'tank.making-removed-kept' },
      });
      expect(existsSync(folder())).toBe(false);
    },
  );

  test('keeps what another tank needs', async () => {
    await create();
    const plan = await readPlan(folder());
    if (!plan) throw new Error('there is one');
    await writePlan(join(world.root, 'other'), { ...plan, name: 'other' });
    writeFileSync(join(world.root, 'downloads', 'old.img'), 'of nobody');
    await remove();
    expect(existsSync(join(world.root, 'downloads', 'image.img'))).toBe(true);
    expect(existsSync(join(world.root, 'downloads', 'old.img'))).toBe(false);
    // From an image that nobody knows any more: nothing is deleted then.
    await writePlan(join(world.root, 'third'), { ...plan, name: 'third', image: 'cd'.repeat(32) });
    writeFileSync(join(world.root, 'downloads', 'old.img'), 'of the third');
    await doDeed({ deed: 'remove', tank: 'other' }, deedsOver(world));
    expect(existsSync(join(world.root, 'downloads', 'old.img'))).toBe(true);
  });

  test.each([
    ['of a newer version', '{"schema":2}'],
    ['with a damaged plan', '{'],
  ])('takes nothing away that a tank %s may stand on', async (_what, text) => {
    await create();
    const other = join(world.root, 'other');
    mkdirSync(other);
    for (const name of ['tank.json', 'tank.spare.json']) writeFileSync(join(other, name), text);
    expect(await remove()).toMatchObject({ result: 'fixed' });
    expect(existsSync(folder())).toBe(false);
    expect(existsSync(join(world.root, 'downloads', 'image.img'))).toBe(true);
  });

  test('what an earlier removal left half way goes along', async () => {
    await create();
    mkdirSync(join(world.root, '.removing-abc'));
    await remove();
    expect(existsSync(world.root)).toBe(false);
  });
});

test('each deed is refused while somebody else is at work on the tank', async () => {
  await create();
  const free = await acquireLock(folder());
  world.did.length = 0;
  const deeds: Deed[] = [
    { deed: 'start', tank },
    { deed: 'remove', tank },
    { deed: 'restore', tank, snapshot: 'clean' },
    { deed: 'send', tank, files: [] },
    { deed: 'update', tank },
  ];
  for (const deed of deeds)
    expect(await doDeed(deed, deedsOver(world))).toMatchObject({
      result: 'refused',
      because: { id: 'tank.making-busy' },
    });
  expect(world.did).toEqual([]);
  await free?.();
});

test.each(['../openclaw', '', 'OPENCLAW', 'downloads', 'a/b'])('%j names no tank', async (name) => {
  await create();
  expect(await doDeed({ deed: 'remove', tank: name }, deedsOver(world))).toMatchObject({ result: 'refused' });
  expect(await readTanks(world.root)).toHaveLength(1);
});

test.each(LANGUAGES)('every deed has its words in %s', (language) => {
  const speak = voice(language);
  for (const deed of TANK_DEEDS) {
    const id = `tank.making-does-${deed}`;
    expect(speak({ id })).not.toBe(id);
    if (deed === 'create' || deed === 'receipt') continue;
    const would = `tank.making-would-${deed}`;
    const values = { name: 'n', engine: 'e', folder: 'f', from: '1', version: '2', snapshot: 's', count: 1 };
    expect(speak({ id: would, values })).not.toBe(would);
  }
});
