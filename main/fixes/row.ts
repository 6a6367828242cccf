import type { Check } from '../checks/define';
import type { Change, Outcome } from '../contract/change';
import type { Message } from '../contract/finding';
import { placeInOrder } from '../plans/order';
import { type Plan, planFixes } from '../plans/plan';
import { agrees } from './agreed';
import { cycle, type Workplace } from './cycle';
import { judge } from './helped';
import type { Glance, Progress, Wanted } from './index';
import { appendLog } from './log';
import { message, reasonOf } from './reason';

/** What applying fixes needs besides. */
export interface RowNeeds extends Omit<Workplace, 'tell'> {
  readonly glance: () => Promise<Glance>;
  readonly checks: readonly Check[];
  readonly quarantine: string;
  readonly onProgress: (progress: Progress) => void;
  /** Resolves after so many milliseconds, or when the signal is set off. */
  readonly wait: (ms: number) => Promise<void>;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 5000;

type Ended = Pick<Outcome, 'result' | 'because'> & Partial<Outcome>;
const refuse = (because: Message): Ended => ({ result: 'refused', because });
const SKIPPED: Ended = { result: 'skipped', because: message('nothing-to-do') };

/** The id's part that stands for what it is about: fixes of the same choice exclude each other for the same thing only. */
const about = (id: string) => /-[0-9a-f]{8}$/.exec(id)?.[0] ?? '';

/** Ids of those that can't be carried out together: more than one of a choice. */
function clashing(plans: readonly Plan[]): ReadonlySet<string> {
  const clashes = plans.filter(
    (one) =>
      one.choice !== null &&
      plans.some(
        (other) => other !== one && other.choice === one.choice && about(other.id) === about(one.id),
      ),
  );
  return new Set(clashes.map(({ id }) => id));
}

/** Carries out a row of fixes, in the order of the plan, and stops at the first trouble. Only under the lock. */
export async function applyRow(needs: RowNeeds, wanted: readonly Wanted[]): Promise<readonly Outcome[]> {
  const { checks, quarantine, signal } = needs;
  const row = [...new Map(wanted.map((each) => [each.id, each])).values()].toSorted(
    (a, b) => placeInOrder(a.id) - placeInOrder(b.id),
  );
  const carried: Change[] = [];
  let step = 0;
  const tell = (progress: Omit<Progress, 'done' | 'of'>) =>
    needs.onProgress({ ...progress, done: step, of: row.length });
  const at: Workplace = { ...needs, tell };

  async function look(now: Message) {
    tell({ now });
    const glance = await needs.glance();
    const failed = new Set<string>();
    const options = { quarantine, onTrouble: (fix: string) => failed.add(fix) };
    return { ...glance, plans: await planFixes(glance.findings, glance.probes, options, checks), failed };
  }
  type Seen = Awaited<ReturnType<typeof look>>;

  const isOf = (fix: string, id: string) => id === fix || id === `${fix}${about(id)}`;

  /** Why a fix is not in the plan. */
  function absent(id: string, seen: Seen, first: Seen): Ended {
    const mends = checks.filter(({ fixes }) => fixes.some((fix) => isOf(fix.id, id)));
    if (mends.length === 0) return refuse(message('no-such-fix'));
    if ([...seen.failed].some((fix) => isOf(fix, id))) return refuse(message('cannot-plan'));
    const open = seen.findings.some(
      (each) => mends.some((check) => check.id === each.id) && ['attention', 'unknown'].includes(each.state),
    );
    // What this very row has done may have been all there was to do.
    const byUs = carried.length > 0 && first.plans.some((plan) => plan.id === id);
    return open && !byUs ? refuse(message('not-as-shown')) : SKIPPED;
  }

  /** Looks again at growing intervals, until it helped in full or the time that the machine may need is over. */
  async function lookAgain(plan: Plan, before: Seen): Promise<{ seen: Seen; because: Message | null }> {
    const until = needs.now() + plan.settleMs;
    let waited = 0;
    let pause = FIRST_PAUSE_MS;
    for (let again = 0; ; again++) {
      const seen = await look(message('looking-again'));
      const verdict = judge(plan, before.findings, seen.findings);
      const late = waited >= plan.settleMs || needs.now() >= until;
      if (verdict.helped && (verdict.fully || late)) return { seen, because: null };
      // What could not be seen is looked for twice: a busy computer is no reason to take a good fix back.
      if (!verdict.helped && late && !(verdict.unsure && again === 0))
        return { seen, because: verdict.because };
      await needs.wait(pause);
      signal.throwIfAborted();
      waited += pause;
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
  }

  let first: Seen;
  try {
    first = await look(message('looking'));
  } catch (error) {
    const because = signal.aborted
      ? message('cancelled')
      : message('could-not-look', { reason: reasonOf(error) });
    return row.map(({ id }) => ({
      fix: id,
      entry: null,
      afterwards: null,
      ...(signal.aborted ? { result: 'skipped', because } : refuse(because)),
    }));
  }
  const clashes = clashing(first.plans.filter(({ id }) => row.some((each) => each.id === id)));
  const known = new Map(first.plans.map((plan) => [plan.id, plan]));
  let latest = first;

  async function one({ id, fingerprint }: Wanted): Promise<Ended> {
    if (clashes.has(id)) return refuse(message('choice'));
    const plan = latest.plans.find((each) => each.id === id);
    if (!plan) return absent(id, latest, first);
    const agreed = known.get(id) ?? plan;
    const asShown = fingerprint === null || fingerprint === agreed.fingerprint;
    if (!asShown || !agrees(agreed, plan, carried)) return refuse(message('not-as-shown'));
    const before = latest;
    const begun = { fix: id, finding: plan.finding, does: plan.does, changes: plan.raw };
    const verify = async () => {
      const { seen, because } = await lookAgain(plan, before);
      latest = seen;
      return because;
    };
    const came = await cycle(at, begun, verify, message('helped'));
    if (came.result === 'fixed') carried.push(...plan.raw);
    return { ...came, afterwards: came.result === 'fixed' ? plan.afterwards : null };
  }

  const outcomes: Outcome[] = [];
  let stopped: Message | null = clashes.size > 0 ? message('row-stopped') : null;
  for (const each of row) {
    if (signal.aborted) stopped ??= message('cancelled');
    const ended: Ended =
      stopped && !clashes.has(each.id) ? { result: 'skipped', because: stopped } : await one(each);
    const does = (latest.plans.find(({ id }) => id === each.id) ?? known.get(each.id))?.does;
    outcomes.push({ fix: each.id, ...(does && { does }), entry: null, afterwards: null, ...ended });
    if (ended.result === 'refused' && !ended.entry) {
      const told = { what: 'refused', entry: '', fix: each.id, finding: null, changes: [] } as const;
      await appendLog(needs.folder, needs.now(), told).catch(() => {});
    }
    if (ended.result !== 'fixed' && ended.result !== 'skipped')
      stopped ??= message(signal.aborted ? 'cancelled' : 'row-stopped');
    step++;
  }
  return outcomes;
}
