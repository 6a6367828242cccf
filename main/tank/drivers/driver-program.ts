import { posix, win32 } from 'node:path';
import type { Message } from '../../contract/finding';
import type { EngineId } from '../../contract/tank';
import { quoteShell } from '../../openclaw/shell-quote';
import type { ProcessExit } from '../../system/write/commands/run-process';
import { type ProcessMark, type ProgramCommand, type TankContext, TankError } from '../model/types';

/** Product names: the same in every language. */
export const ENGINE_NAMES: Readonly<Partial<Record<EngineId, string>>> = {
  qemu: 'QEMU',
  lima: 'Lima',
  multipass: 'Multipass',
  virtualbox: 'VirtualBox',
  hyperv: 'Hyper-V',
  wsl: 'WSL',
};
export const engineName = (id: EngineId): string => ENGINE_NAMES[id] ?? id;

/** What an engine was doing when it failed; each has its words. */
export type DriverAction =
  | 'asking'
  | 'making'
  | 'starting'
  | 'stopping'
  | 'removing'
  | 'snapshot'
  | 'restoring'
  | 'sealing'
  | 'inside';

export const driverMessage = (id: string, values?: Message['values']): Message => ({
  id: `tank.engines-${id}`,
  ...(values && { values }),
});

/** The last words of a program, for the log. */
const lastOutput = ({ out, err, code }: ProcessExit): string =>
  `${(err.trim() || out.trim()).replaceAll('\0', '').slice(-2000)} (${code ?? 'no exit code'})`;

/** The error that a program's end is. */
export function programError(engine: EngineId, doing: DriverAction, ended: ProcessExit): TankError {
  const values = { name: engineName(engine), doing: driverMessage(`doing-${doing}`) };
  return new TankError(
    driverMessage(ended.stopped === 'too-slow' ? 'too-slow' : 'failed', values),
    lastOutput(ended),
  );
}

/** An answer that can't be read: never taken for "nothing there". */
export const unclearAnswer = (engine: EngineId, said: string): TankError =>
  new TankError(driverMessage('unclear', { name: engineName(engine) }), said.slice(0, 2000));

/** One program of an engine, looked up once for each use: it may be installed while we run. */
export interface DriverProgram {
  /** Runs it to its end; an exit code is data. Rejects with TankTrouble when it is not there or can't be started. */
  tryRun(doing: DriverAction, args: readonly string[], more?: ProgramOptions): Promise<ProcessExit>;
  /** The same, but an exit code other than 0 is a TankTrouble. */
  run(doing: DriverAction, args: readonly string[], more?: ProgramOptions): Promise<ProcessExit>;
  /** What `--version` says, by the first group of `pattern` or all of it; null where that can't be told. */
  version(pattern: RegExp): Promise<string | null>;
  /** Starts it, to outlive us, its words going to `log`. Resolves to its mark. */
  launch(args: readonly string[], log: string): Promise<ProcessMark>;
}
export type ProgramOptions = Omit<ProgramCommand, 'program' | 'args'>;

const isAbsolute = (program: string): boolean => posix.isAbsolute(program) || win32.isAbsolute(program);

/** `program` is a bare name that `hands.find` looks up, or an absolute path; `usual` is added to each call. */
export function driverProgram(
  { needs }: TankContext,
  engine: EngineId,
  program: string,
  usual: ProgramOptions = {},
): DriverProgram {
  const name = engineName(engine);
  /** `start` gets its whole path; what keeps it from starting is told in words. */
  async function started<T>(doing: DriverAction, start: (program: string) => Promise<T>): Promise<T> {
    const path = isAbsolute(program) ? program : await needs.runner.find(program);
    if (path === null) throw new TankError(driverMessage('missing', { name }), program);
    try {
      return await start(path);
    } catch (error) {
      needs.signal.throwIfAborted();
      const why = error instanceof Error ? error.message : String(error);
      throw new TankError(
        driverMessage('cannot-start', { name, doing: driverMessage(`doing-${doing}`) }),
        why,
        {
          cause: error,
        },
      );
    }
  }
  function tryRun(
    doing: DriverAction,
    args: readonly string[],
    more: ProgramOptions = {},
  ): Promise<ProcessExit> {
    const env = { ...usual.env, ...more.env };
    const options = { ...usual, ...more, args, ...(Object.keys(env).length > 0 && { env }) };
    return started(doing, (path) => needs.runner.run({ ...options, program: path }));
  }
  return {
    tryRun,
    async version(pattern) {
      const { code, out } = await tryRun('asking', ['--version']);
      // Some say it in UTF-16: read as UTF-8 that has a NUL after each plain letter.
      const found = code === 0 ? pattern.exec(out.replaceAll('\0', '')) : null;
      return found && (found[1] ?? found[0]);
    },
    launch: (args, log) =>
      started('starting', async (path) => {
        const pid = await needs.runner.launch({ program: path, args, log });
        return (await needs.runner.identify(pid)) ?? { pid, startedAt: null };
      }),
    async run(doing, args, more) {
      const ended = await tryRun(doing, args, more);
      if (ended.code !== 0) throw programError(engine, doing, ended);
      return ended;
    },
  };
}

/** A command as it is shown: each word as a shell would take it. */
export const shownLine = (program: string, args: readonly string[]): string =>
  [program, ...args].map(quoteShell).join(' ');

/** JSON of an engine; what isn't JSON is a TankTrouble. */
export function jsonOf(engine: EngineId, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw unclearAnswer(engine, text);
  }
}

/** A field of something that may be anything. */
export const field = (thing: unknown, name: string): unknown =>
  typeof thing === 'object' && thing !== null ? Reflect.get(thing, name) : undefined;

/** How long the address of a machine is waited for, and what is said when none comes. */
export const addressWait = ({ needs: { signal } }: TankContext, engine: EngineId) => ({
  signal,
  late: () => new TankError(driverMessage('no-address', { name: engineName(engine) })),
});
