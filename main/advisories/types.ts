import * as v from 'valibot';
import { SEVERITIES } from '../contract/finding';
import type { ShapeOf } from '../contract/shape';
import { PACKAGES } from '../openclaw/install-places';
import { isVersion } from '../openclaw/openclaw-version';

/** GHSA and CVE ids as their issuers write them (docs.github.com, cve.org); nothing else gets into the list. */
export const AdvisoryId = v.pipe(
  v.string(),
  v.regex(/^(GHSA(-[23456789cfghjmpqrvwx]{4}){3}|CVE-\d{4}-\d{4,19})$/),
);
export const Vector = v.pipe(
  v.string(),
  v.regex(/^CVSS:(3\.[01]|4\.0)(\/[A-Za-z]{1,3}:[A-Za-z]{1,8}){4,40}$/),
);
const Day = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/));
const PackageName = v.pipe(
  v.string(),
  v.check((name) => PACKAGES.some((each) => each === name)),
);
const Bound = v.pipe(v.string(), v.maxLength(59), v.check(isVersion));
/** More than any honest advisory has; a feed can't fill the memory with one. */
const MOST_RANGES = 200;
const MOST_ALIASES = 50;
/** So many at most: what is more is not even looked at. */
const few = <S extends v.GenericSchema>(item: S, most: number) =>
  v.pipe(v.array(v.unknown()), v.maxLength(most), v.array(item));

export const RangeShape = v.object({
  /** `0` means from the first version on. */
  introduced: v.union([v.literal('0'), Bound]),
  fixed: v.exactOptional(Bound),
  lastAffected: v.exactOptional(Bound),
});
export type VersionRange = ShapeOf<typeof RangeShape>;

const AdvisoryShape = v.object({
  /** GHSA id, or a CVE id where there is no other. */
  id: AdvisoryId,
  aliases: few(AdvisoryId, MOST_ALIASES),
  severity: v.picklist(SEVERITIES),
  /** CVSS 3.x or 4.0 vector; null where none was published. */
  vector: v.nullable(Vector),
  published: v.nullable(Day),
  modified: Day,
  /** Affected versions by npm package. */
  ranges: v.record(PackageName, few(RangeShape, MOST_RANGES)),
  page: v.pipe(v.string(), v.startsWith('https://')),
});
/** The facts of one published advisory; its title and text belong to others and are left out. */
export type Advisory = ShapeOf<typeof AdvisoryShape>;

/** A dated set of advisories: half a list is not a list. */
export const AdvisoriesShape = v.object({
  /** Day of the newest fact in it, `YYYY-MM-DD`. */
  dataFrom: Day,
  advisories: v.array(AdvisoryShape),
});
export type AdvisoryData = ShapeOf<typeof AdvisoriesShape>;
