import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../main/contract/report';
import type { Receipt } from '../../main/contract/tank';
import { TANK_COMMANDS } from '../../main/contract/work';
import { translatorFor } from '../../main/report/render';
import { acquireLock } from '../../main/system/write/lock-file';
import { imageFor } from '../../main/tank/images/image-catalogue';
import { runTankCommand, type TankRequest } from '../../main/tank/lifecycle/commands';
import { receiptSummary } from '../../main/tank/lifecycle/receipt-summary';
import { statusOf } from '../../main/tank/lifecycle/tank-status';
import { readPlan, writePlan } from '../../main/tank/model/tank-plan';
import { readTank, readTanks } from '../../main/tank/model/tank-store';
import { type BoundaryFact, type Driver, TankError } from '../../main/tank/model/types';
import { commandContext, createWorld, fakeDriver, serviceOf, type World } from './fake-tank';

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
const create = (needs: Partial<ReturnType<typeof commandContext>> = {}) =>
  runTankCommand({ command: 'create', engine: 'podman' }, { ...commandContext(world), ...needs });
const tank = 'openclaw';
const IMAGE = imageFor('disk', process.arch === 'arm64' ? 'arm64' : 'x64', 'own');
const status = async (depth: 'look' | 'ask', newest: string | null = null) => {
  const found = await readTank(world.root, tank);
  if (!found) throw new Error('there is one');
  const service = serviceOf(world);
  const at = { ...found, needs: service.needsFor(found.folder, new AbortController().signal) };
  return statusOf(at, depth, { ...service, newest });
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
  expect(await runTankCommand({ command: 'stop', tank }, commandContext(world))).toMatchObject({
    result: 'fixed',
  });
  expect((await status('ask')).state).toBe('stopped');
  expect((await status('look')).state).toBe('stopped');
  expect(await runTankCommand({ command: 'start', tank }, commandContext(world))).toMatchObject({
    result: 'fixed',
  });
  expect((await status('look')).state).toBe('running');
});

test('a look runs nothing of the engine, and knows what was seen last', async () => {
  await create();
  const service = serviceOf(world);
  const driverOf = () => Promise.reject(new Error('a look asks no engine'));
  const found = await readTank(world.root, tank);
  if (!found) throw new Error('there is one');
  const at = { ...found, needs: service.needsFor(found.folder, new AbortController().signal) };
  const reported = await statusOf(at, 'look', { newest: '2026.10.1', driverOf });
  expect(reported).toMatchObject({
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
  const { readCachedStatus, writeCachedStatus } = await import('../../main/tank/model/cached-status');
  const seen = await readCachedStatus(folder());
  if (!seen) throw new Error('it was kept');
  await writeCachedStatus(folder(), { ...seen, boot: 'another' });
  expect((await status('look')).state).toBe('stopped');
});

test('an unfinished one tells its step and how far it is', async () => {
  world.happens = (what) => {
    if (what === 'install') throw new Error('no');
  };
  await create();
  const reported = await status('look');
  expect(reported).toMatchObject({ state: 'unfinished', port: null, openclaw: { healthy: null } });
  expect(reported.step).not.toBeNull();
  expect(reported.progress).toBeGreaterThan(0);
  expect(reported.progress).toBeLessThan(1);
  for (const command of ['start', 'stop', 'receipt', 'update'] as const)
    expect(await runTankCommand({ command, tank }, commandContext(world))).toMatchObject({
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
  const service = serviceOf(world);
  const at = { ...found, needs: service.needsFor(found.folder, new AbortController().signal) };
  expect((await statusOf(at, 'look', { ...service, engineNow })).receiptDue).toBe(due);
});

describe('somebody else who answers at the door', () => {
  const stranger = async () => {
    await create();
    const { port } = machine();
    await runTankCommand({ command: 'stop', tank }, commandContext(world));
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
    const service = serviceOf(world);
    const at = { ...found, needs: service.needsFor(found.folder, new AbortController().signal) };
    const engine = { ...fakeDriver(world), access: 'tunnel' as const };
    const driverOf = async () => engine;
    expect((await statusOf(at, 'look', { driverOf })).state).toBe('stopped');
    machine().running = true;
    expect((await statusOf(at, 'ask', { driverOf })).state).toBe('silent');
    other.close();
  });
});

describe('updating', () => {
  const update = (newest = '2026.10.1') =>
    runTankCommand({ command: 'update', tank }, { ...commandContext(world), newest });

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
    world.installs = () => machine().version;
    expect(
      await runTankCommand({ command: 'update', tank }, { ...commandContext(world), newest: '2026.10.1' }),
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
    const outcome = await runTankCommand(
      { command: 'update', tank },
      { ...commandContext(world, cancel.signal), newest: '2026.10.1' },
    );
    expect(outcome.result).toBe('rolled-back');
    expect(machine()).toMatchObject({ running: true, version: '2026.9.6' });
  });

  test('an engine with a workshop beside it puts it in there', async () => {
    await create();
    const driver = fakeDriver(world);
    const renewed: string[] = [];
    const driverOf = async (): Promise<Driver> => ({
      ...driver,
      async rebuildImage(at, install) {
        renewed.push(await install(driver.guest?.(at) ?? expect.fail('it has one')));
      },
    });
    expect(
      await runTankCommand(
        { command: 'update', tank },
        { ...commandContext(world), driverOf, newest: '2026.10.1' },
      ),
    ).toMatchObject({ result: 'fixed' });
    expect(renewed).toEqual(['2026.10.1']);
    expect(world.did.slice(-2)).toEqual(['stop', 'start']);
  });
});

test('restoring goes back, runs again, and tells the version that is in it then', async () => {
  await create();
  await runTankCommand({ command: 'update', tank }, { ...commandContext(world), newest: '2026.10.1' });
  expect(
    await runTankCommand({ command: 'restore', tank, snapshot: 'clean' }, commandContext(world)),
  ).toMatchObject({
    result: 'fixed',
  });
  expect(machine()).toMatchObject({ running: true, version: '2026.9.6' });
  expect((await readPlan(folder()))?.openclaw).toBe('2026.9.6');
  expect(
    await runTankCommand({ command: 'restore', tank, snapshot: 'no-such' }, commandContext(world)),
  ).toMatchObject({
    result: 'refused',
  });
});

test('a snapshot that is dropped is gone, whichever it is; a name that isn’t there is refused', async () => {
  await create();
  const drop = (snapshot: string) =>
    runTankCommand({ command: 'drop', tank, snapshot }, commandContext(world));
  expect(await drop('no-such')).toMatchObject({ result: 'refused' });
  expect(await drop('clean')).toMatchObject({ result: 'fixed', because: { id: 'tank.making-dropped' } });
  expect((await status('look')).snapshots).toEqual([]);
  expect(await drop('clean')).toMatchObject({ result: 'refused' });
});

test('snapshots of one day get numbers', async () => {
  await create();
  for (const name of ['own-2026-11-22', 'own-2026-11-22--2'])
    expect(await runTankCommand({ command: 'snapshot', tank }, commandContext(world))).toMatchObject({
      because: { values: { snapshot: name } },
    });
});

/** Has the receipt taken, where the engine says this of the boundary; nothing is known of the inside. */
const receiptWhere = (id: BoundaryFact['id'], outcome: BoundaryFact['outcome']) => {
  const saw = { id: 'tank.making-started' };
  const driverOf = async () => ({
    ...fakeDriver(world),
    inspectBoundary: async () => [{ id, outcome, saw }],
  });
  return runTankCommand({ command: 'receipt', tank }, { ...commandContext(world), driverOf });
};

test('a receipt is taken and kept, and one with a way out is never told as fine', async () => {
  await create();
  rmSync(join(folder(), 'receipts'), { recursive: true });
  expect(await receiptWhere('mounts', 'blocked')).toMatchObject({
    result: 'fixed',
    because: { id: 'tank.making-receipt-untested', values: { open: 0 } },
  });
  expect(readdirSync(join(folder(), 'receipts'))).toHaveLength(1);
  expect(await receiptWhere('mounts', 'open')).toMatchObject({
    result: 'left-changed',
    because: { id: 'tank.making-receipt-open', values: { open: 1 } },
  });
});

test('limits that this computer can’t set are said, and are no way out', async () => {
  await create();
  expect(await receiptWhere('limits', 'open')).toMatchObject({
    result: 'fixed',
    because: { id: 'tank.making-receipt-limits' },
  });
});

test.each([
  [[], 'sealed', 0],
  [['untested'], 'untested', 0],
  [['untested', 'open'], 'open', 1],
  [['open', 'open'], 'open', 2],
] as const)('what of a receipt is told: where all but %j is blocked', (outcomes, said, open) => {
  const others = outcomes.map((outcome) => ({ id: 'lan', outcome, saw: { id: 'x' } }) as const);
  const tries = [{ id: 'account', outcome: 'blocked', saw: { id: 'x' } } as const, ...others];
  const { because, ...summary } = receiptSummary({ tries } as unknown as Receipt);
  expect([because.id, summary.open]).toEqual([`tank.making-receipt-${said}`, open]);
});

test('a tank of a newer version is neither made anew nor deleted', async () => {
  await create();
  for (const name of ['tank.json', 'tank.spare.json']) {
    const text = readFileSync(join(folder(), name), 'utf8');
    writeFileSync(join(folder(), name), text.replace('"schema": 1', '"schema": 2'));
  }
  expect(
    await runTankCommand({ command: 'create', engine: 'podman', tank }, commandContext(world)),
  ).toMatchObject({
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
  const restore = () =>
    runTankCommand({ command: 'restore', tank, snapshot: 'clean' }, commandContext(world));
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
  await runTankCommand({ command: 'stop', tank }, commandContext(world));
  expect(existsSync(join(folder(), 'moving'))).toBe(false);
});

describe('removing', () => {
  const remove = () => runTankCommand({ command: 'remove', tank }, commandContext(world));

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
        throw new TankError({ id: 'tank.making-no-engine', values: { engine: 'X' } });
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
        if (what === 'remove-machine') throw new TankError({ id: missing });
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
    expect(existsSync(join(world.root, 'downloads', IMAGE.file))).toBe(true);
    expect(existsSync(join(world.root, 'downloads', 'old.img'))).toBe(false);
    // From an image that nobody knows any more: nothing is deleted then.
    await writePlan(join(world.root, 'third'), { ...plan, name: 'third', image: 'cd'.repeat(32) });
    writeFileSync(join(world.root, 'downloads', 'old.img'), 'of the third');
    await runTankCommand({ command: 'remove', tank: 'other' }, commandContext(world));
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
    expect(existsSync(join(world.root, 'downloads', IMAGE.file))).toBe(true);
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
  const requests: TankRequest[] = [
    { command: 'start', tank },
    { command: 'remove', tank },
    { command: 'restore', tank, snapshot: 'clean' },
    { command: 'send', tank, files: [] },
    { command: 'update', tank },
  ];
  for (const command of requests)
    expect(await runTankCommand(command, commandContext(world))).toMatchObject({
      result: 'refused',
      because: { id: 'tank.making-busy' },
    });
  expect(world.did).toEqual([]);
  await free?.();
});

test.each(['../openclaw', '', 'OPENCLAW', 'downloads', 'a/b'])('%j names no tank', async (name) => {
  await create();
  expect(await runTankCommand({ command: 'remove', tank: name }, commandContext(world))).toMatchObject({
    result: 'refused',
  });
  expect(await readTanks(world.root)).toHaveLength(1);
});

test.each(LANGUAGES)('every deed has its words in %s', (language) => {
  const translate = translatorFor(language);
  for (const command of TANK_COMMANDS) {
    const id = `tank.making-does-${command}`;
    expect(translate({ id })).not.toBe(id);
    if (command === 'create' || command === 'receipt') continue;
    const would = `tank.making-would-${command}`;
    const values = { name: 'n', engine: 'e', folder: 'f', from: '1', version: '2', snapshot: 's', count: 1 };
    expect(translate({ id: would, values })).not.toBe(would);
  }
});
