import type { Host } from '../../system/read';
import type { Copy } from '../openclaw/types';

/** A Node on this computer. */
export interface NodeFound {
  /** Its program. */
  readonly path: string;
  /** As `process.versions.node`. */
  readonly version: string;
  /** How it came to be the one: it runs the copy's gateway now, lies beside the copy, or comes first in `PATH`. */
  readonly from: 'gateway' | 'beside' | 'path';
}

const VERSION = /^v(\d+\.\d+\.\d+(?:-[\w.]+)?)$/;

/** What `node --version` says; null when it isn't there or says something else. */
async function versionOf(host: Host, path: string): Promise<string | null> {
  if ((await host.stat(path).catch(() => null))?.kind !== 'file') return null;
  const said = await host.run(path, ['--version']).catch(() => null);
  return said?.code === 0 ? (VERSION.exec(said.stdout.toString('utf8').trim())?.[1] ?? null) : null;
}

/** Folders of `PATH`, absolute ones only. */
const pathFolders = (host: Host): readonly string[] =>
  (host.env.PATH ?? host.env.Path ?? '')
    .split(host.path.delimiter)
    .filter((folder) => host.path.isAbsolute(folder));

/**
 * The Node under a copy: the one that runs its gateway (`/proc/<pid>/exe`, proc(5)), else the one in the folder of
 * its launcher, which `#!/usr/bin/env node` finds first where a version manager put both, else the first of `PATH`.
 * Null when there is none to be found. It asks `node --version`; OpenClaw itself is not started.
 */
export async function nodeUnder(
  host: Host,
  copy: Pick<Copy, 'path'>,
  pids: readonly number[],
): Promise<NodeFound | null> {
  const name = host.platform === 'win32' ? 'node.exe' : 'node';
  const { join, dirname, basename } = host.path;
  const running = host.platform === 'linux' ? pids : [];
  const links = await Promise.all(running.map((pid) => host.readLink(`/proc/${pid}/exe`).catch(() => '')));
  const modules = dirname(copy.path);
  const prefix = basename(dirname(modules)) === 'lib' ? dirname(dirname(modules)) : dirname(modules);
  const places: readonly (readonly [string, NodeFound['from']])[] = [
    ...links.filter((link) => basename(link) === name).map((link) => [link, 'gateway'] as const),
    [host.platform === 'win32' ? join(prefix, name) : join(prefix, 'bin', name), 'beside'],
    ...pathFolders(host).map((folder) => [join(folder, name), 'path'] as const),
  ];
  for (const [path, from] of places) {
    const version = await versionOf(host, path);
    if (version !== null) return { path, version, from };
  }
  return null;
}

/**
 * npm or pnpm: beside that Node first, then in `PATH`. A script is to be run by the Node; what is none (pnpm 12 is a
 * program of machine code) comes with `node: false`. Null when there is none.
 */
export async function packageManager(
  host: Host,
  tool: 'npm' | 'pnpm',
  node: string,
): Promise<{ readonly file: string; readonly node: boolean } | null> {
  const { join, dirname } = host.path;
  const script = tool === 'npm' ? 'npm-cli.js' : 'pnpm.cjs';
  const folders = [dirname(node), ...pathFolders(host)];
  const isFile = async (file: string) => (await host.stat(file).catch(() => null))?.kind === 'file';
  for (const folder of folders) {
    // Windows has no links there but scripts for its shells, which can't be started without one.
    const beside = join(folder, 'node_modules', tool, 'bin', script);
    if (host.platform === 'win32') {
      if (await isFile(beside)) return { file: beside, node: true };
      continue;
    }
    const real = await host.realpath(join(folder, tool)).catch(() => null);
    if (real !== null && (await isFile(real))) return { file: real, node: /\.[cm]?js$/.test(real) };
  }
  return null;
}
