import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { debugRun } from '../../system/read/debug';

export interface UpdateProgramOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly signal: AbortSignal;
  /** Milliseconds. */
  readonly limitMs: number;
  onLine?(line: string): void;
}

/** What a program came to: its exit code, null when it was ended, and the last lines that it said. */
export interface ProgramResult {
  readonly code: number | null;
  readonly last: readonly string[];
  /** Both streams. */
  readonly out: string;
}

const MOST_CHARACTERS = 256 * 1024;
const GRACE_MS = 3000;

/**
 * Runs a program without a shell in a process group of its own, so that ending it ends what it started. Rejects when
 * it can't be started or the signal ends it; a limit that runs out gives code null.
 */
export function runProgram(
  program: string,
  args: readonly string[],
  { env, cwd, signal, limitMs, onLine }: UpdateProgramOptions,
): Promise<ProgramResult> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const group = process.platform !== 'win32';
    const child = spawn(program, args, {
      env,
      cwd,
      detached: group,
      windowsHide: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const last: string[] = [];
    let out = '';
    const hear = (line: string) => {
      if (out.length < MOST_CHARACTERS) out += `${line}\n`;
      if (line.trim() === '') return;
      last.push(line);
      if (last.length > 20) last.shift();
      onLine?.(line);
    };
    for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', hear);
    const kill = (name: NodeJS.Signals) => {
      try {
        if (group && child.pid !== undefined) process.kill(-child.pid, name);
        else child.kill(name);
      } catch {}
    };
    let late: NodeJS.Timeout | undefined;
    const end = () => {
      kill('SIGTERM');
      late = setTimeout(() => kill('SIGKILL'), GRACE_MS);
    };
    const timer = setTimeout(end, limitMs);
    signal.addEventListener('abort', end, { once: true });
    const done = () => {
      clearTimeout(timer);
      clearTimeout(late);
      signal.removeEventListener('abort', end);
    };
    child.once('error', (error) => {
      done();
      reject(error);
    });
    child.once('close', (code) => {
      done();
      debugRun(program, code);
      if (signal.aborted) reject(signal.reason);
      else resolve({ code, last, out });
    });
  });
}
