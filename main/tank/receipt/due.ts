import type { Receipt } from '../../contract/tank';

const MONTH_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * Whether a tank is to be tried again: never tried, a month ago, by a clock that was wrong, or with another version
 * of its engine. `engineVersion` null means that the engine could not tell it: only time counts then.
 */
export function isDue(receipt: Receipt | null, engineVersion: string | null, now: number): boolean {
  if (!receipt) return true;
  const age = now - Date.parse(receipt.at);
  if (!(age >= 0 && age < MONTH_MS)) return true;
  return engineVersion !== null && engineVersion !== receipt.engineVersion;
}
