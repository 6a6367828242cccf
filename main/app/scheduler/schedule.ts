export const HOUR_MS = 60 * 60 * 1000;
export const DAY_MS = 24 * HOUR_MS;
/** The network takes a while to come back after a sleep: without it the newest version can't be told. */
export const AFTER_RESUME_MS = 30_000;
/** Screens are locked and unlocked, and lids closed and opened, many times a day. */
const APART_MS = HOUR_MS;
/** The longest snooze there is, and what a clock may be off. */
const LONGEST_SNOOZE_MS = 8 * DAY_MS;

/** How the looks have gone so far. */
export interface Course {
  /** When one was last begun or ended, in milliseconds since 1970; null: none since the app was started. */
  readonly triedAt: number | null;
  /** It came to its end. */
  readonly well: boolean;
}

/** `resume`: the computer slept. `unlock`: somebody is back at it. */
export type WakeEvent = 'resume' | 'unlock';

/** How long since the last try; a clock that was put back to before it says nothing, so it counts as very long. */
const ageOf = ({ triedAt }: Course, now: number): number =>
  triedAt === null || triedAt > now ? Number.POSITIVE_INFINITY : now - triedAt;

/** Milliseconds until the daily scan is due; 0 when it is. */
export const untilDaily = (course: Course, now: number): number => Math.max(0, DAY_MS - ageOf(course, now));

/**
 * Is a scan due once the computer is awake, or somebody is back at it? After a sleep anything may be different, the
 * network above all. A scan that failed is tried again. Both no more than once an hour.
 */
export function isDueAfter(wake: WakeEvent, course: Course, now: number): boolean {
  const age = ageOf(course, now);
  return age >= DAY_MS || (age >= APART_MS && (wake === 'resume' || !course.well));
}

/** Milliseconds until notices come again; 0 when they do, and when the end can't be meant (the clock was put back). */
export function untilNoticesCome(snoozedUntil: string, now: number): number {
  const left = Date.parse(snoozedUntil) - now;
  return left > 0 && left <= LONGEST_SNOOZE_MS ? left : 0;
}
