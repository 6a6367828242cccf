import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Change } from '../../../main/contract/change';
import { engineIn, runIn } from './run';
import { watchWrites } from './writes';

/** A process number that nobody has: Linux gives none above 4,194,304 (pid_max, proc_sys_kernel(5)). */
const NOBODY = 99_999_999;

/** The lock of an engine that was frozen looks as if its process had been killed. */
async function bury(folder: string): Promise<void> {
  const place = join(folder, 'changes', 'lock');
  for (const name of await readdir(place).catch(() => [])) {
    const file = join(place, name);
    const owner = await readFile(file, 'utf8');
    await writeFile(file, owner.replace(/"pid":\d+/, `"pid":${NOBODY}`));
  }
}

/**
 * As killing a process before a write, a hundred times faster: the engine runs here, and that write never comes back,
 * nor does anything after it. Resolves to how many writes there were when it ran to its end, null when it was frozen.
 */
export async function freezeAt(
  folder: string,
  changes: readonly Change[] | null,
  dieAt: number,
  entries: readonly string[] = [],
): Promise<{ writes: number; from: number; to: number } | null> {
  let writes = 0;
  let from = 0;
  let to = 0;
  let freeze = () => {};
  const frozen = new Promise<null>((resolve) => {
    freeze = () => resolve(null);
  });
  const restore = await watchWrites(fileURLToPath(import.meta.url), () => {
    writes += 1;
    if (writes !== dieAt) return;
    freeze();
    return new Promise(() => {});
  });
  const engine = engineIn(
    folder,
    () => {
      from ||= writes + 1;
    },
    () => {
      to = writes;
    },
  );
  const ended = runIn(folder, changes, engine, entries).then(() => ({ writes, from, to }));
  const came = await Promise.race([ended, frozen]);
  await restore();
  if (came === null) await bury(folder);
  return came;
}
