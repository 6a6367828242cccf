import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The release under test, the Node that it asks for, and an old one that 2026.6.9 and later close holes of. */
export const OPENCLAW = '2026.9.6';
const NODE = '26.10.0';
export const OLD_OPENCLAW = '2026.5.28';

export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** The ordinary account that the runner hands over, when the tests run as root; undefined for one's own. */
export function ordinaryAccount(): Account | undefined {
  const [name, uid, gid] = (process.env.TANKMATE_TEST_ACCOUNT ?? '').split(':');
  if (process.getuid?.() === 0 && !name) throw new Error('root needs TANKMATE_TEST_ACCOUNT=name:uid:gid');
  return name && process.getuid?.() === 0 ? { name, uid: Number(uid), gid: Number(gid) } : undefined;
}

/** A throw-away home with OpenClaw in it, as its documents install it: npm with a prefix of the user's own. */
export interface Installation {
  readonly top: string;
  readonly home: string;
  readonly copy: string;
  readonly config: string;
  /** Starts with the Node that OpenClaw needs. */
  readonly path: string;
  remove(): Promise<void>;
}

/** The configuration of a user who followed the hardening advice: every tile that settings decide is good with it. */
export const careful = (port: number) => ({
  gateway: {
    mode: 'local',
    port,
    bind: 'loopback',
    auth: { mode: 'token', token: '9f2c7e5b1a8d4036c7e9f1b35d7a2048e6c4b8a09d1f3e57' },
    tailscale: { mode: 'off' },
    terminal: { enabled: false },
    controlUi: { enabled: false },
  },
  agents: { defaults: { sandbox: { mode: 'all', scope: 'session', workspaceAccess: 'none' } } },
  tools: {
    profile: 'messaging',
    deny: [
      'group:automation',
      'group:runtime',
      'group:fs',
      'group:ui',
      'group:nodes',
      'sessions_spawn',
      'sessions_send',
    ],
    fs: { workspaceOnly: true },
    exec: { security: 'deny', ask: 'always', applyPatch: { workspaceOnly: true } },
    elevated: { enabled: false },
  },
  browser: { enabled: false },
  discovery: { mdns: { mode: 'off' } },
});

/** Packs a release without installing it: its files as npm would lay them, enough for anyone who only looks. */
export async function addOldCopy(
  { home, path }: Installation,
  account: Account | undefined,
): Promise<string> {
  const target = join(home, '.nvm/versions/node/v22.0.0/lib/node_modules/openclaw');
  await mkdir(target, { recursive: true });
  const scratch = await mkdtemp(join(tmpdir(), 'tankmate-old-'));
  try {
    await run('npm', ['pack', '--silent', '--pack-destination', scratch, `openclaw@${OLD_OPENCLAW}`], {
      cwd: scratch,
      env: { ...process.env, PATH: path },
    });
    await run('tar', [
      'xzf',
      join(scratch, `openclaw-${OLD_OPENCLAW}.tgz`),
      '-C',
      target,
      '--strip-components=1',
    ]);
    if (account) await run('chown', ['-R', `${account.uid}:${account.gid}`, join(home, '.nvm')]);
    return target;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Names the folder of the one installation that all tests get copies of; set up by `once.ts`. */
export const STORE = 'TANKMATE_TEST_STORE';

const nodeOf = (store: string) => join(store, 'node');
const prefixOf = (store: string, version: string) => join(store, 'releases', version);

/** Installs OpenClaw and its Node from the registry of whoever runs the tests, once a suite. Takes about a minute. */
export async function installOnce(store: string, account: Account | undefined): Promise<void> {
  const node = nodeOf(store);
  await mkdir(node);
  await mkdir(join(store, 'releases'));
  // `allowScripts` is for npm 12, which runs no package's scripts unasked; this package's own fetch the program.
  await writeFile(join(node, 'package.json'), '{ "private": true, "allowScripts": { "node": true } }');
  await run('npm', ['install', '--no-audit', '--no-fund', `node@${NODE}`], {
    cwd: node,
    env: { ...process.env },
  });
  await run('chmod', ['-R', 'a+rX', store]);
  await addRelease(store, OPENCLAW, account);
}

/** One release of OpenClaw in the store, for homes to share; at once where it is there already. */
async function addRelease(store: string, version: string, account: Account | undefined): Promise<void> {
  const prefix = prefixOf(store, version);
  if (existsSync(prefix)) return;
  const words = [
    'install',
    '--global',
    '--prefix',
    prefix,
    '--no-audit',
    '--no-fund',
    '--allow-scripts=openclaw',
  ];
  await run('npm', [...words, `openclaw@${version}`], {
    cwd: store,
    env: { ...process.env, PATH: `${join(nodeOf(store), 'node_modules/.bin')}:${process.env.PATH}` },
    maxBuffer: 64 * 1024 * 1024,
  });
  if (account) await run('chown', ['-R', `${account.uid}:${account.gid}`, prefix]);
  await run('chmod', ['-R', 'a+rX', prefix]);
}

/**
 * A home with OpenClaw in it. Its files share their content with the store's (hard links): a test may move, replace and
 * remove them, but not write into one.
 */
export async function install(
  account: Account | undefined,
  version: string = OPENCLAW,
): Promise<Installation> {
  const store = process.env[STORE];
  if (!store) throw new Error('the store of installations is not set up');
  await addRelease(store, version, account);
  const top = await mkdtemp(join(tmpdir(), 'tankmate-real-'));
  await chmod(top, 0o755);
  const home = join(top, 'home');
  const prefix = join(home, '.npm-global');
  const state = join(home, '.openclaw');
  await mkdir(state, { recursive: true, mode: 0o700 });
  await run('cp', ['-al', prefixOf(store, version), prefix]);
  const path = `${join(nodeOf(store), 'node_modules/.bin')}:${join(prefix, 'bin')}:/usr/sbin:/usr/bin:/sbin:/bin`;
  await writeFile(join(home, '.profile'), `export PATH="${join(prefix, 'bin')}:$PATH"\n`);
  await chmod(home, 0o700);
  if (account) {
    await chown(top, account.uid, account.gid);
    await run('chown', ['-R', `${account.uid}:${account.gid}`, home]);
  }
  return {
    top,
    home,
    path,
    copy: join(prefix, 'lib/node_modules/openclaw'),
    config: join(state, 'openclaw.json'),
    remove: () => rm(top, { recursive: true, force: true, maxRetries: 3 }),
  };
}
