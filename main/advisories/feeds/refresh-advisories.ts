import { join } from 'node:path';
import { withLimit } from '../../system/read/with-limit';
import { jsonFile } from '../../system/write/json-file';
import { bundledAdvisories } from '../advisories';
import { type FeedAnswer, mergeAdvisories } from '../advisory-set';
import {
  FEEDS,
  type Feed,
  type FeedReport,
  isStoredAdvisories,
  knownAdvisories,
  type StoredAdvisories,
} from '../stored-advisories';
import { checkAnswer } from './check-answer';
import type { FeedClient } from './feed-client';
import { FeedError } from './feed-error';
import { askDatabase, askProject } from './github-feed';
import { askNpm } from './npm-feed';
import { askOsv } from './osv-feed';

/** Feeds that are out of reach, as OSV often is from mainland China, must not hold the others up. In milliseconds. */
const LIMIT_MS = 8000;

export interface RefreshNeeds {
  /** The app's own folder. */
  readonly folder: string;
  /** Asks within `signal`'s time. */
  readonly ask: (signal: AbortSignal) => FeedClient;
  /** Bases of the addresses; npm's is the public registry, never a mirror. */
  readonly bases: { readonly osv?: string; readonly github?: string; readonly npm: string };
  readonly now: number;
  readonly signal: AbortSignal;
  readonly limitMs?: number;
}

/** The file, in the app's own folder, that keeps what the feeds said. */
export const advisoryFile = (folder: string): string => join(folder, 'advisories.json');

/**
 * Asks all feeds side by side, each within its time, and keeps what can be believed. Only package names leave the
 * machine. Whatever goes wrong, what was known stays known; rejects only when the disk doesn't take the file.
 */
export async function refreshAdvisories(needs: RefreshNeeds): Promise<StoredAdvisories> {
  const { folder, bases, now, signal, limitMs = LIMIT_MS } = needs;
  const file = jsonFile(advisoryFile(folder), isStoredAdvisories);
  const kept = file.read() ?? null;
  const known = knownAdvisories(bundledAdvisories, kept);

  const questions: Readonly<Record<Feed, (ask: FeedClient) => Promise<FeedAnswer>>> = {
    osv: (ask) => askOsv(ask, now, bases.osv),
    github: (ask) => askDatabase(ask, now, bases.github),
    project: (ask) => askProject(ask, now, bases.github),
    npm: (ask) => askNpm(ask, bases.npm),
  };
  const askOne = async (feed: Feed): Promise<{ report: FeedReport; answer: FeedAnswer | null }> => {
    const before = kept?.feeds.find((each) => each.feed === feed)?.answeredAt ?? null;
    let count = 0;
    try {
      const answer = await withLimit(signal, limitMs, (limit) => {
        const late = new Promise<never>((_resolve, reject) => {
          limit.addEventListener('abort', () => reject(new FeedError('silent')), { once: true });
        });
        return Promise.race([questions[feed](needs.ask(limit)), late]);
      });
      count = answer.advisories.length;
      checkAnswer(feed, answer, known);
      const answeredAt = new Date(now).toISOString();
      return { report: { feed, state: 'answered', count, answeredAt }, answer };
    } catch (error) {
      // What isn't a trouble of the line or the answer is one of ours: nothing is believed then either.
      const state = error instanceof FeedError ? error.kind : 'malformed';
      return { report: { feed, state, count, answeredAt: before }, answer: null };
    }
  };
  const asked = await Promise.all(FEEDS.map(askOne));
  const answers = asked.flatMap(({ answer }) => (answer ? [answer] : []));
  const withdrawn = [
    ...new Set([...(kept?.withdrawn ?? []), ...answers.flatMap((answer) => answer.withdrawn)]),
  ];
  const next: StoredAdvisories = {
    schema: 1,
    askedAt: new Date(now).toISOString(),
    feeds: asked.map(({ report }) => report),
    withdrawn,
    set: mergeAdvisories(known, answers),
  };
  await file.write(next);
  return next;
}
