/** Sorts as a tuple: year, month, patch, class (0 before the release, 1 the release, 2 a correction), word, number. */
type Key = readonly [number, number, number, number, number, number];

const FORM = /^v?(\d+)\.(\d+)\.(\d+)(?:[-.]([0-9A-Za-z.-]+))?(?:\+.*)?$/;
const PRERELEASE_NAMES = ['alpha', 'beta'];

function key(version: string): Key | null {
  const parts = FORM.exec(version.trim());
  if (!parts) return null;
  const [, year, month, patch, suffix] = parts;
  const base = [Number(year), Number(month), Number(patch)] as const;
  if (suffix === undefined) return [...base, 1, 0, 0];
  if (/^\d+$/.test(suffix)) return [...base, 2, 0, Number(suffix)];
  const [word = '', number = '0'] = suffix.split('.');
  // An unknown word is an unfinished build of some kind: before the release, so that no hole is missed.
  return [...base, 0, PRERELEASE_NAMES.indexOf(word), Number.parseInt(number, 10) || 0];
}

/** True for what OpenClaw's order can place: `2026.9.6`, `2026.2.3-1`, `2026.7.1-beta.6`. */
export const isVersion = (version: string): boolean => key(version) !== null;

/**
 * Below zero when `a` is older than `b`. OpenClaw's own order, as its 2026.9.6 release compares
 * (semver's compareBuild after turning `X.Y.Z-N` into `X.Y.Z+N`):
 * alpha < beta < X.Y.Z < X.Y.Z-1 < X.Y.Z-2 < X.Y.(Z+1). Plain semver puts X.Y.Z-1 before X.Y.Z and would miss holes.
 * Throws on a version that has no place in that order.
 */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [key(a), key(b)];
  if (!left || !right) throw new RangeError(`no OpenClaw version: ${left ? b : a}`);
  for (const [index, part] of left.entries()) {
    const difference = part - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/**
 * The release channel that a version belongs to, by its form: `beta` and `alpha` builds, patches from 33 up for
 * `extended-stable`, the rest `latest` (docs/install/development-channels.md of OpenClaw 2026.9.6).
 */
export function channelOf(version: string): 'latest' | 'beta' | 'extended-stable' {
  if (/[-.](alpha|beta)/.test(version)) return 'beta';
  return Number(version.split('.')[2]?.split('-')[0]) >= 33 ? 'extended-stable' : 'latest';
}
