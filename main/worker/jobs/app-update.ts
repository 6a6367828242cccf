import { AppUpdateError, messageOfProblem } from '../../app-update/app-update-error';
import type { ChosenRelease } from '../../app-update/choose-release';
import { appUpdateFolder, installAppUpdate } from '../../app-update/install-app-update';
import { addressesFor, builtInSource, type ReleaseSource } from '../../app-update/release-source';
import type { Outcome } from '../../contract/change';
import type { Message } from '../../contract/finding';
import type { UnlocalizedProgress } from '../../contract/work';
import { debug } from '../../system/read/debug';
import { type DownloadOptions, download } from '../../tank/images/download';
import { TankError } from '../../tank/model/types';
import type { JobContext, JobFunction } from '../job-function';
import type { Job } from '../protocol';

/** A download tells of every piece; nobody reads faster than this. */
const PAUSE_MS = 120;
const STEPS = 2;

const STAYS: Message = { id: 'app-update.stays' };

/** What an install may be told otherwise, for tests on this computer. */
export interface InstallOptions extends Pick<DownloadOptions, 'line' | 'pace'> {
  readonly source?: ReleaseSource;
  readonly now?: number;
}

/** Turns what is being done into what is shown, a few times a second at most. */
function progressOf(emit: (working: UnlocalizedProgress) => void) {
  let last = Number.NEGATIVE_INFINITY;
  const send = (step: Pick<UnlocalizedProgress, 'now' | 'done' | 'part' | 'bytes'>) =>
    emit({ kind: 'app-update', of: STEPS, lines: [], cancellable: true, ...step });
  return {
    fetching({ release: { version } }: ChosenRelease): DownloadOptions['report'] {
      const own: Message = { id: 'app-update.downloading', values: { version } };
      return ({ waiting, bytes, part }) => {
        if (!waiting && performance.now() - last < PAUSE_MS) return;
        last = performance.now();
        send({ now: waiting ?? own, done: 0, part: part ?? null, ...(bytes && { bytes }) });
      };
    },
    checking: () => send({ now: { id: 'app-update.checking' }, done: 1, part: null }),
  };
}

/** Fetches the accepted release and puts it in place; what came of it in one outcome. Never rejects. */
export async function runAppUpdate(
  { folder, app, preferences }: Pick<Job, 'folder' | 'app' | 'preferences'>,
  { signal, emit }: JobContext,
  { source = builtInSource, now = Date.now(), ...downloading }: InstallOptions = {},
): Promise<Outcome> {
  const progress = progressOf(emit);
  let wrong: 'size' | 'digest' | null = null;
  let does: Message = { id: 'app-update.does-any' };
  const outcome = (
    result: Outcome['result'],
    because: Message,
    afterwards: Message | null = null,
  ): Outcome => ({
    ...{ fix: 'app-update', entry: null, does, result, because, afterwards },
  });
  const fetchFile = (chosen: ChosenRelease) => {
    const { release, file } = chosen;
    does = { id: 'app-update.does', values: { version: release.version } };
    const item = {
      id: 'app-update',
      file: `Tankmate-${release.version}.AppImage`,
      sources: addressesFor(file.addresses, preferences.mirror),
      digest: { algorithm: 'sha512', hex: file.sha512 },
      size: file.size,
    } as const;
    const onWrong = (what: 'size' | 'digest') => {
      wrong = what;
    };
    return download(appUpdateFolder(folder), item, {
      ...{ signal, report: progress.fetching(chosen), onWrong },
      ...downloading,
    });
  };
  try {
    const needs = { folder, source, app, now, signal, fetchFile, onFetched: progress.checking };
    const chosen = await installAppUpdate(needs);
    if (chosen === null) return outcome('skipped', { id: 'app-update.nothing' });
    const { version } = chosen.release;
    return outcome('fixed', { id: 'app-update.done' }, { id: 'app-update.next-start', values: { version } });
  } catch (error) {
    debug(`app update: ${String(error)}`);
    if (signal.aborted) return outcome('skipped', { id: 'app-update.cancelled' }, STAYS);
    if (error instanceof AppUpdateError) return outcome('refused', messageOfProblem(error.problem), STAYS);
    if (error instanceof TankError) {
      const because = wrong && messageOfProblem(wrong === 'size' ? 'wrong-size' : 'wrong-hash');
      return outcome('refused', because ?? error.because, STAYS);
    }
    return outcome('refused', messageOfProblem('failed'), STAYS);
  }
}

/** Brings Tankmate itself up to date. */
export const appUpdateJob: JobFunction<'app-update'> = async (_task, job, context) => ({
  kind: 'app-update',
  outcomes: [await runAppUpdate(job, context)],
  keys: [],
});
