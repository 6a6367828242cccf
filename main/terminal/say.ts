import type { Language } from '../contract/report';

/** Switches of every command; each takes those that its line in the usage names. */
export interface Values {
  readonly json: boolean;
  readonly offline: boolean;
  readonly progress: boolean;
  /** Nothing is changed without it. */
  readonly yes: boolean;
  /** What becomes of OpenClaw's data when it leaves. */
  readonly data?: string | undefined;
  /** What a tank is made with, and which one is meant. */
  readonly engine?: string | undefined;
  readonly tank?: string | undefined;
}

/** One word of the terminal: what `main/terminal/<word>.ts` exports. Resolves to the exit code, all written. */
export type Run = (values: Values, positionals: readonly string[], language: Language) => Promise<number>;

/**
 * What a command ends with; 64 and 70 are those of sysexits.h. For one that changes things, 0: all of it was done,
 * or there was nothing to do; 1: something was taken back, left changed, left behind or refused.
 */
export const EXIT = { fine: 0, attention: 1, cannotTell: 2, usage: 64, failed: 70 } as const;

/** What others wrote (names of files, lines of programs) may hold control codes that a terminal would obey. */
export const safe = (text: string): string => text.replace(/[^\P{Cc}\n]|\p{Bidi_Control}/gu, '\uFFFD');

/** Writes all of it before it resolves. A reader that went away (`| head`) is not a failure of ours. */
export const write = (stream: NodeJS.WriteStream, text: string): Promise<void> =>
  new Promise<void>((resolve, reject) => {
    stream.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EPIPE' ? resolve() : reject(error),
    );
    stream.write(text, () => resolve());
  });

/** The one JSON document of `--json`. */
export const writeJson = (value: unknown): Promise<void> =>
  write(process.stdout, `${JSON.stringify(value, null, 2)}\n`);

/** Lines for people. */
export const writeLines = (
  lines: readonly string[],
  stream: NodeJS.WriteStream = process.stdout,
): Promise<void> => write(stream, `${lines.map(safe).join('\n')}\n`);

/** Runs `work` with a signal that Ctrl-C and `kill` set off: what was begun is then finished or taken back. */
export async function untilStopped<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const leaving = new AbortController();
  const leave = () => leaving.abort();
  process.on('SIGINT', leave).on('SIGTERM', leave);
  try {
    return await work(leaving.signal);
  } finally {
    process.off('SIGINT', leave).off('SIGTERM', leave);
  }
}

/** Thrown for words that make no command: the usage is shown, and the exit code is 64. */
export class WrongUsage extends Error {}
