import { mkdir, rm, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import type { Release } from '../../probes/releases/release';
import { checkArchive, compareWithArchive } from './archive';
import { manifestOf } from './package-json';
import { runProgram } from './program';
import { UpdateError } from './update-error';
import type { Announced } from './verify-lock';

const INSTALL_MS = 30 * 60_000;
const START_MS = 120_000;

/** A package manager, and what it is run with. */
export interface PackageTool {
  /** Node's program. */
  readonly node: string;
  readonly file: string;
  /** `file` is a script for Node. */
  readonly script: boolean;
}

export interface Staging {
  readonly tool: PackageTool;
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
export const toolCommand = ({ node, file, script }: PackageTool, args: readonly string[]) =>
  script ? { program: node, args: [file, ...args] } : { program: file, args };

/** Runs the package manager; rejects with why, in plain words where its own code tells. */
export async function runManager(
  { tool, env, folder, signal, onLine }: Staging,
  args: readonly string[],
  cwd: string,
  given: Readonly<Record<string, string>> = managerEnv(env, tool.node, join(folder, 'scratch')),
) {
  const { program, args: argv } = toolCommand(tool, args);
  const result = await runProgram(program, argv, {
    env: given,
    cwd,
    signal,
    limitMs: INSTALL_MS,
    onLine,
  });
  if (result.code !== 0) {
    const said = result.out;
    if (/ENOSPC/.test(said)) throw new UpdateError('disk-full');
    if (/EINTEGRITY|ERR_PNPM_TARBALL_INTEGRITY/.test(said)) throw new UpdateError('wrong-integrity');
    const line = result.last.findLast((each) => /error|ERR/i.test(each) && !/complete log/i.test(each));
    throw new UpdateError('manager-failed', { line: (line ?? result.last.at(-1) ?? '?').slice(0, 300) });
  }
  return result;
}

export const away = (registry: string | null) => (registry === null ? [] : [`--registry=${registry}`]);

/** Makes the folder of one staging, empty, for this account alone. */
export async function makeStaging(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, 'scratch', 'state'), { recursive: true, mode: 0o700 });
}

/**
 * Fetches the archive of one package with npm and holds it against the hash that is known beforehand (W3C SRI). Nothing
 * of it runs. Resolves to its path.
 */
export async function fetchArchive(
  staging: Staging,
  { name, version, integrity }: Announced,
): Promise<string> {
  const { folder, registry } = staging;
  const place = join(folder, 'archive');
  await mkdir(place, { recursive: true, mode: 0o700 });
  const argv = ['pack', '--loglevel=warn', '--ignore-scripts', '--pack-destination', place];
  await runManager(staging, [...argv, ...away(registry), `${name}@${version}`], place);
  const archive = join(place, `${name}-${version}.tgz`);
  await checkArchive(archive, integrity);
  return archive;
}

/**
 * Installs the release out of its checked archive into a folder of its own, with npm and the user's npm settings, and no
 * script of anybody runs. Resolves to the folder, in whose `node_modules/openclaw` the package lies with all that it
 * needs inside, as a global installation has it; each of its files is as in the archive.
 */
export async function installBeside(staging: Staging, archive: string): Promise<string> {
  const { folder, registry } = staging;
  const project = join(folder, 'project');
  await mkdir(project, { mode: 0o755 });
  await writeFile(join(project, 'package.json'), '{ "private": true }');
  // Said each, whatever the user's own settings say: they are part of what is checked afterwards.
  const layout = ['--global=false', '--install-strategy=shallow', '--package-lock', '--omit=dev'];
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--no-workspaces'];
  await runManager(
    staging,
    ['install', ...layout, '--include=optional', ...quiet, ...away(registry), archive],
    project,
  );
  await compareWithArchive(archive, join(project, 'node_modules', 'openclaw'));
  return project;
}

/** Rejects unless the staged package is the wanted one, its launcher still fits, and it answers `--version`. */
export async function checkStaged(
  staging: Staging,
  { copy, old, node }: { copy: string; old: string; node: string },
): Promise<void> {
  const { folder, release, env, signal } = staging;
  const [fresh, before] = await Promise.all([manifestOf(copy), manifestOf(old)]);
  if (fresh.name !== 'openclaw' || fresh.version !== release.version) throw new UpdateError('wrong-package');
  if (fresh.bin === null || fresh.bin !== before.bin) throw new UpdateError('other-launcher');
  const scratch = join(folder, 'scratch');
  const result = await runProgram(node, [join(copy, fresh.bin), '--version'], {
    env: { ...managerEnv(env, node, scratch), HOME: scratch, USERPROFILE: scratch, NO_COLOR: '1' },
    cwd: scratch,
    signal,
    limitMs: START_MS,
  });
  if (result.code !== 0 || !result.out.includes(release.version))
    throw new UpdateError('does-not-start', { line: (result.last.at(-1) ?? '?').slice(0, 300) });
}
