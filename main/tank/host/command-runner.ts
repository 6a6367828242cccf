import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { Platform } from '../../contract/finding';
import { ChangeError, codeOf } from '../../system/write/change-error';
import { commandEnvironment } from '../../system/write/commands/command-environment';
import { runCommand } from '../../system/write/commands/run-command';
import { runProcess } from '../../system/write/commands/run-process';
import { nodeFs } from '../../system/write/files/fs-adapter';
import { processesOf } from '../../system/write/processes';
import { endProcess } from '../../system/write/processes/end-process';
import { systemPrograms } from '../../system/write/system-programs';
import type { WriteTools } from '../../system/write/write-tools';
import { childRegistration } from '../model/child-processes';
import type { CommandRunner, ProcessMark, ProgramCommand } from '../model/types';
import { locateProgram } from './find-program';

const LIMIT_MS = 60_000;

export interface CommandRunnerOptions {
  readonly platform: Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The tank's own folder: where programs run, and where those are noted that are running. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

/** Pids come round again after a restart, and so may the ticks since then: the boot's id tells them apart. */
const bootOf = async (platform: Platform) => {
  if (platform !== 'linux') return '';
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  return `${boot.trim()} `;
};

function toolsOf({ platform, env }: CommandRunnerOptions): WriteTools {
  return {
    platform,
    env,
    uid: process.geteuid?.() ?? null,
    inTerminal: process.stdin.isTTY === true,
    fs: nodeFs,
    programs: systemPrograms(platform, env),
    run: runProcess,
  };
}

/** Starts a program that outlives us. Resolves to its pid once it runs. */
async function launched(
  { program, args, log }: ProgramCommand & { readonly log: string },
  env: Record<string, string>,
  folder: string,
): Promise<number> {
  const output = await open(log, 'a', 0o600);
  try {
    const child = spawn(program, [...args], {
      cwd: folder,
      env,
      stdio: ['ignore', output.fd, output.fd],
      // A group of its own: neither our terminal's Ctrl-C nor our end reaches it.
      detached: true,
      windowsHide: true,
      shell: false,
    });
    await once(child, 'spawn').catch((error: unknown) => {
      const why = codeOf(error) === 'ENOENT' ? 'no-program' : 'not-permitted';
      throw new ChangeError(why, `${program} could not be started`, { cause: error });
    });
    child.unref();
    if (child.pid === undefined) throw new ChangeError('failed', `${program} has no pid`);
    return child.pid;
  } finally {
    await output.close();
  }
}

/** A command runner that does it for real on this computer. Making them touches nothing. */
export function createCommandRunner(needs: CommandRunnerOptions): CommandRunner {
  const { platform, env, folder, signal } = needs;
  const tools = toolsOf(needs);
  const processes = processesOf(tools);
  const outside = platform === 'win32' ? (env.SystemRoot ?? 'C:\\') : '/';
  /** Before the tank's folder is made, and after it is gone, programs run where they harm nobody. */
  const place = async ({ folder: asked = folder }: ProgramCommand) =>
    (await stat(asked).catch(() => null))?.isDirectory() ? asked : outside;

  /** As the system counts since its start; null where it was another start, or couldn't be told. */
  async function startOf({ startedAt }: ProcessMark): Promise<string | null> {
    const boot = await bootOf(platform);
    return startedAt?.startsWith(boot) ? startedAt.slice(boot.length) : null;
  }
  async function mark(pid: number): Promise<ProcessMark | null> {
    const now = await processes.identify(pid);
    if (now === null) return null;
    // Windows says `?` where it doesn't tell.
    return { pid, startedAt: now.startedAt === '?' ? null : (await bootOf(platform)) + now.startedAt };
  }

  return {
    async run(command) {
      const { program, args, input, output, limitMs = LIMIT_MS, onLine } = command;
      // It may break before the program runs that is to hear of it.
      if (input instanceof Readable) input.on('error', () => {});
      const note = childRegistration(folder, mark);
      try {
        const ended = await runProcess({
          program,
          args,
          limitMs,
          signal,
          env: commandEnvironment(platform, env, command.env),
          folder: await place(command),
          onStart: note.begin,
          ...(input !== undefined && { input }),
          ...(output && { output }),
          ...(onLine && { onLine: (line: string) => onLine(line) }),
        });
        if (ended.stopped === 'aborted') signal.throwIfAborted();
        return ended;
      } finally {
        await note.end();
      }
    },
    async launch(command) {
      signal.throwIfAborted();
      return launched(command, commandEnvironment(platform, env, command.env), await place(command));
    },
    runElevated: ({ program, args, env: added, limitMs, onLine }) =>
      runCommand(
        tools,
        { program, args, admin: true, ...(added && { env: added }), ...(limitMs && { limitMs }) },
        { signal, ...(onLine && { onLine: (line: string) => onLine(line) }) },
      ),
    identify: mark,
    async isAlive(wanted) {
      const startedAt = await startOf(wanted);
      const now = startedAt === null ? null : await processes.identify(wanted.pid);
      return startedAt !== null && now !== null && processes.same(startedAt, now.startedAt);
    },
    async end(wanted, graceMs) {
      const startedAt = await startOf(wanted);
      // What can't be told apart from another program is left alone.
      if (startedAt === null) return;
      await endProcess(processes, { kind: 'end', pid: wanted.pid, program: '', startedAt, graceMs });
    },
    find: (program) => locateProgram(program, platform, env),
  };
}
