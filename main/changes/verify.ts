import type { Finding, Message } from '../contract/finding';
import type { Influence } from '../contract/influence';
import { isLate, newProblems, touched } from './caused';
import type { Rescan, RescanResult } from './index';
import type { Plan } from './plan/plan-fixes';
import { fixMessage, reasonOf } from './reason';
import { verifyFix } from './verify-fix';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 5000;
/** How often what was too slow to be told is looked for again. */
const MOST_AGAIN = 3;

/** What looking needs besides. */
export interface VerifyContext {
  readonly now: () => number;
  readonly signal: AbortSignal;
  /** Resolves after so many milliseconds, or when the signal is set off. */
  readonly wait: (ms: number) => Promise<void>;
}

/** A scan that waits for what is too slow: what was asked for goes on meanwhile, and is only heard again. */
export async function patientRescan(
  look: Rescan,
  { signal, wait }: VerifyContext,
  influences?: readonly Influence[],
): Promise<RescanResult> {
  let scanned = await look(influences);
  for (let again = 1; again <= MOST_AGAIN && scanned.findings.some(isLate); again++) {
    await wait(FIRST_PAUSE_MS * again);
    signal.throwIfAborted();
    scanned = await look([]);
  }
  return scanned;
}

/** Looks after something was changed. A scan that fails altogether is done once more: that is no fault of the change. */
export async function rescanAgain(
  look: Rescan,
  context: VerifyContext,
  influences?: readonly Influence[],
): Promise<RescanResult> {
  try {
    return await patientRescan(look, context, influences);
  } catch {
    context.signal.throwIfAborted();
    await context.wait(FIRST_PAUSE_MS);
    context.signal.throwIfAborted();
    return patientRescan(look, context, influences);
  }
}

/** What came of looking again after a fix. */
export interface Verified<G extends RescanResult> {
  readonly seen: G;
  /** Why it is to be taken back; null: it stays. */
  readonly because: Message | null;
  /** What is said of it where it stays. */
  readonly done: Message;
  /** What changed meanwhile, and not by the fix. */
  readonly meanwhile: readonly Message[];
}

/** A finding that got worse by something else, with what it is about. */
export const meanwhileMessage = (before: readonly Finding[], is: Finding): Message => {
  const was = before.find(({ id }) => id === is.id);
  const where = (was ? newProblems(was, is) : is.evidence).slice(0, 3).map((each) => each.where);
  return where.length > 0
    ? fixMessage('meanwhile-one', { title: is.title, where })
    : fixMessage('meanwhile-title', { title: is.title });
};

/**
 * Looks again at growing intervals, until it helped in full or the time that the machine may need is over. A scan that
 * fails says nothing against a fix: it stays, and `seen` is how things stood before.
 */
export async function verify<G extends RescanResult>(
  plan: Plan,
  before: G,
  look: (influences: readonly Influence[]) => Promise<G>,
  { now, signal, wait }: VerifyContext,
): Promise<Verified<G>> {
  const until = now() + plan.settleMs;
  let waited = 0;
  let pause = FIRST_PAUSE_MS;
  for (let again = 0; ; again++) {
    let seen: G;
    try {
      seen = await look(plan.influences);
    } catch (error) {
      signal.throwIfAborted();
      const done = fixMessage('could-not-look-again', { reason: reasonOf(error) });
      return { seen: before, because: null, done, meanwhile: [] };
    }
    const touches = await touched(plan.influences, [before, seen]);
    const verdict = verifyFix(plan, before.findings, seen.findings, touches);
    const late = waited >= plan.settleMs || now() >= until;
    const meanwhile = verdict.meanwhile.map((each) => meanwhileMessage(before.findings, each));
    if (verdict.helped && (verdict.fully || late))
      return { seen, because: null, done: fixMessage('helped'), meanwhile };
    // What could not be seen is looked for again: a busy computer is no reason to take a good fix back.
    const most = verdict.hasty ? MOST_AGAIN : verdict.unsure ? 1 : 0;
    if (!verdict.helped && late && again >= most)
      return {
        ...{ seen, because: verdict.hasty ? null : verdict.because },
        ...{ done: fixMessage('not-told'), meanwhile },
      };
    await wait(pause);
    signal.throwIfAborted();
    waited += pause;
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }
}
