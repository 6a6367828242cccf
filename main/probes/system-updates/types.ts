import type { Evidence } from '../../contract/finding';
import type { Gap } from '../partial-result';

/** Security updates that came out and aren't in. */
export interface PendingUpdates {
  readonly count: number;
  /** Some of them, by name. */
  readonly names: readonly string[];
}

/** How a system stands with its own updates. Times are milliseconds since 1970; null where nothing tells. */
export interface SystemUpdates {
  /** Its name and version; null where the system doesn't say. */
  readonly system: string | null;
  /** Last day on which its makers repair this version, `YYYY-MM-DD`; null where none is known. */
  readonly lastDay: string | null;
  /** Something was put in after that day all the same, or somebody is paid for it. */
  readonly extended: boolean;
  readonly pending: PendingUpdates | null;
  /** Up to when the system knows what came out. */
  readonly knownAt: number | null;
  /** When all that had come out was last put in. */
  readonly installedAt: number | null;
  /** Days between two rounds of updates with which nothing is amiss. */
  readonly rhythm: number;
  /** Updates go in by themselves, and did so lately; null where nothing tells. */
  readonly automatic: boolean | null;
  /** Since when a restart is waited for, without which updates don't hold; null: it is not. */
  readonly restartSince: number | null;
  /** What it rests on. */
  readonly evidence: readonly Evidence[];
  /** What could not be looked at. */
  readonly gaps: readonly Gap[];
}

export interface SystemUpdatesProbe {
  /** Reads what the system wrote down of its updates. Nothing is asked in the network, and no updater is started. */
  look(): Promise<SystemUpdates>;
}
