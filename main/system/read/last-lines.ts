import { readOwnFile } from './own-file';

/** A little more than a debug log grows to (`system/write/debug-log.ts`). */
const LARGEST = 2 * 1024 * 1024;

/** The last lines of one of the app's own files; none where it isn't there, or is nothing that this app wrote. */
export async function lastLines(path: string | null | undefined, count: number): Promise<readonly string[]> {
  const text = path ? await readOwnFile(path, LARGEST).catch(() => '') : '';
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-count);
}
