import type { DeliveredLog } from '../../../main/app/notifications/delivered';
import { type Decision, decide } from '../../../main/app/notifications/policy';
import { DEFAULTS } from '../../../main/config/preferences';
import type { Evidence, Finding, Severity, State } from '../../../main/contract/finding';
import type { ScanResult } from '../../../main/contract/scan-result';
import type { Preferences } from '../../../main/contract/work';
import { day, finding, look } from '../../report/history/looks';

/** An advisory among a finding's evidence, rated as the check of known-holes rates it. */
export const hole = (id: string, severity: Severity): Evidence => ({
  kind: 'advisory',
  where: id,
  saw: { id: 'known-holes.no-details', values: { severity: { id: `known-holes.${severity}` } } },
  facts: { severity },
});

/** A copy that is behind, as the check of newest-version says it. */
export const behind = (newest: string, severity: Severity = 'medium'): Finding =>
  finding('newest-version', severity, {
    because: {
      id: 'newest-version.older',
      values: { version: '2026.7.1', newest, channel: 'latest', registry: 'registry.example.org' },
    },
    evidence: [
      {
        kind: 'package',
        where: '/usr/lib/node_modules/openclaw',
        saw: 'openclaw 2026.7.1',
        facts: { version: '2026.7.1' },
      },
      {
        kind: 'registry',
        where: 'registry.example.org',
        saw: { id: 'newest-version.asked', values: { newest } },
        facts: { newest },
      },
    ],
  });

export const holes = (severity: Severity, ...all: readonly Evidence[]): Finding =>
  finding('known-holes', severity, { evidence: all });

/** One finding that is bad enough to be told. */
export const gateway = (how: Severity | State): Finding => finding('gateway-listens-locally', how);

/** Looks one after the other, with the memory that each leaves, written down and read again. */
export function series(preferences: Partial<Preferences> = {}) {
  let memory: DeliveredLog | undefined;
  let chosen: Preferences = { ...DEFAULTS, ...preferences };
  return {
    memory: () => memory,
    choose(more: Partial<Preferences>) {
      chosen = { ...chosen, ...more };
    },
    /** At so many days after the start; gives what was told, as `kind key key …`. */
    at(days: number, ...findings: readonly Finding[]): string | null {
      const given: ScanResult = look(day(days), findings);
      const decision: Decision = decide({
        memory,
        look: given,
        preferences: chosen,
        now: Date.parse(day(days)),
      });
      memory = JSON.parse(JSON.stringify(decision.memory));
      const { notice } = decision;
      return notice && [notice.kind, ...notice.events.map(({ key }) => key)].join(' ');
    },
  };
}
