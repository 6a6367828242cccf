import type { Check } from '../checks/define/define-check';
import type { Outcome } from '../contract/change';
import type { Message, Obstacle } from '../contract/finding';
import type { Need } from '../contract/influence';
import type { Probes } from '../probes';
import type { ChooseFixes, RequestedFix, RescanResult } from './index';
import { inOrder, waitsFor } from './plan/in-order';
import { type Plan, planFixes } from './plan/plan-fixes';
import { fixMessage } from './reason';

/** A scan with the plans that it allows. */
export interface FixOffer extends RescanResult {
  readonly plans: readonly Plan[];
  /** Fixes that could not be planned. */
  readonly failed: ReadonlySet<string>;
  /** What is in the way of each fix, by the id of its plan, each place once. */
  readonly obstacles: ReadonlyMap<string, ReadonlyMap<string, Obstacle>>;
}

/** An outcome but for what its batch knows of it. */
export type FixOutcome = Pick<Outcome, 'result' | 'because'> &
  Partial<Pick<Outcome, 'entry' | 'afterwards' | 'choices'>>;
type NamedFix = Pick<Outcome, 'fix' | 'does'>;

/** A fix by what it does; by its id where only that is known, because somebody typed it. */
export const nameFix = ({ id, does }: Pick<RequestedFix, 'id' | 'does'>): NamedFix => ({
  fix: id,
  does: does ?? fixMessage('does-named', { fix: id }),
});

/** Those that were asked for, before anything could be planned; one for all where they were to be chosen from a plan. */
export const namedFixes = (wanted: readonly RequestedFix[] | ChooseFixes): readonly NamedFix[] =>
  typeof wanted === 'function' ? [{ fix: '', does: fixMessage('does-all') }] : wanted.map(nameFix);
export const refuse = (because: Message): FixOutcome => ({ result: 'refused', because });
export const skip = (because: Message): FixOutcome => ({ result: 'skipped', because });

/**
 * Plans what a scan allows; what was planned for the scan before stays where nothing that it read was influenced. In the
 * middle of a batch (`again`, with its ids) only its own fixes are planned anew, and others are taken to be as before.
 */
export async function planOffer(
  scanned: RescanResult,
  checks: readonly Check[],
  quarantine: string,
  again?: { readonly before: FixOffer; readonly row: readonly string[] },
): Promise<FixOffer> {
  const failed = new Set<string>();
  const obstacles = new Map<string, Map<string, Obstacle>>();
  const options = {
    quarantine,
    onError: (fix: string) => failed.add(fix),
    onObstacle(_finding: string, obstacle: Obstacle, fix: string) {
      const known = obstacles.get(fix) ?? new Map<string, Obstacle>();
      obstacles.set(fix, known.set(obstacle.where, obstacle));
    },
    ...(scanned.ask && { ask: scanned.ask }),
    ...(again && { only: (fix: string) => again.row.some((id) => isOf(fix, id)) }),
  };
  const plans = await planFixes(scanned.findings, scanned.probes, options, checks);
  const others = again?.before.plans.filter(({ id }) => !again.row.includes(id)) ?? [];
  const known = new Set(plans.map(({ id }) => id));
  const all = [...plans, ...others.filter(({ id }) => !known.has(id))];
  return { ...scanned, plans: again ? inOrder(all) : plans, failed, obstacles };
}

/** The id's part that stands for what it is about: fixes of the same choice exclude each other for the same thing only. */
const about = (id: string) => /-[0-9a-f]{8}$/.exec(id)?.[0] ?? '';

/** Ids of those that can't be carried out together: more than one of a choice. */
export function clashing(plans: readonly Plan[]): ReadonlySet<string> {
  const clashes = plans.filter(
    (one) =>
      one.choice !== null &&
      plans.some(
        (other) => other !== one && other.choice === one.choice && about(other.id) === about(one.id),
      ),
  );
  return new Set(clashes.map(({ id }) => id));
}

const isOf = (fix: string, id: string) => id === fix || id === `${fix}${about(id)}`;

/** Why a fix is not in the plan. `byUs`: what this very batch has done may have been all there was to do. */
export function absent(id: string, offer: FixOffer, checks: readonly Check[], byUs: boolean): FixOutcome {
  const mends = checks.filter(({ fixes }) => fixes.some((fix) => isOf(fix.id, id)));
  if (mends.length === 0) return refuse(fixMessage('no-such-fix'));
  if ([...offer.failed].some((fix) => isOf(fix, id))) return refuse(fixMessage('cannot-plan'));
  const open = offer.findings.some(
    (each) => mends.some((check) => check.id === each.id) && ['attention', 'unknown'].includes(each.state),
  );
  return open && !byUs ? refuse(fixMessage('not-as-shown')) : skip(fixMessage('nothing-to-do'));
}

/** Whether nobody else reaches a file. One that isn't there is made closed. Where it can't be told it isn't. */
async function isClosed({ permissions }: Probes, path: string): Promise<boolean> {
  const [seen] = await permissions.of([path]).catch(() => [{ others: 'unknown' }]);
  return seen === undefined || seen.others === 'none';
}

const closedPaths = (needs: readonly Need[]) =>
  needs.flatMap((need) => (need.kind === 'closed' ? need.path : []));

/**
 * Why a fix isn't begun: it needs what another one of the plan brings about, and that one was not done in full
 * (`tried`, by id), or is not a part of this batch. Null: what it needs is so, or nothing here could bring it about.
 */
export async function unmet(
  plan: Plan,
  { plans, probes }: FixOffer,
  tried: ReadonlySet<string>,
): Promise<FixOutcome | null> {
  const first = plans.find((other) => waitsFor(plan, other, 'closed'));
  if (!first) return null;
  const closed = await Promise.all(closedPaths(plan.needs).map((path) => isClosed(probes, path)));
  if (!closed.includes(false)) return null;
  return tried.has(first.id)
    ? skip(fixMessage('needs-failed', { does: first.does }))
    : refuse(fixMessage('needs-first', { does: first.does }));
}
