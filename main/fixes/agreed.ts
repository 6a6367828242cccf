import json5 from 'json5';
import type { Change, EditChange } from '../contract/change';
import { isSecretName } from '../plans/mask';
import type { Plan } from '../plans/plan';
import { essence } from '../plans/show';
import { canonical } from './canonical';

const same = (a: unknown, b: unknown) => canonical(a) === canonical(b);

/** Every value of a document by its path; a secret counts by its length, because it is drawn anew for each plan. */
function leaves(value: unknown, path: readonly string[] = []): readonly (readonly [string, unknown])[] {
  if (typeof value === 'object' && value !== null && Object.keys(value).length > 0)
    return Object.entries(value).flatMap(([name, each]) => leaves(each, [...path, name]));
  const secret = typeof value === 'string' && path.some(isSecretName);
  return [[path.join('\0'), secret ? value.length : value]];
}

/** What an edit of a JSON5 file sets and removes, wherever in the file it stands; null when that can't be told. */
function meaning({ before, after, format }: EditChange): unknown {
  if (format !== 'json5') return null;
  try {
    const [was, is] = [before ?? '{}', after ?? '{}'].map((text) => new Map(leaves(json5.parse(text))));
    if (!was || !is) return null;
    const set = [...is].filter(([path, value]) => !was.has(path) || !same(was.get(path), value));
    const gone = [...was.keys()].filter((path) => !is.has(path));
    return { set: set.toSorted(([a], [b]) => (a < b ? -1 : 1)), gone: gone.toSorted() };
  } catch {
    return null;
  }
}

/** True when two changes come to the same, given what this row has written since the first was planned. */
function isSame(was: Change | undefined, is: Change, written: readonly Change[]): boolean {
  if (was && same(essence(was), essence(is))) return true;
  if (was?.kind === 'edit' && is.kind === 'edit' && was.path === is.path) {
    const ours = written.findLast((each) => each.kind === 'edit' && each.path === is.path);
    if (ours?.kind === 'edit' && ours.after === is.before) return true;
    const [one, other] = [meaning(was), meaning(is)];
    return one !== null && same(one, other);
  }
  // What was restarted has another number.
  return was?.kind === 'end' && is.kind === 'end' && was.program === is.program;
}

/**
 * Whether a plan made anew is still what the user agreed to. The one or the other fix of this row may have written into
 * the same file meanwhile, or restarted the gateway: then the lines differ, but not what is done.
 */
export function agrees(agreed: Plan, plan: Plan, carried: readonly Change[]): boolean {
  if (agreed.fingerprint === plan.fingerprint) return true;
  if (carried.length === 0 || agreed.raw.length !== plan.raw.length) return false;
  return plan.raw.every((change, index) =>
    isSame(agreed.raw[index], change, [...carried, ...plan.raw.slice(0, index)]),
  );
}
