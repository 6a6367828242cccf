import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Finding, Message } from '../../../main/contract/finding';
import type { ScanResult } from '../../../main/contract/scan-result';
import {
  askSecondOpinion,
  clearOpinions,
  type OpinionNeeds,
} from '../../../main/operations/second-opinion/ask-second-opinion';
import type { Setup } from '../../../main/probes/openclaw';
import { nodeHost } from '../../../main/system/read/node-host';
import { runProcess } from '../../../main/system/write/commands/run-process';
import { fakeProbes, seen } from '../../fakes/probes';
import { snapshot } from '../../real/snapshot';

let place = '';
let home = '';
let folder = '';
let stop = new AbortController();
const copy = () => join(place, 'lib/node_modules/openclaw');

beforeEach(async () => {
  place = await realpath(await mkdtemp(join(tmpdir(), 'tankmate-opinion-')));
  home = join(place, 'home');
  // A name with a blank, as on macOS.
  folder = join(place, 'app data');
  stop = new AbortController();
  await mkdir(copy(), { recursive: true });
  await mkdir(join(home, '.openclaw'), { recursive: true, mode: 0o700 });
  await writeFile(join(home, '.openclaw/openclaw.json'), '{}', { mode: 0o604 });
  await chmod(join(home, '.openclaw/openclaw.json'), 0o604);
});
afterEach(() => rm(place, { recursive: true, force: true }));

/** An audit with these lines, which may `report` and have the real home's path. */
const standIn = (lines: string) =>
  writeFile(
    join(copy(), 'openclaw.mjs'),
    `import * as fs from 'node:fs';
     import { spawn, spawnSync } from 'node:child_process';
     const real = ${JSON.stringify(home)};
     const report = (...ids) => console.log(JSON.stringify({
       summary: { critical: 0, warn: ids.length, info: 0 },
       findings: ids.map((checkId) => ({ checkId, severity: 'warn' })),
     }));
     ${lines}`,
  );

const look: ScanResult = {
  platform: 'linux',
  startedAt: '2026-12-01T00:00:00.000Z',
  durationMs: 1,
  findings: [],
  copies: [],
  fixes: [],
  releases: null,
};

const needs = (more: Partial<OpinionNeeds> = {}, owner = userInfo().username): OpinionNeeds => {
  const setup: Setup = {
    name: 'default',
    stateDir: join(home, '.openclaw'),
    configPath: join(home, '.openclaw/openclaw.json'),
    home,
    owner,
    from: 'home',
    legacy: false,
  };
  const version = '2026.9.6';
  const found = {
    path: copy(),
    package: 'openclaw',
    version,
    kind: 'npm',
    owner,
    where: 'this-computer',
  } as const;
  const environment = { MY_TOKEN: 'known', OPENCLAW_STATE_DIR: setup.stateDir, NODE_OPTIONS: '--no-such' };
  const read = { state: 'read', setup, value: {}, files: [setup.configPath], environment } as const;
  return {
    folder,
    signal: stop.signal,
    host: nodeHost(stop.signal),
    probes: fakeProbes({
      openclaw: { copies: async () => seen(found) },
      gateways: { running: async () => seen() },
      settings: { all: async () => seen(read) },
    }),
    nodeFor: async () => ({ path: process.execPath, version: process.versions.node, from: 'path' }),
    ...more,
  };
};
const ask = async (more?: Partial<OpinionNeeds>, owner?: string): Promise<Finding> => {
  const { findings } = await askSecondOpinion(look, needs(more, owner));
  expect(findings).toHaveLength(1);
  return findings[0] as Finding;
};
const copies = () => readdirSync(join(folder, 'opinions')).filter((name) => name.startsWith('copy-'));
/** Why there is no answer. */
const reasonOf = (finding: Finding) => {
  expect(finding.state).toBe('unknown');
  expect(finding.because.id).toBe('second-opinion.no-answer');
  const { reason } = finding.because.values ?? {};
  return (reason as Message).id.replace('second-opinion.', '');
};
const ids = ({ evidence }: Finding) => evidence.map(({ where }) => where);

test('a whole run is the witness; what it is asked and sees is the copy', async () => {
  await standIn(`
    const { HOME, OPENCLAW_STATE_DIR: state, OPENCLAW_CONFIG_PATH: config, MY_TOKEN } = process.env;
    const saw = [process.argv.slice(2).join('-'), MY_TOKEN, (fs.statSync(config).mode & 0o777).toString(8),
      String(state.startsWith(HOME) && !HOME.startsWith(real)), fs.readFileSync(config, 'utf8') === '{}'];
    report(...saw.map((each, at) => 'saw.' + at + '.' + each));`);
  const finding = await ask();
  expect(finding).toMatchObject({
    state: 'attention',
    severity: 'medium',
    because: { id: 'second-opinion.more' },
  });
  expect(ids(finding)).toEqual([
    'saw.0.security-audit---json',
    'saw.1.known',
    'saw.2.604',
    'saw.3.true',
    'saw.4.true',
    'openclaw security audit',
  ]);
  await standIn('report();');
  expect(await ask()).toMatchObject({ state: 'good', because: { id: 'second-opinion.same' } });
  expect(copies()).toEqual([]);
});

test('it may write in the copy alone, its children too, and the real home stays as it is to the byte', async () => {
  await standIn(`
    const tried = (name, work) => { try { work(); return name + '.done'; } catch (error) { return name + '.' + error.code; } };
    const { HOME, OPENCLAW_STATE_DIR: state } = process.env;
    const child = "try { require('fs').writeFileSync(" + JSON.stringify(real + '/.openclaw/x') + ", 'x') } catch (e) { process.stdout.write(e.code) }";
    fs.writeFileSync(HOME + '/new', 'x');
    fs.rmSync(state + '/openclaw.json');
    const fd = fs.openSync(state + '/database', 'w');
    fs.fsyncSync(fd);
    report(
      tried('write', () => fs.writeFileSync(real + '/.openclaw/openclaw.json', 'x')),
      tried('remove', () => fs.rmSync(real + '/.openclaw', { recursive: true })),
      tried('link', () => { fs.symlinkSync(real, HOME + '/out'); fs.writeFileSync(HOME + '/out/x', 'x'); }),
      'child.' + spawnSync(process.execPath, ['-e', child], { encoding: 'utf8' }).stdout);`);
  const before = snapshot(home);
  const finding = await ask();
  expect(ids(finding).slice(0, 4)).toEqual([
    'write.ERR_ACCESS_DENIED',
    'remove.ERR_ACCESS_DENIED',
    'link.ERR_ACCESS_DENIED',
    'child.ERR_ACCESS_DENIED',
  ]);
  expect(snapshot(home)).toEqual(before);
  expect(copies()).toEqual([]);
});

describe('without an answer it is unknown, and says why', () => {
  test.each<[string, string, string]>([
    ['prints too much', "for (;;) fs.writeSync(1, 'x'.repeat(65536));", 'too-much'],
    ['prints no JSON', "console.log('all is well');", 'garbled'],
    ['prints nothing', '', 'garbled'],
    [
      'finds the settings bad',
      `console.log('{"ok":false,"issues":[]}'); process.exitCode = 1;`,
      'bad-settings',
    ],
    [
      'has no such command',
      `console.error("error: unknown command 'audit'"); process.exitCode = 1;`,
      'no-audit',
    ],
    ['crashes', "throw new Error('no');", 'ended'],
    ['reports, and ends badly', 'report(); process.exitCode = 3;', 'ended'],
    ['is killed', "process.kill(process.pid, 'SIGKILL');", 'killed'],
  ])('%s', async (_name, lines, reason) => {
    await standIn(lines);
    expect(reasonOf(await ask())).toBe(reason);
    expect(copies()).toEqual([]);
  });
  test('hangs', async () => {
    await standIn('setInterval(() => {}, 1e6);');
    expect(reasonOf(await ask({ limitMs: 1 }))).toBe('too-slow');
    expect(copies()).toEqual([]);
  });
  test('can’t be started, or its Node isn’t there or can’t be held', async () => {
    await standIn('report();');
    const run = () => Promise.reject(new Error('no such program'));
    expect(reasonOf(await ask({ run }))).toBe('not-started');
    expect(reasonOf(await ask({ nodeFor: async () => null }))).toBe('no-node');
    const old = { path: process.execPath, version: '18.20.0', from: 'path' } as const;
    expect(reasonOf(await ask({ nodeFor: async () => old }))).toBe('no-node');
  });
  test('belongs to another account, or its program everybody may write', async () => {
    await standIn('report();');
    expect(reasonOf(await ask({}, 'somebody'))).toBe('theirs');
    await chmod(join(copy(), 'openclaw.mjs'), 0o666);
    expect(reasonOf(await ask())).toBe('not-ours');
  });
  test.runIf(process.getuid?.() === 0)(
    'root runs nothing of which another account could write a part',
    async () => {
      await standIn('report();');
      await writeFile(join(copy(), 'part.mjs'), '');
      await chown(join(copy(), 'part.mjs'), 12_345, 12_345);
      expect(reasonOf(await ask())).toBe('not-ours');
    },
  );
  test('on Windows no program is run', async () => {
    await standIn('report();');
    const host = { ...nodeHost(stop.signal), platform: 'win32' } as const;
    expect(reasonOf(await ask({ host, run: () => Promise.reject(new Error('was run')) }))).toBe('not-here');
  });
});

test.runIf(process.platform === 'linux')(
  'cancelled, all that it started is gone, and so is the copy',
  async () => {
    await standIn(`
    const lives = "const fs = require('fs'), to = process.env.TMPDIR + '/pids';" +
      "fs.writeFileSync(to + '.new', process.ppid + ' ' + process.pid); fs.renameSync(to + '.new', to); setInterval(() => {}, 1e6)";
    spawn(process.execPath, ['-e', lives], { detached: true, stdio: 'ignore' }).unref();
    setInterval(() => {}, 1e6);`);
    let pids: readonly number[] = [];
    const asked = askSecondOpinion(
      look,
      needs({
        run: (running) => {
          const file = join(running.folder ?? '', 'pids');
          const began = setInterval(() => {
            if (!existsSync(file)) return;
            clearInterval(began);
            pids = readFileSync(file, 'utf8').split(' ').map(Number);
            stop.abort();
          }, 20);
          return runProcess(running);
        },
      }),
    );
    await expect(asked).rejects.toThrow();
    expect(copies()).toEqual([]);
    expect(pids).toHaveLength(2);
    const isAlive = (pid: number) => existsSync(`/proc/${pid}/exe`);
    await expect.poll(() => pids.filter(isAlive)).toEqual([]);
  },
);

test('killed at once, nobody is left to clear away but what runs the audit', async () => {
  await standIn('setInterval(() => {}, 1e6);');
  let isThere: boolean | null = null;
  const finding = await ask({
    // Its standard input ends when the process that holds the other end does.
    run: async (running) => {
      const ended = await runProcess({ ...running, input: '' });
      isThere = existsSync(running.folder ?? '');
      return ended;
    },
  });
  expect(reasonOf(finding)).toBe('killed');
  expect(isThere).toBe(false);
});

test('what a killed run left is removed at the next start', async () => {
  await standIn('report();');
  await ask();
  const left = join(folder, 'opinions/copy-left');
  await mkdir(join(left, 'shut'), { recursive: true });
  await writeFile(join(left, 'shut/secret'), 'x');
  await chmod(join(left, 'shut'), 0o500);
  await clearOpinions(folder);
  expect(copies()).toEqual([]);
  await clearOpinions(join(place, 'never'));
  expect(existsSync(join(place, 'never'))).toBe(false);
});
