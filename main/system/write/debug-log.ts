import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';

/** A file that would grow beyond this many bytes becomes `<name>.1`, in the place of the one before it. */
export const DEBUG_LOG_BYTES = 1024 * 1024;
/** Characters of one line. */
const LONGEST_LINE = 4000;

const { O_WRONLY, O_APPEND, O_CREAT, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;

/**
 * Where TANKMATE_DEBUG asks for a debug log: an absolute path, or any other word for the app's own folder; null: off.
 * Root writes into its own folder alone: what lies above another path may be somebody else's to exchange.
 */
export function debugLogPath(
  { TANKMATE_DEBUG: asked }: NodeJS.ProcessEnv,
  folder: string,
  isRoot: boolean = process.getuid?.() === 0,
): string | null {
  if (!asked || asked === '0') return null;
  return isAbsolute(asked) && !isRoot ? asked : join(folder, 'debug.log');
}

/**
 * Writes lines of a debug log, each with its time (ISO 8601) and process, readable by this account alone. Synchronous,
 * so that the last one before an end is there too. What can't be written is dropped: a log never disturbs the app.
 */
export const debugLog = (path: string, redact: (text: string) => string) => (text: string) => {
  try {
    // What was hidden is hidden in the whole: a secret may go over several lines.
    const line = redact(text).replace(/\s+/g, ' ').slice(0, LONGEST_LINE);
    append(path, `${new Date().toISOString()} ${process.pid} ${line}\n`);
  } catch {}
};

function append(path: string, line: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const old = lstatSync(path, { throwIfNoEntry: false });
  if (old?.isFile() && old.size + line.length > DEBUG_LOG_BYTES) renameSync(path, `${path}.1`);
  // No link is followed, and no pipe without a reader waited for.
  const fd = openSync(path, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK, 0o600);
  try {
    const { mode } = fstatSync(fd);
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) fchmodSync(fd, 0o600);
    writeSync(fd, line);
  } finally {
    closeSync(fd);
  }
}
