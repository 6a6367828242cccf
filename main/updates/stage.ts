import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import type { Release } from '../probes/releases/release';
import { checkArchive, compareWithArchive } from './archive';
import { runProgram } from './program';
import { UpdateTrouble } from './trouble';

const INSTALL_MS = 30 * 60_000;
const START_MS = 120_000;

/** A package manager, and what it is run with. */
export interface Tool {
  /** Node's program. */
  readonly node: string;
  readonly file: string;
  /** `file` is a script for Node. */
  readonly script: boolean;
}

export interface Staging {
  readonly tool: Tool;
  readonly release: Release;
  /** Empty folder of ours on the disk of the copy. */
  readonly folder: string;
  /** Address of the registry to use in place of the user's own; null: theirs. */
  readonly registry: string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  onLine(line: string): void;
}

/**
 * The environment for a package manager: the user's own, with the Node in front, and with OpenClaw's state pointed at an
 * empty folder. Its install scripts open the state database (2026.6.8 and 2026.7.1 do), and the real one is in use by
 * the old version.
 */
export function managerEnv(
  env: Readonly<Record<string, string | undefined>>,
  node: string,
  scratch: string,
): Record<string, string> {
  const kept = Object.entries(env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && !/^(OPENCLAW_|ELECTRON_|NODE_OPTIONS$)/.test(entry[0]),
  );
  const found = kept.find(([name]) => /^path$/i.test(name));
  return {
    ...Object.fromEntries(kept),
    [found?.[0] ?? 'PATH']: [dirname(node), ...(found ? [found[1]] : [])].join(delimiter),
    OPENCLAW_STATE_DIR: join(scratch, 'state'),
    OPENCLAW_CONFIG_PATH: join(scratch, 'state', 'openclaw.json'),
  };
}

/** Arguments that put a tool's script behind its Node. */
export const commandOf = ({ node, file, script }: Tool, args: readonly string[]) =>
  script ? { program: node, args: [file, ...args] } : { program: file, args };

/** Whether npm knows `--allow-scripts`, which 11.16 brought (npm docs, config): 12 runs no script without it, older ones warn. */
export async function knowsAllowScripts(npmCli: string): Promise<boolean> {
  const file = join(dirname(dirname(npmCli)), 'package.json');
  const manifest = JSON.parse(await readFile(file, 'utf8').catch(() => '{}')) as { version?: string };
  const [major = 0, minor = 0] = (manifest.version ?? '0.0').split('.').map(Number);
  return major > 11 || (major === 11 && minor >= 16);
}

/** Runs the package manager; rejects with why, in plain words where its own code tells. */
export async function runManager(
  { tool, env, folder, signal, onLine }: Staging,
  args: readonly string[],
  cwd: string,
  told: Readonly<Record<string, string>> = managerEnv(env, tool.node, join(folder, 'scratch')),
) {
  const { program, args: words } = commandOf(tool, args);
  const result = await runProgram(program, words, {
    env: told,
    cwd,
    signal,
    limitMs: INSTALL_MS,
    onLine,
  });
  if (result.code !== 0) {
    const said = result.out;
    if (/ENOSPC/.test(said)) throw new UpdateTrouble('disk-full');
    if (/EINTEGRITY|ERR_PNPM_TARBALL_INTEGRITY/.test(said)) throw new UpdateTrouble('wrong-integrity');
    const line = result.last.findLast((each) => /error|ERR/i.test(each) && !/complete log/i.test(each));
    throw new UpdateTrouble('manager-failed', { line: (line ?? result.last.at(-1) ?? '?').slice(0, 300) });
  }
  return result;
}

const away = (registry: string | null) => (registry === null ? [] : [`--registry=${registry}`]);

/** Makes the folder of one staging, empty, for this account alone. */
export async function makeStaging(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, 'scratch', 'state'), { recursive: true, mode: 0o700 });
}

/** Fetches the archive with npm and holds it against the registry's integrity value. Nothing of it runs. */
export async function fetchArchive(staging: Staging): Promise<string> {
  const { folder, release, registry } = staging;
  const place = join(folder, 'archive');
  await mkdir(place, { mode: 0o700 });
  await runManager(
    staging,
    [
      'pack',
      '--loglevel=warn',
      '--pack-destination',
      place,
      ...away(registry),
      `openclaw@${release.version}`,
    ],
    place,
  );
  const archive = join(place, `openclaw-${release.version}.tgz`);
  await checkArchive(archive, release.integrity);
  return archive;
}

/**
 * Installs the release into a prefix of its own with npm and the user's npm settings. Resolves to the package folder
 * once every file of it is as in the archive.
 */
export async function installBeside(staging: Staging, archive: string): Promise<string> {
  const { folder, release, registry, tool } = staging;
  const prefix = join(folder, 'prefix');
  await mkdir(prefix, { mode: 0o755 });
  const allow = (await knowsAllowScripts(tool.file)) ? ['--allow-scripts=openclaw'] : [];
  const quiet = ['--no-audit', '--no-fund', '--prefer-offline'];
  await runManager(
    staging,
    [
      'install',
      '--global',
      '--prefix',
      prefix,
      ...quiet,
      ...allow,
      ...away(registry),
      `openclaw@${release.version}`,
    ],
    folder,
  );
  const modules =
    process.platform === 'win32' ? join(prefix, 'node_modules') : join(prefix, 'lib', 'node_modules');
  const copy = join(modules, 'openclaw');
  await compareWithArchive(archive, copy);
  await rm(archive, { force: true });
  return copy;
}

/** The entry that a package's `bin` names for `openclaw`. */
export async function entryOf(
  copy: string,
): Promise<{ name: unknown; version: unknown; bin: string | null }> {
  const manifest = JSON.parse(await readFile(join(copy, 'package.json'), 'utf8')) as Record<string, unknown>;
  const { name, version, bin } = manifest;
  const file = typeof bin === 'object' && bin !== null && 'openclaw' in bin ? bin.openclaw : bin;
  return { name, version, bin: typeof file === 'string' ? file.replace(/^\.\//, '') : null };
}

/** Rejects unless the staged package is the wanted one, its launcher still fits, and it answers `--version`. */
export async function checkStaged(
  staging: Staging,
  { copy, old, node }: { copy: string; old: string; node: string },
): Promise<void> {
  const { folder, release, env, signal } = staging;
  const [fresh, before] = await Promise.all([entryOf(copy), entryOf(old)]);
  if (fresh.name !== 'openclaw' || fresh.version !== release.version)
    throw new UpdateTrouble('wrong-package');
  if (fresh.bin === null || fresh.bin !== before.bin) throw new UpdateTrouble('other-launcher');
  const scratch = join(folder, 'scratch');
  const result = await runProgram(node, [join(copy, fresh.bin), '--version'], {
    env: { ...managerEnv(env, node, scratch), HOME: scratch, USERPROFILE: scratch, NO_COLOR: '1' },
    cwd: scratch,
    signal,
    limitMs: START_MS,
  });
  if (result.code !== 0 || !result.out.includes(release.version))
    throw new UpdateTrouble('does-not-start', { line: (result.last.at(-1) ?? '?').slice(0, 300) });
}

/**
 * Fetches a Node in the wanted range as npm's package `node` and lays it out as OpenClaw's own private runtime:
 * `tools/cli-node/tools/node/bin/node` (docs/install/node.md; node-runtime-update.mjs of 2026.9.6), below the scratch
 * home, where the staged version finds it in its trial. Resolves to the `cli-node` folder.
 */
export async function bringNode(staging: Staging, range: string): Promise<string> {
  const { folder, registry } = staging;
  const project = join(folder, 'node');
  await mkdir(project, { mode: 0o700 });
  // npm 12 runs no package's scripts unasked; this package's own fetch the program.
  await writeFile(join(project, 'package.json'), '{ "private": true, "allowScripts": { "node": true } }');
  await runManager(
    staging,
    ['install', '--no-audit', '--no-fund', ...away(registry), `node@${range}`],
    project,
  );
  const windows = process.platform === 'win32';
  const name = windows ? 'node.exe' : 'node';
  const tools = join(folder, 'scratch', '.openclaw', 'tools', 'cli-node');
  const target = windows ? join(tools, 'tools', 'node') : join(tools, 'tools', 'node', 'bin');
  await mkdir(target, { recursive: true, mode: 0o755 });
  await rename(join(project, 'node_modules', 'node', 'bin', name), join(target, name));
  await rm(project, { recursive: true, force: true });
  return tools;
}
