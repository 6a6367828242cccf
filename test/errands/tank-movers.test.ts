import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LeaveNow } from '../../main/errands/works/leave-now';
import { type DeedsNeeds, doDeed } from '../../main/tank/deeds';
import { namesOf } from '../../main/tank/engines/containers/names';
import { readPlan, writePlan } from '../../main/tank/plan';
import { createWorld, deedsOver, type World, workshopOf } from '../tank/fake';

let above: string;
let world: World;
let leave: (how: LeaveNow) => Promise<unknown>;
vi.mock('../../main/errands/works/tank-now', async (real) => ({
  ...(await real<typeof import('../../main/errands/works/tank-now')>()),
  tankWorkshop: () => workshopOf(world),
}));
vi.mock('../../main/errands/works/leave-now', () => ({ leaveNow: (how: LeaveNow) => leave(how) }));
vi.mock('../../main/probes/create', () => ({ createProbes: () => ({}) }));
vi.mock('../../main/tank/moves', () => ({
  planMoves: async () => [
    { id: 'setup-1', from: '/home/lin/.openclaw', flagged: [], entries: [], secrets: [] },
  ],
  moveIn: async () => {},
}));
const { moversFor } = await import('../../main/errands/works/tank-movers');

beforeEach(async () => {
  above = mkdtempSync(join(tmpdir(), 'tankmate-movers-'));
  world = createWorld(join(above, 'tanks'));
  await doDeed({ deed: 'create', engine: 'podman' }, deedsOver(world));
});
afterEach(async () => {
  await world.close();
  rmSync(above, { recursive: true, force: true });
});
const folder = (name: string) => join(world.root, name);
const running = () => [...world.machines.values()].map((machine) => machine.running);

test.each([
  ['put away', async () => ({ outcomes: [], keys: [] }), 'fixed'],
  ['cut off while it is put away', () => Promise.reject(new Error('cut off')), 'left-changed'],
] as const)(
  'all tanks that are containers sleep while the home outside is %s',
  async (_how, ends, result) => {
    const plan = await readPlan(folder('openclaw'));
    const machine = world.machines.get('openclaw');
    if (!plan || !machine) throw new Error('there is one');
    await writePlan(folder('other'), { ...plan, name: 'other' });
    world.machines.set('other', { ...machine, inside: new Set(machine.inside) });
    let asleep: readonly boolean[] = [];
    let except: readonly string[] = [];
    leave = (how) => {
      asleep = running();
      except = how.except ?? [];
      return ends();
    };
    const { signal } = new AbortController();
    const movers = moversFor({ folder: above, signal }, () => {});
    const needs: DeedsNeeds = { ...deedsOver(world), movers };
    const task = { deed: 'move-in', tank: 'openclaw', setup: 'setup-1', flagged: [] } as const;
    expect((await doDeed(task, needs)).result).toBe(result);
    expect(asleep).toEqual([false, false]);
    for (const name of ['openclaw', 'other'])
      expect(except).toContain(
        `container:${namesOf({ plan: { ...plan, name }, folder: folder(name) }).gateway}`,
      );
    expect(running()).toEqual([true, true]);
  },
);
