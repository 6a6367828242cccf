import type { ShownEntry } from '../../../main/contract/change';
import { type Finding, SEVERITIES, type Severity, type State } from '../../../main/contract/finding';
import type { ReportCopy } from '../../../main/contract/report';
import type { ScanResult } from '../../../main/contract/scan-result';

export const DAY_MS = 24 * 60 * 60 * 1000;
export const START = Date.parse('2026-11-22T08:00:00.000Z');
export const day = (days: number) => new Date(START + days * DAY_MS).toISOString();

/** A finding as the checks make it, by severity or state. */
export function finding(id: string, how: Severity | State, more: Partial<Finding> = {}): Finding {
  const severity = SEVERITIES.find((each) => each === how);
  const state: State = severity ? 'attention' : (how as State);
  return {
    id,
    tile: 'updates',
    clause: 'guide-6',
    state,
    ...(severity && { severity }),
    title: { id: `${id}.${state}` },
    because: { id: 'look.saw-nothing' },
    why: { id: `${id}.why` },
    evidence: [],
    ...more,
  };
}

export const copy = (version: string | null, holes = 0, id = 'copy-00000001'): ReportCopy => ({
  id,
  path: '/home/lin/secret-place/openclaw',
  package: 'openclaw',
  version,
  kind: 'npm',
  owner: 'lin',
  running: false,
  where: 'this-computer',
  advisories: { critical: 0, high: holes, medium: 0, low: 0, clearedBy: null, dataFrom: '2026-11-01' },
});

export const look = (
  at: string,
  findings: readonly Finding[],
  copies: readonly ReportCopy[] = [copy('2026.7.1')],
): ScanResult => ({
  platform: 'linux',
  startedAt: at,
  durationMs: 800,
  findings,
  copies,
  fixes: [],
  releases: null,
});

export const entry = (id: string, more: Partial<ShownEntry> = {}): ShownEntry => ({
  id,
  fix: 'listen-locally',
  finding: 'gateway-listens-locally',
  does: { id: 'look.not-there' },
  at: day(1),
  state: 'done',
  changes: [{ kind: 'mode', where: '/home/lin/secret-place', before: '0644', after: '0600' }],
  ...more,
});
