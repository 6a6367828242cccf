import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { dirname, join } from 'node:path';
import { ATTEMPTS, type Receipt } from '../../main/contract/tank';
import { NPMMIRROR } from '../../main/probes/releases/release';
import { newestReceipt, storeReceipt } from '../../main/tank/attestation/receipt-store';
import { FACTS, INSTALL } from '../../main/tank/guest/scripts';
import { type DownloadItem, downloadPath } from '../../main/tank/images/download';
import { imageFor, nodeFor, npmFor } from '../../main/tank/images/image-catalogue';
import type { CommandContext } from '../../main/tank/lifecycle/commands';
import type { createSteps } from '../../main/tank/lifecycle/create-steps';
import type { TankService } from '../../main/tank/lifecycle/create-tank';
import { cleanStep } from '../../main/tank/lifecycle/named-snapshots';
import type { Driver, Guest, TankContext, TankProgress, TankStep } from '../../main/tank/model/types';
import { scriptedRunner } from '../fakes/command-runner';

/** Thrown where a test kills the process: nobody may clean up after it. */
export class Killed extends Error {}

interface Machine {
  running: boolean;
  readonly inside: Set<string>;
  version: string;
  readonly port: number;
}

/** The world outside of the app, which a kill leaves as it is: files, an engine with its machines, a gateway. */
export interface World {
  readonly root: string;
  /** Everything that was done, in order; asking doesn't count. */
  readonly did: string[];
  /** Called before and after each thing that is done: throws to fail it there, or kills. */
  happens: (what: string, when: 'before' | 'after') => void | Promise<void>;
  /** The engine's machines, by name of the tank. */
  readonly machines: Map<string, Machine>;
  readonly snapshots: Map<string, string>;
  /** Version whose gateway never answers. */
  badVersion: string | null;
  /** Which version is there once that one was put in. */
  installs: (version: string) => string;
  readonly server: Server;
  close(): Promise<void> | undefined;
}

export function createWorld(root: string): World {
  const server = createServer((_request, answer) => {
    const live = [...world.machines.values()].some(answers);
    answer.writeHead(live ? 200 : 503).end(JSON.stringify({ ok: live, status: live ? 'live' : 'down' }));
  });
  const answers = ({ running, inside, version }: Machine) =>
    running && inside.has('gateway') && version !== world.badVersion;
  const world: World = {
    root,
    did: [],
    happens: () => {},
    machines: new Map(),
    snapshots: new Map(),
    badVersion: null,
    installs: (version) => version,
    server,
    close: () => (server.listening ? new Promise((resolve) => server.close(() => resolve())) : undefined),
  };
  return world;
}

/** The gateway of a machine that runs listens at the tank's door. */
async function openGateway({ server, machines }: World): Promise<void> {
  const [machine] = [...machines.values()].filter(({ running, inside }) => running && inside.has('gateway'));
  if (machine && !server.listening)
    await new Promise<void>((resolve) => server.listen(machine.port, '127.0.0.1', resolve));
}

/** Does one thing, which a test may fail or kill before or after it. */
async function does(world: World, what: string, act: () => void): Promise<void> {
  await world.happens(what, 'before');
  act();
  await openGateway(world);
  world.did.push(what);
  await world.happens(what, 'after');
}

const machineOf = (world: World, { plan }: TankContext) => {
  const machine = world.machines.get(plan.name);
  if (!machine) throw new Error('the engine knows no such machine');
  return machine;
};

const factsOf = ({ version }: Machine): string =>
  JSON.stringify({ node: 'v26.10.0', openclaw: version, gateway: 'running', closed: true, missing: null });

export function fakeDriver(world: World): Driver {
  const disk = ({ folder }: TankContext) => join(folder, 'disk');
  return {
    id: 'podman',
    boundary: 'container',
    platforms: ['linux', 'darwin', 'win32'],
    base: 'disk',
    access: 'published',
    commands: async ({ plan }) => [`engine run --name ${plan.name}`],
    steps: (tank): readonly TankStep[] => [
      {
        id: 'make-disk',
        now: { id: 'tank.making-now-room' },
        seconds: 5,
        done: async () => existsSync(disk(tank)),
        run: () => does(world, 'make-disk', () => writeFileSync(disk(tank), 'disk')),
      },
      {
        id: 'make-machine',
        now: { id: 'tank.making-now-room' },
        seconds: 5,
        done: async () => world.machines.has(tank.plan.name),
        run: () =>
          does(world, 'make-machine', () =>
            world.machines.set(tank.plan.name, {
              running: false,
              inside: new Set(),
              version: tank.plan.openclaw,
              port: tank.plan.ports.gateway,
            }),
          ),
      },
    ],
    version: async () => '7.2',
    state: async ({ plan }) => {
      const machine = world.machines.get(plan.name);
      if (!machine) return 'absent';
      return machine.running ? 'running' : 'stopped';
    },
    start: async (tank) => {
      const machine = machineOf(world, tank);
      const up = () => {
        machine.running = true;
      };
      if (!machine.running) await does(world, 'start', up);
    },
    stop: async (tank) => {
      const machine = machineOf(world, tank);
      const down = () => {
        machine.running = false;
      };
      if (machine.running) await does(world, 'stop', down);
    },
    remove: async ({ plan }) => {
      if (world.machines.has(plan.name))
        await does(world, 'remove-machine', () => world.machines.delete(plan.name));
      for (const key of [...world.snapshots.keys()])
        if (key.startsWith(`${plan.name}/`)) world.snapshots.delete(key);
    },
    guest: (tank): Guest => ({
      async run(_account, argv, { input } = {}) {
        const machine = machineOf(world, tank);
        const ended = { code: 0, out: argv.join(' '), err: '', stopped: null };
        if (input === FACTS) return { ...ended, out: factsOf(machine) };
        const version = argv[3] ?? '';
        if (input === INSTALL)
          await does(world, `install ${version}`, () => {
            machine.version = world.installs(version);
          });
        return ended;
      },
    }),
    snapshots: {
      list: async ({ plan }) =>
        [...world.snapshots.keys()]
          .filter((key) => key.startsWith(`${plan.name}/`))
          .map((key) => ({ name: key.split('/')[1] ?? '', at: '2026-11-22T09:00:00.000Z' })),
      take: (tank, name) =>
        does(world, `snapshot ${name}`, () =>
          world.snapshots.set(`${tank.plan.name}/${name}`, machineOf(world, tank).version),
        ),
      restore: (tank, name) =>
        does(world, `restore ${name}`, () => {
          const machine = machineOf(world, tank);
          machine.version = world.snapshots.get(`${tank.plan.name}/${name}`) ?? '?';
          machine.running = false;
        }),
      drop: async (tank, name) => void world.snapshots.delete(`${tank.plan.name}/${name}`),
    },
    inspectBoundary: async () => [],
    usage: async () => ({ memory: 700_000_000, disk: 2_000_000_000 }),
  };
}

export const receiptOf = (tank: TankContext): Receipt => ({
  tank: tank.plan.name,
  engine: tank.plan.engine,
  engineVersion: '7.2',
  openclaw: tank.plan.openclaw,
  outside: '',
  at: new Date(tank.needs.now()).toISOString(),
  tries: ATTEMPTS.map((id) => ({ id, outcome: 'blocked', saw: { id: 'tank.making-started' } })),
});

/** What making a tank consists of in that world: as the app's own steps, each of them in it alone. */
const stepsIn =
  (world: World): typeof createSteps =>
  (tank, driver) => {
    const inside = (id: string): TankStep => ({
      id,
      now: { id: 'tank.making-now-start' },
      seconds: 20,
      done: async () => machineOf(world, tank).running && machineOf(world, tank).inside.has(id),
      run: () => does(world, id, () => machineOf(world, tank).inside.add(id)),
    });
    const inFolder = (id: string, file: string, text: string): TankStep => ({
      id,
      now: { id: 'tank.making-now-room' },
      seconds: 1,
      done: async () => existsSync(join(tank.folder, file)),
      run: () =>
        does(world, id, () => {
          mkdirSync(dirname(join(tank.folder, file)), { recursive: true });
          writeFileSync(join(tank.folder, file), text);
        }),
    });
    const { architecture, mirror } = tank.plan;
    const place = (item: DownloadItem) => downloadPath(tank.needs.root, item);
    const downloading = (id: string, items: readonly DownloadItem[]): TankStep => ({
      id,
      now: { id: 'tank.making-now-start' },
      seconds: 60,
      done: async () => items.every((item) => existsSync(place(item))),
      async run(report) {
        for (const item of items) {
          if (existsSync(place(item))) continue;
          report({ part: 0.5, bytes: { done: 500, of: 1000 }, line: `fetching ${item.file}` });
          await does(world, `download ${item.id}`, () => {
            mkdirSync(dirname(place(item)), { recursive: true });
            writeFileSync(place(item), 'bytes');
          });
        }
      },
    });
    const start: TankStep = {
      id: 'start',
      now: { id: 'tank.making-now-start' },
      seconds: 10,
      done: async () => (await driver.state(tank)) === 'running',
      run: () => driver.start(tank),
    };
    return [
      downloading('download-image', [imageFor(driver.base, architecture, mirror)]),
      downloading('download-node', [nodeFor(architecture, NPMMIRROR), npmFor(NPMMIRROR)]),
      inFolder('make-keys', 'keys/token', 'ab'.repeat(32)),
      inFolder('make-seed', 'seed.iso', 'seed'),
      ...driver.steps(tank),
      start,
      ...['install', 'close', 'gateway'].map(inside),
      {
        id: 'receipt',
        now: { id: 'tank.making-now-start' },
        seconds: 1,
        done: async () => (await newestReceipt(tank.folder)) !== null,
        run: async () => {
          await world.happens('receipt', 'before');
          await storeReceipt(tank.folder, receiptOf(tank));
          world.did.push('receipt');
          await world.happens('receipt', 'after');
        },
      },
      cleanStep(tank, driver),
    ];
  };

/** One that the system gives away: tests that run side by side must not share a door. */
export const portOfTheSystem = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** One process of the app over that world: `tell` hears what it says. */
export function serviceOf(world: World): TankService {
  return {
    root: world.root,
    driverOf: async () => fakeDriver(world),
    steps: stepsIn(world),
    ports: async () => ({ gateway: await portOfTheSystem(), ssh: await portOfTheSystem() }),
    needsFor: (_folder, signal) => ({
      platform: 'linux',
      env: {},
      root: world.root,
      journal: join(world.root, '..', 'app'),
      runner: scriptedRunner(() => undefined),
      signal,
      now: () => Date.parse('2026-11-22T09:00:00.000Z'),
    }),
  };
}

export function commandContext(
  world: World,
  signal: AbortSignal = new AbortController().signal,
  reported: TankProgress[] = [],
): CommandContext {
  return {
    ...serviceOf(world),
    signal,
    mirror: 'npmmirror',
    newest: '2026.9.6',
    report: (progress) => void reported.push(progress),
    patienceMs: 1,
    healthyMs: 1500,
  };
}
