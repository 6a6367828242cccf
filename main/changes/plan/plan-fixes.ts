import { createHash } from 'node:crypto';
import { checks } from '../../checks';
import type { Check } from '../../checks/define/define-check';
import type { Fix, Proposal } from '../../checks/define/define-fix';
import { compareWorse } from '../../checks/define/worst-observation';
import type { Change, PlannedFix } from '../../contract/change';
import type { Evidence, Finding, Obstacle } from '../../contract/finding';
import type { Influence, Need } from '../../contract/influence';
import type { Probes } from '../../probes';
import { inOrder } from './in-order';
import { influencesOf, needsOf } from './influences';
import { canonicalForm, showChange } from './show';

/** A planned fix with what would really be done: secrets in it, so it stays where it was planned. */
export interface Plan extends PlannedFix {
  readonly raw: readonly Change[];
  readonly settleMs: number;
  /** See `Proposal.hides`. */
  readonly hides: boolean;
  /** See `Proposal.bringsUp`. */
  readonly bringsUp: readonly string[];
  /** All that has to be so first, and all that it may influence: what its changes say, and what it declares. */
  readonly needs: readonly Need[];
  readonly influences: readonly Influence[];
}

const short = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 8);

/** Stands for changes as they are shown, without the lines around them and without random secrets. */
const fingerprintOf = (changes: readonly Change[]) => short(JSON.stringify(changes.map(canonicalForm)));

/** What another room needs to plan besides readers. */
export interface PlanOptions {
  /** Folder for what is quarantined. */
  readonly quarantine: string;
  /** Hears of a fix that could not be planned: it isn't offered, and the finding keeps its steps by hand. */
  onError?(fix: string, error: unknown): void;
  /** Hears what keeps a finding from being mended, in full or in part, and the fix by the id of its plan. */
  onObstacle?(finding: string, obstacle: Obstacle, fix: string): void;
  /** Which fixes are planned, by id; all of them unless told. */
  only?(fix: string): boolean;
  /** Answers a plan from the scan before where nothing that it read was influenced. Left out: planned anew. */
  ask?<T>(about: object, plan: () => Promise<T>): Promise<T>;
}

const pathsOf = (change: Change): readonly string[] => {
  if (change.kind === 'edit' || change.kind === 'mode') return [change.path];
  return change.kind === 'move' ? [change.from] : [];
};

/**
 * False where nothing needs attention, and all that can't be told lies in files that the fix doesn't touch: another
 * set-up's settings, say. It would only change what is fine, and no look could show that it helped.
 */
function canHelp(of: readonly Finding[], changes: readonly Change[]): boolean {
  const paths = changes.flatMap(pathsOf);
  const doubts = of.flatMap(({ state, evidence }) =>
    evidence.filter((each) => (each.state ?? state) === 'unknown'),
  );
  const isElsewhere = ({ kind, where }: Evidence) =>
    (kind === 'file' || kind === 'setting') && !paths.some((path) => where.startsWith(path));
  return of.some(({ state }) => state === 'attention') || doubts.length === 0 || !doubts.every(isElsewhere);
}

const planId = ({ id }: Fix, { about }: Proposal): string =>
  about === undefined ? id : `${id}-${short(about)}`;

function planned(fix: Fix, proposal: Proposal, of: readonly Finding[]): Plan {
  const { does, cost, afterwards, changes, settleMs, hides, bringsUp, recommended = true } = proposal;
  const [worst] = of;
  if (!worst) throw new Error(`${fix.id} mends nothing`);
  return {
    id: planId(fix, proposal),
    finding: worst.id,
    mends: of.map(({ id }) => id),
    tile: worst.tile,
    does,
    cost: cost ?? null,
    afterwards: afterwards ?? null,
    changes: changes.map(showChange),
    needsAdmin: changes.some((change) => change.kind === 'command' && change.admin),
    choice: fix.choice,
    recommended: fix.recommended && recommended && canHelp(of, changes),
    fingerprint: fingerprintOf(changes),
    raw: changes,
    settleMs: settleMs ?? 0,
    hides: hides ?? false,
    bringsUp: bringsUp ?? [],
    needs: needsOf(proposal),
    influences: influencesOf(proposal),
  };
}

/**
 * Every fix there is for what was found, in the order in which they would be carried out: what is needed first goes
 * first, else what mends the worst finding.
 * A fix that can't be planned here is left out: its finding keeps its steps by hand.
 */
export async function planFixes(
  findings: readonly Finding[],
  probes: Probes,
  { quarantine, onError, onObstacle, only = () => true, ask = (_about, plan) => plan() }: PlanOptions,
  from: readonly Check[] = checks,
): Promise<readonly Plan[]> {
  const open = findings
    .filter(({ state }) => state === 'attention' || state === 'unknown')
    .toSorted(compareWorse);
  const mends = new Map<Fix, Finding[]>();
  for (const finding of open)
    for (const fix of from.find(({ id }) => id === finding.id)?.fixes ?? [])
      mends.set(fix, [...(mends.get(fix) ?? []), finding]);
  const plans = [...mends]
    .filter(([{ id }]) => only(id))
    .map(async ([fix, of]) => {
      try {
        const proposals = await ask(fix, () => fix.plan(probes, quarantine));
        for (const proposal of proposals)
          for (const obstacle of proposal.cannot ?? [])
            for (const { id } of of) onObstacle?.(id, obstacle, planId(fix, proposal));
        return proposals.filter(({ changes }) => changes.length > 0).map((each) => planned(fix, each, of));
      } catch (error) {
        onError?.(fix.id, error);
        return [];
      }
    });
  return inOrder((await Promise.all(plans)).flat());
}

/** The plan without its secrets: what leaves this process. */
export function withoutSecrets({
  raw: _raw,
  settleMs: _settleMs,
  hides: _hides,
  bringsUp: _bringsUp,
  needs: _needs,
  influences: _influences,
  ...shown
}: Plan): PlannedFix {
  return shown;
}
