import type { PlannedFix } from './change';
import type { Finding, Platform } from './finding';
import type { ReportCopy } from './report';

/** The newest answer of a registry, kept so that it is asked once a day at most. */
export interface RememberedReleases {
  /** Host name of the registry that answered. */
  readonly registry: string;
  /** Newest version by channel (npm dist-tag). */
  readonly tags: Readonly<Record<string, string>>;
  /** ISO 8601. */
  readonly askedAt: string;
}

/** What one scan found, in no language yet: plain data that can be kept, sent and rendered again. */
export interface ScanResult {
  readonly platform: Platform;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly findings: readonly Finding[];
  readonly copies: readonly ReportCopy[];
  /** What could be done about them, in the order in which it would be done. */
  readonly fixes: readonly PlannedFix[];
  /** What a registry answered in this scan; null when none was asked or none answered. */
  readonly releases: RememberedReleases | null;
}
