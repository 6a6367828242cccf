import type { Parsed } from './parse-tree';
import { lineIndent, lineStart, type Splice } from './text-splices';

/** Ends with its line. */
const isLine = (comment: string) => comment.startsWith('//');

/**
 * The same splices, but what they cut out keeps its comments: they are somebody's words, and may say why a value was
 * chosen. Where whole lines go, each stands on a line of its own; else beside what is put there instead.
 */
export function keepComments(
  text: string,
  { comments }: Parsed,
  splices: readonly Splice[],
  newline: string,
): readonly Splice[] {
  return splices.map((splice) => {
    const { start, end, text: made } = splice;
    const inside = comments.filter(([from, to]) => from >= start && to <= end);
    if (inside.length === 0) return splice;
    const kept = inside.map(([from, to]) => text.slice(from, to));
    const indent = lineIndent(text, inside[0]?.[0] ?? start);
    const wholeLines =
      made === '' && start < end && lineStart(text, start) === start && lineStart(text, end) === end;
    if (wholeLines) return { start, end, text: kept.map((each) => `${indent}${each}${newline}`).join('') };
    if (!kept.some(isLine)) return { start, end, text: [made, ...kept].filter(Boolean).join(' ') };
    const before = kept.map((each) => (isLine(each) ? `${each}${newline}${indent}` : `${each} `)).join('');
    return { start, end, text: `${before}${made}` };
  });
}
