import type { Evidence, Message, Observation } from '../../contract/finding';
import type { Probes } from '../../probes';
import type { Setup } from '../../probes/openclaw';
import type { Gap } from '../../probes/partial-result';
import { untraced } from '../presence/untraced';
import { evaluateSettings as eachSettings } from '../settings/evaluate-settings';

const MOST_SHOWN = 20;

/** Looks at every setup, side by side. Without any, says what the settings' checks say then: none, or hidden. */
export async function eachSetup(
  probes: Probes,
  look: (setup: Setup) => Promise<readonly Observation[]>,
): Promise<readonly Observation[]> {
  const { items, gaps } = await probes.openclaw.setups();
  if (items.length === 0) return eachSettings(probes, () => ({ issues: [], good: NEVER, evidence: [] }));
  const hidden = gaps.map(
    ({ where, because }): Observation => ({
      state: 'unknown',
      because: { id: 'settings.hidden', values: { where, reason: because } },
      evidence: [{ kind: 'folder', where, saw: because }],
    }),
  );
  const missing = await untraced(probes, 'setup');
  return [...(await Promise.all(items.map(look))).flat(), ...hidden, ...missing];
}

/** No setup, so no settings to call good. */
const NEVER: Message = { id: 'look.saw-nothing' };

/** The first twenty of what could not be looked at, as evidence; the sentence beside it has the whole number. */
export const gapEvidence = (gaps: readonly Gap[]): readonly Evidence[] =>
  gaps
    .slice(0, MOST_SHOWN)
    .map(({ where, because }) => ({ kind: 'file', where, saw: because, state: 'unknown' }));

/** At most twenty of a list, worst first as given: a report is for reading. */
export const firstOf = <T>(all: readonly T[]): readonly T[] => all.slice(0, MOST_SHOWN);
