import type { Language } from '../../main/contract/report';
import type { SayWord } from '.';

const DAY = 24 * 60 * 60 * 1000;
const midnight = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

/**
 * Says when a look was, as people say it.
 * @param at ISO 8601 moment of the look
 * @param now the moment of reading, in the same clock
 */
export function whenLooked(at: string, now: Date, language: Language, say: SayWord): string {
  const then = new Date(at);
  if (Number.isNaN(then.getTime())) return '';
  const time = then.toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  // Rounded, because a day with a change of clocks is 23 or 25 hours long.
  const days = Math.round((midnight(now) - midnight(then)) / DAY);
  if (days === 0) return say('when.today', { time });
  if (days === 1) return say('when.yesterday', { time });
  const sameYear = then.getFullYear() === now.getFullYear();
  const date = then.toLocaleDateString(language, {
    month: 'long',
    day: 'numeric',
    ...(!sameYear && { year: 'numeric' }),
  });
  return say('when.earlier', { date, time });
}

/** A day given as `YYYY-MM-DD`, in words. Anything else is given back as it is. */
export function sayDay(day: string, language: Language): string {
  const date = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return day;
  return date.toLocaleDateString(language, {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    timeZone: 'UTC',
  });
}

/** Milliseconds from a moment to the next midnight, when “today” becomes “yesterday”. */
export const untilMidnight = (now: Date) => midnight(new Date(midnight(now) + 1.5 * DAY)) - now.getTime();
