import type { AppUpdateStatus } from '../contract/app-update';
import type { Preferences } from '../contract/work';
import { AppUpdateError, type AppUpdateProblem } from './app-update-error';
import { type AppUpdateMemory, appUpdateFile, blankMemory } from './app-update-memory';
import { appUpdateStatus, trustOf } from './app-update-status';
import { chooseRelease, type RunningApp } from './choose-release';
import { type ReleaseEnvelope, verifyMetadata } from './metadata';
import { addressesFor, canAskSource, type ReleaseSource } from './release-source';

export interface CheckNeeds {
  /** The app's own folder. */
  readonly folder: string;
  readonly source: ReleaseSource;
  readonly app: RunningApp;
  readonly mirror: Preferences['mirror'];
  /** Asks an address, within time and size, and gives the JSON that it answers. Rejects when nothing sensible comes. */
  readonly ask: (address: string) => Promise<unknown>;
  readonly now: number;
  readonly log: (line: string) => void;
}

/** What is kept after one answer was checked. Throws AppUpdateError for one that is not accepted. */
function accepted(
  answer: unknown,
  memory: AppUpdateMemory,
  { source, app, now }: CheckNeeds,
): AppUpdateMemory {
  const { metadata, trust } = verifyMetadata(answer, trustOf(source, memory), now);
  const kept = { ...memory, ...trust, answeredAt: new Date(now).toISOString(), problem: null };
  // One that is refused here has its counter kept all the same: it was signed.
  const envelope = answer as ReleaseEnvelope;
  try {
    chooseRelease(metadata, app, memory.seed);
    return { ...kept, envelope };
  } catch (error) {
    if (!(error instanceof AppUpdateError)) throw error;
    return { ...kept, envelope, problem: error.problem };
  }
}

/**
 * Asks the addresses one after the other, in the user's order, until one answers what can be believed, and keeps that.
 * Nothing of this computer is sent. `answered`: somebody's answer was accepted. Rejects only when the disk doesn't take
 * what is kept: nothing is offered then that could be shown in an older form later.
 */
export async function checkAppUpdate(
  needs: CheckNeeds,
): Promise<{ readonly answered: boolean; readonly status: AppUpdateStatus }> {
  const { folder, source, app, mirror, ask, now, log } = needs;
  const file = appUpdateFile(folder);
  const memory = file.read() ?? blankMemory();
  const status = (kept: AppUpdateMemory) => appUpdateStatus(source, kept, app, now);
  if (!canAskSource(source)) {
    log('app update: off, no key is built into this copy');
    return { answered: false, status: status(memory) };
  }
  if (app.installed.kind === 'source') return { answered: false, status: status(memory) };
  let problem: AppUpdateProblem = 'unreachable';
  for (const address of addressesFor(source.addresses, mirror)) {
    try {
      const answer = await ask(address).catch((error: unknown) => {
        throw new AppUpdateError('unreachable', String(error), { cause: error });
      });
      const kept = accepted(answer, memory, needs);
      await file.write(kept);
      return { answered: true, status: status(kept) };
    } catch (error) {
      if (!(error instanceof AppUpdateError)) throw error;
      log(`app update: ${address}: ${error.problem}: ${error.message}`);
      // A refusal says more than a silence.
      if (problem === 'unreachable') problem = error.problem;
    }
  }
  const kept = { ...memory, problem };
  await file.write(kept);
  return { answered: false, status: status(kept) };
}

/** How it stands, without asking anybody. */
export const knownAppUpdate = ({
  folder,
  source,
  app,
  now,
}: Pick<CheckNeeds, 'folder' | 'source' | 'app' | 'now'>): AppUpdateStatus =>
  appUpdateStatus(source, appUpdateFile(folder).read() ?? blankMemory(), app, now);
