import type { AdvisoryData } from './advisories';
import { isAdvisoryId, mergeAdvisories, readAdvisorySet } from './advisory-set';

/** Where new holes are asked for: OSV, GitHub's database, the project's own page there, npm. */
export const FEEDS = ['osv', 'github', 'project', 'npm'] as const;
export type Feed = (typeof FEEDS)[number];

/** Why an answer was not taken (see `feeds/trouble.ts`), or that it was. */
export const FEED_STATES = [
  'answered',
  'silent',
  'refused',
  'moved',
  'huge',
  'malformed',
  'shrunken',
  'lying',
] as const;
export type FeedState = (typeof FEED_STATES)[number];

export interface FeedReport {
  readonly feed: Feed;
  readonly state: FeedState;
  /** Advisories in its answer. */
  readonly count: number;
  /** ISO 8601: when this feed's answer was last taken; null when it never was. */
  readonly answeredAt: string | null;
}

/** What is kept of the feeds from one time to the next. */
export interface KeptAdvisories {
  readonly schema: 1;
  /** ISO 8601. */
  readonly askedAt: string;
  readonly feeds: readonly FeedReport[];
  /** Ids that their issuers took back. */
  readonly withdrawn: readonly string[];
  readonly set: AdvisoryData;
}

const isTime = (value: unknown): value is string =>
  typeof value === 'string' && !Number.isNaN(Date.parse(value));

const isReport = (value: unknown): value is FeedReport => {
  if (typeof value !== 'object' || value === null) return false;
  const { feed, state, count, answeredAt }: Partial<Record<keyof FeedReport, unknown>> = value;
  return (
    (FEEDS as readonly unknown[]).includes(feed) &&
    (FEED_STATES as readonly unknown[]).includes(state) &&
    typeof count === 'number' &&
    (answeredAt === null || isTime(answeredAt))
  );
};

/** True for what was kept whole; a part of it is not believed. */
export function isKeptAdvisories(value: unknown): value is KeptAdvisories {
  if (typeof value !== 'object' || value === null) return false;
  const { schema, askedAt, feeds, withdrawn, set }: Partial<Record<keyof KeptAdvisories, unknown>> = value;
  return (
    schema === 1 &&
    isTime(askedAt) &&
    Array.isArray(feeds) &&
    feeds.every(isReport) &&
    Array.isArray(withdrawn) &&
    withdrawn.every(isAdvisoryId) &&
    readAdvisorySet(set) !== null
  );
}

/** What is known: the set that came with the app, and what was kept on top of it. */
export const knownAdvisories = (bundled: AdvisoryData, kept: KeptAdvisories | null): AdvisoryData =>
  kept === null
    ? bundled
    : mergeAdvisories({ ...bundled, dataFrom: laterOf(bundled.dataFrom, kept.set.dataFrom) }, [
        { advisories: kept.set.advisories, withdrawn: kept.withdrawn, corrects: true },
      ]);

const laterOf = (a: string, b: string) => (a > b ? a : b);
