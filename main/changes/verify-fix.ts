import { compareWorse } from '../checks/define/worst-observation';
import type { Finding, Message } from '../contract/finding';
import { canHaveCaused, isHasty, newProblems, type Touches } from './caused';
import type { Plan } from './plan/plan-fixes';

/** What two looks, one before and one after a fix, say of it. */
export interface VerificationResult {
  /** One of the findings that it mends is better, and it made none worse. */
  readonly helped: boolean;
  /** Each of them is better. */
  readonly fully: boolean;
  /** Why it is to be taken back; null where it helped. */
  readonly because: Message | null;
  /** Only because something could not be seen this time: another look may tell. */
  readonly unsure: boolean;
  /** Only because the scan was too slow or failed: where it can't be told in the end, that is no reason to take it back. */
  readonly hasty: boolean;
  /** Findings that got worse meanwhile, and not by the fix. */
  readonly meanwhile: readonly Finding[];
}

/** How many things a finding is about that aren't as they should be. */
const affected = ({ state, evidence }: Finding) =>
  evidence.filter((each) => ['attention', 'unknown'].includes(each.state ?? state)).length;

/** How many there are in all, where the evidence counts them: keys in a file, say. */
const counted = ({ state, evidence }: Finding) =>
  evidence
    .filter((each) => (each.state ?? state) === 'attention')
    .reduce((sum, { saw }) => {
      const count = typeof saw === 'string' ? 1 : saw.values?.count;
      return sum + (typeof count === 'number' ? count : 1);
    }, 0);

const doubts = ({ state, evidence }: Finding) =>
  evidence
    .filter((each) => (each.state ?? state) === 'unknown')
    .map(({ kind, where, saw }) => JSON.stringify([kind, where, saw]));

/** All that can't be told now could not be told before either: another set-up's settings, say, beside those mended. */
function isOldDoubt(before: Finding, after: Finding): boolean {
  const known = doubts(before);
  const now = doubts(after);
  return now.length > 0 && now.every((each) => known.includes(each));
}

/**
 * Better: fine now, milder, or true of fewer things. What could not be told is better once it can be told.
 * What needed attention and can't be told any more is not better: that would be a wrong "safe".
 */
function isBetter(before: Finding, after: Finding): boolean {
  if (before.state === 'unknown' && after.state !== 'unknown') return true;
  if (before.state === 'attention' && after.state === 'unknown') return isOldDoubt(before, after);
  const order = compareWorse(after, before);
  if (order !== 0) return order > 0;
  const fewer = affected(after) - affected(before);
  return fewer < 0 || (fewer === 0 && counted(after) < counted(before));
}

/** Worse: needs attention or can't be told where it was fine, or needs it more than before. */
export function isWorse(before: Finding, after: Finding): boolean {
  if (before.state === 'good') return after.state === 'attention' || after.state === 'unknown';
  return before.state === 'attention' && after.state === 'attention' && compareWorse(after, before) < 0;
}

/** A finding of both looks. */
interface Pair {
  readonly was: Finding;
  readonly is: Finding;
}

/** The finding as far as the fix may have influenced it. */
const within = (finding: Finding, touches: Touches): Finding => ({
  ...finding,
  evidence: finding.evidence.filter(touches),
});

/** Better as a whole, or in what the fix may have influenced while something else came to it meanwhile. */
function hasHelped({ was, is }: Pair, touches: Touches): boolean {
  if (isBetter(was, is)) return true;
  if (is.state !== 'attention' || was.state !== 'attention') return false;
  const [before, after] = [within(was, touches), within(is, touches)];
  const other = newProblems(was, is).some((each) => !touches(each));
  return other && isBetter({ ...before, severity: 'high' }, { ...after, severity: 'high' });
}

/**
 * Whether a fix helped: one of the findings that it mends is better, and it can have made none of all worse (`touches`
 * tells what it may have influenced). What this account can't see any more is no harm where the fix `hides` it, and
 * neither is what it brings up (`Proposal`). What got worse otherwise is told, and so is what can't be told yet.
 */
export function verifyFix(
  { mends, hides, bringsUp }: Pick<Plan, 'mends' | 'hides' | 'bringsUp'>,
  before: readonly Finding[],
  after: readonly Finding[],
  touches: Touches = () => true,
): VerificationResult {
  const pairs = before.flatMap((was) => {
    const is = after.find(({ id }) => id === was.id);
    return is ? [{ was, is }] : [];
  });
  const worse = pairs
    .filter(({ was, is }) => isWorse(was, is) && !(hides && is.state === 'unknown'))
    .filter(({ was }) => !bringsUp.includes(was.id));
  const caused = worse.filter(({ was, is }) => canHaveCaused(touches, was, is));
  const meanwhile = worse.filter((each) => !caused.includes(each) && !isHasty(each.is)).map(({ is }) => is);
  const not = { helped: false, fully: false, meanwhile };
  if (caused.length > 0) {
    const unsure = caused.every(({ is }) => is.state === 'unknown');
    const because = { id: 'fixes.made-worse', values: { titles: caused.map(({ is }) => is.title) } };
    return { ...not, because, unsure, hasty: false };
  }
  const mended = pairs.filter(({ was }) => mends.includes(was.id));
  const better = mended.filter((each) => hasHelped(each, touches));
  if (better.length > 0) {
    const fully = better.length === mended.length;
    return { helped: true, fully, because: null, unsure: false, hasty: false, meanwhile };
  }
  const unsure = mended.some(({ is }) => is.state === 'unknown');
  const hasty = mended.some(({ is }) => isHasty(is));
  return { ...not, because: { id: 'fixes.did-not-help' }, unsure, hasty };
}
