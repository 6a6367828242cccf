import type { ProcessExit, ProcessSpec } from '../commands/run-process';

/** How one system asks for administrator rights for one command, and what its answer means. */
export interface ElevationMethod {
  readonly process: Pick<ProcessSpec, 'program' | 'args' | 'env' | 'inTerminal'>;
  /** The command's own end; `refused` or `nobody` when it was never run. */
  read(ended: ProcessExit): ElevationResult;
}

export type ElevationResult = { readonly code: number | null } | 'refused' | 'nobody';

/** A command with all that it may have: absolute program, arguments, what is added to its environment. */
export interface ElevatedCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/**
 * The words of a command for a system that clears the environment: env(1) sets what the change names.
 * An argument is never read as one of env's: those end at the first word with `=` or the program.
 */
export const withEnv = ({ program, args, env }: ElevatedCommand): readonly string[] =>
  Object.keys(env).length === 0
    ? [program, ...args]
    : ['/usr/bin/env', ...Object.entries(env).map(([name, value]) => `${name}=${value}`), program, ...args];
