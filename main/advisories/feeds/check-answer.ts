import type { Advisory, AdvisoryData } from '../advisories';
import { type FeedAnswer, mergeAdvisories, narrowed } from '../advisory-set';
import type { Feed } from '../stored-advisories';
import { FeedError } from './feed-error';

/**
 * The least share of what is known that a feed must know too. OSV, GitHub's database and npm hold the same records but
 * for some dozens; what the project's own page lists may be a window of the newest.
 */
const LEAST: Readonly<Record<Feed, number>> = { osv: 0.6, github: 0.6, npm: 0.6, project: 0.05 };
/** More advisories that hit less than before, or are gone, in one day than were ever corrected in one. */
const MOST_NARROWED = 10;
/**
 * More new holes that no version closes than is believable. News alone is no sign: after some months without an answer
 * hundreds are new, but nearly all come with the version that closes them.
 */
const MOST_OPEN = 60;

const isOpen = ({ ranges }: Advisory) =>
  Object.values(ranges)
    .flat()
    .some(({ fixed, lastAffected }) => fixed === undefined && lastAffected === undefined);

/**
 * Throws FeedTrouble when an answer can't be honest: it lost most of what is known, takes back or narrows many at
 * once, or floods the list with holes that nothing closes. One single wrong record can't be told apart from news.
 */
export function checkAnswer(feed: Feed, answer: FeedAnswer, known: AdvisoryData): void {
  const answered = new Set(
    [...answer.advisories.flatMap(({ id, aliases }) => [id, ...aliases]), ...answer.withdrawn].values(),
  );
  const named = known.advisories.filter(({ id }) => id.startsWith('GHSA-'));
  const shared = named.filter(({ id, aliases }) => [id, ...aliases].some((each) => answered.has(each)));
  if (shared.length < named.length * LEAST[feed]) throw new FeedError('shrunken');
  const after = mergeAdvisories(known, [answer]);
  if (narrowed(known, after) > MOST_NARROWED) throw new FeedError('lying');
  const before = new Set(known.advisories);
  const open = after.advisories.filter((each) => !before.has(each) && isOpen(each)).length;
  if (open > MOST_OPEN) throw new FeedError('lying');
}
