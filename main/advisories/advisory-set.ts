import * as v from 'valibot';
import { SEVERITIES } from '../contract/finding';
import { guardOf } from '../contract/shape';
import { compareVersions } from '../openclaw/openclaw-version';
import { type Advisory, type AdvisoryData, AdvisoryId, RangeShape, Vector, type VersionRange } from './types';

export const isAdvisoryId = guardOf(AdvisoryId);
export const isVector = guardOf(Vector);
export const isSeverity = guardOf(v.picklist(SEVERITIES));
export const isRange = guardOf(RangeShape);

/** The day of an ISO 8601 time; null when it is none, or lies more than a day after `now` (milliseconds since 1970). */
export function dayOf(time: unknown, now: number): string | null {
  if (typeof time !== 'string') return null;
  const at = Date.parse(time);
  return Number.isNaN(at) || at > now + 24 * 60 * 60 * 1000 ? null : new Date(at).toISOString().slice(0, 10);
}

/** Where people read about an advisory: the issuer's page, made from the id and never taken from a feed. */
export const pageOf = (id: string): string =>
  id.startsWith('GHSA-') ? `https://github.com/advisories/${id}` : `https://www.cve.org/CVERecord?id=${id}`;

/** What one feed says: advisories, and ids that it took back. */
export interface FeedAnswer {
  readonly advisories: readonly Advisory[];
  readonly withdrawn: readonly string[];
  /** False where it tells neither dates nor all versions, so that it can add but not correct. */
  readonly corrects: boolean;
}

const idsOf = ({ id, aliases }: Advisory) => [id, ...aliases];

function byEveryId(all: readonly Advisory[]): Map<string, Advisory> {
  return new Map(all.flatMap((each) => idsOf(each).map((id) => [id, each] as const)));
}

/**
 * Adds what feeds say to a set: the same advisory is known by any id that both share; the newer `modified` wins, an
 * equal one changes nothing; withdrawn ones go. A package that only the older record names is kept.
 */
export function mergeAdvisories(set: AdvisoryData, answers: readonly FeedAnswer[]): AdvisoryData {
  let all = [...set.advisories];
  for (const { advisories, corrects } of answers) {
    const known = byEveryId(all);
    const replaced = new Map<Advisory, Advisory>();
    const added: Advisory[] = [];
    for (const next of advisories) {
      const old = idsOf(next)
        .map((id) => known.get(id))
        .find((each) => each !== undefined);
      if (!old) {
        added.push(next);
        for (const id of idsOf(next)) known.set(id, next);
      } else if (corrects && next.modified > old.modified && all.includes(old)) {
        const aliases = [...new Set([...idsOf(old), ...next.aliases])].filter((id) => id !== next.id);
        replaced.set(old, { ...next, aliases, ranges: { ...old.ranges, ...next.ranges } });
      }
    }
    all = [...all.map((each) => replaced.get(each) ?? each), ...added];
  }
  const withdrawn = new Set(answers.flatMap((answer) => answer.withdrawn));
  all = all.filter((each) => !idsOf(each).some((id) => withdrawn.has(id)));
  const days = [set.dataFrom, ...all.map(({ modified }) => modified)].sort();
  return { dataFrom: days.at(-1) ?? set.dataFrom, advisories: all };
}

/** How many advisories of `before` hit fewer versions in `after`, among all versions that either speaks of. */
export function narrowed(before: AdvisoryData, after: AdvisoryData): number {
  const now = byEveryId(after.advisories);
  return before.advisories.filter((old) => {
    const next = idsOf(old)
      .map((id) => now.get(id))
      .find((each) => each !== undefined);
    if (!next) return true;
    if (next === old) return false;
    return Object.entries(old.ranges).some(([name, ranges]) =>
      ranges.some((range) => !(next.ranges[name] ?? []).some((each) => covers(each, range))),
    );
  }).length;
}

/** True when every version in `inner` is in `outer` too. */
function covers(outer: VersionRange, inner: VersionRange): boolean {
  const starts =
    outer.introduced === '0' ||
    (inner.introduced !== '0' && compareVersions(outer.introduced, inner.introduced) <= 0);
  const end = (range: VersionRange) => range.fixed ?? range.lastAffected;
  const [outerEnd, innerEnd] = [end(outer), end(inner)];
  if (outerEnd === undefined) return starts;
  if (innerEnd === undefined) return false;
  const order = compareVersions(outerEnd, innerEnd);
  const innerHoldsItsEnd = inner.fixed === undefined;
  return starts && (order > 0 || (order === 0 && (!innerHoldsItsEnd || outer.fixed === undefined)));
}
