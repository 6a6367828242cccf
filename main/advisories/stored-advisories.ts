import * as v from 'valibot';
import { DateText, guardOf, type ShapeOf } from '../contract/shape';
import { mergeAdvisories } from './advisory-set';
import { AdvisoriesShape, type AdvisoryData, AdvisoryId } from './types';

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

const ReportShape = v.object({
  feed: v.picklist(FEEDS),
  state: v.picklist(FEED_STATES),
  /** Advisories in its answer. */
  count: v.number(),
  /** ISO 8601: when this feed's answer was last taken; null when it never was. */
  answeredAt: v.nullable(DateText),
});
export type FeedReport = ShapeOf<typeof ReportShape>;

const StoredShape = v.object({
  schema: v.literal(1),
  /** ISO 8601. */
  askedAt: DateText,
  feeds: v.array(ReportShape),
  /** Ids that their issuers took back. */
  withdrawn: v.array(AdvisoryId),
  set: AdvisoriesShape,
});
/** What is kept of the feeds from one time to the next. */
export type StoredAdvisories = ShapeOf<typeof StoredShape>;
/** True for what was kept whole; a part of it is not believed. */
export const isStoredAdvisories = guardOf(StoredShape);

/** What is known: the set that came with the app, and what was kept on top of it. */
export const knownAdvisories = (bundled: AdvisoryData, kept: StoredAdvisories | null): AdvisoryData =>
  kept === null
    ? bundled
    : mergeAdvisories({ ...bundled, dataFrom: laterOf(bundled.dataFrom, kept.set.dataFrom) }, [
        { advisories: kept.set.advisories, withdrawn: kept.withdrawn, corrects: true },
      ]);

const laterOf = (a: string, b: string) => (a > b ? a : b);
