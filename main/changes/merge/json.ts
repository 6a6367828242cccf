import { isList, isMap, same } from '../../openclaw/json5/apply-edits';
import type { Json } from '../../openclaw/read-settings';

/** A place where somebody else set something since: what stands there stays. */
export interface JsonConflict {
  /** Names of maps and places in lists, from the top. */
  readonly at: readonly (string | number)[];
  readonly now: Json | undefined;
  readonly before: Json | undefined;
}
type At = JsonConflict['at'];

/** A three-way merge of values: `merged` undefined stands for nothing at all. */
export interface MergedJson {
  readonly merged: Json | undefined;
  readonly conflicts: readonly JsonConflict[];
}

const clean = (merged: Json | undefined): MergedJson => ({ merged, conflicts: [] });
const isEmpty = (value: Json | undefined): boolean =>
  (isMap(value) && Object.keys(value).length === 0) || (isList(value) && value.length === 0);

/** What the elements of a list are known by, where each has an `id` of its own. */
function byId(list: readonly Json[]): ReadonlyMap<string, Json> | null {
  const known = new Map(
    list.flatMap((each) => (isMap(each) && typeof each.id === 'string' ? [[each.id, each] as const] : [])),
  );
  return known.size === list.length ? known : null;
}

/** Elements of `list` that `other` doesn't have, as often as it lacks them. */
function lacking(list: readonly Json[], other: readonly Json[]): readonly Json[] {
  const left = [...other];
  return list.filter((each) => {
    const found = left.findIndex((one) => same(one, each));
    if (found >= 0) left.splice(found, 1);
    return found < 0;
  });
}

/** The list with `item` where it stood in `before`: behind the nearest one before it that is still there, or in front. */
function putBack(
  list: readonly Json[],
  before: readonly Json[],
  item: Json,
  isSame: typeof same,
): readonly Json[] {
  const place = before.findIndex((each) => isSame(each, item));
  const behind = before
    .slice(0, place)
    .map((each) => list.findLastIndex((one) => isSame(one, each)))
    .findLast((found) => found >= 0);
  return list.toSpliced((behind ?? -1) + 1, 0, item);
}

function mergeById(
  [before, after, now]: readonly ReadonlyMap<string, Json>[],
  lists: { readonly before: readonly Json[]; readonly now: readonly Json[] },
  at: At,
): MergedJson {
  const conflicts: JsonConflict[] = [];
  let merged: readonly Json[] = lists.now.flatMap((each, place) => {
    const id = (each as { readonly id: string }).id;
    const one = merge(before?.get(id), after?.get(id), each, [...at, place]);
    conflicts.push(...one.conflicts);
    return one.merged === undefined ? [] : [one.merged];
  });
  const isSame: typeof same = (a, b) => isMap(a) && isMap(b) && a.id === b.id;
  for (const [id, was] of before ?? []) {
    if (now?.has(id)) continue;
    if (after?.has(id)) {
      if (!same(after.get(id), was)) conflicts.push({ at: [...at, id], now: undefined, before: was });
    } else merged = putBack(merged, lists.before, was, isSame);
  }
  return { merged, conflicts };
}

/** Elements that nothing but their value tells apart. */
function mergeByValue(
  before: readonly Json[],
  after: readonly Json[],
  now: readonly Json[],
  at: At,
): MergedJson {
  const conflicts: JsonConflict[] = [];
  let merged = now;
  const replaced = before.length === after.length;
  const gone = lacking(before, after);
  const come = lacking(after, before);
  for (const [place, item] of come.entries()) {
    const found = merged.findIndex((each) => same(each, item));
    const was = replaced ? gone[place] : undefined;
    if (found >= 0) merged = was === undefined ? merged.toSpliced(found, 1) : merged.with(found, was);
    else if (was !== undefined && !merged.some((each) => same(each, was)))
      conflicts.push({
        at: [...at, before.findIndex((each) => same(each, was))],
        now: undefined,
        before: was,
      });
  }
  if (!replaced)
    for (const was of gone)
      if (lacking([was], merged).length > 0) merged = putBack(merged, before, was, same);
  return { merged, conflicts };
}

function mergeMaps(
  before: Readonly<Record<string, Json>>,
  after: Readonly<Record<string, Json>>,
  now: Readonly<Record<string, Json>>,
  at: At,
): MergedJson {
  const own = (map: Readonly<Record<string, Json>>, name: string) =>
    Object.hasOwn(map, name) ? map[name] : undefined;
  const conflicts: JsonConflict[] = [];
  const names = new Set([...Object.keys(now), ...Object.keys(after), ...Object.keys(before)]);
  const merged = [...names].flatMap((name): [string, Json][] => {
    const one = merge(own(before, name), own(after, name), own(now, name), [...at, name]);
    conflicts.push(...one.conflicts);
    return one.merged === undefined ? [] : [[name, one.merged]];
  });
  return { merged: Object.fromEntries(merged), conflicts };
}

/**
 * Takes a change from `before` to `after` out of what stands there `now`: what still is as the change left it becomes
 * what it was, what nobody but others changed stays, and what both changed stays and is told.
 */
export function merge(
  before: Json | undefined,
  after: Json | undefined,
  now: Json | undefined,
  at: At = [],
): MergedJson {
  if (same(before, after) || same(now, before)) return clean(now);
  if (same(now, after)) return clean(before);
  const conflict = { merged: now, conflicts: [{ at, now, before }] };
  // The change made all of it: what of it nobody else has filled goes again.
  const made = before === undefined && (isMap(after) || isList(after));
  const was = made ? (isMap(after) ? {} : []) : before;
  let attempt: MergedJson = conflict;
  if (isMap(was) && isMap(after) && isMap(now)) attempt = mergeMaps(was, after, now, at);
  else if (isList(was) && isList(after) && isList(now)) {
    const known = [was, after, now].map(byId);
    attempt = known.every((each) => each !== null)
      ? mergeById(known, { before: was, now }, at)
      : mergeByValue(was, after, now, at);
  }
  return made && isEmpty(attempt.merged) ? { ...attempt, merged: undefined } : attempt;
}
