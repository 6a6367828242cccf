import { lstat, mkdir, readdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import semver from 'semver';
import { parse } from 'yaml';
import type { Host } from '../../system/read';
import type { Replacing } from './changes';
import { isBelowFolder } from './places';
import { away, managerEnv, runManager, type Staging, toolCommand } from './stage';
import { UpdateError } from './update-error';
import type { Announced } from './verify-lock';

/**
 * Where pnpm 11 and later keep a global package: `<home>/global/v11/<hash>` is a link to a folder of its own with a
 * `node_modules`, whose packages are links into the store (`<store>/v11/links/…`); the command lies in `<home>/bin`
 * (pnpm.io/global-packages). Earlier versions share one folder among all packages, which can't be swapped alone.
 */
export interface PnpmPlace {
  /** What `PNPM_HOME` names. */
  readonly home: string;
  /** The link and the folder that it leads to. */
  readonly link: string;
  readonly folder: string;
  readonly shim: string;
  /** What `--store-dir` names. */
  readonly store: string;
}

const real = (path: string) => realpath(path).catch(() => null);

/** Where pnpm could have its home: told, or by its own defaults on each system (pnpm.io/settings, PNPM_HOME). */
function homes({ env, home, platform }: Pick<Host, 'env' | 'home' | 'platform'>): readonly string[] {
  const data = env.XDG_DATA_HOME ?? join(home, '.local', 'share');
  const usual = {
    linux: join(data, 'pnpm'),
    darwin: join(home, 'Library', 'pnpm'),
    win32: join(env.LOCALAPPDATA ?? home, 'pnpm'),
  };
  return [...new Set([env.PNPM_HOME, usual[platform]].filter((each) => each !== undefined))];
}

/** The store that a package's real path lies in; null when it lies in none that is shared. */
export const storeOf = (path: string): string | null =>
  /^(.*)[\\/]v\d+[\\/]links[\\/]/.exec(path)?.[1] ?? null;

/** Finds how pnpm keeps the copy at `path` (a real path). Null where it is kept in another way, or shares its folder. */
export async function findPnpm(
  path: string,
  host: Pick<Host, 'env' | 'home' | 'platform'>,
): Promise<PnpmPlace | null> {
  const store = storeOf(path);
  if (store === null) return null;
  for (const home of homes(host)) {
    const global = join(home, 'global');
    const layouts = (await readdir(global).catch(() => [])).filter((name) => /^v\d+$/.test(name));
    for (const layout of layouts)
      for (const name of await readdir(join(global, layout)).catch(() => [])) {
        const link = join(global, layout, name);
        if (!(await lstat(link)).isSymbolicLink()) continue;
        const folder = await real(link);
        if (folder === null || (await real(join(folder, 'node_modules', 'openclaw'))) !== path) continue;
        const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
          dependencies?: Record<string, string>;
        };
        const alone = Object.keys(manifest.dependencies ?? {}).join() === 'openclaw';
        const shim = join(home, 'bin', host.platform === 'win32' ? 'openclaw.cmd' : 'openclaw');
        const there = await lstat(shim).catch(() => null);
        return alone && there ? { home, link, folder, shim, store } : null;
      }
  }
  return null;
}

const added = (version: string, registry: string | null) => [
  '--allow-build=openclaw',
  ...away(registry),
  `openclaw@${version}`,
];

/**
 * The packages of a pnpm lockfile with the hashes that pnpm holds what it downloads against. Rejects when one comes from
 * elsewhere than a registry (a repository, an address, a folder), or without a hash that is one today.
 */
export function lockedPackages(lockfile: string): readonly Announced[] {
  const lock = parse(lockfile) as {
    packages?: Record<string, { resolution?: { integrity?: unknown; tarball?: unknown } }>;
  } | null;
  return Object.entries(lock?.packages ?? {}).map(([key, { resolution }]) => {
    const at = key.lastIndexOf('@');
    const [name, version] = [key.slice(0, at), key.slice(at + 1)];
    const integrity = resolution?.integrity;
    if (
      at < 1 ||
      semver.valid(version) === null ||
      typeof integrity !== 'string' ||
      !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity)
    )
      throw new UpdateError('odd-dependency', { name: key });
    return { name, version, integrity };
  });
}

const lineOf = ({ name, version, integrity }: Announced) => `${name}@${version} ${integrity}`;

/**
 * Fetches all that the release consists of into the user's store, without a script of anybody, has it confirmed, and
 * installs it then for a pnpm home of our own, offline: the rehearsal of what comes. Resolves to the package's real path
 * in the store, which the real installation will have too.
 */
export async function rehearsePnpm(
  staging: Staging,
  place: PnpmPlace,
  confirm: (packages: readonly Announced[]) => Promise<void>,
): Promise<string> {
  const { folder, release, registry, env, tool } = staging;
  const home = join(folder, 'pnpm');
  const project = join(folder, 'project');
  await mkdir(join(home, 'bin'), { recursive: true, mode: 0o700 });
  await mkdir(project, { mode: 0o700 });
  const dependencies = { openclaw: release.version };
  await writeFile(join(project, 'package.json'), JSON.stringify({ private: true, dependencies }));
  const pnpmEnvironment = pnpmEnv(managerEnv(env, tool.node, join(folder, 'scratch')), home);
  const store = `--store-dir=${place.store}`;
  await runManager(
    staging,
    ['install', '--ignore-scripts', store, ...away(registry)],
    project,
    pnpmEnvironment,
  );
  const packages = lockedPackages(await readFile(join(project, 'pnpm-lock.yaml'), 'utf8'));
  const own = packages.find(({ name, version }) => name === 'openclaw' && version === release.version);
  if (own?.integrity !== release.integrity) throw new UpdateError('wrong-integrity');
  await confirm(packages.filter((each) => each !== own));

  const argv = ['add', '--global', '--offline', store, ...added(release.version, registry)];
  // OpenClaw's own script may ask npm for more (own-scripts.ts).
  await runManager(staging, argv, folder, { ...pnpmEnvironment, npm_config_offline: 'true' });
  const confirmed = new Set(packages.map(lineOf));
  const [layout] = (await readdir(join(home, 'global'))).filter((name) => /^v\d+$/.test(name));
  const global = join(home, 'global', layout ?? 'v11');
  for (const name of await readdir(global)) {
    const copy = await real(join(global, name, 'node_modules', 'openclaw'));
    if (copy === null) continue;
    const used = lockedPackages(await readFile(join(global, name, 'pnpm-lock.yaml'), 'utf8'));
    if (!used.every((each) => confirmed.has(lineOf(each)))) throw new UpdateError('wrong-integrity');
    if (!isBelowFolder(copy, await realpath(place.store))) throw new UpdateError('by-hand-pnpm');
    return copy;
  }
  throw new UpdateError('wrong-package');
}

/** pnpm wants its folder of commands in `PATH`. */
function pnpmEnv(env: Readonly<Record<string, string>>, home: string): Record<string, string> {
  const name = Object.keys(env).find((each) => /^path$/i.test(each)) ?? 'PATH';
  return {
    ...env,
    PNPM_HOME: home,
    [name]: [join(home, 'bin'), home, env[name]].filter(Boolean).join(delimiter),
  };
}

/** The real installation as changes: the old traces aside, then the same command out of the store, without a download. */
export function replaceWithPnpm(
  { tool, release, registry, folder }: Pick<Staging, 'tool' | 'release' | 'registry' | 'folder'>,
  place: PnpmPlace,
  kept: string,
): Extract<Replacing, { kind: 'reinstall' }> {
  const to = (from: string, name: string) => ({ kind: 'move' as const, from, to: join(kept, name) });
  const scratch = join(folder, 'scratch', 'state');
  const system = process.platform === 'win32' ? [] : ['/usr/local/bin', '/usr/bin', '/bin'];
  const install = toolCommand(tool, [
    'add',
    '--global',
    '--offline',
    `--store-dir=${place.store}`,
    ...added(release.version, registry),
  ]);
  return {
    kind: 'reinstall',
    moves: [to(place.link, 'link'), to(place.folder, 'folder'), to(place.shim, 'command')],
    program: install.program,
    install: install.args,
    remove: toolCommand(tool, ['remove', '--global', 'openclaw']).args,
    env: {
      PNPM_HOME: place.home,
      PATH: [dirname(tool.node), join(place.home, 'bin'), place.home, ...system].join(delimiter),
      OPENCLAW_STATE_DIR: scratch,
      OPENCLAW_CONFIG_PATH: join(scratch, 'openclaw.json'),
      npm_config_offline: 'true',
    },
  };
}
