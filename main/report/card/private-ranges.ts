/** What something that says who somebody is was; each kind has a mark of its own. */
export const MARK_KINDS = [
  'home',
  'person',
  'name',
  'computer',
  'lan',
  'address',
  'mail',
  'chat',
  'number',
] as const;
export type MarkKind = (typeof MARK_KINDS)[number];

/** A part of a text that says who somebody is, from its first character to the one after its last. */
export interface PrivateRange {
  readonly from: number;
  readonly to: number;
  readonly kind: MarkKind;
}

/** Ranges of one group of a pattern (`d` and `g`), those that `fits` lets through. */
export function rangesOf(
  text: string,
  kind: MarkKind,
  pattern: RegExp,
  fits: (found: string) => boolean = () => true,
): readonly PrivateRange[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const [from, to] = match.indices?.[1] ?? match.indices?.[0] ?? [0, 0];
    return to > from && fits(text.slice(from, to)) ? [{ from, to, kind }] : [];
  });
}

/** Ranges in order, those that touch the same letters made one, which is of the first one's kind. */
export function unitedRanges(ranges: readonly PrivateRange[]): readonly PrivateRange[] {
  const all: { from: number; to: number; kind: MarkKind }[] = [];
  for (const { from, to, kind } of ranges.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    const last = all.at(-1);
    if (last && from < last.to) last.to = Math.max(last.to, to);
    else if (to > from) all.push({ from, to, kind });
  }
  return all;
}
