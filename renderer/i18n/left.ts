import type { TranslatePage } from '.';

const MINUTE = 60_000;
const HOURS_FROM = 90;

/** Says how long something still takes, as a guess should be said: in whole minutes, or hours. */
export function sayLeft(ms: number, say: TranslatePage): string {
  const minutes = Math.ceil(Math.max(0, ms) / MINUTE);
  if (ms < MINUTE) return say('tank.left.soon');
  if (minutes < HOURS_FROM) return say('tank.left.minutes', { count: minutes });
  return say('tank.left.hours', { count: Math.round(minutes / 60) });
}
