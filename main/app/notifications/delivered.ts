import * as v from 'valibot';
import { SEVERITIES } from '../../contract/finding';
import type { ScanResult } from '../../contract/scan-result';
import { DateText, guardOf, mapOf, type ShapeOf } from '../../contract/shape';
import type { NotificationEvent } from './events';

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
/** Holes and versions are never forgotten, so there is an end to how many are kept. */
const MOST = 3000;

const Dates = mapOf(DateText);
const DeliveredFile = v.object({
  /** When each matter was told, or was seen where telling it had no sense. */
  told: Dates,
  /** Since when a finding does not apply: a gateway that is switched off at night is not mended. */
  away: Dates,
  digestAt: DateText,
  /** Something came while notices were off. */
  held: v.boolean(),
});
/** What was told, kept from run to run. All times are ISO 8601, UTC. */
export type DeliveredLog = ShapeOf<typeof DeliveredFile>;
export const isDeliveredLog = guardOf(DeliveredFile);

const levels = (finding: string) => [...SEVERITIES, 'unknown'].map((each) => `${finding}/${each}`);

/** Told, or something as bad was told of the same finding. */
export function wasDelivered(
  { told: delivered }: DeliveredLog,
  { key, what, finding, severity }: NotificationEvent,
): boolean {
  if (what !== 'state' || severity === null) return key in delivered;
  return SEVERITIES.slice(0, SEVERITIES.indexOf(severity) + 1).some(
    (each) => `${finding}/${each}` in delivered,
  );
}

/** A week or more lies between, or the clock makes no sense. */
export const isWeekOld = (since: string, now: number): boolean => {
  const age = now - Date.parse(since);
  return age >= WEEK_MS || age < -WEEK_MS;
};

/** Forgets what was mended, so that it is told again when it comes back: what is good, or has not applied for a week. */
export function forgetFixed(memory: DeliveredLog, look: ScanResult, now: number): DeliveredLog {
  const delivered = { ...memory.told };
  const away = { ...memory.away };
  for (const { id, state } of look.findings) {
    if (state === 'not-applicable') away[id] ??= new Date(now).toISOString();
    else delete away[id];
    const since = away[id];
    if (state === 'good' || (since !== undefined && isWeekOld(since, now)))
      for (const level of levels(id)) delete delivered[level];
  }
  return { ...memory, told: delivered, away };
}

/** Remembers that these were told. When there are too many, the oldest that no longer stand go. */
export function recordDelivered(
  memory: DeliveredLog,
  events: readonly NotificationEvent[],
  standing: readonly NotificationEvent[],
  now: number,
): DeliveredLog {
  const at = new Date(now).toISOString();
  const delivered = { ...memory.told, ...Object.fromEntries(events.map(({ key }) => [key, at])) };
  const stand = new Set(standing.map(({ key }) => key));
  const spare = Object.entries(delivered)
    .filter(([key]) => !stand.has(key))
    .sort(([, a], [, b]) => a.localeCompare(b))
    .slice(0, Math.max(0, Object.keys(delivered).length - MOST));
  for (const [key] of spare) delete delivered[key];
  return { ...memory, told: delivered };
}
