import { createHash, type Hash } from 'node:crypto';
import { lstat, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pollUntil } from '../../system/read/poll-until';
import { isAbsent } from '../../system/write/change-error';
import { acquireLock } from '../../system/write/lock-file';
import { type StepProgress, TankError } from '../model/types';
import { DownloadError, WrongSize } from './download-error';
import { askSource } from './download-source';
import { type NpmNetwork, npmNetwork } from './npm-network';
import {
  checkDiskSpace,
  DEFAULT_LIMITS,
  type DownloadLimits,
  digestOf,
  diskError,
  fillPart,
} from './partial-download';

/** One file that is known before it is fetched. */
export interface DownloadItem {
  readonly id: string;
  /** Its name in the folder for downloads. */
  readonly file: string;
  /** Addresses, best first. None is trusted: the digest decides. */
  readonly sources: readonly string[];
  readonly digest: { readonly algorithm: 'sha256' | 'sha512'; readonly hex: string };
  /** Bytes; null: not known beforehand. */
  readonly size: number | null;
}

export interface DownloadOptions {
  readonly signal: AbortSignal;
  report(progress: StepProgress): void;
  /** Hears when a source gave something else than what is known. */
  onWrong?(what: 'size' | 'digest'): void;
  /** The user's npm settings unless told. */
  readonly line?: NpmNetwork;
  readonly pace?: DownloadLimits;
}

/** Where it lies once it is there and right. */
export const downloadPath = (root: string, { file }: DownloadItem): string => join(root, 'downloads', file);

/** Files that were found right in this run, by what would be different if they were written to. */
const found = new Map<string, string>();

async function markOf(path: string): Promise<string | null> {
  try {
    const { size, mtimeMs, ctimeMs, ino } = await lstat(path);
    return `${size} ${mtimeMs} ${ctimeMs} ${ino}`;
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

/** Whether it is there, by its digest. Rejects when it can't be told. */
export async function isDownloaded(root: string, wanted: DownloadItem): Promise<boolean> {
  const path = downloadPath(root, wanted);
  const mark = await markOf(path);
  if (mark === null) return false;
  const known = `${wanted.digest.hex} ${mark}`;
  if (found.get(path) === known) return true;
  if ((await digestOf(path, wanted.digest.algorithm)) !== wanted.digest.hex) return false;
  found.set(path, known);
  return true;
}

/** How a source has done so far. */
interface Source {
  readonly address: string;
  /** It gave something wrong or has nothing: not asked again. */
  dropped: boolean;
  /** It was slow once; a second time that is borne. */
  slow: boolean;
}

/**
 * Fetches one file: goes on from what an earlier run left, asks the next source when one lies, breaks off, is slow or
 * silent, and waits while there is no network, or while another window or terminal fetches it. Resolves to its path once
 * its digest is right. Rejects with TankTrouble (disk; no source has it), or with the signal's reason; what was fetched
 * stays then.
 */
export async function download(
  root: string,
  wanted: DownloadItem,
  downloading: DownloadOptions,
): Promise<string> {
  const path = downloadPath(root, wanted);
  const { signal, report, pace = DEFAULT_LIMITS } = downloading;
  signal.throwIfAborted();
  if (await isDownloaded(root, wanted)) return path;
  // What another window or terminal has looked at and found right, it could still write to.
  const free = await pollUntil(() => acquireLock(`${path}.lock`), {
    everyMs: pace.pauseMs,
    limitMs: Number.POSITIVE_INFINITY,
    signal,
    waiting: () => report({ waiting: { id: 'tank.guest-waiting-turn' } }),
  }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw diskError(error, path, wanted.file, 0);
  });
  try {
    return (await isDownloaded(root, wanted)) ? path : await fetched(root, wanted, downloading);
  } finally {
    await free?.();
  }
}

/** What `download` does once nobody else does it. */
async function fetched(root: string, wanted: DownloadItem, downloading: DownloadOptions): Promise<string> {
  const path = downloadPath(root, wanted);
  const part = `${path}.part`;
  const { signal, report, pace = DEFAULT_LIMITS } = downloading;
  const sizeOf = async () => (await lstat(part).catch(() => null))?.size ?? 0;
  let have = 0;
  /** Of how many it is, for the progress. */
  let of = wanted.size;
  const reported = (done: number) =>
    report(of === null ? { line: `${done} bytes` } : { bytes: { done, of }, part: Math.min(1, done / of) });

  /** Of all bytes from the first on, as they come; null: of those of an earlier run nothing is known. */
  let hash: Hash | null = createHash(wanted.digest.algorithm);
  /** Who gave what lies in the part; `before`: an earlier run. */
  const givers = new Set<string>();
  const startOver = async () => {
    await rm(part, { force: true });
    givers.clear();
    have = 0;
    hash = createHash(wanted.digest.algorithm);
  };

  /** True when the part is what was wanted, and in its place. A wrong one is thrown away. */
  async function isDone(source: Source): Promise<boolean> {
    report({ line: wanted.file, waiting: { id: 'tank.guest-checking', values: { file: wanted.file } } });
    const digest = hash?.digest('hex') ?? (await digestOf(part, wanted.digest.algorithm, signal));
    hash = null;
    if (digest === wanted.digest.hex) {
      await rename(part, path);
      found.set(path, `${wanted.digest.hex} ${await markOf(path)}`);
      return true;
    }
    // Whose fault it is can be told only when it is all of one source's making.
    if (givers.size === 1 && givers.has(source.address)) source.dropped = true;
    report({ line: `wrong digest: ${[...givers].join(', ')}` });
    downloading.onWrong?.('digest');
    await startOver();
    return false;
  }

  /** Asks one source until it is done or fails. Rejects with SourceTrouble. */
  async function ask(source: Source, line: NpmNetwork, patient: boolean): Promise<boolean> {
    const limit = new AbortController();
    const both = AbortSignal.any([signal, limit.signal]);
    const silence = setTimeout(
      () => limit.abort(new DownloadError('silent', 'no answer in time')),
      pace.idleMs,
    );
    try {
      const given = await askSource(source.address, have, line, both);
      clearTimeout(silence);
      if (given === null) {
        if (have === 0) throw new DownloadError('absent', 'it has nothing');
        if (wanted.size === null || have === wanted.size) return await isDone(source);
        throw new WrongSize('it has less than there is');
      }
      if (wanted.size !== null && given.total !== null && given.total !== wanted.size)
        throw new WrongSize(`it has ${given.total} bytes, not ${wanted.size}`);
      of ??= given.total;
      const before = have;
      const room = of === null ? 0 : of - have;
      await checkDiskSpace(join(root, 'downloads'), wanted.file, room);
      try {
        givers.add(source.address);
        have = await fillPart(given, {
          ...{ file: part, have, size: wanted.size, pace, signal: both },
          mayBeSlow: patient,
          onBytes(done, piece) {
            have = done;
            hash?.update(piece);
            reported(done);
          },
        });
      } catch (error) {
        throw diskError(error, part, wanted.file, room - (have - before));
      }
      const whole = wanted.size ?? given.total;
      if (whole === null || have >= whole) return await isDone(source);
      if (have === before) throw new DownloadError('silent', 'it gives nothing more');
      throw new DownloadError('silent', `it broke off at ${have} of ${whole}`);
    } finally {
      clearTimeout(silence);
      limit.abort();
    }
  }

  try {
    await mkdir(join(root, 'downloads'), { recursive: true, mode: 0o700 });
    have = await sizeOf();
    if (have > 0) {
      givers.add('before');
      hash = null;
    }
    if (wanted.size !== null && have > wanted.size) await startOver();
    const line = downloading.line ?? (await npmNetwork(signal));
    const sources: Source[] = wanted.sources.map((address) => ({ address, dropped: false, slow: false }));
    if (wanted.size !== null && have === wanted.size) {
      const before: Source = { address: 'before', dropped: false, slow: false };
      if (await isDone(before)) return path;
    }
    for (let wait = pace.pauseMs; ; wait = Math.min(pace.longestMs, wait * 2)) {
      let answered = false;
      const start = have;
      for (const source of sources) {
        // As long as it brings us on, a source that breaks off is asked again.
        for (let more = true; more && !source.dropped; ) {
          signal.throwIfAborted();
          const before = have;
          more = false;
          try {
            const others = sources.some((each) => each !== source && !each.dropped);
            if (await ask(source, line, source.slow || !others)) return path;
            // The digest was wrong. From the beginning, this source alone.
            more = true;
          } catch (error) {
            signal.throwIfAborted();
            if (!(error instanceof DownloadError)) throw error;
            report({ line: `${source.address}: ${error.message}` });
            if (error instanceof WrongSize) downloading.onWrong?.('size');
            if (error.failing !== 'silent') answered = true;
            if (error.failing === 'lying' || error.failing === 'absent') source.dropped = true;
            if (error.failing === 'slow') source.slow = true;
            more = error.failing === 'silent' && have - before >= 64 * 1024;
          }
        }
      }
      if (sources.every(({ dropped }) => dropped))
        throw new TankError({ id: 'tank.guest-no-source', values: { file: wanted.file } }, wanted.file);
      if (have > start) wait = pace.pauseMs;
      report({ waiting: { id: answered ? 'tank.guest-waiting-sources' : 'tank.guest-waiting-network' } });
      await pause(wait, undefined, { signal });
    }
  } catch (error) {
    signal.throwIfAborted();
    throw diskError(error, part, wanted.file, 0);
  }
}
