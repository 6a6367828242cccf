import { realpath, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * A folder of ours on the disk that `path` lies on, so that one can be renamed into the other: below the app's own
 * folder where that is the same disk, else beside `path`.
 */
export async function onDiskOf(path: string, own: string, id: string): Promise<string> {
  const [here, there] = await Promise.all([stat(path), stat(own)]);
  return here.dev === there.dev ? own : join(dirname(await realpath(path)), `.tankmate-${id}`);
}

/** True when `path` lies in `folder` or is it. */
export const isBelowFolder = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(`${folder}/`) || path.startsWith(`${folder}\\`);
