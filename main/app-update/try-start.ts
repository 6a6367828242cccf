import { rm } from 'node:fs/promises';
import { commandEnvironment } from '../system/write/commands/command-environment';
import { runProcess } from '../system/write/commands/run-process';
import { AppUpdateError } from './app-update-error';

/** A slow disk reads a hundred megabytes, and a virus scanner may read them too. Milliseconds. */
const LIMIT_MS = 120_000;

/**
 * Starts a program once, without a window, and has it say its version (`main/index.ts`): a system that is too old for it,
 * or lets nobody mount an AppImage, shows so before the one that works is gone. `folder` is its own for that start, so
 * that it reads and writes none of the user's. Rejects with AppUpdateError, or the signal's reason.
 */
export async function tryStart(
  program: string,
  version: string,
  folder: string,
  signal: AbortSignal,
  limitMs = LIMIT_MS,
): Promise<void> {
  try {
    const { code, out } = await runProcess({
      program,
      args: ['--ozone-platform=headless', '--disable-gpu', `--user-data-dir=${folder}`, '--version'],
      env: commandEnvironment(process.platform as 'linux', process.env),
      limitMs,
      signal,
    });
    signal.throwIfAborted();
    if (code !== 0 || !out.split('\n').includes(version))
      throw new AppUpdateError('does-not-start', `it ended with ${code} and said ${out.slice(0, 200)}`);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof AppUpdateError) throw error;
    throw new AppUpdateError('does-not-start', String(error), { cause: error });
  } finally {
    await rm(folder, { recursive: true, force: true }).catch(() => {});
  }
}
