import type { CommandChange } from '../../../contract/change';
import type { CarryOptions } from '..';
import { NotAllowedError } from '..';
import { ChangeError } from '../change-error';
import { elevated } from '../elevate';
import type { WriteTools } from '../write-tools';
import { commandEnvironment } from './command-environment';
import type { ProcessExit } from './run-process';

const LIMIT_MS = 60_000;

/** A program that ended with something else than 0. The message names the program and the code, never what it said. */
export class CommandError extends ChangeError {
  /** Its last line, which may hold a secret: masked before anybody sees it, never logged. */
  readonly lastLine!: string;
  constructor(
    readonly program: string,
    /** Null when a signal ended it. */
    readonly code: number | null,
    lastLine: string,
  ) {
    super('failed', `${program} ended with ${code ?? 'a signal'}`);
    // Not enumerable: neither JSON nor an inspected error shows it.
    Object.defineProperty(this, 'lastLine', { value: lastLine, enumerable: false });
  }
}

const lastLineOf = ({ out, err }: ProcessExit) =>
  (err.trim() || out.trim()).split('\n').at(-1)?.trim().slice(0, 400) ?? '';

/** What is run: the change itself, or what takes it back. */
export type RunnableCommand = Pick<
  CommandChange,
  'program' | 'args' | 'admin' | 'env' | 'limitMs' | 'optional'
>;

/**
 * Runs a command to its end, as administrator if it says so. Rejects with CommandError, NotAllowedError, a ChangeError
 * (`too-slow`, `no-program`, …) or, when cancelled, the signal's reason. An optional one that fails says so on a line.
 * On Windows `program` is a real program: `.cmd` files need a shell and are run as `node.exe` with their script.
 */
export async function runCommand(
  tools: WriteTools,
  command: RunnableCommand,
  options: CarryOptions,
): Promise<void> {
  try {
    await attempt(tools, command, options);
  } catch (error) {
    if (!command.optional || error instanceof NotAllowedError || options.signal.aborted) throw error;
    options.onLine?.(error instanceof Error ? error.message : String(error));
  }
}

async function attempt(
  tools: WriteTools,
  command: RunnableCommand,
  { signal, onLine }: CarryOptions,
): Promise<void> {
  const { program, args, limitMs = LIMIT_MS } = command;
  const hearing = { signal, limitMs, ...(onLine && { onLine }) };
  const env = commandEnvironment(tools.platform, tools.env, command.env);
  const ended = command.admin
    ? await elevated(tools, command, hearing)
    : await tools.run({ program, args, env, ...hearing });
  if (ended.stopped === 'aborted') signal.throwIfAborted();
  if (ended.stopped === 'too-slow') throw new ChangeError('too-slow', `${program} took too long`);
  if (ended.code !== 0) throw new CommandError(program, ended.code, lastLineOf(ended));
}
