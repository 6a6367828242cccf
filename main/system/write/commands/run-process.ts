import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { debugRun } from '../../read/debug';
import { ChangeError, codeOf } from '../change-error';
import { lineSplitter } from './line-splitter';
import { signalGroup } from './signal-group';
import { drain, feed } from './streams';

/** One program to run: no shell, nothing on its standard input unless told. */
export interface ProcessSpec {
  readonly program: string;
  readonly args: readonly string[];
  /** The whole environment; only `LC_ALL=C` unless told. */
  readonly env?: Readonly<Record<string, string>>;
  /** Where it runs; the root folder unless told. */
  readonly folder?: string;
  /** Open files that it gets as its descriptors 3, 4, … */
  readonly descriptors?: readonly number[];
  /** For its standard input. A stream that breaks ends the program, and rejects. */
  readonly input?: string | Uint8Array | Readable;
  /** Gets the bytes of its standard output, which then is neither kept nor told in lines. One that breaks ends the program, and rejects. */
  readonly output?: Writable;
  /** Milliseconds. */
  readonly limitMs: number;
  /** Ends it and all that it started. */
  readonly signal?: AbortSignal;
  onLine?(line: string): void;
  /** Hears its pid once it runs. */
  onStart?(pid: number): void;
  /** Stays in our terminal's session, so that it can ask there. */
  readonly inTerminal?: boolean;
}

export interface ProcessExit {
  /** Null when a signal ended it. */
  readonly code: number | null;
  /** The last 64 KiB of each. */
  readonly out: string;
  readonly err: string;
  /** Why we ended it. */
  readonly stopped: 'too-slow' | 'aborted' | null;
}

export type RunProcess = (running: ProcessSpec) => Promise<ProcessExit>;

const KEPT = 64 * 1024;
/** How long a group of programs may take to end by itself. */
const GRACE_MS = 2000;
/** And to be gone when it was made to. What is still there then is not ours to end. */
const LAST_MS = 500;
/** What a program that has ended may still have in its pipe; a helper that it left behind holds the pipe open for ever. */
const DRAIN_MS = 250;

const spawned = ({
  program,
  args,
  env = { LC_ALL: 'C' },
  folder,
  descriptors = [],
  inTerminal,
  input,
}: ProcessSpec) =>
  spawn(program, [...args], {
    cwd: folder ?? (process.platform === 'win32' ? (process.env.SystemRoot ?? 'C:\\') : '/'),
    env: { ...env },
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe', ...descriptors],
    // On Windows a detached child would get a console window of its own.
    detached: process.platform !== 'win32' && !inTerminal,
    windowsHide: true,
    shell: false,
  });

/** Keeps the end of what comes, and tells its lines. */
function listen(stream: Readable | null, onLine: (line: string) => void): { end(): string } {
  let kept = '';
  const heard = lineSplitter(onLine);
  stream?.setEncoding('utf8').on('data', (text: string) => {
    kept = (kept + text).slice(-KEPT);
    heard.push(text);
  });
  return {
    end() {
      stream?.destroy();
      heard.end();
      return kept;
    },
  };
}

/** Runs it to its end. Rejects only when it can't be started, or was cancelled before; an exit code is data. */
export const runProcess: RunProcess = (running) =>
  new Promise((resolve, reject) => {
    const { program, limitMs, signal, inTerminal = false } = running;
    signal?.throwIfAborted();
    const child = spawned(running);
    const given = (line: string) => running.onLine?.(line);
    const [out, err] = [listen(running.output ? null : child.stdout, given), listen(child.stderr, given)];
    let stopped: ProcessExit['stopped'] = null;
    const timers: NodeJS.Timeout[] = [];
    let ended = false;
    const finish = (code: number | null) => {
      ended = true;
      debugRun(program, stopped ?? code);
      for (const timer of timers) clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      resolve({ code, out: out.end(), err: err.end(), stopped });
    };
    const after = (ms: number, then: () => void) => timers.push(setTimeout(then, ms));
    const stop = (why: 'too-slow' | 'aborted') => {
      if (stopped !== null) return;
      stopped = why;
      signalGroup(child, 'SIGTERM', !inTerminal);
      after(GRACE_MS, () => signalGroup(child, 'SIGKILL', !inTerminal));
      after(GRACE_MS + LAST_MS, () => finish(null));
    };
    const onAbort = () => stop('aborted');
    const broken = (error: unknown) => {
      if (ended) return;
      reject(error);
      stop('aborted');
    };
    feed(child.stdin, running.input, broken);
    const drained = drain(child.stdout, running.output, broken);
    signal?.addEventListener('abort', onAbort, { once: true });
    after(limitMs, () => stop('too-slow'));
    child.once('spawn', () => child.pid !== undefined && running.onStart?.(child.pid));
    child.once('error', (error) => {
      const why = codeOf(error) === 'ENOENT' ? 'no-program' : 'not-permitted';
      reject(new ChangeError(why, `${program} could not be started`, { cause: error }));
      finish(null);
    });
    child.once('exit', (code) => {
      // What is left of a group that we stopped goes with it.
      if (stopped !== null) signalGroup(child, 'SIGKILL', !inTerminal);
      // Whoever takes the bytes may be slower than the program.
      if (running.output && stopped === null) return void drained.then(() => finish(code));
      after(DRAIN_MS, () => finish(code));
      child.once('close', () => finish(code));
    });
  });
