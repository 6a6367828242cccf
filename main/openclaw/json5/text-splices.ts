/** Replaces text from `start` to `end`. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What ends a line, and with it a comment, in JSON5 (ECMAScript 5.1, 7.3). */
export const isBreak = (mark: string | undefined): boolean =>
  mark === '\n' || mark === '\r' || mark === '\u2028' || mark === '\u2029';
export const isBlank = (mark: string | undefined): boolean =>
  mark !== undefined && !isBreak(mark) && (/\s/.test(mark) || mark === '\uFEFF');

export function lineStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && !isBreak(text[start - 1])) start--;
  return start;
}

/** Where the line ends, before its line break. */
export function lineEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && !isBreak(text[end])) end++;
  return end;
}

/** Past the line break at a place. */
export const pastBreak = (text: string, at: number): number =>
  text[at] === '\r' && text[at + 1] === '\n' ? at + 2 : isBreak(text[at]) ? at + 1 : at;

/** What the line at a place is indented by. */
export function lineIndent(text: string, at: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, at), at))?.[0] ?? '';
}

/** The text with all splices made. They must not overlap; at the same place the first comes first. */
export function splice(text: string, splices: readonly Splice[]): string {
  const ordered = splices.toSorted((a, b) => a.start - b.start || a.end - b.end);
  let [result, from] = ['', 0];
  for (const { start, end, text: made } of ordered) {
    if (start < from) throw new RangeError('edits overlap');
    result += text.slice(from, start) + made;
    from = end;
  }
  return result + text.slice(from);
}
