import type { Evidence, Finding, Severity, State } from '../../main/contract/finding';
import type { Look } from '../../main/contract/look';
import type { Preferences } from '../../main/contract/work';
import type { NoticeMemory } from '../../main/notify/memory';
import { type Decision, decide } from '../../main/notify/policy';
import { DEFAULTS } from '../../main/state/preferences';
import { day, finding, look } from '../history/looks';

/** An advisory among a finding's evidence, rated as the check of known-holes rates it. */
export const hole = (id: string, severity: Severity): Evidence => ({
  kind: 'advisory',
  where: id,
  saw: { id: 'known-holes.no-details', values: { severity: { id: `known-holes.${severity}` } } },
});

/** A copy that is behind, as the check of newest-version says it. */
export const behind = (newest: string, severity: Severity = 'medium'): Finding =>
  finding('newest-version', severity, {
    because: {
      id: 'newest-version.older',
      values: { version: '2026.7.1', newest, channel: 'latest', registry: 'registry.example.org' },
    },
    evidence: [
      { kind: 'package', where: '/usr/lib/node_modules/openclaw', saw: 'openclaw 2026.7.1' },
      {
        kind: 'registry',
        where: 'registry.example.org',
        saw: { id: 'newest-version.asked', values: { newest } },
      },
    ],
  });

export const holes = (severity: Severity, ...all: readonly Evidence[]): Finding =>
  finding('known-holes', severity, { evidence: all });

/** One finding that is bad enough to be told. */
export const gateway = (how: Severity | State): Finding => finding('gateway-listens-locally', how);

/** Looks one after the other, with the memory that each leaves, written down and read again. */
export function series(preferences: Partial<Preferences> = {}) {
  let memory: NoticeMemory | undefined;
  let chosen: Preferences = { ...DEFAULTS, ...preferences };
  return {
    memory: () => memory,
    choose(more: Partial<Preferences>) {
      chosen = { ...chosen, ...more };
    },
    /** At so many days after the start; gives what was told, as `kind key key …`. */
    at(days: number, ...findings: readonly Finding[]): string | null {
      const given: Look = look(day(days), findings);
      const decision: Decision = decide({
        memory,
        look: given,
        preferences: chosen,
        now: Date.parse(day(days)),
      });
      memory = JSON.parse(JSON.stringify(decision.memory));
      const { notice } = decision;
      return notice && [notice.kind, ...notice.matters.map(({ key }) => key)].join(' ');
    },
  };
}
