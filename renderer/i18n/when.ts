import type { Language } from '../../main/contract/report';
import type { TranslatePage } from '.';

const DAY = 24 * 60 * 60 * 1000;
const midnight = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

/** The hour, and how many days ago (negative: ahead) by the reader’s clock; null for no moment at all. */
function parts(at: string, now: Date, language: Language) {
  const then = new Date(at);
  if (Number.isNaN(then.getTime())) return null;
  const time = then.toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const sameYear = then.getFullYear() === now.getFullYear();
  const date = then.toLocaleDateString(language, {
    month: 'long',
    day: 'numeric',
    ...(!sameYear && { year: 'numeric' }),
  });
  // Rounded, because a day with a change of clocks is 23 or 25 hours long.
  return { time, date, days: Math.round((midnight(now) - midnight(then)) / DAY) };
}

/**
 * Says when a look was, as people say it.
 * @param at ISO 8601 moment of the look
 * @param now the moment of reading, in the same clock
 */
export function whenLooked(at: string, now: Date, language: Language, say: TranslatePage): string {
  const moment = parts(at, now, language);
  if (!moment) return '';
  const { time, date, days } = moment;
  if (days === 0) return say('when.today', { time });
  if (days === 1) return say('when.yesterday', { time });
  return say('when.earlier', { date, time });
}

/** As `whenLooked`, for any moment, ahead as well: “today at 10:24”. */
export function sayMoment(at: string, now: Date, language: Language, say: TranslatePage): string {
  const moment = parts(at, now, language);
  if (!moment) return '';
  const { time, date, days } = moment;
  if (days === 0) return say('moment.today', { time });
  if (days === 1) return say('moment.yesterday', { time });
  if (days === -1) return say('moment.tomorrow', { time });
  return say('moment.other', { date, time });
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

/** The day of a moment, in words, by the reader’s clock. No moment: nothing. */
export function sayDate(at: string, language: Language): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return '';
  return date.toLocaleDateString(language, { year: 'numeric', month: 'long', day: 'numeric' });
}
