import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { create } from 'tar';
import { createChangeEngine } from '../../../main/changes/engine';
import type { UpdateNeeds } from '../../../main/operations/update/needs';
import type { PreflightNeeds } from '../../../main/operations/update/preflight';
import type { Gateway } from '../../../main/probes/gateways';
import type { Copy, Setup } from '../../../main/probes/openclaw';
import type { Release } from '../../../main/probes/releases/release';
import { nodeHost } from '../../../main/system/read/node-host';
import { createActions } from '../../../main/system/write/create-actions';
import { acquireLock } from '../../../main/system/write/lock-file';
import { snapshot } from '../../real/snapshot';
import { looking, processes } from './looking';
import { silent } from './registries';

/** What a made-up release does otherwise than a good one. */
export interface Faults {
  /** `anew`: told to end, it starts itself once more under another number, and answers late, as OpenClaw does for new settings. */
  readonly gateway?: 'dies' | 'unhealthy' | 'silent' | 'anew';
  readonly doctor?: 'fails';
  readonly version?: string;
}

/** OpenClaw as far as an update sees it: it says its version, migrates, and answers on its port. */
const program = (version: string, { gateway = undefined, doctor = undefined }: Faults) => `#!/usr/bin/env node
import { writeFileSync, readFileSync, existsSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { join } from 'node:path';
const [word, ...rest] = process.argv.slice(2);
const state = process.env.OPENCLAW_STATE_DIR ?? join(process.env.HOME, '.openclaw');
if (word === '--version') console.log('OpenClaw ${version} (0000000)');
else if (word === 'doctor') {
  writeFileSync(join(state, 'migrated'), '${version}');
  writeFileSync(join(state, 'openclaw.json'), '{"gateway":{}}');
  if (${doctor === 'fails'}) process.exit(1);
} else if (word === 'gateway') {
  if (${gateway === 'dies'}) process.exit(1);
  const port = Number(rest[rest.indexOf('--port') + 1]);
  const again = { detached: true, stdio: 'ignore', env: { ...process.env, ANEW: 'yes' } };
  if (${gateway === 'anew'} && !process.env.ANEW) process.on('SIGTERM', () => {
    spawn(process.execPath, process.argv.slice(1), again).unref();
    process.exit();
  });
  if (${gateway === 'silent'}) setInterval(() => {}, 1000);
  else setTimeout(() => createServer((request, answer) => {
    answer.statusCode = ${gateway === 'unhealthy' ? 503 : 200};
    answer.end(request.url === '/healthz' ? '{"ok":${gateway !== 'unhealthy'},"version":"${version}"}' : '');
  }).listen(port, '127.0.0.1'), process.env.ANEW ? 3000 : 0);
}
`;

/** npm as far as an update uses it, without a network: packs and installs from a folder. */
const NPM = `
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
const words = process.argv.slice(2);
const last = words.at(-1);
const [, name, version] = /([^/]*?)[@-](\\d+\\.\\d+\\.\\d+\\S*?)(?:\\.tgz)?$/.exec(last);
const after = (name) => words[words.indexOf(name) + 1];
const shelf = process.env.TEST_SHELF;
const fault = existsSync(join(shelf, 'fault')) ? readFileSync(join(shelf, 'fault'), 'utf8') : '';
console.log('stub ' + words.join(' '));
if (process.env.OPENCLAW_STATE_DIR === undefined) process.exit(9);
if (fault === words[0] + ' hangs') setInterval(() => {}, 1000);
else if (fault === words[0] + ' fails') { console.error('npm error code ECONNRESET'); process.exit(1); }
else if (fault === words[0] + ' fills') { console.error('npm error code ENOSPC'); process.exit(1); }
else if (words[0] === 'pack') cpSync(join(shelf, name + '-' + version + '.tgz'), join(after('--pack-destination'), name + '-' + version + '.tgz'));
else {
  const copy = join(process.cwd(), 'node_modules/openclaw');
  mkdirSync(copy, { recursive: true });
  execFileSync('tar', ['xzf', last, '-C', copy, '--strip-components=1']);
  const integrity = 'sha512-' + createHash('sha512').update(readFileSync(last)).digest('base64');
  const packages = { 'node_modules/openclaw': { version, integrity } };
  writeFileSync(join(copy, '../.package-lock.json'), JSON.stringify({ packages }));
  if (fault === 'install lies') cpSync(join(copy, 'package.json'), join(copy, 'openclaw.mjs'));
}
`;

export const OLD = '2026.7.1';
export const NEW = '2026.9.6';

/** Field 22 of /proc/<pid>/stat (proc_pid_stat(5)); null: there is no such process. */
export function startOf(pid: number): string | null {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return line.slice(line.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** A home with a made-up OpenClaw in an npm prefix, its state, and a shelf of releases in place of a registry. */
export async function makeMachine({
  disk = null,
  faults = {},
}: {
  disk?: string | null;
  /** Of the version that is there. */
  faults?: Faults;
} = {}) {
  const top = mkdtempSync(join(tmpdir(), 'tankmate-update-'));
  // A disk of its own (tmpfs(5)), which needs root.
  if (disk !== null) execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${disk}`, 'tankmate', top]);
  const home = join(top, 'home');
  const [prefix, state, shelf, tools] = [
    join(home, '.npm-global'),
    join(home, '.openclaw'),
    join(top, 'shelf'),
    join(top, 'tools'),
  ];
  const copyPath = join(prefix, 'lib/node_modules/openclaw');
  for (const folder of [state, shelf, tools, join(prefix, 'bin')]) mkdirSync(folder, { recursive: true });
  const folder = join(home, '.config/Tankmate');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const port = await freePort();
  const pids = new Set<number>();

  function layOut(at: string, version: string, faults: Faults = {}): void {
    mkdirSync(at, { recursive: true });
    const manifest = {
      name: 'openclaw',
      version: faults.version ?? version,
      type: 'module',
      bin: { openclaw: 'openclaw.mjs' },
      engines: { node: '>=20' },
    };
    writeFileSync(join(at, 'package.json'), JSON.stringify(manifest));
    writeFileSync(join(at, 'openclaw.mjs'), program(faults.version ?? version, faults), { mode: 0o755 });
    writeFileSync(join(at, 'more.js'), `export default '${version}';\n`);
  }

  /** Puts a release on the shelf; resolves to what a registry would say of it. */
  async function publish(version: string, faults: Faults = {}): Promise<Release> {
    const at = join(top, `source-${version}`, 'package');
    rmSync(at, { recursive: true, force: true });
    layOut(at, version, faults);
    const file = join(shelf, `openclaw-${version}.tgz`);
    await create({ file, gzip: true, cwd: join(at, '..') }, ['package']);
    const hash = createHash('sha512').update(readFileSync(file)).digest('base64');
    return {
      version,
      integrity: `sha512-${hash}`,
      node: '>=20',
      signatures: [],
      deprecated: null,
      unpackedSize: 4096,
    };
  }

  layOut(copyPath, OLD, faults);
  symlinkSync('../lib/node_modules/openclaw/openclaw.mjs', join(prefix, 'bin/openclaw'));
  writeFileSync(join(state, 'openclaw.json'), '{ // my lobster\n gateway: { } }\n', { mode: 0o600 });
  mkdirSync(join(state, 'agents/main'), { recursive: true });
  writeFileSync(join(state, 'agents/main/memory.md'), 'what it remembers\n');
  writeFileSync(join(state, 'secrets'), Buffer.from([0, 1, 2, 255]), { mode: 0o600 });
  symlinkSync('agents/main', join(state, 'current'));
  chmodSync(state, 0o700);
  // A launcher by the name npm, as Linux has it: a link to a script.
  writeFileSync(join(tools, 'npm-cli.mjs'), NPM);
  symlinkSync('npm-cli.mjs', join(tools, 'npm'));
  symlinkSync(process.execPath, join(tools, 'node'));

  const account = userInfo().username;
  const copyFacts = {
    path: copyPath,
    package: 'openclaw',
    kind: 'npm',
    owner: account,
    where: 'this-computer',
  } as const;
  const copy = (): Copy => ({
    ...copyFacts,
    version: (JSON.parse(readFileSync(join(copyPath, 'package.json'), 'utf8')) as { version: string })
      .version,
  });
  const setup: Setup = {
    name: 'default',
    stateDir: state,
    configPath: join(state, 'openclaw.json'),
    home,
    owner: account,
    from: 'home',
    legacy: false,
  };
  const env = { HOME: home, PATH: `${tools}:/usr/bin:/bin`, TEST_SHELF: shelf };

  async function health(): Promise<string | null> {
    try {
      const answer = await fetch(`http://127.0.0.1:${port}/healthz`);
      const { ok, version } = (await answer.json()) as { ok: boolean; version: string };
      return ok ? version : null;
    } catch {
      return null;
    }
  }

  /** Starts the gateway of the copy, as its user would in a window. */
  async function startGateway(): Promise<Gateway> {
    // Left by the shell that started it, as a terminal that was closed leaves it.
    const words = [join(copyPath, 'openclaw.mjs'), 'gateway', 'run', '--port', String(port)];
    const script = '"$@" >/dev/null 2>&1 </dev/null & echo $!';
    const pid = Number(
      execFileSync('setsid', ['sh', '-c', script, 'sh', process.execPath, ...words], { env }),
    );
    pids.add(pid);
    for (let tries = 0; (await health()) === null && tries < 400; tries++)
      await new Promise((r) => setTimeout(r, 50));
    return gateway(pid);
  }
  const gateway = (pid: number): Gateway => ({
    pid,
    startedAt: startOf(pid),
    program: 'node',
    account,
    administrator: false,
    copyPath,
    stateDir: state,
    listeners: [{ address: '127.0.0.1', family: 4, port, pid, account, program: 'node' }],
    where: 'this-computer',
  });

  /** The process that listens on the gateway's port now, whoever started it. */
  function listening(): number | null {
    const socket = readFileSync('/proc/net/tcp', 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .find(
        (row) => row[1] === `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}` && row[3] === '0A',
      );
    if (!socket) return null;
    const { readdirSync, readlinkSync } = require('node:fs') as typeof import('node:fs');
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
      try {
        if (
          readdirSync(`/proc/${pid}/fd`).some(
            (fd) => readlinkSync(`/proc/${pid}/fd/${fd}`) === `socket:[${socket[9]}]`,
          )
        )
          return Number(pid);
      } catch {}
    return null;
  }

  const host = (signal: AbortSignal) => ({ ...nodeHost(signal), env, home, userName: account });
  const look = () => looking({ ...copyFacts, version: OLD }, setup, env);
  /** As a look of now, but for the gateways that are told. */
  const probesOf = (gateways: readonly Gateway[]): PreflightNeeds['probes'] => ({
    ...look(),
    gateways: { ...look().gateways, running: async () => ({ items: gateways, gaps: [] }) },
  });

  function needs(signal: AbortSignal, heard: (id: string) => void = () => {}): UpdateNeeds {
    const engine = createChangeEngine({
      folder,
      signal,
      now: Date.now,
      actions: createActions({ env }),
      rescan: () => Promise.reject(new Error('none')),
      onProgress: ({ now, line }) => line === undefined && heard(now.id),
    });
    return {
      host: host(signal),
      folder,
      engine,
      signal,
      startLimitMs: 5000,
      accepted: ['unconfirmed'],
      processes,
      look,
      registries: async () => silent,
      now: Date.now,
      lock: () => acquireLock(join(folder, 'updates')),
      onProgress: ({ now, line }) => line === undefined && heard(now.id),
    };
  }

  return {
    top,
    home,
    folder,
    state,
    shelf,
    copyPath,
    prefix,
    port,
    env,
    setup,
    copy,
    publish,
    health,
    host,
    probesOf,
    look,
    needs,
    gateway,
    listening,
    startGateway,
    /** All of the user's, with modes, times and contents. */
    tree: () => ({ ...snapshot(prefix), ...snapshot(state) }),
    fault: (what: string) => writeFileSync(join(shelf, 'fault'), what),
    async remove() {
      const left = listening();
      if (left !== null) process.kill(left, 'SIGKILL');
      for (const pid of pids)
        try {
          process.kill(pid, 'SIGKILL');
        } catch {}
      if (disk !== null) execFileSync('umount', ['--lazy', top]);
      rmSync(top, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

export type Machine = Awaited<ReturnType<typeof makeMachine>>;
