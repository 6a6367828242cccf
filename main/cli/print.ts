import type { Language } from '../contract/report';
import { safeText } from '../contract/safe-text';

/** Switches of every command; each takes those that its line in the usage names. */
export interface Values {
  readonly json: boolean;
  readonly offline: boolean;
  readonly progress: boolean;
  /** Nothing is changed without it. */
  readonly yes: boolean;
  /** What becomes of OpenClaw's data when it leaves. */
  readonly data?: string | undefined;
  /** What an update is to do all the same. */
  readonly accept?: string | undefined;
  /** What a tank is made with, and which one is meant. */
  readonly engine?: string | undefined;
  readonly tank?: string | undefined;
  /** The result in the format of code scanners. */
  readonly sarif?: boolean;
  /** The report for somebody who knows, without what says whose it is. */
  readonly card?: boolean;
  /** Names all that the look opened, ran and asked. */
  readonly trace?: boolean;
  /** Asks OpenClaw's own audit as well, which runs a program of OpenClaw's. */
  readonly 'second-opinion'?: boolean;
}

/** One word of the terminal: what `main/terminal/<word>.ts` exports. Resolves to the exit code, all written. */
export type CommandFunction = (
  values: Values,
  positionals: readonly string[],
  language: Language,
) => Promise<number>;

/**
 * What a command ends with; 64 and 70 are those of sysexits.h. For one that changes things, 0: all of it was done,
 * or there was nothing to do; 1: something was taken back, left changed, left behind or refused.
 */
export const EXIT = { fine: 0, attention: 1, unknown: 2, usage: 64, failed: 70 } as const;

const heard = new WeakSet<NodeJS.WriteStream>();
/** What a reader leaves behind that went away (`| head`): the first write after it, and those that follow. */
const GONE: readonly unknown[] = ['EPIPE', 'ERR_STREAM_DESTROYED'];

/** Writes all of it before it resolves. A reader that went away is not a failure of ours; rejects with any other. */
export function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  // Each write hears of its own failure. The stream tells it besides, which nobody else needs to hear.
  if (!heard.has(stream)) stream.on('error', () => {});
  heard.add(stream);
  return new Promise((resolve, reject) => {
    stream.write(text, (error?: NodeJS.ErrnoException | null) =>
      error && !GONE.includes(error.code) ? reject(error) : resolve(),
    );
  });
}

/** What JSON takes as it is and a terminal would obey, or turn the direction of a line by (UAX #9). */
const OBEYED = /[\u007f-\u009f\u2028\u2029]|\p{Bidi_Control}/gu;
const escaped = (mark: string) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** The one JSON document of `--json`: names in it are exact, and a terminal that shows it obeys none of them. */
export const writeJson = (value: unknown): Promise<void> =>
  write(process.stdout, `${JSON.stringify(value, null, 2).replace(OBEYED, escaped)}\n`);

/** Before what goes on from the line above: a name with a line break in it makes no line of its own. */
const GOES_ON = '\n     │ ';

/** Lines for people. */
export const writeLines = (
  lines: readonly string[],
  stream: NodeJS.WriteStream = process.stdout,
): Promise<void> =>
  write(stream, `${lines.map((line) => safeText(line).replaceAll('\n', GOES_ON)).join('\n')}\n`);

/** Runs `work` with a signal that Ctrl-C and `kill` set off: what was begun is then finished or taken back. */
export async function untilStopped<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const cancelled = new AbortController();
  const cancel = () => cancelled.abort();
  process.on('SIGINT', cancel).on('SIGTERM', cancel);
  try {
    return await work(cancelled.signal);
  } finally {
    process.off('SIGINT', cancel).off('SIGTERM', cancel);
  }
}

/** Thrown for words that make no command: the usage is shown, and the exit code is 64. */
export class WrongUsage extends Error {}

/** Thrown for what ended a command without a fault in the app: its sentence is shown alone, and the exit code is 70. */
export class CommandFailed extends Error {}
