import type { Store } from '../store';
import {
  AFTER_RESUME_MS,
  type Course,
  isDueAfter,
  untilDaily,
  untilNoticesCome,
  type WakeEvent,
} from './schedule';

/** A timer may end a little before its time; then it would be set again and again for the rest. */
const AT_LEAST_MS = 1000;

export interface SchedulerOptions {
  readonly store: Store;
  /** Begins a scan, which asks the feeds too when a day has passed. */
  readonly look: () => void;
  /** Something came while notices were off, and nobody was told yet. */
  readonly held: () => boolean;
  /** Puts an end to the snooze. */
  readonly endSnooze: () => void;
  readonly now: () => number;
}

/**
 * Decides when to look: at the start, daily, after a sleep, when notices come again and something was held back.
 * One timer, no polling. While a scan or work is under way, and before the user has asked for a first scan, nothing
 * is begun; what failed is tried again at the next occasion.
 */
export function createScheduler({ store, look, held, endSnooze, now }: SchedulerOptions) {
  let course: Course = { triedAt: null, well: false };
  let timer: NodeJS.Timeout | undefined;
  let woke = false;

  function begin(): void {
    const { welcomed, looking, working } = store.get();
    if (!welcomed || looking || working) return;
    course = { triedAt: now(), well: false };
    look();
  }

  function arm(): void {
    clearTimeout(timer);
    const { snoozedUntil } = store.get().preferences;
    const waits = [
      untilDaily(course, now()),
      ...(snoozedUntil === null ? [] : [untilNoticesCome(snoozedUntil, now())]),
    ];
    timer = setTimeout(fire, woke ? AFTER_RESUME_MS : Math.max(AT_LEAST_MS, Math.min(...waits)));
  }

  function fire(): void {
    const wanted = woke || untilDaily(course, now()) === 0;
    woke = false;
    const { snoozedUntil } = store.get().preferences;
    if (snoozedUntil !== null && untilNoticesCome(snoozedUntil, now()) === 0) endSnooze();
    if (wanted) {
      begin();
      // Nothing could be begun: a scan or work that is under way says when it ended, and the welcome has all day.
      course = { ...course, triedAt: now() };
    }
    arm();
  }

  let snoozed = store.get().preferences.snoozedUntil;
  store.subscribe(({ preferences }) => {
    const before = snoozed;
    snoozed = preferences.snoozedUntil;
    if (before === snoozed) return;
    if (snoozed === null && held()) begin();
    arm();
  });

  return {
    /** The app was started; with the session, the network comes up beside it, so the first scan waits as after a sleep. */
    start(withSession = false) {
      const { snoozedUntil } = store.get().preferences;
      if (snoozedUntil !== null && untilNoticesCome(snoozedUntil, now()) === 0) endSnooze();
      if (withSession) woke = true;
      else begin();
      arm();
    },
    /** A scan or work came to its end, whoever began it. */
    ended(well: boolean) {
      course = { triedAt: now(), well };
      arm();
    },
    woke(wake: WakeEvent) {
      // Timers stand still while the computer sleeps.
      woke = isDueAfter(wake, course, now()) || woke;
      arm();
    },
    /** Somebody wants to see how it is: a scan that waits for the network begins. */
    hurry() {
      if (woke) fire();
    },
    stop: () => clearTimeout(timer),
  };
}
