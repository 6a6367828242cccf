import { diffArrays } from 'diff';
import type { ShownChange } from './change';

/** One line of a file as it changes. */
export interface DiffLine {
  readonly kind: 'same' | 'gone' | 'new';
  readonly text: string;
}

/** Beyond this many differences it is enough to know what goes and what comes, and comparing stays quick. */
const MOST_EDITS = 500;

const split = (text: string | null) => (text === null || text === '' ? [] : text.split('\n'));
const all = (kind: DiffLine['kind'], lines: readonly string[]) => lines.map((text) => ({ kind, text }));

/** What goes and what comes between two texts, line by line; null stands for no file. */
export function diffLines(before: string | null, after: string | null): readonly DiffLine[] {
  const [old, fresh] = [split(before), split(after)];
  const parts = diffArrays(old, fresh, { maxEditLength: MOST_EDITS });
  if (!parts) return [...all('gone', old), ...all('new', fresh)];
  return parts.flatMap(({ added, removed, value }) => all(added ? 'new' : removed ? 'gone' : 'same', value));
}

/**
 * The first mark that stands for a hidden value in these changes, and how many characters that value has; null where
 * nothing is hidden. Whoever shows the changes says beside them what it means.
 */
export function hiddenMark(
  changes: readonly Pick<ShownChange, 'before' | 'after'>[],
): { mark: string; count: number } | null {
  for (const { before, after } of changes) {
    const [mark, count] = /‹(\d+)(?: \*)?›/.exec(`${after ?? ''}\n${before ?? ''}`) ?? [];
    if (mark !== undefined) return { mark, count: Number(count) };
  }
  return null;
}
