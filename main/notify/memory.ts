import { SEVERITIES } from '../contract/finding';
import type { Look } from '../contract/look';
import type { Matter } from './matters';

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
/** Holes and versions are never forgotten, so there is an end to how many are kept. */
const MOST = 3000;

/** What was told, kept from run to run. All times are ISO 8601, UTC. */
export interface NoticeMemory {
  /** When each matter was told, or was seen where telling it had no sense. */
  readonly told: Readonly<Record<string, string>>;
  /** Since when a finding does not apply: a gateway that is switched off at night is not mended. */
  readonly away: Readonly<Record<string, string>>;
  readonly digestAt: string;
  /** Something came while notices were off. */
  readonly held: boolean;
}

const isDates = (value: unknown): value is Record<string, string> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every((each) => typeof each === 'string' && !Number.isNaN(Date.parse(each)));

export function isNoticeMemory(value: unknown): value is NoticeMemory {
  if (typeof value !== 'object' || value === null) return false;
  const { told, away, digestAt, held } = value as Partial<Record<keyof NoticeMemory, unknown>>;
  return isDates(told) && isDates(away) && isDates({ digestAt }) && typeof held === 'boolean';
}

const levels = (finding: string) => [...SEVERITIES, 'unknown'].map((each) => `${finding}/${each}`);

/** Told, or something as bad was told of the same finding. */
export function wasTold({ told }: NoticeMemory, { key, what, finding, severity }: Matter): boolean {
  if (what !== 'state' || severity === null) return key in told;
  return SEVERITIES.slice(0, SEVERITIES.indexOf(severity) + 1).some((each) => `${finding}/${each}` in told);
}

/** A week or more lies between, or the clock makes no sense. */
export const isWeekOld = (since: string, now: number): boolean => {
  const age = now - Date.parse(since);
  return age >= WEEK_MS || age < -WEEK_MS;
};

/** Forgets what was mended, so that it is told again when it comes back: what is good, or has not applied for a week. */
export function forgetMended(memory: NoticeMemory, look: Look, now: number): NoticeMemory {
  const told = { ...memory.told };
  const away = { ...memory.away };
  for (const { id, state } of look.findings) {
    if (state === 'not-applicable') away[id] ??= new Date(now).toISOString();
    else delete away[id];
    const since = away[id];
    if (state === 'good' || (since !== undefined && isWeekOld(since, now)))
      for (const level of levels(id)) delete told[level];
  }
  return { ...memory, told, away };
}

/** Remembers that these were told. When there are too many, the oldest that no longer stand go. */
export function remember(
  memory: NoticeMemory,
  matters: readonly Matter[],
  standing: readonly Matter[],
  now: number,
): NoticeMemory {
  const at = new Date(now).toISOString();
  const told = { ...memory.told, ...Object.fromEntries(matters.map(({ key }) => [key, at])) };
  const stand = new Set(standing.map(({ key }) => key));
  const spare = Object.entries(told)
    .filter(([key]) => !stand.has(key))
    .sort(([, a], [, b]) => a.localeCompare(b))
    .slice(0, Math.max(0, Object.keys(told).length - MOST));
  for (const [key] of spare) delete told[key];
  return { ...memory, told };
}
