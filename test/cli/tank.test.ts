import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { EngineOption, EngineRanking } from '../../main/contract/tank';
import { createWorld, serviceOf, type World } from '../tank/fake-tank';

let above: string;
let world: World;
const way = (engine: EngineOption['engine'], state: EngineOption['state']): EngineOption => ({
  engine,
  wall: 'container',
  name: engine,
  state,
  blocker: null,
  because: { id: 'tank.making-no-ssh' },
  tried: { id: 'tank.ways-untried', values: { system: 'Linux', name: engine } },
  leavesOpen: null,
  slow: false,
  downloads: 1,
  disk: 1,
  needsAdmin: false,
  installs: state === 'install' ? 'apt-get install engine' : null,
});
let offer: EngineRanking;
vi.mock('../../main/cli/recover', () => ({ recoverFirst: async () => {} }));
vi.mock('../../main/worker/jobs/tank-service', async (real) => ({
  ...(await real<typeof import('../../main/worker/jobs/tank-service')>()),
  tankService: () => serviceOf(world),
  newestStable: async () => '2026.9.6',
  nodeRangeFrom: () => async () => null,
}));
vi.mock('../../main/tank/preflight/engine-options', () => ({ rankEnginesHere: async () => offer }));
vi.mock('../../main/tank/migrate', () => ({ planMoves: async () => [] }));
const { main } = await import('../../main/cli/main');

let out = '';
let err = '';
beforeEach(() => {
  out = '';
  err = '';
  above = mkdtempSync(join(tmpdir(), 'tankmate-terminal-'));
  world = createWorld(join(above, 'tankmate', 'tanks'));
  offer = { best: way('podman', 'ready'), others: [way('qemu', 'hindered'), way('docker', 'install')] };
  vi.stubEnv('XDG_CONFIG_HOME', join(above, 'config'));
  vi.stubEnv('APPDATA', join(above, 'config'));
  const into = (add: (text: string) => void) => (text: unknown, done?: unknown) => {
    add(String(text));
    if (typeof done === 'function') done();
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(into((text) => (out += text)) as never);
  vi.spyOn(process.stderr, 'write').mockImplementation(into((text) => (err += text)) as never);
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await world.close();
  rmSync(above, { recursive: true, force: true });
});
const run = (line: string) => {
  out = '';
  err = '';
  return main([...line.split(' ').filter(Boolean), '--language', 'en']);
};
const json = () => JSON.parse(out) as Record<string, unknown>;

test('tank create without --yes shows steps, downloads and commands, and makes nothing', async () => {
  expect(await run('tank create --json')).toBe(64);
  expect(json()).toMatchObject({
    tank: 'openclaw',
    engine: 'podman',
    openclaw: '2026.9.6',
    limits: { processors: 2, diskGiB: 12 },
    downloads: [{ id: 'image', digest: { algorithm: 'sha256' } }, { id: 'node' }, { id: 'npm' }],
  });
  const steps = (json().steps as { id: string }[]).map(({ id }) => id);
  expect(steps).toContain('make-disk');
  expect(steps).not.toContain('install-engine');
  expect(json().commands).toEqual(['engine run --name openclaw']);
  expect(err).toContain('--yes');
  expect(await run('tank create --engine docker')).toBe(64);
  expect(out).toContain('apt-get install engine');
  expect(out).toContain('$ engine run --name openclaw');
  expect(out).toMatch(/sha256 [0-9a-f]{64}/);
  expect(readdirSync(above)).toEqual([]);
  expect(world.did).toEqual([]);
});

test('tank create --yes makes it; what is asked again is fine', async () => {
  expect(await run('tank create --yes --json --progress')).toBe(0);
  expect(json()).toMatchObject({ outcomes: [{ fix: 'tank-create', result: 'fixed' }] });
  expect(err).toMatch(/\d+\/\d+ .+\n/);
  const did = world.did.length;
  expect(await run('tank create --yes')).toBe(0);
  expect(await run('tank create')).toBe(0);
  expect(world.did).toHaveLength(did);
});

test('an engine that something hinders is refused with the reason', async () => {
  expect(await run('tank create --engine qemu --yes')).toBe(1);
  expect(err).toContain('OpenSSH');
  offer = { best: null, others: [] };
  expect(await run('tank create --yes')).toBe(1);
  expect(world.did).toEqual([]);
});

test('one that was cut off is gone on with, whatever is offered now', async () => {
  world.happens = (what) => {
    if (what === 'install') throw new Error('no');
  };
  expect(await run('tank create --yes')).toBe(1);
  expect(out).toContain('What is done is kept');
  world.happens = () => {};
  offer = { best: null, others: [] };
  expect(await run('tank status --json')).toBe(0);
  expect(json()).toMatchObject({
    tanks: [{ name: 'openclaw', engine: 'podman', state: 'unfinished', openclaw: { healthy: null } }],
  });
  expect(await run('tank create --yes')).toBe(0);
});

test('tank status tells how each stands, and changes nothing', async () => {
  expect(await run('tank status --json')).toBe(0);
  expect(json()).toEqual({ tanks: [] });
  await run('tank create --yes');
  const files = readdirSync(join(world.root, 'openclaw'));
  const did = [...world.did];
  expect(await run('tank status --json')).toBe(0);
  expect(json()).toMatchObject({
    tanks: [
      {
        name: 'openclaw',
        engine: 'podman',
        state: 'running',
        step: null,
        progress: null,
        openclaw: { version: '2026.9.6', healthy: true },
      },
    ],
  });
  expect(await run('tank status')).toBe(0);
  expect(out).toContain('OpenClaw 2026.9.6');
  expect(world.did).toEqual(did);
  expect(readdirSync(join(world.root, 'openclaw'))).toEqual(files);
});

test('tank receipt prints the newest one; with --yes it tries anew', async () => {
  await run('tank create --yes');
  const did = world.did.length;
  expect(await run('tank receipt --json')).toBe(0);
  expect(json()).toMatchObject({ tank: 'openclaw', at: '2026-11-22T09:00:00.000Z' });
  expect((json().tries as unknown[])[0]).toMatchObject({ id: 'account', outcome: 'blocked' });
  expect(world.did).toHaveLength(did);
  const receipts = join(world.root, 'openclaw', 'receipts');
  const [name = ''] = readdirSync(receipts);
  const file = join(receipts, name);
  const whole = readFileSync(file, 'utf8');
  writeFileSync(file, whole.replace('blocked', 'untested'));
  expect(await run('tank receipt')).toBe(2);
  writeFileSync(file, whole.replace('blocked', 'open'));
  expect(await run('tank receipt')).toBe(1);
  rmSync(file);
  expect(await run('tank receipt')).toBe(64);
  // Of the inside of this world nothing can be tried.
  expect(await run('tank receipt --yes')).toBe(2);
  expect(out).toContain('The account inside');
});

test.each([
  'start',
  'stop',
  'remove',
  'snapshot',
  'restore clean',
  'drop clean',
  'update',
  'send /x',
  'fetch',
  'move-out',
])('tank %s without --yes says what it would do, and does nothing', async (words) => {
  await run('tank create --yes');
  const did = [...world.did];
  const [deed, named = 'openclaw'] = words.split(' ');
  expect(await run(`tank ${words}`)).toBe(64);
  expect(out).toContain('openclaw');
  if (deed === 'restore' || deed === 'drop') expect(out).toContain(named);
  expect(await run(`tank ${words} --json`)).toBe(64);
  expect(json()).toMatchObject({ tank: 'openclaw', deed });
  expect(world.did).toEqual(did);
});

test('drop deletes the snapshot that is named, and no other', async () => {
  await run('tank create --yes');
  await run('tank snapshot --yes');
  expect(await run('tank drop no-such --yes')).toBe(1);
  expect(await run('tank drop clean --tank openclaw --yes --json')).toBe(0);
  expect(json()).toMatchObject({ outcomes: [{ fix: 'tank-drop', result: 'fixed' }] });
  await run('tank status --json');
  expect(json()).toMatchObject({ tanks: [{ snapshots: [{ name: 'own-2026-11-22' }] }] });
});

test('stop, start and remove do it with --yes', async () => {
  await run('tank create --yes');
  expect(await run('tank stop --yes')).toBe(0);
  expect(await run('tank start --yes --tank openclaw --engine podman')).toBe(0);
  expect(await run('tank remove --yes --json')).toBe(0);
  expect(json()).toMatchObject({ outcomes: [{ fix: 'tank-remove', result: 'fixed' }] });
  expect(existsSync(world.root)).toBe(false);
});

test('Ctrl-C cancels and leaves nothing; a kill leaves what is done', async () => {
  const when = (at: string, signal: 'SIGINT' | 'SIGTERM') => {
    world.happens = (what, moment) => {
      if (what === at && moment === 'before') process.emit(signal);
    };
  };
  when('install', 'SIGTERM');
  expect(await run('tank create --yes')).toBe(1);
  expect(existsSync(join(world.root, 'openclaw', 'tank.json'))).toBe(true);
  when('gateway', 'SIGINT');
  expect(await run('tank create --yes')).toBe(1);
  expect(out).toContain('nothing of the tank is left');
  expect(existsSync(world.root)).toBe(false);
});

test.each([
  'tank',
  'tank make',
  'tank create extra',
  'tank create --engine vmware',
  'tank status extra',
  'tank start',
  'tank remove --tank nothing --yes',
  'tank restore --yes',
  'tank drop --yes',
  'tank drop clean own-2026-11-22 --yes',
  'tank send',
  'tank move-in',
])('wrong words end with 64 and change nothing: %s', async (line) => {
  expect(await run(line)).toBe(64);
  expect(err).toContain('usage: tankmate tank create');
  expect(readdirSync(above)).toEqual([]);
});
