import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { tankEndpoints } from '../../main/app/tanks';
import { runTankCommand } from '../../main/tank/lifecycle/commands';
import type { TankContext } from '../../main/tank/model/types';
import { commandContext, createWorld, fakeDriver, serviceOf, type World } from '../tank/fake-tank';

let above: string;
let world: World;
let access: 'published' | 'tunnel';
let holds = true;
const mended: string[] = [];
vi.mock('../../main/worker/jobs/tank-service', async (real) => ({
  ...(await real<typeof import('../../main/worker/jobs/tank-service')>()),
  tankService: () => ({
    ...serviceOf(world),
    driverOf: async () => ({ ...fakeDriver(world), access }),
  }),
}));
vi.mock('../../main/tank/guest/tunnel', () => ({
  endTunnel: async () => void mended.push('end'),
  holdsGatewayPort: async () => holds,
  ensureTunnel: async ({ plan }: TankContext) => {
    mended.push('open');
    world.machines.get(plan.name)?.inside.add('gateway');
  },
}));

const opened: string[] = [];
const shown: string[] = [];
const lines: string[] = [];
const doors = (openExternal = async (address: string) => void opened.push(address)) =>
  tankEndpoints({
    openExternal,
    openPath: async (path) => {
      shown.push(path);
      return '';
    },
    log: (line) => void lines.push(line),
    platform: 'darwin',
  });
beforeEach(async () => {
  access = 'published';
  holds = true;
  above = mkdtempSync(join(tmpdir(), 'tankmate-doors-'));
  world = createWorld(join(above, 'tanks'));
  await runTankCommand({ command: 'create', engine: 'podman' }, commandContext(world));
  for (const list of [mended, opened, shown, lines]) list.length = 0;
});
afterEach(async () => {
  await world.close();
  rmSync(above, { recursive: true, force: true });
});
const TOKEN = 'ab'.repeat(32);
const machine = () => world.machines.get('openclaw');

test('the page opens at this computer’s door, with the token where no server gets it', async () => {
  expect(await doors().openTank('openclaw')).toBe(true);
  const [address = ''] = opened;
  const { hostname, port, pathname, search, hash } = new URL(address);
  expect({ hostname, port, pathname, search, hash }).toEqual({
    hostname: '127.0.0.1',
    port: String(machine()?.port),
    pathname: '/',
    search: '',
    hash: `#token=${TOKEN}`,
  });
  expect(lines).toEqual([]);
});

test('an address that could not be opened is not logged', async () => {
  const failing = async (address: string) => {
    throw new Error(`no program for ${address}`);
  };
  expect(await doors(failing).openTank('openclaw')).toBe(false);
  expect(lines).toHaveLength(1);
  expect(lines.join()).not.toContain(TOKEN);
});

test.each(['other', '../openclaw', ''])('no page for %j', async (name) => {
  expect(await doors().openTank(name)).toBe(false);
  expect(await doors().showFetched(name)).toBe(false);
  expect([...opened, ...shown]).toEqual([]);
});

test('one that doesn’t run, or isn’t finished, is not opened', async () => {
  const up = machine();
  if (up) up.running = false;
  expect(await doors().openTank('openclaw')).toBe(false);
  access = 'tunnel';
  expect(await doors().openTank('openclaw')).toBe(false);
  expect(mended).toEqual([]);
});

test('a tunnel that fell is mended first', async () => {
  access = 'tunnel';
  machine()?.inside.delete('gateway');
  expect(await doors().openTank('openclaw')).toBe(true);
  expect(mended).toEqual(['end', 'open']);
  expect(opened).toHaveLength(1);
});

test('after a sleep the tunnels of running tanks are mended, and only those that fell', async () => {
  access = 'tunnel';
  await doors().repairAll(0);
  expect(mended).toEqual([]);
  machine()?.inside.delete('gateway');
  await doors().repairAll(0);
  expect(mended).toEqual(['end', 'open']);
});

test('whoever else answers at the door doesn’t get the token', async () => {
  const up = machine();
  if (up) up.running = false;
  await world.close();
  const other = createServer((_request, answer) => answer.end('{"ok":true,"status":"live"}'));
  await new Promise<void>((resolve) => other.listen(up?.port, '127.0.0.1', resolve));
  expect(await doors().openTank('openclaw')).toBe(false);
  [access, holds] = ['tunnel', false];
  expect(await doors().openTank('openclaw')).toBe(false);
  expect(opened).toEqual([]);
  other.close();
});

test('what was fetched is shown once there is something', async () => {
  expect(await doors().showFetched('openclaw')).toBe(false);
  mkdirSync(join(world.root, 'openclaw', 'exchange'));
  expect(await doors().showFetched('openclaw')).toBe(true);
  expect(shown).toEqual([join(world.root, 'openclaw', 'exchange')]);
});
