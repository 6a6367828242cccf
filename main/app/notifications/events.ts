import { type Finding, SEVERITIES, type Severity } from '../../contract/finding';
import type { ScanResult } from '../../contract/scan-result';

/** One thing that can be told, once. */
export interface NotificationEvent {
  /** Names it from look to look and from run to run: `<finding>/<what>`. */
  readonly key: string;
  readonly finding: string;
  /** How the finding stands, a version that came out, a hole in the user's own version, an acceptance that ended. */
  readonly what: 'state' | 'version' | 'hole' | 'term';
  /** Null: the finding could not be told. */
  readonly severity: Severity | null;
}

/** From the worst to the mildest; what could not be told comes last. */
export const rank = ({ severity }: NotificationEvent): number =>
  severity === null ? SEVERITIES.length : SEVERITIES.indexOf(severity);

/** Facts alone are read: what is said of them is for people, and may be said in other words tomorrow. */
function ofFinding({ id, state, severity, evidence }: Finding): readonly NotificationEvent[] {
  if (state === 'unknown') return [{ key: `${id}/unknown`, finding: id, what: 'state', severity: null }];
  if (state !== 'attention') return [];
  const worst = severity ?? 'high';
  return [
    { key: `${id}/${worst}`, finding: id, what: 'state', severity: worst },
    ...evidence.flatMap(({ kind, where, facts = {} }): readonly NotificationEvent[] => {
      const { newest, severity: rating = worst } = facts;
      if (kind === 'advisory')
        return [{ key: `${id}/${where}`, finding: id, what: 'hole', severity: rating }];
      return newest === undefined
        ? []
        : [{ key: `${id}/${newest}`, finding: id, what: 'version', severity: worst }];
    }),
  ];
}

/** Answers to somebody who asked just now and reads them in the window. */
const ASKED: readonly string[] = ['second-opinion'];

/** All that stands now and could be told. Nothing of it is in a language, nothing names a file. */
export const notificationEvents = (look: ScanResult): readonly NotificationEvent[] => {
  const all = look.findings.filter(({ id }) => !ASKED.includes(id)).flatMap(ofFinding);
  return [...new Map(all.map((event) => [event.key, event])).values()];
};
