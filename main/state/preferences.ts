import { SEVERITIES, type Severity } from '../contract/finding';
import { type Accepted, type Preferences, SNOOZES, type Snooze, TERMS, type Term } from '../contract/work';

export const DEFAULTS: Preferences = {
  asksFeeds: true,
  mirror: 'own',
  startsAtLogin: null,
  snoozedUntil: null,
  accepted: [],
};

const HOUR_MS = 60 * 60 * 1000;
const SNOOZE_MS: Readonly<Record<Snooze, number>> = {
  [SNOOZES[0]]: HOUR_MS,
  [SNOOZES[1]]: 24 * HOUR_MS,
  [SNOOZES[2]]: 7 * 24 * HOUR_MS,
};
const TERM_DAYS: Readonly<Record<Term, number>> = { [TERMS[0]]: 30, [TERMS[1]]: 91, [TERMS[2]]: 365 };

/** No notices from `now` (milliseconds since 1970) for as long as told; `off` ends that. */
export const snooze = (all: Preferences, how: Snooze | 'off', now: number): Preferences => ({
  ...all,
  snoozedUntil: how === 'off' ? null : new Date(now + SNOOZE_MS[how]).toISOString(),
});

/** As bad as it is when it is accepted: what gets worse comes back. */
type Standing = { readonly id: string; readonly severity?: Severity };

/** Lives with a finding for a term from `now`, in the user's words; `off` takes that back. */
export function accept(
  all: Preferences,
  { id, severity }: Standing,
  term: Term | 'off',
  reason: string,
  now: number,
): Preferences {
  const others = all.accepted.filter(({ finding }) => finding !== id);
  if (term === 'off') return { ...all, accepted: others };
  const one: Accepted = {
    finding: id,
    ...(severity && { severity }),
    reason: reason.trim(),
    since: new Date(now).toISOString(),
    until: new Date(now + TERM_DAYS[term] * 24 * HOUR_MS).toISOString(),
  };
  return { ...all, accepted: [...others, one] };
}

/** More than there are checks. */
const MOST_ACCEPTED = 100;

function readAccepted(value: unknown): readonly Accepted[] {
  if (!Array.isArray(value)) return [];
  const sound = value.filter(
    (each): each is Accepted =>
      typeof each?.finding === 'string' &&
      typeof each.reason === 'string' &&
      isDate(each.since) &&
      isDate(each.until),
  );
  return sound.slice(-MOST_ACCEPTED).map(({ severity, ...one }) => {
    const known = SEVERITIES.find((each) => each === severity);
    return known ? { ...one, severity: known } : one;
  });
}

const isDate = (text: unknown): text is string => typeof text === 'string' && !Number.isNaN(Date.parse(text));

/** What was kept, with a default for whatever is missing or makes no sense. */
export function readPreferences(value: unknown): Preferences {
  const kept: Partial<Record<keyof Preferences, unknown>> =
    typeof value === 'object' && value !== null ? value : {};
  return {
    asksFeeds: kept.asksFeeds !== false,
    mirror: kept.mirror === 'npmmirror' ? 'npmmirror' : 'own',
    startsAtLogin: typeof kept.startsAtLogin === 'boolean' ? kept.startsAtLogin : null,
    snoozedUntil: isDate(kept.snoozedUntil) ? kept.snoozedUntil : null,
    accepted: readAccepted(kept.accepted),
  };
}
