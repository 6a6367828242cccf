/** A part of a text that is not to be shown, from its first character to the one after its last. */
export interface TextRange {
  readonly from: number;
  readonly to: number;
}

/** What stands in a secret's place; what does already is left alone. */
export const HIDDEN_MARK = /^‹\d+(?: \*)?›$/;
const STARTS_WITH_MARK = /^‹\d+(?: \*)?›/;

/** True for a mark with nothing but its lines' ends behind it. */
export const isHidden = (value: string): boolean => STARTS_WITH_MARK.test(value);

/** The ranges in order, with those that touch the same letters made one. */
function united(ranges: readonly TextRange[]): readonly TextRange[] {
  const all: { from: number; to: number }[] = [];
  for (const { from, to } of ranges.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    const last = all.at(-1);
    if (to <= from) continue;
    if (last && from < last.to) last.to = Math.max(last.to, to);
    else all.push({ from, to });
  }
  return all;
}

/** Puts what `hide` says in the place of each range. Line ends inside stay, so that lines keep their numbers. */
export function replaced(
  text: string,
  ranges: readonly TextRange[],
  hide: (secret: string) => string,
): string {
  let shown = '';
  let at = 0;
  for (const { from, to } of united(ranges)) {
    const secret = text.slice(from, to);
    shown += text.slice(at, from);
    shown += isHidden(secret) ? secret : hide(secret) + secret.replace(/[^\r\n]+/g, '');
    at = to;
  }
  return shown + text.slice(at);
}

/**
 * Where the line that holds `at` begins and ends, its end aside. Asked from front to back it takes no more steps than the
 * text has letters, however long its lines are.
 */
export function linesOf(text: string): (at: number) => { readonly start: number; readonly end: number } {
  let [start, next] = [0, -1];
  return (at) => {
    if (next < 0 || at < start || at > next) {
      start = at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
      const found = text.indexOf('\n', at);
      next = found < 0 ? text.length : found;
    }
    return { start, end: next > start && text[next - 1] === '\r' && at < next ? next - 1 : next };
  };
}
