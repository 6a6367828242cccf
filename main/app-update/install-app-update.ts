import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import semver from 'semver';
import { AppUpdateError } from './app-update-error';
import { appUpdateFile, blankMemory } from './app-update-memory';
import { chosenFrom } from './app-update-status';
import type { ChosenRelease, RunningApp } from './choose-release';
import type { ReleaseSource } from './release-source';
import { removeUnfinishedCopy, replaceAppImage, replaceableFile } from './replace-app-image';
import { tryStart } from './try-start';

/** Where a newer version lies until it is in place, in the app's own folder. */
export const appUpdateFolder = (folder: string): string => join(folder, 'app-update');

export interface InstallNeeds {
  /** The app's own folder. */
  readonly folder: string;
  readonly source: ReleaseSource;
  readonly app: RunningApp;
  readonly now: number;
  readonly signal: AbortSignal;
  /** Gets the file of a release, from any of its addresses; resolves to its path. Nobody's word counts: it is checked anew. */
  fetchFile(chosen: ChosenRelease): Promise<string>;
  /** Called once it is there. */
  onFetched(): void;
}

/**
 * Gets the release that was accepted last and puts it in the AppImage's place. Resolves to what it is; null when there is
 * none to be had. Rejects with AppUpdateError, with what `fetchFile` rejects with, or with the signal's reason: the file
 * that was there before starts then as before.
 */
export async function installAppUpdate(needs: InstallNeeds): Promise<ChosenRelease | null> {
  const { folder, source, app, now, signal } = needs;
  const kept = appUpdateFile(folder);
  const memory = kept.read() ?? blankMemory();
  const chosen = chosenFrom(source, memory, app, now);
  const appImage = app.installed.file;
  if (chosen === null || appImage === null) return null;
  const { version } = chosen.release;
  if (memory.installed !== null && semver.gte(memory.installed, version)) return null;
  // Before a hundred megabytes are fetched for nothing.
  await replaceableFile(appImage);
  const downloaded = await needs.fetchFile(chosen);
  needs.onFetched();
  const own = appUpdateFolder(folder);
  try {
    const trial = join(own, 'trial');
    await replaceAppImage(
      appImage,
      downloaded,
      chosen.file,
      (file) => tryStart(file, version, trial, signal),
      signal,
    );
  } catch (error) {
    // What is not as it was signed, or doesn't start, is not tried again from here.
    if (error instanceof AppUpdateError && /^(wrong-|does-not)/.test(error.problem))
      await rm(downloaded, { force: true }).catch(() => {});
    throw error;
  }
  await kept.write({ ...memory, installed: version });
  await rm(own, { recursive: true, force: true }).catch(() => {});
  return chosen;
}

/** Takes away what a run left that was cut off; downloads only where there is nothing to go on with. */
export async function sweepAppUpdate({
  folder,
  source,
  app,
  now,
}: Pick<InstallNeeds, 'folder' | 'source' | 'app' | 'now'>): Promise<void> {
  if (app.installed.file !== null) await removeUnfinishedCopy(app.installed.file);
  let chosen: ChosenRelease | null = null;
  try {
    chosen = chosenFrom(source, appUpdateFile(folder).read() ?? blankMemory(), app, now);
  } catch (error) {
    if (!(error instanceof AppUpdateError)) throw error;
  }
  if (chosen === null) await rm(appUpdateFolder(folder), { recursive: true, force: true }).catch(() => {});
}
