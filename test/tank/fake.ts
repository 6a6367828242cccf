import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import type { Receipt } from '../../main/contract/tank';
import type { At, Engine, Guest, Step, TankProgress } from '../../main/tank';
import type { DeedsNeeds } from '../../main/tank/deeds';
import type { Wanted } from '../../main/tank/downloads';
import type { Workshop } from '../../main/tank/make';
import type { Parts } from '../../main/tank/parts';
import { scriptedHands } from '../fakes/hands';

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
    server,
    close: () => (server.listening ? new Promise((resolve) => server.close(() => resolve())) : undefined),
  };
  return world;
}

/** The gateway of a machine that runs listens at the tank's door. */
async function openDoor({ server, machines }: World): Promise<void> {
  const [machine] = [...machines.values()].filter(({ running, inside }) => running && inside.has('gateway'));
  if (machine && !server.listening)
    await new Promise<void>((resolve) => server.listen(machine.port, '127.0.0.1', resolve));
}

/** Does one thing, which a test may fail or kill before or after it. */
async function does(world: World, what: string, act: () => void): Promise<void> {
  await world.happens(what, 'before');
  act();
  await openDoor(world);
  world.did.push(what);
  await world.happens(what, 'after');
}

const machineOf = (world: World, { plan }: At) => {
  const machine = world.machines.get(plan.name);
  if (!machine) throw new Error('the engine knows no such machine');
  return machine;
};

export function fakeEngine(world: World): Engine {
  const disk = ({ folder }: At) => join(folder, 'disk');
  return {
    id: 'podman',
    wall: 'container',
    platforms: ['linux', 'darwin', 'win32'],
    base: 'disk',
    door: 'published',
    commands: async ({ plan }) => [`engine run --name ${plan.name}`],
    steps: (at): readonly Step[] => [
      {
        id: 'make-disk',
        now: { id: 'tank.making-now-room' },
        seconds: 5,
        done: async () => existsSync(disk(at)),
        run: () => does(world, 'make-disk', () => writeFileSync(disk(at), 'disk')),
      },
      {
        id: 'make-machine',
        now: { id: 'tank.making-now-room' },
        seconds: 5,
        done: async () => world.machines.has(at.plan.name),
        run: () =>
          does(world, 'make-machine', () =>
            world.machines.set(at.plan.name, {
              running: false,
              inside: new Set(),
              version: at.plan.openclaw,
              port: at.plan.ports.gateway,
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
    start: async (at) => {
      const machine = machineOf(world, at);
      const up = () => {
        machine.running = true;
      };
      if (!machine.running) await does(world, 'start', up);
    },
    stop: async (at) => {
      const machine = machineOf(world, at);
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
    guest: (at): Guest => ({
      run: async (_account, argv) => {
        machineOf(world, at);
        return { code: 0, out: argv.join(' '), err: '', stopped: null };
      },
    }),
    snapshots: {
      list: async ({ plan }) =>
        [...world.snapshots.keys()]
          .filter((key) => key.startsWith(`${plan.name}/`))
          .map((key) => ({ name: key.split('/')[1] ?? '', at: '2026-11-22T09:00:00.000Z' })),
      take: (at, name) =>
        does(world, `snapshot ${name}`, () =>
          world.snapshots.set(`${at.plan.name}/${name}`, machineOf(world, at).version),
        ),
      restore: (at, name) =>
        does(world, `restore ${name}`, () => {
          const machine = machineOf(world, at);
          machine.version = world.snapshots.get(`${at.plan.name}/${name}`) ?? '?';
          machine.running = false;
        }),
      drop: async (at, name) => void world.snapshots.delete(`${at.plan.name}/${name}`),
    },
    outside: async () => [],
    usage: async () => ({ memory: 700_000_000, disk: 2_000_000_000 }),
  };
}

const wanted = (id: string): Wanted => ({
  id,
  file: `${id}.img`,
  sources: ['https://example.org/image'],
  digest: { algorithm: 'sha256', hex: 'ab'.repeat(32) },
  size: 1000,
});

export const receiptOf = (at: At, open = 0): Receipt => ({
  tank: at.plan.name,
  engine: at.plan.engine,
  engineVersion: '7.2',
  at: new Date(at.needs.now()).toISOString(),
  tries: [
    { id: 'account', outcome: open > 0 ? 'open' : 'blocked', saw: { id: 'tank.making-started' } },
    { id: 'lan', outcome: 'blocked', saw: { id: 'tank.making-started' } },
  ],
});

export function fakeParts(world: World): Parts {
  const engine = fakeEngine(world);
  const place = (root: string, { file }: Wanted) => join(root, 'downloads', file);
  const inside = (at: At, id: string): Step => ({
    id,
    now: { id: 'tank.making-now-start' },
    seconds: 20,
    done: async () => machineOf(world, at).running && machineOf(world, at).inside.has(id),
    run: () => does(world, id, () => machineOf(world, at).inside.add(id)),
  });
  const inFolder = (at: At, id: string, file: string, text: string): Step => ({
    id,
    now: { id: 'tank.making-now-room' },
    seconds: 1,
    done: async () => existsSync(join(at.folder, file)),
    run: () => does(world, id, () => writeFileSync(join(at.folder, file), text)),
  });
  const downloading = ({ needs }: At, id: string, files: readonly string[]): Step => ({
    id,
    now: { id: 'tank.making-now-start' },
    seconds: 60,
    done: async () => files.every((file) => existsSync(place(needs.root, wanted(file)))),
    async run(tell) {
      for (const file of files) {
        if (existsSync(place(needs.root, wanted(file)))) continue;
        tell({ part: 0.5, bytes: { done: 500, of: 1000 }, line: `fetching ${file}` });
        await does(world, `download ${file}`, () => {
          mkdirSync(join(needs.root, 'downloads'), { recursive: true });
          writeFileSync(place(needs.root, wanted(file)), 'bytes');
        });
      }
    },
  });
  const receiptFile = (folder: string) => join(folder, 'receipt.json');
  return {
    engineOf: async () => engine,
    catalogue: async () => ({ image: wanted('image'), node: wanted('node'), npm: wanted('npm') }),
    pathOf: place,
    engineStep: () => ({
      id: 'install-engine',
      now: { id: 'tank.making-now-start' },
      seconds: 1,
      done: async () => true,
      run: async () => {},
    }),
    imageStep: (at) => downloading(at, 'download-image', ['image']),
    nodeStep: (at) => downloading(at, 'download-node', ['node', 'npm']),
    keysStep: (at) => inFolder(at, 'make-keys', 'key', 'secret'),
    readToken: async () => 'ab'.repeat(32),
    seedStep: (at) => inFolder(at, 'make-seed', 'seed.iso', 'seed'),
    guestSteps: (at) => [inside(at, 'install'), inside(at, 'close'), inside(at, 'gateway')],
    guestFacts: async () => ({
      node: '26.10.0',
      openclaw: [...world.machines.values()][0]?.version ?? null,
      gateway: 'running',
      closed: true,
      kernel: '6.1',
    }),
    installOpenClaw: (at, _guest, version) =>
      does(world, `install ${version}`, () => {
        machineOf(world, at).version = version;
      }),
    receiptStep: (at) => inFolder(at, 'receipt', 'receipt.json', JSON.stringify(receiptOf(at))),
    takeReceipt: async (at) => {
      const receipt = receiptOf(at);
      await does(world, 'receipt', () => writeFileSync(receiptFile(at.folder), JSON.stringify(receipt)));
      return receipt;
    },
    newestReceipt: async (folder) =>
      existsSync(receiptFile(folder)) ? JSON.parse(readFileSync(receiptFile(folder), 'utf8')) : null,
    isDue: (receipt, { engineVersion }) => receipt.engineVersion !== engineVersion,
    outsideMark: () => 'as it was',
  };
}

/** One that the system gives away: tests that run side by side must not share a door. */
export const portOfTheSystem = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** One process of the app over that world: `tell` hears what it says. */
export function workshopOf(world: World): Workshop {
  return {
    root: world.root,
    parts: fakeParts(world),
    ports: async () => ({ gateway: await portOfTheSystem(), ssh: await portOfTheSystem() }),
    needsFor: (_folder, signal) => ({
      platform: 'linux',
      env: {},
      root: world.root,
      hands: scriptedHands(() => undefined),
      signal,
      now: () => Date.parse('2026-11-22T09:00:00.000Z'),
    }),
  };
}

export function deedsOver(
  world: World,
  signal: AbortSignal = new AbortController().signal,
  told: TankProgress[] = [],
): DeedsNeeds {
  return {
    ...workshopOf(world),
    signal,
    mirror: 'own',
    newest: '2026.9.6',
    tell: (progress) => void told.push(progress),
    patienceMs: 1,
    healthyMs: 1500,
  };
}
