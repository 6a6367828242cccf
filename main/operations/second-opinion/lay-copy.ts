import { chmodSync, readdirSync, rmSync } from 'node:fs';
import {
  access,
  chmod,
  copyFile,
  lstat,
  mkdir,
  readdir,
  realpath,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative } from 'node:path';
import { errorCode } from '../../system/read';

/** A copy of a state folder in a home of its own. */
export interface LaidCopy {
  /** What stands for the home folder. */
  readonly home: string;
  readonly stateDir: string;
  readonly configPath: string;
}

/** More lies in the state folder than is copied. */
export class CopyTooLarge extends Error {}

const MOST_ENTRIES = 20_000;
const MOST_BYTES = 64 * 1024 * 1024;
const DEEPEST = 12;

/**
 * What the audit reads the contents of, besides the settings (seen with strace(1) of 2026.9.6 and 2026.5.28): the state
 * database with what was installed, who is allowed in by chat, and what plugins, skills and hooks say of themselves. Of
 * all else it asks only whether it is there and whose rights it has: keys, sign-ins and conversations stay out of the copy.
 */
const READ =
  /^(?:\.env|openclaw\.sqlite(?:-wal)?|.*-allowFrom\.json|exec-approvals\.json|installs\.json|package\.json|openclaw\.plugin\.json|SKILL\.md|HOOK\.md)$/;
/** Folders that hold much and are never walked by the audit. */
const HEAVY = new Set(['.git', 'browser', 'cache', 'media', 'sandboxes', 'tools', 'backups', 'tmp']);
/** What of a workspace is: the rest is the owner's own. */
const OF_WORKSPACE = new Set(['skills', '.agents', '.openclaw', 'hooks', 'package.json']);

const isIn = (path: string, folder: string) => {
  const way = relative(folder, path);
  return way === '' || (!way.startsWith('..') && !isAbsolute(way));
};

const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

/** Of all packages only those that are plugins: theirs, and not what they need. */
async function pluginsAmong(modules: string, names: readonly string[]): Promise<readonly string[]> {
  if (dirname(modules).includes('node_modules')) return [];
  const scoped = await Promise.all(
    names.map(async (name) => {
      if (!name.startsWith('@')) return [name];
      return (await readdir(join(modules, name)).catch((): string[] => [])).map((each) => join(name, each));
    }),
  );
  const found = await Promise.all(
    scoped
      .flat()
      .map(async (name) => ((await isThere(join(modules, name, 'openclaw.plugin.json'))) ? [name] : [])),
  );
  return found.flat();
}

/**
 * Lays below `top` what OpenClaw's audit needs of a state folder: the same names and modes, the contents of settings
 * (`settings`: all their files) and of what the audit reads. No link leads out of the copy: what one leads to outside is
 * stood in for. Rejects with `CopyTooLarge`, with the signal's reason, or as the system does.
 */
export async function layCopy(
  top: string,
  setup: { readonly home: string; readonly stateDir: string; readonly configPath: string },
  settings: readonly string[],
  signal: AbortSignal,
): Promise<LaidCopy> {
  let [entries, bytes, outside] = [0, 0, 0];
  const modes: (readonly [string, number])[] = [];
  const home = join(top, 'home');
  const realState = await realpath(setup.stateDir);
  const isLinked = (await lstat(setup.stateDir)).isSymbolicLink();
  // A cloud's folder is known by its name on the way.
  const placeOf = (path: string, otherwise: string) => {
    const inHome = isIn(path, setup.home) && path !== setup.home;
    return inHome ? join(home, relative(setup.home, path)) : join(home, otherwise);
  };
  const stateDir = placeOf(setup.stateDir, '.openclaw');
  const inState = (path: string) => isIn(path, setup.stateDir);
  const configPath = inState(setup.configPath)
    ? join(stateDir, relative(setup.stateDir, setup.configPath))
    : placeOf(setup.configPath, join('settings', basename(setup.configPath)));
  const own = new Set([setup.configPath, ...settings]);
  const contents = new Set(
    [...own].flatMap((path) =>
      inState(path) ? [path, join(realState, relative(setup.stateDir, path))] : [path],
    ),
  );

  async function file(from: string, to: string, facts: { readonly size: number; readonly mode: number }) {
    if (contents.has(from) || READ.test(basename(from))) {
      bytes += facts.size;
      if (bytes > MOST_BYTES) throw new CopyTooLarge(from);
      await copyFile(from, to).catch(async (error: unknown) => {
        // What this account can't read, its audit can't either.
        if (errorCode(error) !== 'EACCES' || contents.has(from)) throw error;
        await writeFile(to, '');
      });
    } else await writeFile(to, from.endsWith('.json') ? '{}\n' : '');
    await chmod(to, facts.mode & 0o777);
  }

  async function link(from: string, to: string, depth: number): Promise<void> {
    const target = await realpath(from).catch(() => null);
    // A link that leads nowhere does so in the copy too, and not out of it.
    if (target === null) return symlink(join(top, 'outside', 'nothing'), to);
    if (isIn(target, realState)) return symlink(join(stateDir, relative(realState, target)), to);
    const place = join(top, 'outside', String(outside++));
    await mkdir(place, { recursive: true, mode: 0o700 });
    await symlink(join(place, basename(target)), to);
    if (contents.has(from)) contents.add(target);
    await lay(target, join(place, basename(target)), depth, new Set(['SKILL.md', 'HOOK.md', 'package.json']));
  }

  async function namesIn(folder: string, only: ReadonlySet<string> | undefined): Promise<readonly string[]> {
    const names = await readdir(folder).catch((): string[] => []);
    if (only) return names.filter((each) => only.has(each));
    if (basename(folder) === 'node_modules') return pluginsAmong(folder, names);
    const isWorkspace = /^workspace(?:-.*)?$/.test(basename(folder)) && dirname(folder) === realState;
    return isWorkspace ? names.filter((each) => OF_WORKSPACE.has(each)) : names;
  }

  async function lay(from: string, to: string, depth: number, only?: ReadonlySet<string>): Promise<void> {
    signal.throwIfAborted();
    if (++entries > MOST_ENTRIES) throw new CopyTooLarge(from);
    const facts = await lstat(from).catch(() => null);
    if (!facts) return;
    if (facts.isSymbolicLink()) return link(from, to, depth);
    if (facts.isFile()) return file(from, to, facts);
    if (!facts.isDirectory()) return;
    await mkdir(to, { recursive: true, mode: 0o700 });
    modes.push([to, facts.mode & 0o1777]);
    if (depth > DEEPEST || HEAVY.has(basename(from))) return;
    for (const name of await namesIn(from, only)) {
      await mkdir(dirname(join(to, name)), { recursive: true, mode: 0o700 });
      await lay(join(from, name), join(to, name), depth + 1);
    }
  }

  const place = isLinked ? join(top, 'outside', 'state') : stateDir;
  for (const folder of [place, stateDir]) await mkdir(dirname(folder), { recursive: true, mode: 0o700 });
  if (isLinked) await symlink(place, stateDir);
  await lay(realState, place, 0);
  for (const path of own)
    if (!inState(path) && (path === setup.configPath || isIn(path, setup.home))) {
      const to = path === setup.configPath ? configPath : placeOf(path, '');
      await mkdir(dirname(to), { recursive: true, mode: 0o700 });
      await lay(path, to, 0);
    }
  // From the innermost out: a folder may take away the right to go on.
  for (const [folder, mode] of modes.toReversed()) await chmod(folder, mode);
  return { home, stateDir, configPath };
}

/** Removes a copy with all that programs made in it, whatever rights its folders have. */
export function removeCopy(top: string): void {
  const open = (folder: string) => {
    try {
      chmodSync(folder, 0o700);
      for (const each of readdirSync(folder, { withFileTypes: true }))
        if (each.isDirectory()) open(join(folder, each.name));
    } catch {}
  };
  open(top);
  rmSync(top, { recursive: true, force: true, maxRetries: 3 });
}
