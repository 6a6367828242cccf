import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createContentProbe } from '../../../main/probes/contents';
import { createFileProbe } from '../../../main/probes/files';
import type { Setup } from '../../../main/probes/openclaw';
import type { OpenClawSettings } from '../../../main/probes/settings';
import { nodeHost } from '../../../main/system/read/node-host';
import { migrateIn, type PlannedMove, planMoves } from '../../../main/tank/migrate';
import { NotRolledBack } from '../../../main/tank/migrate/migrate-error';
import type { Driver, Guest, TankContext } from '../../../main/tank/model/types';
import { scriptedRunner, tankAt } from '../../fakes/command-runner';
import { fakeProbes, seen } from '../../fakes/probes';

let folder: string;
let outside: string;
let inner: string;
let gateway: Server;
let port: number;
let well = true;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tankmate-move-'));
  outside = join(folder, 'outside');
  inner = join(folder, 'inside');
  mkdirSync(join(folder, 'tank'));
  mkdirSync(join(inner, '.openclaw'), { recursive: true });
  writeFileSync(join(inner, '.openclaw', 'openclaw.json'), '{"gateway":{"port":18789,"bind":"loopback"}}');
  const workspace = join(outside, '.openclaw', 'workspace');
  mkdirSync(join(workspace, 'memory'), { recursive: true });
  mkdirSync(join(workspace, 'node_modules'));
  writeFileSync(join(workspace, 'AGENTS.md'), 'Be kind.\n');
  writeFileSync(join(workspace, 'MEMORY.md'), 'Lin likes tea.\n');
  writeFileSync(join(workspace, 'memory', '2026-11-01.md'), '身份证 31010419491231104X\n');
  writeFileSync(join(workspace, '.env'), 'OPENAI_API_KEY=sk-proj-abc\n');
  writeFileSync(join(workspace, 'node_modules', 'x.js'), '');
  writeFileSync(join(workspace, 'photo.png'), Buffer.from([0x89, 0x50, 0x4e, 0x47]));
  symlinkSync('/etc/passwd', join(workspace, 'passwd'));
  well = true;
  gateway = createServer((_request, answer) => answer.end(well ? '{"ok":true,"status":"live"}' : 'no'));
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
  port = (gateway.address() as { port: number }).port;
});
afterEach(async () => {
  await new Promise((resolve) => gateway.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

/** The inside is a folder of this computer: the same programs, another home. */
const guest = (fail: (argv: readonly string[]) => boolean = () => false): Guest => ({
  run: async (_account, argv, { input, onLine } = {}) => {
    if (fail(argv)) return { code: 1, out: '', err: 'no', stopped: null };
    const [program = '', ...args] = argv.map((word) => word.replace('/home/openclaw', inner));
    const child = spawn(program, args, { env: { HOME: inner, PATH: '/usr/bin:/bin' } });
    // Not every program reads what it is given.
    child.stdin.on('error', () => {});
    if (typeof input === 'object' && 'pipe' in input) input.pipe(child.stdin);
    else child.stdin.end(input ?? '');
    const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
    for (const line of out.split('\n')) if (line) onLine?.(line);
    const code = child.exitCode ?? (await once(child, 'exit'))[0];
    return { code, out, err, stopped: null };
  },
});
const at = () =>
  tankAt(
    join(folder, 'tank'),
    scriptedRunner(() => undefined),
    { ports: { gateway: port, ssh: 1 } },
  );
const driver = { access: 'published', stop: async () => {}, start: async () => {} } as unknown as Driver;
/** It doesn't start so many times. */
const lame = (times: number): Driver => {
  let left = times;
  const start = async () => {
    left -= 1;
    if (left >= 0) throw new Error('no start');
  };
  return { ...driver, start } as Driver;
};
/** As an engine of containers is: nobody gets in while it doesn't run. */
const shut = (how: Driver): { driver: Driver; guest: Guest } => {
  let runs = true;
  const stop = async () => {
    runs = false;
  };
  const start = async (tank: TankContext) => {
    await how.start(tank);
    runs = true;
  };
  return { driver: { ...how, stop, start } as Driver, guest: guest(() => !runs) };
};
/** One with snapshots; `take` is called for each. */
const keeping = (
  how: Driver,
  take: (name: string) => void,
  names: readonly string[] = [],
  drop: (name: string) => void = () => {},
): Driver =>
  ({
    ...how,
    state: async () => 'running',
    snapshots: {
      list: async () => names.map((name) => ({ name, at: '2026-11-01T00:00:00.000Z' })),
      take: async (_at: TankContext, name: string) => take(name),
      drop: async (_at: TankContext, name: string) => drop(name),
    },
  }) as unknown as Driver;
/** Somebody lives in the tank. */
const live = (memory: string) => {
  mkdirSync(join(inner, '.openclaw', 'workspace'), { recursive: true });
  writeFileSync(join(inner, '.openclaw', 'workspace', 'MEMORY.md'), memory);
};

async function planned(): Promise<PlannedMove> {
  const host = { ...nodeHost(new AbortController().signal), home: outside };
  const setup: Setup = {
    name: 'default',
    stateDir: join(outside, '.openclaw'),
    configPath: join(outside, '.openclaw', 'openclaw.json'),
    home: outside,
    owner: null,
  } as Setup;
  const settings: OpenClawSettings = {
    state: 'read',
    setup,
    value: {
      agents: { defaults: { model: 'x/y' } },
      models: { providers: { x: { apiKey: 'sk-proj-secret' } } },
    },
    files: [setup.configPath],
  };
  const all = async () => seen(settings);
  const probes = fakeProbes({
    settings: { all },
    files: createFileProbe(host),
    contents: createContentProbe(host, { all }, { services: async () => seen() }),
  });
  const [move] = await planMoves(probes);
  if (!move) throw new Error('nothing planned');
  return move;
}
const read = (...names: string[]) => readFileSync(join(inner, '.openclaw', ...names), 'utf8');

describe('moving in', () => {
  test('settings and memory go along; what is private, secret or a link stays', async () => {
    const move = await planned();
    expect(move).toMatchObject({ files: 2 });
    expect(move.flagged.map(({ path, why }) => [path.split('/').at(-1), why.id])).toEqual([
      ['photo.png', 'tank.moves-why-unread'],
      ['2026-11-01.md', 'tank.moves-why-personal'],
    ]);
    await migrateIn(at(), driver, guest(), move, [], () => {});
    expect(read('workspace', 'AGENTS.md')).toBe('Be kind.\n');
    expect(JSON.parse(read('openclaw.json'))).toEqual({
      gateway: { port: 18789, bind: 'loopback' },
      agents: { defaults: { model: 'x/y' } },
      models: { providers: { x: {} } },
    });
    for (const name of ['.env', 'passwd', 'photo.png', 'node_modules', 'memory/2026-11-01.md'])
      expect(existsSync(join(inner, '.openclaw', 'workspace', name)), name).toBe(false);
    const everything = execFileSync('grep', ['-r', '', inner], { encoding: 'utf8' });
    expect(everything).not.toMatch(/sk-proj|31010419491231104X/);
    expect(existsSync(join(folder, 'tank', 'moving'))).toBe(false);
    expect(existsSync(join(inner, '.openclaw-before'))).toBe(false);
  });

  test('what is ticked goes along, and only that', async () => {
    const move = await planned();
    const ticked = move.flagged.filter(({ path }) => path.endsWith('.md')).map(({ id }) => id);
    await migrateIn(at(), driver, guest(), move, ticked, () => {});
    expect(read('workspace', 'memory', '2026-11-01.md')).toContain('31010419491231104X');
    expect(existsSync(join(inner, '.openclaw', 'workspace', 'photo.png'))).toBe(false);
  });

  test('where it fails at the swap, or when it is to start again, the inside is as it was', async () => {
    const move = await planned();
    const before = read('openclaw.json');
    await expect(migrateIn(at(), lame(1), guest(), move, [], () => {})).rejects.toThrow('no start');
    expect(read('openclaw.json')).toBe(before);
    const swap = (argv: readonly string[]) => argv[2]?.includes('openclaw.json.new') === true;
    await expect(migrateIn(at(), driver, guest(swap), move, [], () => {})).rejects.toThrow('failed-inside');
    expect(read('openclaw.json')).toBe(before);
    expect(existsSync(join(inner, '.openclaw', 'workspace'))).toBe(false);
  });

  test('cancelled while it waits, the inside is as it was', async () => {
    const move = await planned();
    const before = read('openclaw.json');
    const ending = new AbortController();
    const cut = { ...at(), needs: { ...at().needs, signal: ending.signal } };
    const dead = guest(() => ending.signal.aborted);
    const calm = { tank: at(), guest: guest() };
    well = false;
    const moving = migrateIn(
      cut,
      driver,
      dead,
      move,
      [],
      ({ id }) => {
        if (id === 'tank.moves-waiting') setTimeout(() => ending.abort(new Error('cancelled')), 50);
      },
      calm,
    );
    await expect(moving).rejects.toThrow();
    expect(read('openclaw.json')).toBe(before);
    expect(existsSync(join(inner, '.openclaw-before'))).toBe(false);
  });

  test('what was lived in there before stays beside, also when a second move fails', async () => {
    const move = await planned();
    const memory = join(inner, '.openclaw', 'workspace', 'MEMORY.md');
    mkdirSync(join(inner, '.openclaw', 'workspace'));
    writeFileSync(memory, 'of the first week\n');
    await migrateIn(at(), driver, guest(), move, [], () => {});
    expect(read('workspace', 'MEMORY.md')).toBe('Lin likes tea.\n');
    const kept = readdirSync(inner).find((name) => name.startsWith('.before-moving-in-')) ?? '';
    expect(readFileSync(join(inner, kept, 'workspace', 'MEMORY.md'), 'utf8')).toBe('of the first week\n');
    // A kill left this from a month ago. What was done since is what a failure brings back.
    mkdirSync(join(inner, '.openclaw-before'));
    writeFileSync(join(inner, '.openclaw-before', 'old'), '');
    writeFileSync(memory, 'of this month\n');
    await expect(migrateIn(at(), lame(1), guest(), move, [], () => {})).rejects.toThrow('no start');
    expect(read('workspace', 'MEMORY.md')).toBe('of this month\n');
  });

  test('what an earlier move left behind comes back by no later one', async () => {
    const move = await planned();
    live('of this month\n');
    mkdirSync(join(inner, '.openclaw-before'));
    writeFileSync(join(inner, '.openclaw-before', 'old'), '');
    const unread = guest(([program]) => program === '/bin/cat');
    await expect(migrateIn(at(), driver, unread, move, [], () => {})).rejects.toThrow('failed-inside');
    expect(read('workspace', 'MEMORY.md')).toBe('of this month\n');
  });

  test('a tank that was stopped for it is started before it is put back', async () => {
    const move = await planned();
    live('of this month\n');
    const tank = shut(lame(1));
    await expect(migrateIn(at(), tank.driver, tank.guest, move, [], () => {})).rejects.toThrow('no start');
    expect(read('workspace', 'MEMORY.md')).toBe('of this month\n');
  });

  test('what can’t be put back is told, with the snapshot that has it', async () => {
    const move = await planned();
    live('of this month\n');
    let broken = false;
    const start = async () => {
      if (broken) throw new Error('no start');
    };
    const tank = shut(keeping({ ...driver, start }, () => {}));
    const ending = migrateIn(at(), tank.driver, tank.guest, move, [], ({ id }) => {
      broken = id === 'tank.moves-waiting';
    });
    await expect(ending).rejects.toMatchObject({
      because: { id: 'tank.moves-not-back', values: { snapshot: 'before-moving-in' } },
    });
  });

  test('a tank that is as before but doesn’t start again is not told as unchanged', async () => {
    const move = await planned();
    live('of this month\n');
    const ending = migrateIn(at(), lame(9), guest(), move, [], () => {});
    await expect(ending).rejects.toBeInstanceOf(NotRolledBack);
    await expect(ending).rejects.toThrow('stays-stopped');
    expect(read('workspace', 'MEMORY.md')).toBe('of this month\n');
  });

  test('who lived there is kept in a snapshot under a name of its own, before anything', async () => {
    const move = await planned();
    const taken: string[] = [];
    const take = (name: string) => {
      expect(existsSync(join(inner, '.openclaw-moving'))).toBe(false);
      taken.push(name);
    };
    expect(await migrateIn(at(), keeping(driver, take), guest(), move, [], () => {})).toBe(null);
    const second = keeping(driver, take, taken);
    expect(await migrateIn(at(), second, guest(), move, [], () => {})).toBe('before-moving-in--2');
    expect(taken).toEqual(['before-moving-in', 'before-moving-in--2']);
  });

  test('a snapshot that nobody is told of is not kept', async () => {
    const move = await planned();
    const dropped: string[] = [];
    const tank = (how: Driver) =>
      keeping(
        how,
        () => {},
        [],
        (name) => void dropped.push(name),
      );
    live('of this month\n');
    expect(await migrateIn(at(), tank(driver), guest(), move, [], () => {})).toBe('before-moving-in');
    expect(dropped).toEqual([]);
    const swap = guest((argv) => argv[2]?.includes('openclaw.json.new') === true);
    await expect(migrateIn(at(), tank(driver), swap, move, [], () => {})).rejects.toThrow('failed-inside');
    expect(dropped).toEqual(['before-moving-in']);
    rmSync(join(inner, '.openclaw', 'workspace'), { recursive: true });
    expect(await migrateIn(at(), tank(driver), guest(), move, [], () => {})).toBe(null);
    expect(dropped).toHaveLength(2);
  });

  test('what was carried in goes again where the move ends before the swap, or it is told', async () => {
    const move = await planned();
    const carried = join(inner, '.openclaw-moving');
    const unread = ([program]: readonly string[]) => program === '/bin/cat';
    await expect(migrateIn(at(), driver, guest(unread), move, [], () => {})).rejects.toThrow('failed-inside');
    expect(existsSync(carried)).toBe(false);
    const stuck = (argv: readonly string[]) => unread(argv) || argv[2]?.startsWith('rm -rf "$HOME') === true;
    const ending = migrateIn(at(), driver, guest(stuck), move, [], () => {});
    await expect(ending).rejects.toMatchObject({ because: { id: 'tank.moves-left-inside' } });
    expect(existsSync(carried)).toBe(true);
  });

  test('what can’t be kept is not moved into', async () => {
    const move = await planned();
    live('of this month\n');
    const full = (how: Driver) =>
      keeping(how, () => {
        throw new Error('no room');
      });
    const report = () => {};
    await expect(migrateIn(at(), full(driver), guest(), move, [], report)).rejects.toThrow('moves-not-kept');
    await expect(migrateIn(at(), full(lame(9)), guest(), move, [], report)).rejects.toThrow('stays-stopped');
    expect(read('workspace', 'MEMORY.md')).toBe('of this month\n');
  });

  test('a file that became a link meanwhile is not followed, and nothing moves', async () => {
    const move = await planned();
    const file = join(outside, '.openclaw', 'workspace', 'MEMORY.md');
    rmSync(file);
    symlinkSync('/etc/passwd', file);
    await expect(migrateIn(at(), driver, guest(), move, [], () => {})).rejects.toThrow(/ELOOP/);
    expect(existsSync(join(inner, '.openclaw', 'workspace'))).toBe(false);
  });
});
