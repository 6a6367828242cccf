import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runTankCommand, type TankRequest } from '../../../main/tank/lifecycle/commands';
import { statusOf } from '../../../main/tank/lifecycle/tank-status';
import { readPlan, writePlan } from '../../../main/tank/model/tank-plan';
import { readTank } from '../../../main/tank/model/tank-store';
import type { Driver } from '../../../main/tank/model/types';
import { commandContext, createWorld, fakeDriver, serviceOf, type World } from '../fake-tank';

let above: string;
let world: World;
beforeEach(() => {
  above = mkdtempSync(join(tmpdir(), 'tankmate-stands-'));
  world = createWorld(join(above, 'tanks'));
});
afterEach(async () => {
  await world.close();
  rmSync(above, { recursive: true, force: true });
});

/** Whether the receipt is due, once its tank was seen in that depth. */
async function isDue(depth: 'look' | 'ask', change: Partial<Driver> = {}): Promise<boolean> {
  const found = (await readTank(world.root, 'openclaw')) ?? expect.fail('there is one');
  const service = serviceOf(world);
  const at = { ...found, needs: service.needsFor(found.folder, new AbortController().signal) };
  const driverOf = async () => ({ ...fakeDriver(world), ...change });
  return (await statusOf(at, depth, { driverOf })).receiptDue;
}
const command = (task: TankRequest) => runTankCommand(task, commandContext(world));

test('a receipt is compared with the tank as it is now, or as it was seen last', async () => {
  await command({ command: 'create', engine: 'podman' });
  expect([await isDue('ask'), await isDue('look')]).toEqual([false, false]);
  // Of what is asked now, only asking knows.
  for (const change of [
    { version: async () => '7.3' },
    { inspectBoundary: async () => [{ id: 'mounts', outcome: 'open', saw: { id: 'x' } } as const] },
  ])
    expect([await isDue('ask', change), await isDue('look', change)]).toEqual([true, false]);
});

test('of a tank that is stopped an engine tells nothing; one that was brought back is due', async () => {
  await command({ command: 'create', engine: 'podman' });
  await command({ command: 'stop', tank: 'openclaw' });
  const open = async () => [{ id: 'mounts', outcome: 'open', saw: { id: 'x' } } as const];
  expect(await isDue('ask', { inspectBoundary: open })).toBe(false);
  const plan = (await readPlan(join(world.root, 'openclaw'))) ?? expect.fail('there is one');
  // The receipt is of the same moment as all else here.
  await writePlan(join(world.root, 'openclaw'), { ...plan, changedAt: '2026-11-22T09:00:01.000Z' });
  expect([await isDue('ask'), await isDue('look')]).toEqual([true, true]);
});

test('bringing it back is kept as a change, whichever snapshots are deleted since', async () => {
  await command({ command: 'create', engine: 'podman' });
  await command({ command: 'restore', tank: 'openclaw', snapshot: 'clean' });
  await command({ command: 'drop', tank: 'openclaw', snapshot: 'before-going-back' });
  expect((await readPlan(join(world.root, 'openclaw')))?.changedAt).toMatch(/^\d{4}-/);
});
