import type { Check } from '../checks/define/define-check';
import type { Change, Outcome } from '../contract/change';
import type { Message } from '../contract/finding';
import type { Influence } from '../contract/influence';
import { isHasty } from './caused';
import type { ChooseFixes, Progress, RequestedFix, Rescan } from './index';
import { appendLog } from './log';
import {
  absent,
  clashing,
  type FixOffer,
  type FixOutcome,
  namedFixes,
  nameFix,
  planOffer,
  refuse,
  skip,
  unmet,
} from './offer';
import { type Plan, withoutSecrets } from './plan/plan-fixes';
import { planStillMatches } from './plan-still-matches';
import { fixMessage, reasonOf } from './reason';
import { runTransaction, type TransactionContext, type TransactionResult } from './transaction';
import { meanwhileMessage, patientRescan, rescanAgain, type VerifyContext, verify } from './verify';
import { isWorse } from './verify-fix';

/** What applying fixes needs besides. */
export interface BatchContext extends Omit<TransactionContext, 'report'>, VerifyContext {
  readonly rescan: Rescan;
  readonly checks: readonly Check[];
  readonly quarantine: string;
  readonly onProgress: (progress: Progress) => void;
}

/** How often what is offered only now is chosen from: more often than anything comes to light behind something else. */
const MOST_ROUNDS = 4;

/** Something else wrote there between plan and change: what is planned anew may still be the same. */
const isOvertaken = ({ result, because }: TransactionResult): boolean =>
  result === 'refused' && JSON.stringify(because).includes('"fixes.changed-meanwhile"');

const withMeanwhile = (because: Message, what: readonly Message[]): Message =>
  what.length > 0 ? fixMessage('meanwhile', { because, what }) : because;

/**
 * Carries out a batch of fixes in the order of the plan. What needs one that failed is skipped, everything else goes on,
 * and a whole scan ends the batch. Only under the lock.
 */
export async function applyBatch(
  needs: BatchContext,
  wanted: readonly RequestedFix[] | ChooseFixes,
): Promise<readonly Outcome[]> {
  const { checks, quarantine, signal } = needs;
  let batch: readonly RequestedFix[] = typeof wanted === 'function' ? [] : wanted;
  let of = batch.length;
  let step = 0;
  const tried = new Set<string>();
  let latest: FixOffer;
  const report = (progress: Omit<Progress, 'done' | 'of'>) =>
    needs.onProgress({ ...progress, done: step, of });
  const at: TransactionContext = { ...needs, report };
  async function look(now: Message, influences?: readonly Influence[]): Promise<FixOffer> {
    report({ now });
    const scanned = await (influences ? rescanAgain : patientRescan)(needs.rescan, needs, influences);
    const again = influences && { before: latest, row: batch.map(({ id }) => id) };
    return planOffer(scanned, checks, quarantine, again);
  }

  try {
    latest = await look(fixMessage('looking'));
    signal.throwIfAborted();
  } catch (error) {
    const ended = signal.aborted
      ? skip(fixMessage('cancelled'))
      : refuse(fixMessage('could-not-look', { reason: reasonOf(error) }));
    return namedFixes(wanted).map((each) => ({ ...each, entry: null, afterwards: null, ...ended }));
  }
  const known = new Map<string, Plan>();
  let clashes: ReadonlySet<string> = new Set();
  const carried: Change[] = [];
  const reported = new Set<string>();

  const isNew = (each: Message) => {
    const key = JSON.stringify(each);
    return !reported.has(key) && reported.add(key);
  };

  /** One attempt. Whatever came of it, `latest` is how things stand afterwards. */
  async function attempt(plan: Plan): Promise<FixOutcome & TransactionResult> {
    const before = latest;
    const { id: fix, finding, does, raw: changes, influences } = plan;
    let done = fixMessage('helped');
    let meanwhile: readonly Message[] = [];
    const again = (which: readonly Influence[]) => look(fixMessage('looking-again'), which);
    const check = async () => {
      const verified = await verify(plan, before, again, needs);
      latest = verified.seen;
      done = verified.done;
      meanwhile = verified.meanwhile.filter(isNew);
      return verified.because;
    };
    const result = await runTransaction(at, { fix, finding, does, changes }, check, () => ({
      because: done,
      left: [...(latest.obstacles.get(plan.id)?.values() ?? [])],
    }));
    if (result.result === 'fixed') carried.push(...changes);
    // What was taken back is as before, or it is not, or somebody else wrote there.
    else if (result.entry !== null && !signal.aborted) latest = await again(influences).catch(() => latest);
    const afterwards = result.result === 'fixed' ? plan.afterwards : null;
    return { ...result, because: withMeanwhile(result.because, meanwhile), afterwards };
  }

  async function one({ id, fingerprint }: RequestedFix): Promise<FixOutcome> {
    if (clashes.has(id)) return refuse(fixMessage('choice'));
    for (let before: FixOutcome | null = null; ; ) {
      const plan = latest.plans.find((each) => each.id === id);
      if (!plan) return before ?? absent(id, latest, checks, carried.length > 0 && known.has(id));
      const shown = known.get(id) ?? plan;
      // Without a fingerprint nothing was shown that a first plan could differ from.
      const fits = fingerprint === null || fingerprint === shown.fingerprint;
      const asShown =
        fits && ((fingerprint === null && before === null) || planStillMatches(shown, plan, carried));
      if (!asShown) return before ?? refuse(fixMessage('not-as-shown'));
      const because = await unmet(plan, latest, tried);
      if (because) return because;
      const result = await attempt(plan);
      if (!isOvertaken(result) || before !== null || signal.aborted) return result;
      before = result;
    }
  }

  const outcomes: Outcome[] = [];
  async function carryOut(each: RequestedFix): Promise<void> {
    const ended = signal.aborted ? skip(fixMessage('cancelled')) : await one(each);
    const does = (latest.plans.find(({ id }) => id === each.id) ?? known.get(each.id) ?? each).does;
    outcomes.push({
      ...nameFix({ ...each, ...(does && { does }) }),
      entry: null,
      afterwards: null,
      ...ended,
    });
    if (ended.result === 'refused' && !ended.entry) {
      const record = { what: 'refused', entry: '', fix: each.id, finding: null, changes: [] } as const;
      await appendLog(needs.folder, needs.now(), record).catch(() => {});
    }
    tried.add(each.id);
    step++;
  }

  /** The whole scan that ends a batch: what nobody expected is told with the last fix that was carried out. */
  async function lookAtAll(): Promise<void> {
    const last = outcomes.findLastIndex(({ result }) => result === 'fixed');
    const appendReason = (because: (is: Message) => Message) => {
      const of = outcomes[last];
      if (of) outcomes[last] = { ...of, because: because(of.because) };
    };
    const { findings } = latest;
    try {
      report({ now: fixMessage('looking-again') });
      const scanned = await rescanAgain(needs.rescan, needs);
      // Only who chooses among what is offered now needs it planned.
      if (typeof wanted === 'function') latest = await planOffer(scanned, checks, quarantine);
      const worse = scanned.findings.filter((is) =>
        findings.some((was) => was.id === is.id && isWorse(was, is) && !isHasty(is)),
      );
      const what = worse.map((is) => meanwhileMessage(findings, is)).filter(isNew);
      appendReason((because) => withMeanwhile(because, what));
    } catch (error) {
      if (!signal.aborted)
        appendReason((because) => fixMessage('not-looked', { because, reason: reasonOf(error) }));
    }
  }

  /** Those that are wanted and not tried yet, in the order of the plan; what it doesn't offer comes last. */
  function next(): readonly RequestedFix[] {
    const all = typeof wanted === 'function' ? wanted(latest.plans.map(withoutSecrets)) : wanted;
    const left = [...new Map(all.map((each) => [each.id, each])).values()].filter(({ id }) => !tried.has(id));
    const places = new Map(latest.plans.map(({ id }, place) => [id, place]));
    const placeOf = ({ id }: RequestedFix) => places.get(id) ?? places.size;
    for (const plan of latest.plans) if (!known.has(plan.id)) known.set(plan.id, plan);
    clashes = clashing(latest.plans.filter(({ id }) => left.some((each) => each.id === id)));
    return left.toSorted((a, b) => placeOf(a) - placeOf(b));
  }

  let due = false;
  for (let round = 0; round < MOST_ROUNDS && !signal.aborted; round++) {
    // What came to light meanwhile is chosen from as well.
    if (due && typeof wanted === 'function') latest = await planOffer(latest, checks, quarantine);
    batch = next();
    if (batch.length === 0 && due) {
      await lookAtAll();
      due = false;
      batch = next();
    }
    if (batch.length === 0) return outcomes;
    const before = carried.length;
    of = outcomes.length + batch.length;
    for (const each of batch) await carryOut(each);
    if (carried.length === before) break;
    due = true;
  }
  if (due && !signal.aborted) await lookAtAll();
  return outcomes;
}
