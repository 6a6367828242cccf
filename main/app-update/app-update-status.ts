import semver from 'semver';
import type { AppUpdateMethod, AppUpdateStatus } from '../contract/app-update';
import { AppUpdateError, type AppUpdateProblem, messageOfProblem } from './app-update-error';
import type { AppUpdateMemory } from './app-update-memory';
import { type ChosenRelease, chooseRelease, type RunningApp } from './choose-release';
import { type Trust, verifyMetadata } from './metadata';
import { canAskSource, type ReleaseSource } from './release-source';

/** What an answer is checked against: what came with the app, or what was accepted since. */
export const trustOf = (source: ReleaseSource, memory: AppUpdateMemory): Trust => ({
  counter: Math.max(source.counter, memory.counter),
  keyList:
    memory.keyList && memory.keyList.version > source.keyList.version ? memory.keyList : source.keyList,
});

/**
 * The release that is meant for this copy, from what is kept, checked anew: signature, time and all. Null when there is
 * none. Throws AppUpdateError.
 */
export function chosenFrom(
  source: ReleaseSource,
  memory: AppUpdateMemory,
  app: RunningApp,
  now: number,
): ChosenRelease | null {
  if (memory.envelope === null) return null;
  const { metadata } = verifyMetadata(memory.envelope, trustOf(source, memory), now);
  return chooseRelease(metadata, app, memory.seed);
}

/** Only an AppImage is a single file of the user's own, which can be exchanged whole (docs/adr/0011-app-updates.md). */
export const methodFor = ({ installed }: RunningApp): AppUpdateMethod =>
  installed.kind === 'appimage' ? 'replace' : 'link';

/** How it stands, from what is kept; asks nobody. */
export function appUpdateStatus(
  source: ReleaseSource,
  memory: AppUpdateMemory,
  app: RunningApp,
  now: number,
): AppUpdateStatus {
  const method = methodFor(app);
  const { answeredAt } = memory;
  const none = { version: null, bytes: null, notes: null, page: null, method, answeredAt };
  if (!canAskSource(source)) return { ...none, state: 'off', problem: { id: 'app-update.no-key' } };
  if (app.installed.kind === 'source')
    return { ...none, state: 'off', problem: { id: 'app-update.from-source' } };
  const said = (problem: AppUpdateProblem | null) => problem && messageOfProblem(problem);
  if (memory.installed !== null && semver.gt(memory.installed, app.version))
    return { ...none, state: 'installed', version: memory.installed, problem: null };
  try {
    const chosen = chosenFrom(source, memory, app, now);
    if (chosen === null) return { ...none, state: 'current', problem: said(memory.problem) };
    const { release, file } = chosen;
    const { version, notes, page } = release;
    const problem = said(memory.problem);
    return { state: 'offered', version, notes, page, bytes: file.size, method, answeredAt, problem };
  } catch (error) {
    if (!(error instanceof AppUpdateError)) throw error;
    return { ...none, state: 'current', problem: said(memory.problem ?? error.problem) };
  }
}
