import { SEVERITIES, type Severity, type State } from '../contract/finding';
import type { Look } from '../contract/look';

/** How a finding stood: how bad, where it needed attention; else its state. */
export type Level = Severity | Exclude<State, 'attention'>;

export interface CopyThen {
  readonly version: string | null;
  /** Published holes that hit it; null when that could not be told. */
  readonly holes: number | null;
}

/** What is kept of a look: no sentence, no path, no secret. */
export interface LookThen {
  readonly kind: 'look';
  /** ISO 8601, UTC; of the first of several looks that found the same. */
  readonly at: string;
  /** Of the last of them. */
  readonly until: string;
  readonly count: number;
  /** By the finding's id. */
  readonly findings: Readonly<Record<string, Level>>;
  /** By the copy's id, which is made of its path. */
  readonly copies: Readonly<Record<string, CopyThen>>;
}

export const isSeverity = (level: string): level is Severity =>
  (SEVERITIES as readonly string[]).includes(level);

/** A look as the history keeps it. */
export function summaryOf({ startedAt, findings, copies }: Look): LookThen {
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
export function isSame(a: LookThen, b: LookThen): boolean {
  const told = ({ findings, copies }: LookThen) =>
    JSON.stringify([Object.entries(findings).sort(), Object.entries(copies).sort()]);
  return told(a) === told(b);
}
