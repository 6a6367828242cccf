import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { access, open, realpath, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { renameDurable } from '../system/write/atomic-file';
import { codeOf, isAbsent } from '../system/write/change-error';
import { AppUpdateError, type AppUpdateProblem } from './app-update-error';

/** What the file has to be: as it was signed. */
export interface ExpectedFile {
  readonly size: number;
  /** Hex. */
  readonly sha512: string;
}

const OF_CODE: Readonly<Record<string, AppUpdateProblem>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EFBIG: 'disk-full',
  EACCES: 'not-ours',
  EPERM: 'not-ours',
  EROFS: 'not-ours',
};
const asProblem = (error: unknown): unknown => {
  const code = codeOf(error);
  return code === null ? error : new AppUpdateError(OF_CODE[code] ?? 'failed', code, { cause: error });
};

/** Where the new one is made ready: in the same folder, because only there a name is given in one step (rename in section 2 of the manual). */
const besideOf = (file: string): string => join(dirname(file), `.${basename(file)}.new`);

/**
 * The AppImage's own file, links followed, that this account can exchange. Rejects with AppUpdateError for what is no
 * file, another account's, or in a folder that can't be written to.
 */
export async function replaceableFile(
  appImage: string,
): Promise<{ readonly file: string; readonly mode: number }> {
  try {
    const file = await realpath(appImage);
    const facts = await stat(file);
    if (!facts.isFile()) throw new AppUpdateError('no-file', `${file} is no file`);
    if (facts.uid !== process.geteuid?.())
      throw new AppUpdateError('not-ours', `${file} is another account's`);
    await access(dirname(file), constants.R_OK | constants.W_OK | constants.X_OK);
    return { file, mode: facts.mode & 0o777 };
  } catch (error) {
    throw isAbsent(error) ? new AppUpdateError('no-file', appImage, { cause: error }) : asProblem(error);
  }
}

/** Takes away what a run that was cut off left beside the AppImage's file. */
export async function removeUnfinishedCopy(appImage: string): Promise<void> {
  const file = await realpath(appImage).catch(() => null);
  if (file !== null) await rm(besideOf(file), { force: true }).catch(() => {});
}

/** Copies and flushes, and checks the very bytes that were written. */
async function copyChecked(
  from: string,
  to: string,
  expected: ExpectedFile,
  signal: AbortSignal,
): Promise<void> {
  const hash = createHash('sha512');
  const source = await open(from, 'r');
  try {
    const target = await open(to, 'wx', 0o600);
    try {
      const piece = Buffer.alloc(1024 * 1024);
      let size = 0;
      for (;;) {
        signal.throwIfAborted();
        const { bytesRead } = await source.read(piece, 0, piece.length);
        if (bytesRead === 0) break;
        size += bytesRead;
        if (size > expected.size) throw new AppUpdateError('wrong-size', `more than ${expected.size} bytes`);
        const bytes = piece.subarray(0, bytesRead);
        hash.update(bytes);
        await target.writeFile(bytes);
      }
      if (size !== expected.size)
        throw new AppUpdateError('wrong-size', `${size}, not ${expected.size} bytes`);
      if (hash.digest('hex') !== expected.sha512) throw new AppUpdateError('wrong-hash');
      await target.sync();
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

/**
 * Puts a downloaded file in the AppImage's place: copied beside, checked, flushed, tried, renamed over, the name flushed
 * (both in section 2 of the manual). Cut off anywhere, what lies there is the old file or the new one, whole. `tries` starts the new
 * one once and rejects when it doesn't. Rejects with AppUpdateError or the signal's reason; the old file stays then.
 */
export async function replaceAppImage(
  appImage: string,
  downloaded: string,
  expected: ExpectedFile,
  tries: (file: string) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const { file, mode } = await replaceableFile(appImage);
  const beside = besideOf(file);
  try {
    // What a cut-off run left, or a link that somebody put there, is not written into.
    await rm(beside, { force: true });
    await copyChecked(downloaded, beside, expected, signal);
    const handle = await open(beside, 'r');
    try {
      await handle.chmod(mode | 0o100);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await tries(beside);
    signal.throwIfAborted();
    await renameDurable(beside, file);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {});
    signal.throwIfAborted();
    throw asProblem(error);
  }
}
