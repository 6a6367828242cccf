import type { ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { chown, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../main/contract/report';
import { startUntilHealthy } from './gateway';
import {
  type Account,
  addOldCopy,
  careful,
  type Installation,
  install,
  OLD_OPENCLAW,
  OPENCLAW,
  ordinaryAccount,
} from './installation';
import { finished, type Island, makeIsland } from './island';
import { snapshot } from './snapshot';

const PORT = 18789;
const root = process.getuid?.() === 0;
const account = ordinaryAccount();

// Namespaces and a gateway run by root need root; whoever lacks it is told, and the rest of `npm test` still runs.
describe.skipIf(!root)(`a real OpenClaw ${OPENCLAW} (needs root for a network of its own)`, () => {
  let here: Installation;
  let island: Island;
  let gateway: ChildProcess | undefined;
  const env = () => ({ HOME: here.home, PATH: here.path, LANG: 'C.UTF-8', OPENCLAW_DISABLE_BONJOUR: '1' });

  const configure = async (settings: unknown) => {
    await writeFile(here.config, JSON.stringify(settings, null, 2), { mode: 0o600 });
    if (account) await chown(here.config, account.uid, account.gid);
  };

  const onIsland = async (...words: string[]) => (await finished(island.start(words, env()))).code;

  /** `GET /healthz` on the island's own loopback, as its documents say. */
  const isHealthy = async () =>
    (await onIsland('curl', '-sf', '-m', '2', `http://127.0.0.1:${PORT}/healthz`)) === 0;
  async function startGateway(as: Account | 'root' | undefined = account): Promise<void> {
    const who = as === 'root' ? undefined : as;
    gateway = await startUntilHealthy({
      start: () => island.start(['openclaw', 'gateway', 'run'], env(), who),
      isHealthy,
      repair: () => finished(island.start(['openclaw', 'doctor', '--fix', '--non-interactive'], env(), who)),
    });
  }
  /** The gateway's own title is cut to 15 characters (proc_pid_comm(5)). The island has no other processes of the name. */
  async function stopGateway(): Promise<void> {
    if (!gateway) return;
    await onIsland('pkill', '-TERM', '-x', 'openclaw-gatewa');
    for (let tries = 0; (await onIsland('pgrep', '-x', 'openclaw-gatewa')) === 0; tries++) {
      if (tries === 20) await onIsland('pkill', '-KILL', '-x', 'openclaw-gatewa');
      await new Promise((tick) => setTimeout(tick, 250));
    }
    // What it started may outlive it for a moment, and write.
    const helpers = '[o]penclaw/dist/';
    for (let tries = 0; (await onIsland('pgrep', '-f', helpers)) === 0; tries++) {
      if (tries === 20) await onIsland('pkill', '-KILL', '-f', helpers);
      await new Promise((tick) => setTimeout(tick, 250));
    }
    gateway = undefined;
  }

  /** The report, made by the built terminal version as the ordinary account, on the island. */
  async function inspect(...switches: string[]): Promise<Report> {
    const words = [
      process.execPath,
      resolve('scripts/terminal.mjs'),
      'inspect',
      ...switches,
      '--json',
      '--language',
      'en',
    ];
    const { code, out, err } = await finished(island.start(words, env(), account));
    expect([0, 1, 2], err).toContain(code);
    return JSON.parse(out) as Report;
  }
  const finding = (report: Report, id: string) => report.findings.find((each) => each.id === id);
  const state = (report: Report, id: string) => {
    const { state: is, severity } = finding(report, id) ?? {};
    return severity ? `${is} ${severity}` : is;
  };
  const tile = (report: Report, id: string) => report.tiles.find((each) => each.id === id)?.state;
  /**
   * A tile once the running gateway has taken up what was written under it: it starts anew for that by itself, and a
   * look that meets it in between can't tell who may come in, and says so.
   */
  const becomes = (id: string, wanted: string) =>
    expect
      .poll(
        async () => {
          if (gateway && gateway.exitCode !== null && !(await isHealthy())) await startGateway();
          return tile(await inspect(), id);
        },
        { timeout: 300_000, interval: 1000 },
      )
      .toBe(wanted);

  beforeAll(async () => {
    [here, island] = await Promise.all([install(account), makeIsland()]);
    // The newest release, as a registry on the island tells it: tests ask nobody outside.
    const registry = `require('http').createServer((q, a) => a.end('{"latest":"${OPENCLAW}"}')).listen(4873, '127.0.0.1')`;
    island.start(['node', '-e', registry], env(), account);
    await writeFile(join(here.home, '.npmrc'), 'registry=http://127.0.0.1:4873/\n');
    await configure(careful(PORT));
    await startGateway();
  }, 600_000);
  afterEach(async () => {
    await rm(join(here.home, '.nvm'), { recursive: true, force: true });
  });
  afterAll(async () => {
    await stopGateway();
    await island?.remove();
    await here?.remove();
  });

  test('the report finds the copy, its version, the running gateway, its owner and its address', async () => {
    const report = await inspect();
    const fits = new Ajv2020({ allErrors: true }).compile(
      JSON.parse(readFileSync('assets/report.schema.json', 'utf8')),
    );
    expect(fits(report), JSON.stringify(fits.errors)).toBe(true);
    expect(report.copies).toMatchObject([
      {
        path: here.copy,
        package: 'openclaw',
        version: OPENCLAW,
        kind: 'npm',
        owner: account?.name,
        running: true,
        where: 'this-computer',
        advisories: { critical: 0, high: 0, medium: 0, low: 0, clearedBy: OPENCLAW, dataFrom: '2026-08-07' },
      },
    ]);
    const listens = finding(report, 'gateway-listens-locally');
    expect(listens?.state).toBe('good');
    expect(listens?.evidence.map(({ where }) => where)).toContain(`127.0.0.1:${PORT}`);
    expect(JSON.stringify(listens?.evidence)).toContain('openclaw-gatewa');
    expect(JSON.stringify(listens?.evidence)).toContain(account?.name);
    expect(state(report, 'gateway-owner')).toBe('good');
    expect([tile(report, 'exposure'), state(report, 'newest-version'), state(report, 'known-holes')]).toEqual(
      ['good', 'good', 'good'],
    );
  });

  test('the look leaves the home as it is, to the byte', async () => {
    // A running gateway writes by itself.
    await stopGateway();
    const before = snapshot(here.home);
    expect(Object.keys(before).length).toBeGreaterThan(1000);
    await inspect();
    expect(snapshot(here.home)).toEqual(before);
  });

  test('its own audit, asked on a copy, has nothing against a careful home, and leaves it as it is', async () => {
    await stopGateway();
    const state = dirname(here.config);
    const locks = () => readdirSync(`/tmp/openclaw-state-locks-${account?.uid ?? 0}`).sort();
    const before = { state: snapshot(state), locks: locks() };
    const report = await inspect('--second-opinion');
    const opinion = finding(report, 'second-opinion');
    expect([opinion?.state, opinion?.because], JSON.stringify(opinion)).toEqual([
      'good',
      expect.stringContaining(OPENCLAW),
    ]);
    expect({ state: snapshot(state), locks: locks() }).toEqual(before);
    expect(readdirSync(join(here.home, '.config/Tankmate/opinions'))).toEqual(['changes']);
  });

  test('listening on all addresses turns the exposure tile, and back', async () => {
    await stopGateway();
    const settings = careful(PORT);
    await configure({ ...settings, gateway: { ...settings.gateway, bind: 'lan' } });
    await startGateway();
    const open = await inspect();
    expect(state(open, 'gateway-listens-locally')).toBe('attention critical');
    expect(finding(open, 'gateway-listens-locally')?.evidence.map(({ where }) => where)).toContain(
      `0.0.0.0:${PORT}`,
    );
    expect(state(open, 'gateway-bind-setting')).toMatch(/^attention/);
    expect(tile(open, 'exposure')).toBe('attention');

    await stopGateway();
    await configure(settings);
    await startGateway();
    await becomes('exposure', 'good');
  });

  test('no password turns the exposure tile, and back', async () => {
    const settings = careful(PORT);
    await configure({ ...settings, gateway: { ...settings.gateway, auth: { mode: 'none' } } });
    const open = await inspect();
    expect(state(open, 'gateway-password')).toBe('attention critical');
    expect(tile(open, 'exposure')).toBe('attention');
    await configure(settings);
    await becomes('exposure', 'good');
  });

  test('a chat that anyone may write to turns the exposure tile, and back', async () => {
    const settings = careful(PORT);
    const telegram = {
      enabled: true,
      tokenFile: join(here.home, 'none'),
      dmPolicy: 'open',
      allowFrom: ['*'],
    };
    await configure({ ...settings, channels: { telegram } });
    const open = await inspect();
    expect(state(open, 'chat-doors')).toBe('attention critical');
    expect(tile(open, 'exposure')).toBe('attention');
    await configure(settings);
    await becomes('exposure', 'good');
  });

  test('a gateway run by root turns the privileges tile, and back', async () => {
    const before = state(await inspect(), 'gateway-owner');
    await stopGateway();
    await startGateway('root');
    const asRoot = await inspect();
    expect(state(asRoot, 'gateway-owner')).toBe('attention critical');
    expect(JSON.stringify(finding(asRoot, 'gateway-owner')?.evidence)).toContain('root');
    expect(tile(asRoot, 'privileges')).toBe('attention');

    await stopGateway();
    // What root's gateway wrote is root's: give it back, as a user who mends this would.
    if (account)
      await finished(island.start(['chown', '-R', `${account.uid}:${account.gid}`, here.home], env()));
    await startGateway();
    expect(before).toBe('good');
    await expect
      .poll(async () => state(await inspect(), 'gateway-owner'), { timeout: 120_000, interval: 1000 })
      .toBe('good');
  });

  test('an old version beside it turns the updates tile, and back', async () => {
    // What is missing of the computer's own updates is in the tile too, and not the test's.
    const before = tile(await inspect(), 'updates');
    const old = await addOldCopy(here, account);
    const both = await inspect();
    expect(both.copies.map(({ path, version }) => `${path} ${version}`).sort()).toEqual(
      [`${here.copy} ${OPENCLAW}`, `${old} ${OLD_OPENCLAW}`].sort(),
    );
    expect(both.copies.find(({ path }) => path === old)).toMatchObject({
      running: false,
      advisories: { high: 20, medium: 4, clearedBy: '2026.6.9' },
    });
    expect(state(both, 'known-holes')).toBe('attention high');
    expect(state(both, 'newest-version')).toMatch(/^attention/);
    expect(state(both, 'forgotten-copies')).toMatch(/^attention/);
    expect(tile(both, 'updates')).toBe('attention');

    await rm(join(here.home, '.nvm'), { recursive: true });
    const after = await inspect();
    for (const id of ['known-holes', 'newest-version', 'forgotten-copies'])
      expect(state(after, id), id).toBe('good');
    expect(tile(after, 'updates')).toBe(before);
  });
});
