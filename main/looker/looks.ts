import type { Look, RememberedReleases } from '../contract/look';
import type { Language } from '../contract/report';
import type { Kept } from '../state/kept';
import type { Store } from '../state/store';
import type { Errand, News, Reports } from './messages';

const DAY_MS = 24 * 60 * 60 * 1000;

/** What the app remembers of its looks from one run to the next. */
export interface LookMemory {
  /** Version of the app that looked: another one has other words. */
  readonly app: string;
  readonly look: Look;
  readonly releases: RememberedReleases | null;
}

export const isLookMemory = (value: unknown): value is LookMemory =>
  typeof value === 'object' &&
  value !== null &&
  'app' in value &&
  typeof value.app === 'string' &&
  'look' in value &&
  typeof value.look === 'object' &&
  value.look !== null;

export interface Looks {
  /** Starts a look, unless one is under way. */
  start(): void;
  /** Ends the look that is under way; the report before it stays. */
  cancel(): void;
  /** Shows the same report in another language, without a new look. */
  speak(language: Language): void;
}

export interface LooksNeeds {
  readonly store: Store;
  readonly memory: Kept<LookMemory>;
  readonly version: string;
  readonly run: (
    errand: Errand,
    onNews: (news: Exclude<News, { kind: 'done' | 'failed' }>) => void,
    signal: AbortSignal,
  ) => Promise<{ look: Look; reports: Reports }>;
  readonly now: () => number;
  readonly log: (line: string) => void;
}

/** One look at a time, and what is known from it. Nothing here looks by itself: somebody asks, or the app starts. */
export function createLooks({ store, memory, version, run, now, log }: LooksNeeds): Looks {
  const kept = memory.read();
  let releases = kept?.releases ?? null;
  let previous = kept?.app === version ? kept.look : undefined;
  let reports: Reports | null = null;
  let underway: AbortController | null = null;

  const show = (of: Reports) => {
    reports = of;
    return of[store.get().language];
  };

  /** The registry is asked once a day at most. */
  function errand(): Errand {
    const age = releases ? now() - Date.parse(releases.askedAt) : Number.NaN;
    // A clock that was put back makes it younger than nothing: then it is asked again.
    const fresh = age >= 0 && age < DAY_MS;
    const recall = previous;
    previous = undefined;
    return {
      offline: false,
      ...(releases && fresh && { remembered: releases }),
      ...(recall && { previous: recall }),
    };
  }

  async function look(stop: AbortController): Promise<void> {
    const { look, reports: found } = await run(
      errand(),
      (news) => {
        if (news.kind === 'progress') store.publish({ looking: news.looking });
        else store.publish({ report: show(news.reports) });
      },
      stop.signal,
    );
    underway = null;
    store.publish({ looking: null, lookFailed: null, report: show(found) });
    releases = look.releases ?? releases;
    await memory.write({ app: version, look, releases }).catch((error: unknown) => {
      log(`the look could not be kept: ${String(error)}`);
    });
  }

  return {
    start() {
      if (underway) return;
      const stop = new AbortController();
      underway = stop;
      store.publish({ looking: { done: 0, of: 0, tilesDone: [] }, lookFailed: null });
      look(stop).catch((error: unknown) => {
        underway = null;
        if (!stop.signal.aborted) log(`the look failed: ${String(error)}`);
        store.publish({ looking: null, lookFailed: stop.signal.aborted ? 'cancelled' : 'failed' });
      });
    },
    cancel: () => underway?.abort(),
    speak: (language) => store.publish({ language, report: reports?.[language] ?? null }),
  };
}
