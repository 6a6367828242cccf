import { lstat, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isAbsent } from '../../actions/problem';
import { type StepProgress, TankTrouble } from '..';
import { digestOf, diskTrouble, fill, hasRoom, type Pace, USUAL_PACE } from './part';
import { type Line, userLine } from './settings';
import { askSource } from './source';
import { SourceTrouble } from './trouble';
import { turnAt } from './turn';

/** One file that is known before it is fetched. */
export interface Wanted {
  readonly id: string;
  /** Its name in the folder for downloads. */
  readonly file: string;
  /** Addresses, best first. None is trusted: the digest decides. */
  readonly sources: readonly string[];
  readonly digest: { readonly algorithm: 'sha256' | 'sha512'; readonly hex: string };
  /** Bytes; null: not known beforehand. */
  readonly size: number | null;
}

export interface Downloading {
  readonly signal: AbortSignal;
  tell(progress: StepProgress): void;
  /** The user's npm settings unless told. */
  readonly line?: Line;
  readonly pace?: Pace;
}

/** Where it lies once it is there and right. */
export const pathOf = (root: string, { file }: Wanted): string => join(root, 'downloads', file);

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
export async function isThere(root: string, wanted: Wanted): Promise<boolean> {
  const path = pathOf(root, wanted);
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
export async function download(root: string, wanted: Wanted, downloading: Downloading): Promise<string> {
  const path = pathOf(root, wanted);
  const { signal, tell, pace = USUAL_PACE } = downloading;
  signal.throwIfAborted();
  if (await isThere(root, wanted)) return path;
  const free = await turnAt(path, pace.pauseMs, signal, tell).catch((error: unknown) => {
    signal.throwIfAborted();
    throw diskTrouble(error, path, wanted.file, 0);
  });
  try {
    return (await isThere(root, wanted)) ? path : await fetched(root, wanted, downloading);
  } finally {
    await free();
  }
}

/** What `download` does once nobody else does it. */
async function fetched(root: string, wanted: Wanted, downloading: Downloading): Promise<string> {
  const path = pathOf(root, wanted);
  const part = `${path}.part`;
  const { signal, tell, pace = USUAL_PACE } = downloading;
  const sizeOf = async () => (await lstat(part).catch(() => null))?.size ?? 0;
  let have = 0;
  /** Of how many it is, for the progress. */
  let of = wanted.size;
  const told = (done: number) =>
    tell(of === null ? { line: `${done} bytes` } : { bytes: { done, of }, part: Math.min(1, done / of) });

  /** Who gave what lies in the part; `before`: an earlier run. */
  const givers = new Set<string>();
  const startOver = async () => {
    await rm(part, { force: true });
    givers.clear();
    have = 0;
  };

  /** True when the part is what was wanted, and in its place. A wrong one is thrown away. */
  async function isDone(source: Source): Promise<boolean> {
    tell({ line: wanted.file, waiting: { id: 'tank.guest-checking', values: { file: wanted.file } } });
    if ((await digestOf(part, wanted.digest.algorithm, signal)) === wanted.digest.hex) {
      await rename(part, path);
      return true;
    }
    // Whose fault it is can be told only when it is all of one source's making.
    if (givers.size === 1 && givers.has(source.address)) source.dropped = true;
    tell({ line: `wrong digest: ${[...givers].join(', ')}` });
    await startOver();
    return false;
  }

  /** Asks one source until it is done or fails. Rejects with SourceTrouble. */
  async function ask(source: Source, line: Line, patient: boolean): Promise<boolean> {
    const limit = new AbortController();
    const both = AbortSignal.any([signal, limit.signal]);
    const silence = setTimeout(
      () => limit.abort(new SourceTrouble('silent', 'no answer in time')),
      pace.idleMs,
    );
    try {
      const given = await askSource(source.address, have, line, both);
      clearTimeout(silence);
      if (given === null) {
        if (have === 0) throw new SourceTrouble('absent', 'it has nothing');
        if (wanted.size === null || have === wanted.size) return await isDone(source);
        throw new SourceTrouble('lying', 'it has less than there is');
      }
      if (wanted.size !== null && given.total !== null && given.total !== wanted.size)
        throw new SourceTrouble('lying', `it has ${given.total} bytes, not ${wanted.size}`);
      of ??= given.total;
      const before = have;
      const room = of === null ? 0 : of - have;
      await hasRoom(join(root, 'downloads'), wanted.file, room);
      try {
        givers.add(source.address);
        have = await fill(given, {
          ...{ file: part, have, size: wanted.size, pace, signal: both },
          mayBeSlow: patient,
          onBytes(done) {
            have = done;
            told(done);
          },
        });
      } catch (error) {
        throw diskTrouble(error, part, wanted.file, room - (have - before));
      }
      const whole = wanted.size ?? given.total;
      if (whole === null || have >= whole) return await isDone(source);
      if (have === before) throw new SourceTrouble('silent', 'it gives nothing more');
      throw new SourceTrouble('silent', `it broke off at ${have} of ${whole}`);
    } finally {
      clearTimeout(silence);
      limit.abort();
    }
  }

  try {
    await mkdir(join(root, 'downloads'), { recursive: true, mode: 0o700 });
    have = await sizeOf();
    if (have > 0) givers.add('before');
    if (wanted.size !== null && have > wanted.size) await startOver();
    const line = downloading.line ?? (await userLine(signal));
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
            if (!(error instanceof SourceTrouble)) throw error;
            tell({ line: `${source.address}: ${error.message}` });
            if (error.failing !== 'silent') answered = true;
            if (error.failing === 'lying' || error.failing === 'absent') source.dropped = true;
            if (error.failing === 'slow') source.slow = true;
            more = error.failing === 'silent' && have - before >= 64 * 1024;
          }
        }
      }
      if (sources.every(({ dropped }) => dropped))
        throw new TankTrouble({ id: 'tank.guest-no-source', values: { file: wanted.file } }, wanted.file);
      if (have > start) wait = pace.pauseMs;
      tell({ waiting: { id: answered ? 'tank.guest-waiting-sources' : 'tank.guest-waiting-network' } });
      await pause(wait, undefined, { signal });
    }
  } catch (error) {
    signal.throwIfAborted();
    throw diskTrouble(error, part, wanted.file, 0);
  }
}
