import type { Look, RememberedReleases } from '../contract/look';
import type { Language } from '../contract/report';
import type { AppState } from '../contract/state';
import type {
  ChangeEntry,
  HistoryItem,
  Preferences,
  ShownMove,
  ShownOffer,
  ShownTank,
  Told,
  WorkDone,
  Working,
} from '../contract/work';
import type { Kept } from '../state/kept';
import type { Store } from '../state/store';
import { type Ended, type Errand, isWork, type News, type Reports, type Task } from './messages';

const DAY_MS = 24 * 60 * 60 * 1000;
/** A little less than a day, so that the daily look asks although the one of yesterday took its time. */
const FEEDS_MS = 20 * 60 * 60 * 1000;

/** What the app remembers of its looks from one run to the next. */
export interface LookMemory {
  /** Version of the app that looked: another one has other words. */
  readonly app: string;
  readonly look: Look;
  readonly releases: RememberedReleases | null;
  /** When the feeds were asked for new holes and answered, ISO 8601; absent: never. */
  readonly feedsAskedAt?: string;
}

export const isLookMemory = (value: unknown): value is LookMemory =>
  typeof value === 'object' &&
  value !== null &&
  'app' in value &&
  typeof value.app === 'string' &&
  'look' in value &&
  typeof value.look === 'object' &&
  value.look !== null;

/** One errand at a time: a look, or work with a look after it. */
export interface Desk {
  /**
   * Starts an errand. A look that is under way gives way to work; while work is under way nothing else starts.
   * To ask the feeds is no more than a look where the user doesn't want it, or they answered within the day.
   * Resolves to what came of it; null when it was not started, was cancelled or failed.
   */
  start(task?: Task): Promise<Ended | null>;
  /** Ends the look that is under way; the report before it stays. */
  cancelLook(): void;
  /** Ends the work that is under way, as far as it can be ended: what was begun is finished or taken back. */
  cancelWork(): void;
  /** Shows the same in another language, without a new look. */
  speak(language: Language): void;
  /** Puts away what the last work came to. */
  seen(): void;
}

export interface DeskNeeds {
  readonly store: Store;
  readonly memory: Kept<LookMemory>;
  readonly version: string;
  readonly folder: string;
  readonly preferences: () => Preferences;
  readonly run: (
    errand: Errand,
    onNews: (news: Exclude<News, { kind: 'done' | 'failed' }>) => void,
    signal: AbortSignal,
  ) => Promise<Ended>;
  /** Hears how each errand ended, once the state tells it too; null: it was cancelled or failed. */
  readonly ended?: (ended: Ended | null) => void;
  readonly now: () => number;
  readonly log: (line: string) => void;
}

/** What is shown, in every language. */
interface Shown {
  readonly reports: Reports | null;
  readonly changes: Told<readonly ChangeEntry[]> | null;
  readonly history: Told<readonly HistoryItem[]> | null;
  readonly tanks: Told<readonly ShownTank[]> | null;
  readonly offer: Told<ShownOffer> | null;
  readonly moves: Told<readonly ShownMove[]> | null;
  readonly working: Told<Working> | null;
  readonly work: Told<WorkDone> | null;
}

/** Nothing here starts by itself: somebody asks, or the watch does. */
export function createDesk({
  store,
  memory,
  version,
  folder,
  preferences,
  run,
  ended,
  now,
  log,
}: DeskNeeds): Desk {
  const kept = memory.read();
  let feedsAskedAt = kept?.feedsAskedAt;
  let releases = kept?.releases ?? null;
  let previous = kept?.app === version ? kept.look : undefined;
  let shown: Shown = {
    reports: null,
    changes: null,
    history: null,
    tanks: null,
    offer: null,
    moves: null,
    working: null,
    work: null,
  };
  let underway: { stop: AbortController; working: boolean } | null = null;

  function speaking(language: Language): Partial<AppState> {
    const { reports, changes, history, tanks, offer, moves, working, work } = shown;
    return {
      report: reports?.[language] ?? null,
      changes: changes?.[language] ?? [],
      history: history?.[language] ?? [],
      ...(tanks && { tanks: tanks[language] }),
      ...(offer && { offer: offer[language] }),
      ...(moves && { moves: moves[language] }),
      working: working?.[language] ?? null,
      workDone: work?.[language] ?? null,
    };
  }
  const show = (told: Partial<Shown>, beside: Partial<AppState> = {}) => {
    shown = { ...shown, ...told };
    store.publish({ ...speaking(store.get().language), ...beside });
  };

  /** Younger than `limit` milliseconds. A clock that was put back makes it younger than nothing: then it is old. */
  function isFresh(date: string | undefined, limit: number): boolean {
    const age = date === undefined ? Number.NaN : now() - Date.parse(date);
    return age >= 0 && age < limit;
  }
  const isDue = () => preferences().asksFeeds && !isFresh(feedsAskedAt, FEEDS_MS);

  /** The registry is asked once a day at most. */
  function errand(task: Task): Errand {
    const fresh = isFresh(releases?.askedAt, DAY_MS);
    const recall = previous;
    previous = undefined;
    return {
      task,
      folder,
      preferences: preferences(),
      offline: false,
      ...(releases && fresh && { remembered: releases }),
      ...(recall && { previous: recall }),
    };
  }

  async function go(task: Task, stop: AbortController): Promise<Ended> {
    const end = await run(
      errand(task),
      (news) => {
        if (underway?.stop !== stop) return;
        if (news.kind === 'progress') store.publish({ looking: news.looking });
        else if (news.kind === 'working') show({ working: news.working });
        else show({ reports: news.reports });
      },
      stop.signal,
    );
    if (underway?.stop === stop) underway = null;
    const { reports, changes, history, tanks, offer, moves, putAway, work, look } = end;
    show(
      {
        reports,
        changes,
        history,
        ...(tanks && { tanks }),
        ...(offer && { offer }),
        ...(moves && { moves }),
        working: null,
        ...(work && { work }),
      },
      { looking: null, lookFailed: null, putAway: putAway ?? null },
    );
    releases = look.releases ?? releases;
    // Where nobody answered, the next look asks again.
    if (end.feedsAnswered) feedsAskedAt = new Date(now()).toISOString();
    const kept = { app: version, look, releases, ...(feedsAskedAt && { feedsAskedAt }) };
    const written = memory.write(kept).catch((error: unknown) => {
      log(`the look could not be kept: ${String(error)}`);
    });
    ended?.(end);
    await written;
    return end;
  }

  const desk: Desk = {
    async start(wanted = { kind: 'look' }) {
      const task: Task = wanted.kind === 'refresh' && !isDue() ? { kind: 'look' } : wanted;
      if (underway && (underway.working || !isWork(task))) return null;
      underway?.stop.abort();
      const stop = new AbortController();
      underway = { stop, working: isWork(task) };
      // A look's progress is its own; work tells its own.
      store.publish({ looking: isWork(task) ? null : { done: 0, of: 0, tilesDone: [] }, lookFailed: null });
      try {
        return await go(task, stop);
      } catch (error) {
        if (!stop.signal.aborted) log(`the ${task.kind} failed: ${String(error)}`);
        if (underway?.stop === stop) {
          underway = null;
          show(
            { working: null },
            { looking: null, lookFailed: stop.signal.aborted ? 'cancelled' : 'failed' },
          );
          ended?.(null);
          // What was begun before it broke off stands in the journal, which only an errand reads.
          if (isWork(task)) void desk.start();
        }
        return null;
      }
    },
    cancelLook: () => {
      if (underway && !underway.working) underway.stop.abort();
    },
    cancelWork: () => {
      if (underway?.working) underway.stop.abort();
    },
    speak: (language) => store.publish({ language, ...speaking(language) }),
    seen: () => show({ work: null }),
  };
  return desk;
}
