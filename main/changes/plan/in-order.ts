import type { Influence, Need } from '../../contract/influence';

/** What of a plan decides where it stands. */
export interface Placed {
  readonly id: string;
  readonly needs: readonly Need[];
  readonly influences: readonly Influence[];
}

const parts = (path: string) => path.split(/[\\/]+/).filter((part) => part !== '');

/** True when `path` is `folder`, or lies below it. Both absolute, in the spelling that the probes gave. */
export function isInFolder(folder: string, path: string): boolean {
  const [above, all] = [parts(folder), parts(path)];
  return above.length <= all.length && above.every((part, index) => part === all[index]);
}

/** Where on the disk an influence is; null where it is something else. */
export function pathOfInfluence(influence: Influence): string | null {
  if ('path' in influence) return influence.path;
  return 'file' in influence ? influence.file : null;
}

/** One of two settings, by their paths, holds the other, or they are the same. */
export function overlaps(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short === '' || short === long || long.startsWith(`${short}.`);
}

/** True when an influence brings about, or puts off, what a need asks for. */
export function concerns(need: Need, influence: Influence): boolean {
  if (need.kind === 'closed') return influence.kind === 'access' && isInFolder(influence.path, need.path);
  const { what } = need;
  switch (what.kind) {
    case 'everything':
      return true;
    case 'setting':
      return (
        influence.kind === 'setting' && influence.file === what.file && overlaps(influence.key, what.key)
      );
    case 'place': {
      const where = pathOfInfluence(influence);
      return where !== null && isInFolder(what.path, where);
    }
    default:
      return JSON.stringify(what) === JSON.stringify(influence);
  }
}

/** True when `plan` waits for `other`. */
export const waitsFor = (plan: Placed, other: Placed, kind?: Need['kind']): boolean =>
  plan !== other &&
  plan.needs.some(
    (need) =>
      (kind === undefined || need.kind === kind) &&
      other.influences.some((influence) => concerns(need, influence)),
  );

/** All of `plans` that `plan` waits for, and that those wait for in turn. */
function awaited<P extends Placed>(plan: P, plans: readonly P[], found = new Set<P>()): ReadonlySet<P> {
  for (const each of plans) {
    if (found.has(each) || !waitsFor(plan, each)) continue;
    found.add(each);
    awaited(each, plans, found);
  }
  return found;
}

/** Those that wait for nothing but each other, in a circle. */
function circle<P extends Placed>(plans: readonly P[]): readonly P[] {
  const all = new Map(plans.map((plan) => [plan, awaited(plan, plans)]));
  const least = plans.find((plan) => [...(all.get(plan) ?? [])].every((each) => all.get(each)?.has(plan)));
  return plans.filter((each) => least && all.get(least)?.has(each));
}

/**
 * The order in which plans are carried out: each after those that it waits for, and among those that wait for nothing
 * any more the one first that came first. In a circle what only decides the order gives way; where it is made of real
 * needs, one of them begins and finds its need not met.
 */
export function inOrder<P extends Placed>(plans: readonly P[]): readonly P[] {
  const rest = [...plans];
  const ordered: P[] = [];
  const free = (of: readonly P[], kind?: Need['kind']) =>
    of.find((plan) => !of.some((other) => waitsFor(plan, other, kind)));
  while (rest.length > 0) {
    let next = free(rest);
    if (!next) {
      const stuck = circle(rest);
      next = free(stuck, 'closed') ?? stuck[0] ?? (rest[0] as P);
    }
    ordered.push(next);
    rest.splice(rest.indexOf(next), 1);
  }
  return ordered;
}
