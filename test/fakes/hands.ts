import type { Ended } from '../../main/actions/commands/start';
import type { At, Hands, TankCommand, TankNeeds, TankPlan } from '../../main/tank';

/** How a scripted program ends: its output, or `code` for one that fails, or an error for one that can't start. */
export type Answer = Partial<Ended> | string | Error;

export interface ScriptedHands extends Hands {
  /** Every command line that was given, in order: program and arguments in one line, as `run`, `launch` or `admin`. */
  readonly said: string[];
  /** The same as they were given. */
  readonly commands: (TankCommand & { readonly verb: 'run' | 'launch' | 'admin' })[];
  /** Pids that are running, by the stand-in's word. */
  readonly running: Set<number>;
}

/**
 * A stand-in for this computer's programs: `answer` hears each command line and says how it ends. A line that it
 * doesn't know (undefined) is a fault of the test, told with the whole line.
 */
export function scriptedHands(
  answer: (line: string, command: TankCommand) => Answer | undefined,
): ScriptedHands {
  const said: string[] = [];
  const commands: ScriptedHands['commands'] = [];
  const running = new Set<number>();
  function hear(verb: 'run' | 'launch' | 'admin', command: TankCommand): Ended {
    const line = [command.program, ...command.args].join(' ');
    said.push(line);
    commands.push({ ...command, verb });
    const told = answer(line, command);
    if (told === undefined) throw new Error(`the script knows no answer to: ${line}`);
    if (told instanceof Error) throw told;
    const ended = typeof told === 'string' ? { out: told } : told;
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
    admin: async (command) => {
      const { code, err } = hear('admin', command);
      if (code !== 0) throw new Error(err);
    },
    alive: async ({ pid }) => running.has(pid),
    end: async ({ pid }) => void running.delete(pid),
    mark: async (pid) => (running.has(pid) ? { pid, startedAt: '1' } : null),
    find: async (program) => `/usr/bin/${program}`,
  };
}

/** A plan like those that the app makes, but for what is told. */
export const tankPlan = (told: Partial<TankPlan> = {}): TankPlan => ({
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
  ...told,
});

/** A tank in `folder` with these hands. */
export const tankAt = (
  folder: string,
  hands: Hands,
  plan: Partial<TankPlan> = {},
  needs: Partial<TankNeeds> = {},
): At => ({
  plan: tankPlan(plan),
  folder,
  needs: {
    platform: 'linux',
    env: {},
    root: `${folder}/..`,
    hands,
    signal: new AbortController().signal,
    now: () => Date.parse('2026-11-22T09:00:00.000Z'),
    ...needs,
  },
});
