import * as v from 'valibot';
import { SEVERITIES, type Severity } from '../contract/finding';
import { DateText, guardOf } from '../contract/shape';
import {
  type Accepted,
  PLACES,
  type Preferences,
  SNOOZES,
  type Snooze,
  TERMS,
  type Term,
} from '../contract/work';

export const DEFAULTS: Preferences = {
  asksFeeds: true,
  asksAppUpdates: true,
  postponedVersion: null,
  mirror: 'own',
  startsAtLogin: null,
  snoozedUntil: null,
  accepted: [],
  place: null,
};

const HOUR_MS = 60 * 60 * 1000;
const SNOOZE_MS: Readonly<Record<Snooze, number>> = {
  [SNOOZES[0]]: HOUR_MS,
  [SNOOZES[1]]: 24 * HOUR_MS,
  [SNOOZES[2]]: 7 * 24 * HOUR_MS,
};
const TERM_DAYS: Readonly<Record<Term, number>> = { [TERMS[0]]: 30, [TERMS[1]]: 91, [TERMS[2]]: 365 };

/** No notices from `now` (milliseconds since 1970) for as long as told; `off` ends that. */
export const withSnooze = (all: Preferences, how: Snooze | 'off', now: number): Preferences => ({
  ...all,
  snoozedUntil: how === 'off' ? null : new Date(now + SNOOZE_MS[how]).toISOString(),
});

/** As bad as it is when it is accepted: what gets worse comes back. */
type Standing = { readonly id: string; readonly severity?: Severity };

/** Lives with a finding for a term from `now`, in the user's words; `off` takes that back. */
export function withAcceptance(
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

const isSeverityKnown = guardOf(v.picklist(SEVERITIES));
const isAccepted = guardOf(
  v.object({
    finding: v.string(),
    severity: v.exactOptional(v.unknown()),
    reason: v.string(),
    since: DateText,
    until: DateText,
  }),
);
/** The newest of those that make sense, without a severity that is not known. */
const soundOf = (all: unknown[]): readonly Accepted[] =>
  all
    .filter(isAccepted)
    .slice(-MOST_ACCEPTED)
    .map(({ severity, ...one }) => (isSeverityKnown(severity) ? { ...one, severity } : one));

const StoredPreferences = v.fallback(
  v.object({
    asksFeeds: v.fallback(v.boolean(), DEFAULTS.asksFeeds),
    asksAppUpdates: v.fallback(v.boolean(), DEFAULTS.asksAppUpdates),
    postponedVersion: v.fallback(v.nullable(v.string()), DEFAULTS.postponedVersion),
    mirror: v.fallback(v.picklist(['own', 'npmmirror']), DEFAULTS.mirror),
    startsAtLogin: v.fallback(v.nullable(v.boolean()), DEFAULTS.startsAtLogin),
    snoozedUntil: v.fallback(v.nullable(DateText), DEFAULTS.snoozedUntil),
    accepted: v.fallback(v.pipe(v.array(v.unknown()), v.transform(soundOf)), DEFAULTS.accepted),
    place: v.fallback(v.nullable(v.picklist(PLACES)), DEFAULTS.place),
  }),
  DEFAULTS,
);
/** What was kept, with a default for whatever is missing or makes no sense. */
export const readPreferences = (value: unknown): Preferences => v.parse(StoredPreferences, value);
