import type { Evidence, Message, Observation } from '../../contract/finding';
import type { Probes } from '../../probes';
import type { Setup } from '../../probes/openclaw';
import type { Unseen } from '../../probes/seen';
import { eachSetup as eachSettings } from '../settings/judge';

const MOST_SHOWN = 20;

/** Looks at every setup, side by side. Without any, says what the settings' checks say then: none, or hidden. */
export async function eachSetup(
  probes: Probes,
  look: (setup: Setup) => Promise<readonly Observation[]>,
): Promise<readonly Observation[]> {
  const { found, unseen } = await probes.openclaw.setups();
  if (found.length === 0) return eachSettings(probes, () => ({ troubles: [], good: NEVER, evidence: [] }));
  const hidden = unseen.map(
    ({ where, because }): Observation => ({
      state: 'unknown',
      because: { id: 'settings.hidden', values: { where, reason: because } },
      evidence: [{ kind: 'folder', where, saw: because }],
    }),
  );
  return [...(await Promise.all(found.map(look))).flat(), ...hidden];
}

/** No setup, so no settings to call good. */
const NEVER: Message = { id: 'look.saw-nothing' };

/** The first twenty of what could not be looked at, as evidence; the sentence beside it has the whole number. */
export const unseenEvidence = (unseen: readonly Unseen[]): readonly Evidence[] =>
  unseen
    .slice(0, MOST_SHOWN)
    .map(({ where, because }) => ({ kind: 'file', where, saw: because, state: 'unknown' }));

/** At most twenty of a list, worst first as given: a report is for reading. */
export const firstOf = <T>(all: readonly T[]): readonly T[] => all.slice(0, MOST_SHOWN);
