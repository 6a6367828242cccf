import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerIn, provided, question, SENTENCE, startProvider } from './answering';
import { ordinaryAccount } from './installation';
import { finished } from './island';

const run = promisify(execFile);
const account = ordinaryAccount();
const BIG = { maxBuffer: 64 * 1024 * 1024 };
/** The Node of 2026.9.6, and one that it is too new for. */
const NODES = { new: '26.10.0', old: '22.22.3' } as const;

/** One computer of somebody: a home with an old OpenClaw in it, its gateway running. */
interface Home {
  readonly home: string;
  readonly state: string;
  readonly port: number;
  readonly env: NodeJS.ProcessEnv;
  gateway: ChildProcess | null;
}

const freePort = (): Promise<number> =>
  new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
const isHealthy = async (port: number) => {
  const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => null);
  return answer?.ok === true && ((await answer.json()) as { ok?: unknown }).ok === true;
};

/** Whoever runs the tests, or the ordinary account where that is root. */
const as = (words: readonly string[]): readonly [string, string[]] => {
  const who = account
    ? ['setpriv', `--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups', '--', ...words]
    : [...words];
  return [who[0] ?? '', who.slice(1)];
};
/** The environment without vitest's own words: OpenClaw prints nothing where it finds them. */
const OUTSIDE = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(VITEST|(TEST|NODE_ENV|MODE|DEV|PROD|SSR)$)/.test(name)),
);
const say = (line: string) => process.stderr.write(`updates: ${line}\n`);

describe('real updates, as an ordinary account', () => {
  let top: string;
  let registry: string;
  let newest: string;
  const homes: Home[] = [];
  let provider: ChildProcess;
  let providerPort: number;

  /** Runs a program in a home and gives back what it said; throws with it when it fails. */
  async function inHome({ home, env }: Pick<Home, 'home' | 'env'>, ...words: string[]): Promise<string> {
    const [program, args] = as(words);
    const { stdout } = await run(program, args, { cwd: home, env, ...BIG });
    return stdout;
  }

  async function makeHome(name: string, node: keyof typeof NODES): Promise<Home> {
    const home = join(top, name);
    const state = join(home, '.openclaw');
    await mkdir(join(state, 'workspace'), { recursive: true });
    const port = await freePort();
    const auth = { mode: 'token', token: '9f2c7e5b1a8d4036c7e9f1b35d7a2048e6c4b8a09d1f3e57' };
    const gateway = { mode: 'local', port, bind: 'loopback', auth };
    const { models, agents } = provided(providerPort);
    const settings = { gateway, models, agents: { ...agents, list: [{ id: 'main', default: true }] } };
    await writeFile(join(state, 'openclaw.json'), `// my lobster\n${JSON.stringify(settings, null, 2)}\n`, {
      mode: 0o600,
    });
    await writeFile(join(state, 'workspace/MEMORY.md'), `${name} remembers this\n`);
    await chmod(state, 0o700);
    await chmod(home, 0o700);
    if (account) await run('chown', ['-R', `${account.uid}:${account.gid}`, home]);
    const bins = [
      join(home, '.npm-global/bin'),
      join(home, '.local/share/pnpm/bin'),
      join(top, 'tool/node_modules/.bin'),
    ];
    const env = {
      ...OUTSIDE,
      HOME: home,
      USER: account?.name ?? process.env.USER,
      PATH: [...bins, join(top, `node-${node}/node_modules/.bin`), '/usr/local/bin:/usr/bin:/bin'].join(':'),
      PNPM_HOME: join(home, '.local/share/pnpm'),
      LANG: 'C.UTF-8',
      OPENCLAW_DISABLE_BONJOUR: '1',
      npm_config_registry: registry,
      npm_config_cache: join(top, 'cache'),
      npm_config_userconfig: join(home, '.npmrc'),
    };
    const made: Home = { home, state, port, env, gateway: null };
    homes.push(made);
    return made;
  }

  async function startGateway(one: Home): Promise<void> {
    const [program, args] = as(['openclaw', 'gateway', 'run']);
    one.gateway = spawn(program, args, { cwd: one.home, env: one.env, stdio: 'ignore', detached: true });
    for (let tries = 0; !(await isHealthy(one.port)); tries++) {
      if (tries === 360 || one.gateway.exitCode !== null) throw new Error('the old gateway did not start');
      await new Promise((tick) => setTimeout(tick, 500));
    }
  }
  const installNpm = (one: Home, version: string) =>
    inHome(
      one,
      'npm',
      'install',
      '--global',
      '--prefix',
      join(one.home, '.npm-global'),
      '--no-audit',
      '--no-fund',
      '--allow-scripts=openclaw',
      `openclaw@${version}`,
    );
  const installPnpm = (one: Home, version: string) =>
    inHome(one, 'pnpm', 'add', '--global', '--allow-build=openclaw', `openclaw@${version}`);

  /** The terminal version of the app, as built; its answer as data. */
  async function tankmate(
    one: Home,
    ...words: string[]
  ): Promise<{ code: number | null; answer: unknown; err: string }> {
    const [program, args] = as([
      process.execPath,
      resolve('scripts/terminal.mjs'),
      ...words,
      '--json',
      '--language',
      'en',
    ]);
    const child = spawn(program, args, {
      cwd: resolve('.'),
      env: one.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const { code, out, err } = await finished(child);
    return { code, answer: out === '' ? null : JSON.parse(out), err };
  }
  const versionOf = async (one: Home) =>
    /\d{4}\.\d+\.\d+(-\w+)?/.exec(await inHome(one, 'openclaw', '--version'))?.[0];

  /** What its gateway makes of a question. */
  async function ask(one: Home): Promise<string> {
    const [program, args] = as(['openclaw', ...question('gateway')]);
    const child = spawn(program, args, { cwd: one.home, env: one.env, stdio: ['ignore', 'pipe', 'pipe'] });
    return answerIn(await finished(child));
  }

  async function updates(one: Home, from: string): Promise<string> {
    expect(await versionOf(one)).toBe(from);
    await startGateway(one);
    expect(await ask(one)).toBe(SENTENCE);
    const began = Date.now();
    const { code, answer, err } = await tankmate(one, 'update', '--yes', '--progress');
    expect(code, `${err}\n${JSON.stringify(answer)}`).toBe(0);
    expect(answer).toMatchObject({ outcomes: [{ result: 'fixed' }] });
    expect(await versionOf(one)).toBe(newest);
    expect(await isHealthy(one.port)).toBe(true);
    expect(await readFile(join(one.state, 'workspace/MEMORY.md'), 'utf8')).toContain('remembers this');
    say(`${from} → ${newest} in ${Math.round((Date.now() - began) / 1000)} s`);
    expect(await ask(one)).toBe(SENTENCE);
    const [{ entry }] = (answer as { outcomes: [{ entry: string }] }).outcomes;
    return entry;
  }

  beforeAll(async () => {
    top = await mkdtemp(join(tmpdir(), 'tankmate-updates-'));
    await chmod(top, 0o755);
    registry = (await run('npm', ['config', 'get', 'registry'], { cwd: top })).stdout.trim();
    newest = (await run('npm', ['view', 'openclaw', 'dist-tags.latest'], { cwd: top })).stdout.trim();
    await mkdir(join(top, 'cache'));
    if (account) await chown(join(top, 'cache'), account.uid, account.gid);
    say('installing two Nodes and pnpm');
    const tool = async (name: string, spec: string) => {
      const cwd = join(top, name);
      await mkdir(cwd);
      await writeFile(
        join(cwd, 'package.json'),
        '{ "private": true, "allowScripts": { "node": true, "pnpm": true } }',
      );
      await run('npm', ['install', '--no-audit', '--no-fund', spec], { cwd, ...BIG });
    };
    await Promise.all([
      tool('node-new', `node@${NODES.new}`),
      tool('node-old', `node@${NODES.old}`),
      tool('tool', 'pnpm@12.21.0'),
    ]);
    await run('chmod', ['-R', 'a+rX', top]);
    providerPort = await freePort();
    provider = await startProvider(
      ([program = '', ...args]) => spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] }),
      providerPort,
    );
  });

  afterAll(async () => {
    provider?.kill();
    for (const one of homes) {
      const said = await inHome(one, 'sh', '-c', `ss -H -ltnp 'sport = :${one.port}'`).catch(() => '');
      const pid = /pid=(\d+)/.exec(said)?.[1];
      for (const each of [pid === undefined ? null : Number(pid), one.gateway?.pid ? -one.gateway.pid : null])
        try {
          if (each !== null) process.kill(each, 'SIGKILL');
        } catch {}
    }
    await rm(top, { recursive: true, force: true, maxRetries: 5 });
  });

  test.concurrent('2026.7.1 of an npm prefix, and back again', { timeout: 900_000 }, async () => {
    const one = await makeHome('npm-7', 'new');
    say('installing 2026.7.1 with npm');
    await installNpm(one, '2026.7.1');
    const settings = await readFile(join(one.state, 'openclaw.json'), 'utf8');
    const entry = await updates(one, '2026.7.1');
    const { code, answer } = await tankmate(one, 'fix', 'undo', entry, '--yes');
    expect(code, JSON.stringify(answer)).toBe(0);
    expect(await versionOf(one)).toBe('2026.7.1');
    expect(await isHealthy(one.port)).toBe(true);
    expect(await readFile(join(one.state, 'openclaw.json'), 'utf8')).toBe(settings);
    expect(await ask(one)).toBe(SENTENCE);
    say('back at 2026.7.1');
  });

  test.concurrent('2026.6.8 of pnpm', { timeout: 900_000 }, async () => {
    const one = await makeHome('pnpm-6', 'new');
    say('installing 2026.6.8 with pnpm');
    await installPnpm(one, '2026.6.8');
    await updates(one, '2026.6.8');
  });

  test.concurrent('2026.5.28 of an npm prefix, on a Node that is too old', { timeout: 900_000 }, async () => {
    const one = await makeHome('npm-5', 'old');
    say('installing 2026.5.28 with npm');
    await installNpm(one, '2026.5.28');
    await updates(one, '2026.5.28');
  });
});
