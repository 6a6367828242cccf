import { createHash } from 'node:crypto';
import { checks } from '../checks';
import type { Check } from '../checks/define';
import type { Fix, Proposal } from '../checks/fix';
import { compareWorse } from '../checks/worst';
import type { Change, PlannedFix } from '../contract/change';
import type { Finding } from '../contract/finding';
import type { Probes } from '../probes';
import { placeInOrder } from './order';
import { essence, showChange } from './show';

/** A planned fix with what would really be done: secrets in it, so it stays where it was planned. */
export interface Plan extends PlannedFix {
  readonly raw: readonly Change[];
  readonly settleMs: number;
  /** See `Proposal.hides`. */
  readonly hides: boolean;
  /** See `Proposal.bringsUp`. */
  readonly bringsUp: readonly string[];
}

const short = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 8);

/** Stands for changes as they are shown, without the lines around them and without random secrets. */
const fingerprintOf = (changes: readonly Change[]) => short(JSON.stringify(changes.map(essence)));

/** What another room needs to plan besides readers. */
export interface PlanOptions {
  /** Folder for what is put away. */
  readonly quarantine: string;
  /** Hears of a fix that could not be planned: it isn't offered, and the finding keeps its steps by hand. */
  onTrouble?(fix: string, error: unknown): void;
}

function planned(
  fix: Fix,
  { does, cost, afterwards, changes, about, settleMs, hides, bringsUp, recommended = true }: Proposal,
  of: readonly Finding[],
): Plan {
  const [worst] = of;
  if (!worst) throw new Error(`${fix.id} mends nothing`);
  return {
    id: about === undefined ? fix.id : `${fix.id}-${short(about)}`,
    finding: worst.id,
    mends: of.map(({ id }) => id),
    tile: worst.tile,
    does,
    cost: cost ?? null,
    afterwards: afterwards ?? null,
    changes: changes.map(showChange),
    needsAdmin: changes.some((change) => change.kind === 'command' && change.admin),
    choice: fix.choice,
    recommended: fix.recommended && recommended,
    fingerprint: fingerprintOf(changes),
    raw: changes,
    settleMs: settleMs ?? 0,
    hides: hides ?? false,
    bringsUp: bringsUp ?? [],
  };
}

/**
 * Every fix there is for what was found, in the order in which they would be carried out.
 * A fix that can't be planned here is left out: its finding keeps its steps by hand.
 */
export async function planFixes(
  findings: readonly Finding[],
  probes: Probes,
  { quarantine, onTrouble }: PlanOptions,
  from: readonly Check[] = checks,
): Promise<readonly Plan[]> {
  const open = findings
    .filter(({ state }) => state === 'attention' || state === 'unknown')
    .toSorted(compareWorse);
  const mends = new Map<Fix, Finding[]>();
  for (const finding of open)
    for (const fix of from.find(({ id }) => id === finding.id)?.fixes ?? [])
      mends.set(fix, [...(mends.get(fix) ?? []), finding]);
  const plans = [...mends].map(async ([fix, of]) => {
    try {
      const proposals = await fix.plan(probes, quarantine);
      return proposals.filter(({ changes }) => changes.length > 0).map((each) => planned(fix, each, of));
    } catch (error) {
      onTrouble?.(fix.id, error);
      return [];
    }
  });
  return (await Promise.all(plans)).flat().toSorted((a, b) => placeInOrder(a.id) - placeInOrder(b.id));
}

/** The plan without its secrets: what leaves this process. */
export function withoutSecrets({
  raw: _raw,
  settleMs: _settleMs,
  hides: _hides,
  bringsUp: _bringsUp,
  ...shown
}: Plan): PlannedFix {
  return shown;
}
