import { join } from 'node:path';
import { bundledAdvisories } from '../openclaw/advisories';
import { type FeedAnswer, mergeAdvisories } from '../openclaw/advisory-set';
import {
  FEEDS,
  type Feed,
  type FeedReport,
  isKeptAdvisories,
  type KeptAdvisories,
  knownAdvisories,
} from '../openclaw/kept-advisories';
import { keptFile } from '../state/kept';
import type { Ask } from './ask';
import { askDatabase, askProject } from './github';
import { judge } from './judge';
import { askNpm } from './npm';
import { askOsv } from './osv';
import { FeedTrouble } from './trouble';

/** Feeds that are out of reach, as OSV often is from mainland China, must not hold the others up. In milliseconds. */
const LIMIT_MS = 8000;

export interface RefreshNeeds {
  /** The app's own folder. */
  readonly folder: string;
  /** Asks within `signal`'s time. */
  readonly ask: (signal: AbortSignal) => Ask;
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
export async function refreshAdvisories(needs: RefreshNeeds): Promise<KeptAdvisories> {
  const { folder, bases, now, signal, limitMs = LIMIT_MS } = needs;
  const file = keptFile(advisoryFile(folder), isKeptAdvisories);
  const kept = file.read() ?? null;
  const known = knownAdvisories(bundledAdvisories, kept);

  const questions: Readonly<Record<Feed, (ask: Ask) => Promise<FeedAnswer>>> = {
    osv: (ask) => askOsv(ask, now, bases.osv),
    github: (ask) => askDatabase(ask, now, bases.github),
    project: (ask) => askProject(ask, now, bases.github),
    npm: (ask) => askNpm(ask, bases.npm),
  };
  const askOne = async (feed: Feed): Promise<{ report: FeedReport; answer: FeedAnswer | null }> => {
    const before = kept?.feeds.find((each) => each.feed === feed)?.answeredAt ?? null;
    const limit = AbortSignal.any([signal, AbortSignal.timeout(limitMs)]);
    let count = 0;
    try {
      const late = new Promise<never>((_resolve, reject) => {
        limit.addEventListener('abort', () => reject(new FeedTrouble('silent')), { once: true });
      });
      const answer = await Promise.race([questions[feed](needs.ask(limit)), late]);
      count = answer.advisories.length;
      judge(feed, answer, known);
      const answeredAt = new Date(now).toISOString();
      return { report: { feed, state: 'answered', count, answeredAt }, answer };
    } catch (error) {
      // What isn't a trouble of the line or the answer is one of ours: nothing is believed then either.
      const state = error instanceof FeedTrouble ? error.trouble : 'malformed';
      return { report: { feed, state, count, answeredAt: before }, answer: null };
    }
  };
  const asked = await Promise.all(FEEDS.map(askOne));
  const answers = asked.flatMap(({ answer }) => (answer ? [answer] : []));
  const withdrawn = [
    ...new Set([...(kept?.withdrawn ?? []), ...answers.flatMap((answer) => answer.withdrawn)]),
  ];
  const next: KeptAdvisories = {
    schema: 1,
    askedAt: new Date(now).toISOString(),
    feeds: asked.map(({ report }) => report),
    withdrawn,
    set: mergeAdvisories(known, answers),
  };
  await file.write(next);
  return next;
}
