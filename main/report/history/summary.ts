import * as v from 'valibot';
import { SEVERITIES, type Severity, type State } from '../../contract/finding';
import type { ScanResult } from '../../contract/scan-result';
import { DateText, mapOf, type ShapeOf } from '../../contract/shape';

/** How a finding stood: how bad, where it needed attention; else its state. */
export type FindingLevel = Severity | Exclude<State, 'attention'>;

export interface CopyThen {
  readonly version: string | null;
  /** Published holes that hit it; null when that could not be told. */
  readonly holes: number | null;
}

export const ScanSummaryShape = v.object({
  kind: v.literal('look'),
  /** ISO 8601, UTC; of the first of several looks that found the same. */
  at: DateText,
  /** Of the last of them. */
  until: DateText,
  count: v.pipe(v.number(), v.integer()),
  /** By the finding's id. */
  findings: mapOf(v.custom<FindingLevel>((level) => typeof level === 'string')),
  /** By the copy's id, which is made of its path. */
  copies: mapOf(v.object({ version: v.nullable(v.string()), holes: v.nullable(v.number()) })),
});
/** What is kept of a scan: no sentence, no path, no secret. */
export type ScanSummary = ShapeOf<typeof ScanSummaryShape>;

export const isSeverityLevel = (level: string): level is Severity =>
  (SEVERITIES as readonly string[]).includes(level);

/** A scan as the history keeps it. */
export function scanSummaryOf({ startedAt, findings, copies }: ScanResult): ScanSummary {
  return {
    kind: 'look',
    at: startedAt,
    until: startedAt,
    count: 1,
    findings: Object.fromEntries(
      findings.map(({ id, state, severity }) => [id, state === 'attention' ? (severity ?? 'high') : state]),
    ),
    copies: Object.fromEntries(
      copies.map(({ id, version, advisories: all }) => {
        const holes = all ? all.critical + all.high + all.medium + all.low : null;
        return [id, { version, holes }];
      }),
    ),
  };
}

/** Both found the same, whenever they did. */
export function isSame(a: ScanSummary, b: ScanSummary): boolean {
  const contentOf = ({ findings, copies }: ScanSummary) =>
    JSON.stringify([Object.entries(findings).sort(), Object.entries(copies).sort()]);
  return contentOf(a) === contentOf(b);
}
