import { appendFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { redact } from '../../changes/redact';

const MOST_BYTES = 1024 * 1024;

export const logFile = (folder: string): string => join(folder, 'log.txt');

/** Lines of one tank's work, for those who ask what happened. */
export interface TankLog {
  /** Without secrets, with the time. A disk that doesn't take it keeps nothing from going on. */
  line(text: string): void;
  /** Everything told so far is on the disk. */
  flushed(): Promise<void>;
}

/** Adds to `<folder>/log.txt`; past a megabyte the old one becomes `log.1.txt`, and the one before it goes. */
export function openTankLog(folder: string, now: () => number): TankLog {
  const file = logFile(folder);
  let last: Promise<void> = Promise.resolve();
  let written = 0;
  async function write(text: string): Promise<void> {
    if (written === 0) written = (await stat(file).catch(() => null))?.size ?? 0;
    if (written > MOST_BYTES) {
      await rename(file, join(folder, 'log.1.txt'));
      written = 0;
    }
    await appendFile(file, text, { mode: 0o600 });
    written += Buffer.byteLength(text);
  }
  return {
    line(text) {
      const at = new Date(now()).toISOString();
      last = last.then(() => write(`${at} ${redact(text, 'lines')}\n`)).catch(() => {});
    },
    flushed: () => last,
  };
}
