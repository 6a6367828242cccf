import type { Change } from '../../contract/change';
import { loopedCommands, mayStartAgain, namesCopy, shellRuns } from '../../openclaw/service-control';
import { shellCommands } from '../../openclaw/shell-text';
import type { FileProbe } from '../../probes/files';
import type { Process } from '../../probes/gateways';
import type { OwnershipProbe } from '../../probes/ownership';
import { pm2Hold } from './pm2';

/** What would start OpenClaw again when it ends, and is no service of the system's. */
export interface Keepers {
  /** What they are told first; taken back, they start it again. */
  readonly holds: readonly Change[];
  /** Shells that do nothing but start it again: to be ended before it. */
  readonly loops: readonly Process[];
  /** Those that may start it again, and that may do other things too: they are left alone, and named. */
  readonly named: readonly Process[];
}

/** The text that a shell runs, and its working directory; null for one that somebody types into, or that can't be read. */
async function textOf(files: FileProbe, { pid, args }: Process) {
  const runs = shellRuns(args);
  if (runs === null) return null;
  const cwd = await files.readLink(`/proc/${pid}/cwd`).catch(() => null);
  if ('text' in runs) return { text: runs.text, cwd };
  const { isAbsolute, join } = files.path;
  if (!isAbsolute(runs.file) && cwd === null) return null;
  const file = isAbsolute(runs.file) ? runs.file : join(cwd ?? '', runs.file);
  const script = await files.exact(file).catch(() => null);
  return script ? { text: script.text, cwd } : null;
}

/** Whether a shell does nothing but start OpenClaw again and again. */
async function isOnlyALoop({ files, ownership }: Needs, shell: Process): Promise<boolean> {
  if (shell.ours !== true || shell.startedAt === null) return false;
  const command = await textOf(files, shell);
  const commands = command && loopedCommands(command.text);
  if (!command || !commands) return false;
  for (const args of commands) {
    if (namesCopy(args)) continue;
    const { owner } = await ownership.ownerOf({ kind: 'command', args, cwd: command.cwd });
    if (owner !== 'this-home') return false;
  }
  return true;
}

interface Needs {
  readonly files: FileProbe;
  readonly ownership: OwnershipProbe;
}

/** A shell whose text runs once, from its first line to its last: what it starts ends with it. */
async function runsOnce({ files }: Needs, shell: Process): Promise<boolean> {
  const command = await textOf(files, shell);
  const commands = command && shellCommands(command.text);
  return commands?.every(([first]) => !/^(while|until|for|eval|\.|source|trap)$/.test(first ?? '')) === true;
}

/** Programs that run another once and wait for it (npm-run(1), npm-exec(1), npx(1), pnpm-exec, script(1)). */
const isOnlyALauncher = ({ args }: Process): boolean =>
  /^(npm|npx|pnpm|yarn|bunx|script)( |$)/.test(args[0]?.split('/').at(-1) ?? '') ||
  /[\\/](npm-cli|npx-cli|pnpm|yarn)\.c?js$/.test(args[1] ?? '');

/**
 * Who keeps these processes of OpenClaw running, asked of the one right above each, and above that where it only waits:
 * pm2 is held by what OpenClaw's own number is kept by, and never by what was inherited from somewhere above.
 */
export async function keepersOf(
  needs: Needs,
  own: readonly Process[],
  all: readonly Process[],
): Promise<Keepers> {
  const holds: Change[] = [];
  const loops = new Map<number, Process>();
  const named = new Map<number, Process>();
  const above = ({ parent }: Process) =>
    all.find(({ pid }) => pid > 1 && pid === parent && !own.some((each) => each.pid === pid));
  for (const process of own) {
    const parent = above(process);
    if (!parent) continue;
    if (await isOnlyALoop(needs, parent)) {
      loops.set(parent.pid, parent);
      continue;
    }
    const hold = await pm2Hold(needs.files, process, parent);
    if (hold) {
      holds.push(hold);
      continue;
    }
    const climbed = new Set<Process>();
    let keeper: Process | undefined = parent;
    while (keeper && !climbed.has(keeper) && (isOnlyALauncher(keeper) || (await runsOnce(needs, keeper)))) {
      climbed.add(keeper);
      keeper = above(keeper);
    }
    if (keeper && mayStartAgain(keeper)) named.set(keeper.pid, keeper);
  }
  return { holds, loops: [...loops.values()], named: [...named.values()] };
}
