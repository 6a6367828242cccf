import { appendFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { maskSecrets } from '../plans/mask';

const MOST_BYTES = 1024 * 1024;

export const logFile = (folder: string): string => join(folder, 'log.txt');

/** Lines of one tank's work, for those who ask what happened. */
export interface Log {
  /** Without secrets, with the time. A disk that doesn't take it keeps nothing from going on. */
  line(text: string): void;
  /** Everything told so far is on the disk. */
  flushed(): Promise<void>;
}

/** Adds to `<folder>/log.txt`; past a megabyte the old one becomes `log.1.txt`, and the one before it goes. */
export function openLog(folder: string, now: () => number): Log {
  const file = logFile(folder);
  let last: Promise<void> = Promise.resolve();
  let told = 0;
  async function write(text: string): Promise<void> {
    if (told === 0) told = (await stat(file).catch(() => null))?.size ?? 0;
    if (told > MOST_BYTES) {
      await rename(file, join(folder, 'log.1.txt'));
      told = 0;
    }
    await appendFile(file, text, { mode: 0o600 });
    told += Buffer.byteLength(text);
  }
  return {
    line(text) {
      const at = new Date(now()).toISOString();
      last = last.then(() => write(`${at} ${maskSecrets(text, 'lines')}\n`)).catch(() => {});
    },
    flushed: () => last,
  };
}
