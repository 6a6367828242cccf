import { dirname } from 'node:path/posix';
import type { Change } from '../contract/change';
import { canonical } from './canonical';
import { edited } from './plan/edited';
import type { Plan } from './plan/plan-fixes';
import { canonicalForm } from './plan/show';
import { isSecretName } from './redact';

const same = (a: unknown, b: unknown) => canonical(a) === canonical(b);

/** One value that an edit sets or removes. A secret counts by its length, because it is drawn anew for each plan. */
interface Value {
  readonly key: string;
  readonly is: unknown;
  /** As it is written: for what this batch itself wrote. */
  readonly text: string | null;
}

/** What an edit of settings sets and removes, wherever in which file it stands; null where that can't be told. */
function valuesOf(change: Change): readonly Value[] | null {
  const known = change.kind === 'edit' ? edited(change) : null;
  if (known === null) return null;
  const set = known.set.map(([path, value]): Value => {
    const secret = typeof value === 'string' && path.some(isSecretName);
    const text = typeof value === 'string' ? value : null;
    return { key: path.join('\0'), is: secret ? { length: value.length } : { value }, text };
  });
  return [...set, ...known.gone.map((path) => ({ key: path.join('\0'), is: null, text: null }))];
}

const above = (path: string) => dirname(path.replaceAll('\\', '/'));

/** True when a change that is no edit of settings comes to the same as one that was agreed to. */
function isSame(was: Change, is: Change, carried: readonly Change[]): boolean {
  if (same(canonicalForm(was), canonicalForm(is))) return true;
  if (was.kind === 'edit' && is.kind === 'edit' && was.path === is.path) {
    const ours = carried.findLast((each) => each.kind === 'edit' && each.path === is.path);
    return ours?.kind === 'edit' && ours.after === is.before;
  }
  if (was.kind === 'mode' && is.kind === 'mode') return was.path === is.path && was.after === is.after;
  // The next free name in the same folder.
  if (was.kind === 'move' && is.kind === 'move')
    return was.from === is.from && above(was.to) === above(is.to);
  // What was restarted has another number.
  return was.kind === 'end' && is.kind === 'end' && was.program === is.program;
}

/**
 * Whether a plan made anew is still what the user agreed to: each change, and of settings each value, is one of those
 * that were shown. Which of several files a value stands in may be another, something may be done already, and what
 * this batch wrote itself may be taken along: another fix of the batch, or OpenClaw, has written there meanwhile.
 */
export function planStillMatches(confirmed: Plan, plan: Plan, carried: readonly Change[]): boolean {
  if (confirmed.fingerprint === plan.fingerprint) return true;
  const shown = confirmed.raw.flatMap((change) => valuesOf(change) ?? []);
  const files = new Set(
    [...confirmed.raw, ...carried].flatMap((change) => (change.kind === 'edit' ? change.path : [])),
  );
  const ours = carried.flatMap((change) => valuesOf(change) ?? []);
  const written = new Set(ours.flatMap(({ text }) => text ?? []));
  const isShown = ({ key, is, text }: Value) =>
    shown.some((each) => each.key === key && same(each.is, is)) ||
    ours.some((each) => key === each.key || key.startsWith(`${each.key}\0`)) ||
    (text !== null && written.has(text));
  return plan.raw.every((change) => {
    if (confirmed.raw.some((each) => isSame(each, change, carried))) return true;
    const values = valuesOf(change);
    const isNew = change.kind === 'edit' && !files.has(change.path);
    return values !== null && values.length > 0 && !isNew && values.every(isShown);
  });
}
