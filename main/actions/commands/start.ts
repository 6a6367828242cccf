import { type ChildProcess, spawn } from 'node:child_process';
import { codeOf, Trouble } from '../problem';
import { lines } from './lines';

/** One program to run: no shell, nothing on its standard input. */
export interface Running {
  readonly program: string;
  readonly args: readonly string[];
  /** The whole environment; only `LC_ALL=C` unless told. */
  readonly env?: Readonly<Record<string, string>>;
  /** Where it runs; the root folder unless told. */
  readonly folder?: string;
  /** Open files that it gets as its descriptors 3, 4, … */
  readonly descriptors?: readonly number[];
  /** Milliseconds. */
  readonly limitMs: number;
  /** Ends it and all that it started. */
  readonly signal?: AbortSignal;
  onLine?(line: string): void;
  /** Stays in our terminal's session, so that it can ask there. */
  readonly inTerminal?: boolean;
}

export interface Ended {
  /** Null when a signal ended it. */
  readonly code: number | null;
  /** The last 64 KiB of each. */
  readonly out: string;
  readonly err: string;
  /** Why we ended it. */
  readonly stopped: 'too-slow' | 'aborted' | null;
}

export type Run = (running: Running) => Promise<Ended>;

const KEPT = 64 * 1024;
/** How long a group of programs may take to end by itself. */
const GRACE_MS = 2000;
/** What a program that has ended may still have in its pipe; a helper that it left behind holds the pipe open for ever. */
const DRAIN_MS = 250;

function endGroup(child: ChildProcess, how: NodeJS.Signals): void {
  const { pid } = child;
  if (pid === undefined) return;
  try {
    // A detached child leads a group with its own number (setsid(2)): all that it started is in there.
    process.kill(-pid, how);
  } catch {
    child.kill(how);
  }
}

/** Runs it to its end. Rejects only when it can't be started; an exit code is data. */
export const start: Run = (running) =>
  new Promise((resolve, reject) => {
    const { program, args, env = { LC_ALL: 'C' }, folder, descriptors = [], limitMs, signal } = running;
    signal?.throwIfAborted();
    const child = spawn(program, [...args], {
      cwd: folder ?? (process.platform === 'win32' ? (process.env.SystemRoot ?? 'C:\\') : '/'),
      env: { ...env },
      stdio: ['ignore', 'pipe', 'pipe', ...descriptors],
      // On Windows a detached child would get a console window of its own.
      detached: process.platform !== 'win32' && !running.inTerminal,
      windowsHide: true,
      shell: false,
    });
    let out = '';
    let err = '';
    let stopped: Ended['stopped'] = null;
    let force: NodeJS.Timeout | undefined;
    const stop = (why: 'too-slow' | 'aborted') => {
      if (stopped !== null) return;
      stopped = why;
      endGroup(child, 'SIGTERM');
      force = setTimeout(() => endGroup(child, 'SIGKILL'), GRACE_MS);
    };
    const limit = setTimeout(() => stop('too-slow'), limitMs);
    const onAbort = () => stop('aborted');
    signal?.addEventListener('abort', onAbort, { once: true });
    const cleanUp = () => {
      clearTimeout(limit);
      clearTimeout(force);
      signal?.removeEventListener('abort', onAbort);
    };
    const heard = lines((line) => running.onLine?.(line));
    const hear = (text: string) => heard.push(text);
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      out = (out + text).slice(-KEPT);
      hear(text);
    });
    const alsoHeard = lines((line) => running.onLine?.(line));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      err = (err + text).slice(-KEPT);
      alsoHeard.push(text);
    });
    let code: number | null = null;
    const finish = () => {
      child.stdout?.destroy();
      child.stderr?.destroy();
      heard.end();
      alsoHeard.end();
      resolve({ code, out, err, stopped });
    };
    child.once('error', (error) => {
      cleanUp();
      const why = codeOf(error) === 'ENOENT' ? 'no-program' : 'not-permitted';
      reject(new Trouble(why, `${program} could not be started`, { cause: error }));
    });
    child.once('exit', (ended) => {
      code = ended;
      cleanUp();
      // What it left behind of its group ends with it when we stopped it.
      if (stopped !== null) endGroup(child, 'SIGKILL');
      const drained = setTimeout(finish, DRAIN_MS);
      child.once('close', () => {
        clearTimeout(drained);
        finish();
      });
    });
  });
