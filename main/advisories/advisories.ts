import { SEVERITIES, type Severity } from '../contract/finding';
import type { AdvisoryCount } from '../contract/report';
import { compareVersions } from '../openclaw/openclaw-version';
import data from './advisories.json';
import { isAdvisoryId, pageOf } from './advisory-set';
import type { Advisory, AdvisoryData, VersionRange } from './types';

export type { Advisory, AdvisoryData, VersionRange } from './types';

/** The set that ships with the app. Where it comes from and under which licences: NOTICE.md. */
export const bundledAdvisories = data as unknown as AdvisoryData;

const inRange = (version: string, range: VersionRange) =>
  (range.introduced === '0' || compareVersions(version, range.introduced) >= 0) &&
  (range.fixed === undefined || compareVersions(version, range.fixed) < 0) &&
  (range.lastAffected === undefined || compareVersions(version, range.lastAffected) <= 0);

/**
 * The advisories that hit one version of one npm package, in OpenClaw's own version order.
 * Throws on a version without a place in that order: it can't be told, so it is never "none".
 */
export function advisoriesHitting(
  packageName: string,
  version: string,
  { advisories }: AdvisoryData = bundledAdvisories,
): readonly Advisory[] {
  return advisories.filter(({ ranges }) =>
    (Object.hasOwn(ranges, packageName) ? (ranges[packageName] ?? []) : []).some((range) =>
      inRange(version, range),
    ),
  );
}

/** True for the packages that the advisories speak of; of a fork nobody publishes any. */
export const hasAdvisories = (packageName: string, { advisories }: AdvisoryData = bundledAdvisories) =>
  advisories.some(({ ranges }) => Object.hasOwn(ranges, packageName));

/** Counts what hits a version and names the lowest later version that nothing hits; null when none is known. */
export function countAdvisories(
  packageName: string,
  version: string,
  set: AdvisoryData = bundledAdvisories,
): AdvisoryCount {
  const hits = advisoriesHitting(packageName, version, set);
  const count = (severity: Severity) => hits.filter((hit) => hit.severity === severity).length;
  const fixes = set.advisories
    .flatMap(({ ranges }) => ranges[packageName] ?? [])
    .flatMap(({ fixed }) => (fixed !== undefined && compareVersions(fixed, version) > 0 ? [fixed] : []))
    .sort(compareVersions);
  const clear =
    hits.length === 0
      ? version
      : fixes.find((fixed) => advisoriesHitting(packageName, fixed, set).length === 0);
  return {
    critical: count('critical'),
    high: count('high'),
    medium: count('medium'),
    low: count('low'),
    clearedBy: clear ?? null,
    dataFrom: set.dataFrom,
  };
}

/** The worst of several severities; undefined of none. */
export const worstSeverity = (all: readonly { readonly severity: Severity }[]): Severity | undefined =>
  SEVERITIES.find((severity) => all.some((each) => each.severity === severity));

/** The published page of an advisory, by its id or an alias; null for what is no id of one. */
export const advisoryPage = (id: string, { advisories }: AdvisoryData = bundledAdvisories): string | null =>
  advisories.find((each) => each.id === id || each.aliases.includes(id))?.page ??
  (isAdvisoryId(id) ? pageOf(id) : null);
