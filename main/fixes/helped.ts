import { compareWorse } from '../checks/worst';
import type { Finding, Message } from '../contract/finding';
import type { Plan } from '../plans/plan';

/** What two looks, one before and one after a fix, say of it. */
export type Verdict =
  /** `fully`: each of the findings that it mends is better. */
  | { readonly helped: true; readonly fully: boolean }
  | {
      readonly helped: false;
      readonly because: Message;
      /** Only because something could not be seen this time: another look may tell. */
      readonly unsure: boolean;
    };

/** How many things a finding is about that aren't as they should be. */
const troubled = ({ state, evidence }: Finding) =>
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
  const fewer = troubled(after) - troubled(before);
  return fewer < 0 || (fewer === 0 && counted(after) < counted(before));
}

/** Worse: needs attention or can't be told where it was fine, or needs it more than before. */
function isWorse(before: Finding, after: Finding): boolean {
  if (before.state === 'good') return after.state === 'attention' || after.state === 'unknown';
  return before.state === 'attention' && after.state === 'attention' && compareWorse(after, before) < 0;
}

/**
 * Whether a fix helped: one of the findings that it mends is better, and none of all is worse. What this account can't
 * see any more is no harm where the fix `hides` it, and neither is what it brings up (`Proposal`).
 */
export function judge(
  { mends, hides, bringsUp }: Pick<Plan, 'mends' | 'hides' | 'bringsUp'>,
  before: readonly Finding[],
  after: readonly Finding[],
): Verdict {
  const pairs = before.flatMap((was) => {
    const is = after.find(({ id }) => id === was.id);
    return is ? [{ was, is }] : [];
  });
  const worse = pairs
    .filter(({ was, is }) => isWorse(was, is) && !(hides && is.state === 'unknown'))
    .filter(({ was }) => !bringsUp.includes(was.id))
    .map(({ is }) => is);
  if (worse.length > 0) {
    const unsure = worse.every(({ state }) => state === 'unknown');
    const titles = worse.map(({ title }) => title);
    return { helped: false, because: { id: 'fixes.made-worse', values: { titles } }, unsure };
  }
  const mended = pairs.filter(({ was }) => mends.includes(was.id));
  const better = mended.filter(({ was, is }) => isBetter(was, is));
  if (better.length > 0) return { helped: true, fully: better.length === mended.length };
  const unsure = mended.some(({ is }) => is.state === 'unknown');
  return { helped: false, because: { id: 'fixes.did-not-help' }, unsure };
}
