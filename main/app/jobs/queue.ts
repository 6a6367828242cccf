import * as v from 'valibot';
import type { RunningApp } from '../../app-update/choose-release';
import type { RequestedFix } from '../../changes';
import type { RememberedReleases, ScanResult } from '../../contract/scan-result';
import { guardOf, type ShapeOf } from '../../contract/shape';
import type { Preferences } from '../../contract/work';
import { debug } from '../../system/read/debug';
import type { JsonFile } from '../../system/write/json-file';
import { isWork, type Job, type JobResult, type JobTask } from '../../worker/protocol';
import type { LocalizedState } from '../localized-state';
import type { Store } from '../store';
import { JobError } from './job-error';
import type { JobProgressEvent } from './worker-client';

const DAY_MS = 24 * 60 * 60 * 1000;
/** A little less than a day, so that the daily scan asks although the one of yesterday took its time. */
const FEEDS_MS = 20 * 60 * 60 * 1000;

const isObject = (value: unknown) => typeof value === 'object' && value !== null;
const ScanFile = v.object({
  /** Version of the app that looked: another one has other words. */
  app: v.string(),
  look: v.custom<ScanResult>(isObject),
  releases: v.exactOptional(v.nullable(v.custom<RememberedReleases>(isObject))),
  /** When the feeds were asked for new holes and answered, ISO 8601; absent: never. */
  feedsAskedAt: v.exactOptional(v.string()),
  /** When somebody who was asked for a newer Tankmate answered, ISO 8601; absent: never. */
  appAskedAt: v.exactOptional(v.string()),
});
/** What the app remembers of its looks from one run to the next. */
export type ScanMemory = ShapeOf<typeof ScanFile>;
export const isScanMemory = guardOf(ScanFile);

/** One job at a time: a scan, or a change with a scan after it. */
export interface JobQueue {
  /**
   * Starts a job. A scan that is running is cancelled for a change; while a change is running nothing else starts.
   * To ask the feeds is no more than a scan where the user doesn't want it, or they answered within the day.
   * Resolves to what came of it; null when it was not started, was cancelled or failed.
   */
  start(task?: JobTask): Promise<JobResult | null>;
  /** True from the moment that work is started until it has ended. */
  isWorking(): boolean;
  /** Ends the scan that is under way; the report before it stays. */
  cancelLook(): void;
  /** Ends the work that is under way, as far as it can be ended: what was begun is finished or taken back. */
  cancelWork(): void;
  /** Puts away what the last work came to. */
  seen(): void;
}

export interface JobQueueOptions {
  readonly store: Store;
  readonly localized: LocalizedState;
  readonly memory: JsonFile<ScanMemory>;
  readonly app: RunningApp;
  readonly folder: string;
  readonly preferences: () => Preferences;
  readonly run: (
    job: Job,
    onEvent: (event: JobProgressEvent) => void,
    signal: AbortSignal,
  ) => Promise<JobResult>;
  /** Called with the result of each job, after the state has it; null: it was cancelled or failed. */
  readonly ended?: (ended: JobResult | null) => void;
  readonly now: () => number;
  readonly log: (line: string) => void;
}

/** Nothing here starts by itself: somebody asks, or the watch does. */
export function createJobQueue({
  store,
  localized,
  memory,
  app,
  folder,
  preferences,
  run,
  ended,
  now,
  log,
}: JobQueueOptions): JobQueue {
  const kept = memory.read();
  let feedsAskedAt = kept?.feedsAskedAt;
  let appAskedAt = kept?.appAskedAt;
  let releases = kept?.releases ?? null;
  let previous = kept?.app === app.version ? kept.look : undefined;
  /** What is shown, in no language. */
  let shown = previous;
  let running: { stop: AbortController; working: boolean } | null = null;

  /** Younger than `limit` milliseconds. A clock that was put back makes it younger than nothing: then it is old. */
  function isFresh(date: string | undefined, limit: number): boolean {
    const age = date === undefined ? Number.NaN : now() - Date.parse(date);
    return age >= 0 && age < limit;
  }
  const isDue = () => preferences().asksFeeds && !isFresh(feedsAskedAt, FEEDS_MS);
  const isAppDue = () => preferences().asksAppUpdates && !isFresh(appAskedAt, FEEDS_MS);

  /** With what it does: work that is cancelled before it has planned anything names it by that. */
  function asShown(fix: RequestedFix): RequestedFix {
    const does = shown?.fixes.find(({ id }) => id === fix.id)?.does;
    return does ? { ...fix, does } : fix;
  }

  /** The registry is asked once a day at most; for a newer Tankmate it is asked when the scheduler wants what is new. */
  function jobFor(task: JobTask, scheduled: boolean): Job {
    const fresh = isFresh(releases?.askedAt, DAY_MS);
    return {
      task: task.kind === 'fix' ? { ...task, fixes: task.fixes.map(asShown) } : task,
      folder,
      preferences: preferences(),
      offline: false,
      app,
      asksApp: scheduled && isAppDue(),
      ...(releases && fresh && { remembered: releases }),
    };
  }

  /** The scan of an earlier run is something to show while looking. */
  async function showPrevious(): Promise<void> {
    const look = previous;
    previous = undefined;
    await localized.ready();
    if (look && store.get().report === null) localized.show({ look });
  }

  async function runTask(task: JobTask, scheduled: boolean, stop: AbortController): Promise<JobResult> {
    // What was kept may not be what it should: then there is nothing to show yet.
    const before = showPrevious().catch(() => {});
    debug(`${task.kind}: started`);
    const result = await run(
      jobFor(task, scheduled),
      (event) => {
        if (running?.stop !== stop) return;
        if (event.kind === 'progress') store.publish({ looking: event.looking });
        else localized.show({ working: event.working });
      },
      stop.signal,
    );
    debug(`${task.kind}: ended`);
    await before;
    await localized.ready();
    if (running?.stop === stop) running = null;
    const { changes, history, tanks, offer, moves, quarantined, work, look, appUpdate } = result;
    localized.show(
      {
        ...{ look, changes, history, working: null, failure: null },
        ...(tanks && { tanks }),
        ...(offer && { offer }),
        ...(moves && { moves }),
        ...(work && { work }),
        ...(appUpdate && { appUpdate }),
      },
      { looking: null, lookFailed: null, quarantined: quarantined ?? null },
    );
    shown = look;
    releases = look.releases ?? releases;
    // Where nobody answered, the next scan asks again.
    if (result.feedsAnswered) feedsAskedAt = new Date(now()).toISOString();
    if (result.appAnswered) appAskedAt = new Date(now()).toISOString();
    const kept = {
      ...{ app: app.version, look, releases },
      ...(feedsAskedAt && { feedsAskedAt }),
      ...(appAskedAt && { appAskedAt }),
    };
    const written = memory.write(kept).catch((error: unknown) => {
      log(`the look could not be kept: ${String(error)}`);
    });
    ended?.(result);
    await written;
    return result;
  }

  const queue: JobQueue = {
    async start(wanted = { kind: 'look' }) {
      const task: JobTask = wanted.kind === 'refresh' && !isDue() ? { kind: 'look' } : wanted;
      if (running && (running.working || !isWork(task))) return null;
      running?.stop.abort();
      const stop = new AbortController();
      running = { stop, working: isWork(task) };
      // A scan's progress is its own; work tells its own.
      store.publish({ looking: isWork(task) ? null : { done: 0, of: 0, tilesDone: [] }, lookFailed: null });
      try {
        return await runTask(task, wanted.kind === 'refresh', stop);
      } catch (error) {
        if (!stop.signal.aborted) log(`the ${task.kind} failed: ${String(error)}`);
        if (running?.stop === stop) {
          running = null;
          const failure = error instanceof JobError ? error.because : null;
          localized.show(
            { working: null, failure: stop.signal.aborted ? null : failure },
            { looking: null, lookFailed: stop.signal.aborted ? 'cancelled' : 'failed' },
          );
          ended?.(null);
          // What was begun before it broke off stands in the journal, which only a job reads.
          if (isWork(task)) void queue.start();
        }
        return null;
      }
    },
    isWorking: () => running?.working === true,
    cancelLook: () => {
      if (running && !running.working) running.stop.abort();
    },
    cancelWork: () => {
      if (running?.working) running.stop.abort();
    },
    seen: () => localized.show({ work: null }),
  };
  return queue;
}
