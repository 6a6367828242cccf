import { execFile } from 'node:child_process';
import { mkdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Setup } from '../../probes/openclaw';
import { copyPackage, StillWriting, verifyCopy } from '../../system/write/files/copy-folder';
import { isBelowFolder, onDiskOf } from './places';
import { UpdateError } from './update-error';
import type { Swap } from './update-journal';

/** What is swapped for its copy: each state folder, and a settings file that lies outside of all of them. Real paths. */
export async function planSwaps(setups: readonly Setup[], own: string, id: string): Promise<readonly Swap[]> {
  const states = new Set<string>();
  for (const { stateDir } of setups) states.add(await realpath(stateDir));
  const files = new Set<string>();
  for (const { configPath } of setups) {
    const file = await realpath(configPath).catch(() => null);
    if (file !== null && ![...states].some((state) => isBelowFolder(file, state))) files.add(file);
  }
  // A state folder inside another one goes along with it.
  const tops = [...states].filter(
    (one) => ![...states].some((other) => other !== one && isBelowFolder(one, other)),
  );
  return Promise.all(
    [...tops, ...files].map(async (live, place) => {
      const folder = await onDiskOf(live, own, id);
      return {
        live,
        fresh: join(folder, `state-${place}-new`),
        kept: join(folder, `state-${place}-old`),
      };
    }),
  );
}

/**
 * Copies each for the new version to work on, and holds the copy against the original, which then becomes the backup.
 * The gateway is stopped, so a SQLite file and its log (`-wal`) belong together.
 */
export async function copyStates(swaps: readonly Swap[], signal: AbortSignal): Promise<void> {
  try {
    for (const { live, fresh } of swaps) {
      await mkdir(join(fresh, '..'), { recursive: true, mode: 0o700 });
      await copyPackage(live, fresh, signal);
    }
    // A copy that is still in memory only is no backup.
    if (process.platform !== 'win32') await promisify(execFile)('sync', []).catch(() => {});
    for (const { live, fresh } of swaps) await verifyCopy(live, fresh, signal);
  } catch (error) {
    if (error instanceof StillWriting) throw new UpdateError('still-writing', { path: error.path });
    throw error;
  }
}

/** True when the state folder still is what it was, so that a swap by renaming can work. */
export const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
