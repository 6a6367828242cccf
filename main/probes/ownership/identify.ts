import {
  isActing,
  isRuntime,
  type ProcessLine,
  type Role,
  roleOfArguments,
  roleOfScript,
  type Script,
  scriptOf,
} from '../../openclaw/gateway-process';
import { namesOpenClaw } from '../../openclaw/install-places';
import type { FindPackage } from './find-package';
import type { ProgramIdentity, Proof } from './types';

/** What is known of a program besides its command line. */
export interface Program extends ProcessLine {
  /** The file that runs, whole; null when it could not be told. */
  readonly file: string | null;
  /** Its working directory; null when it could not be told. */
  readonly cwd: string | null;
  /** Its environment makes an app's own program run scripts as Node would (ELECTRON_RUN_AS_NODE). */
  readonly asNode?: boolean;
}

interface Paths {
  isAbsolute(path: string): boolean;
  resolve(...parts: string[]): string;
  dirname(path: string): string;
  readonly sep: string;
}

/** An app that carries OpenClaw runs it by the app's own program: then the script lies among the app's files. */
function carried({ file, args }: Program, { dirname, sep }: Paths): Script | null {
  const script = args[1];
  if (file === null || script === undefined || isRuntime(file)) return null;
  const app = /^(.*?\.app)\/Contents\//.exec(file)?.[1] ?? dirname(file);
  const inside = [`${app}${sep}resources${sep}`, `${app}${sep}Contents${sep}Resources${sep}`];
  return inside.some((folder) => script.toLowerCase().startsWith(folder.toLowerCase()))
    ? { file: script, rest: args.slice(2) }
    : null;
}

const base = (path: string) => path.replace(/^.*[\\/]/, '');

/** The script that it runs: the program's own file says whether it runs any, and not the name that it was called by. */
function scriptIn(program: Program, paths: Paths): Script | null {
  const { file, args } = program;
  const name = file === null ? program.program : base(file);
  return scriptOf({ program: program.asNode ? 'node' : name, args }) ?? carried(program, paths);
}

export const identity = (
  role: Role,
  certain: boolean,
  copyPath: string | null,
  evidence: readonly Proof[],
): ProgramIdentity => ({ role, certain, copyPath, home: null, evidence });

/**
 * What a program is of OpenClaw's, by the package of the script that it runs; null when it is something else. A
 * script whose package can't be told is OpenClaw's or not: `certain` is false then.
 */
export async function identifyScript(
  program: Program,
  find: FindPackage,
  paths: Paths,
): Promise<ProgramIdentity | null> {
  const script = scriptIn(program, paths);
  if (script === null) return null;
  const { cwd } = program;
  const whole = paths.isAbsolute(script.file)
    ? script.file
    : cwd === null
      ? null
      : paths.resolve(cwd, script.file);
  const found = whole === null ? null : await find(whole);
  if (found?.state === 'ours') {
    const role = roleOfScript(found.inside, script.rest);
    return identity(role, true, found.folder, [{ by: 'program', saw: whole ?? script.file }]);
  }
  if (found?.state === 'other' || !namesOpenClaw(script.file)) return null;
  return identity(roleOfArguments(script.rest), false, null, [{ by: 'name', saw: script.file }]);
}

/**
 * What only the family tells: a command that waits for what it started is its launcher, and ends with it; a helper of a
 * command ends with that command.
 */
export function byFamily(
  rows: readonly { readonly pid: number; readonly parent: number }[],
  known: ReadonlyMap<number, ProgramIdentity>,
): ReadonlyMap<number, ProgramIdentity> {
  const acts = (pid: number) => ['gateway', 'node', 'agent'].includes(known.get(pid)?.role ?? '');
  const claimed = new Map(known);
  for (const { pid } of rows) {
    const is = known.get(pid);
    if (!is) continue;
    if (!isActing(is.role) && rows.some((row) => row.parent === pid && acts(row.pid)))
      claimed.set(pid, { ...is, role: 'launcher', certain: true });
  }
  for (const { pid, parent } of rows) {
    const [is, above] = [claimed.get(pid), known.get(parent)];
    // What waits for it has said what it is to be.
    if (is?.role === 'starting' && above?.certain && acts(parent))
      claimed.set(pid, { ...is, role: above.role });
  }
  for (const { pid, parent } of rows) {
    const above = claimed.get(parent);
    if (claimed.get(pid)?.role === 'helper' && above && !isActing(above.role))
      claimed.set(pid, { ...(claimed.get(pid) as ProgramIdentity), role: 'command' });
  }
  return claimed;
}
