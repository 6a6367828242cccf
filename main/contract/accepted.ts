import { SEVERITIES, type Severity, type State } from './finding';
import type { Accepted } from './work';

interface Standing {
  readonly id: string;
  readonly state: State;
  readonly severity?: Severity;
  readonly since?: string;
}

/**
 * The acceptance under which a finding that needs attention stands at `now` (milliseconds since 1970), or null.
 * It covers neither what became critical or worse since, nor what came only after it, nor anything after its end.
 */
export function acceptanceOf(accepted: readonly Accepted[], finding: Standing, now: number): Accepted | null {
  const { id, state, severity, since } = finding;
  if (state !== 'attention' || severity === undefined) return null;
  const found = accepted.find((each) => each.finding === id && Date.parse(each.until) > now);
  if (!found || severity === 'critical') return null;
  if (since !== undefined && Date.parse(found.since) < Date.parse(since)) return null;
  const worse =
    found.severity !== undefined && SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(found.severity);
  return worse ? null : found;
}
