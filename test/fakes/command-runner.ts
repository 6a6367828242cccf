import type { ProcessExit } from '../../main/system/write/commands/run-process';
import type {
  CommandRunner,
  ProgramCommand,
  TankContext,
  TankNeeds,
  TankPlan,
} from '../../main/tank/model/types';

/** How a scripted program ends: its output, or `code` for one that fails, or an error for one that can't start. */
export type Answer = Partial<ProcessExit> | string | Error;

export interface ScriptedRunner extends CommandRunner {
  /** Every command line that was given, in order: program and arguments in one line, as `run`, `launch` or `admin`. */
  readonly said: string[];
  /** The same as they were given. */
  readonly commands: (ProgramCommand & { readonly verb: 'run' | 'launch' | 'admin' })[];
  /** Pids that are running, by the stand-in's word. */
  readonly running: Set<number>;
}

/**
 * A stand-in for this computer's programs: `answer` hears each command line and says how it ends. A line that it
 * doesn't know (undefined) is a fault of the test, given with the whole line.
 */
export function scriptedRunner(
  answer: (line: string, command: ProgramCommand) => Answer | undefined,
): ScriptedRunner {
  const said: string[] = [];
  const commands: ScriptedRunner['commands'] = [];
  const running = new Set<number>();
  function hear(verb: 'run' | 'launch' | 'admin', command: ProgramCommand): ProcessExit {
    const line = [command.program, ...command.args].join(' ');
    said.push(line);
    commands.push({ ...command, verb });
    const given = answer(line, command);
    if (given === undefined) throw new Error(`the script knows no answer to: ${line}`);
    if (given instanceof Error) throw given;
    const ended = typeof given === 'string' ? { out: given } : given;
    return { code: 0, out: '', err: '', stopped: null, ...ended };
  }
  return {
    said,
    commands,
    running,
    run: async (command) => hear('run', command),
    launch: async (command) => {
      hear('launch', command);
      const pid = 4000 + commands.length;
      running.add(pid);
      return pid;
    },
    runElevated: async (command) => {
      const { code, err } = hear('admin', command);
      if (code !== 0) throw new Error(err);
    },
    isAlive: async ({ pid }) => running.has(pid),
    end: async ({ pid }) => void running.delete(pid),
    identify: async (pid) => (running.has(pid) ? { pid, startedAt: '1' } : null),
    find: async (program) => `/usr/bin/${program}`,
  };
}

/** A plan like those that the app makes, but for what is given. */
export const tankPlan = (given: Partial<TankPlan> = {}): TankPlan => ({
  schema: 1,
  name: 'openclaw',
  engine: 'qemu',
  architecture: 'x64',
  openclaw: '2026.9.6',
  image: '6e40c07ae715f744f84af0bec76415cc1987dd115b4b8de437818561f01a3733',
  limits: { memoryMiB: 4096, processors: 2, diskGiB: 12 },
  ports: { gateway: 28789, ssh: 22922 },
  mirror: 'own',
  createdAt: '2026-11-22T09:00:00.000Z',
  madeAt: null,
  movedInAt: null,
  ...given,
});

/** A tank in `folder` with these hands. */
export const tankAt = (
  folder: string,
  runner: CommandRunner,
  plan: Partial<TankPlan> = {},
  needs: Partial<TankNeeds> = {},
): TankContext => ({
  plan: tankPlan(plan),
  folder,
  needs: {
    platform: 'linux',
    env: {},
    root: `${folder}/..`,
    journal: `${folder}/../../app`,
    runner,
    signal: new AbortController().signal,
    now: () => Date.parse('2026-11-22T09:00:00.000Z'),
    ...needs,
  },
});
