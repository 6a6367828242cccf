import type { Tree } from './parse-tree';
import { isBlank, lineEnd, lineStart, pastBreak, type Splice } from './text-splices';

type Range = readonly [start: number, end: number];

/** Takes the blanks or the lines with it that would be left behind. Comments stay: they are somebody's words. */
function tidy(text: string, [start, end]: Range): Range {
  const [from, to] = [lineStart(text, start), lineEnd(text, end)];
  const freeBefore = text.slice(from, start).trim() === '';
  const freeAfter = text.slice(end, to).trim() === '';
  if (freeBefore && freeAfter) return [from, pastBreak(text, to)];
  let [first, last] = [start, end];
  if (freeAfter) while (isBlank(text[first - 1])) first--;
  else if (isBlank(text[first - 1]) || /[[{]/.test(text[first - 1] ?? ''))
    while (isBlank(text[last]) && (text[first - 1] !== '{' || text[last + 1] !== '}')) last++;
  return [first, last];
}

/** What to cut so that these items of a map or list are gone, their commas with them. */
export function cutItems(text: string, { items }: Tree, gone: ReadonlySet<number>): readonly Splice[] {
  const ranges: Range[] = [];
  const add = (start: number, end: number) => {
    const before = ranges.at(-1);
    // Two that only blanks lie between are one.
    if (before && text.slice(before[1], start).trim() === '') ranges[ranges.length - 1] = [before[0], end];
    else ranges.push([start, end]);
  };
  const kept = items.findLastIndex((_item, index) => !gone.has(index));
  const endsBare = items.at(-1)?.comma === null;
  items.forEach(({ start, end, comma }, index) => {
    if (gone.has(index)) add(start, end);
    // What is last now keeps to how the last one was written: with a comma after it or without.
    if (comma !== null && (gone.has(index) || (index === kept && endsBare && kept < items.length - 1)))
      add(comma, comma + 1);
  });
  return ranges.map((range) => {
    const [start, end] = tidy(text, range);
    return { start, end, text: '' };
  });
}
