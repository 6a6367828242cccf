import { createHash } from 'node:crypto';
import semver from 'semver';
import { AppUpdateError } from './app-update-error';
import type { InstalledAs } from './installed-as';
import type { AppFile, AppRelease, ReleaseMetadata } from './metadata';

/** The copy that runs. */
export interface RunningApp {
  readonly version: string;
  readonly platform: string;
  readonly arch: string;
  readonly installed: InstalledAs;
}

/** A newer release, with the file of it that belongs here. */
export interface ChosenRelease {
  readonly release: AppRelease;
  readonly file: AppFile;
}

/**
 * Where this copy stands in a staged roll-out, 0 to below 1: the same for each version as long as the seed is, and
 * another for the next version, so that nobody is always first. It is worked out here and never sent.
 */
export const bucketOf = (seed: string, version: string): number =>
  createHash('sha256').update(`${seed} ${version}`).digest().readUInt32BE() / 2 ** 32;

/**
 * The newest release that is meant for this copy; null when it is up to date, or not yet its turn. Throws AppUpdateError
 * where all that is told of is older than what runs, or nothing newer is for this system.
 */
export function chooseRelease(
  { releases }: ReleaseMetadata,
  app: RunningApp,
  seed: string,
): ChosenRelease | null {
  const sorted = releases.toSorted((a, b) => semver.rcompare(a.version, b.version));
  if (sorted.every(({ version }) => semver.lt(version, app.version)))
    throw new AppUpdateError('older', sorted[0]?.version);
  const newer = sorted.filter(({ version }) => semver.gt(version, app.version));
  const mine = newer.filter(({ version, rollout }) => bucketOf(seed, version) < rollout);
  for (const release of mine) {
    const file = release.files.find(
      ({ platform, arch, kind }) =>
        platform === app.platform && arch === app.arch && kind === app.installed.kind,
    );
    if (file) return { release, file };
  }
  if (mine[0]) throw new AppUpdateError('other-system', mine[0].version);
  return null;
}
