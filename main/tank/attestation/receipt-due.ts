import type { Receipt } from '../../contract/tank';
import type { BoundaryFact } from '../model/types';

const MONTH_MS = 30 * 24 * 60 * 60 * 1000;

/** How a tank stands now, as far as it can be told: null says nothing. */
export interface TankVersions {
  readonly engineVersion: string | null;
  /** Version that its plan has. */
  readonly openclaw: string;
  /** By `outsideMark`. */
  readonly outside: string | null;
  /** When somebody moved in or it was brought back, as its plan has it. */
  readonly changedAt: string | null;
}

/** What the engine says of each line, in one text that is the same as long as nothing changed. */
export const boundaryFingerprint = (facts: readonly BoundaryFact[]): string =>
  facts
    .map(({ id, outcome }) => `${id} ${outcome}`)
    .toSorted()
    .join(', ');

/**
 * Whether a tank is to be tried again: never tried, a month ago, by a clock that was wrong, with another version of its
 * engine or of OpenClaw, or changed since.
 */
export function isReceiptDue(receipt: Receipt | null, stands: TankVersions, now: number): boolean {
  if (!receipt) return true;
  const age = now - Date.parse(receipt.at);
  if (!(age >= 0 && age < MONTH_MS)) return true;
  const { engineVersion, openclaw, outside, changedAt } = stands;
  return (
    receipt.openclaw !== openclaw ||
    (engineVersion !== null && engineVersion !== receipt.engineVersion) ||
    (outside !== null && outside !== receipt.outside) ||
    (changedAt !== null && Date.parse(changedAt) > Date.parse(receipt.at))
  );
}
