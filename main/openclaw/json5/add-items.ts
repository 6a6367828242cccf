import type { Json } from '../read-settings';
import type { Parsed, Tree, TreeItem } from './parse-tree';
import { isBlank, isBreak, lineIndent, lineStart, type Splice } from './text-splices';
import { printName, printValue, type Style, startsLine } from './text-style';

/** What is added: a name in a map, null in a list. */
export type NewItem = readonly [name: string | null, value: Json];

/** After the comments that end the same line as `at`; `at` itself where the line goes on. */
function pastLineComments(text: string, at: number, { comments }: Parsed): number {
  let here = at;
  for (;;) {
    while (isBlank(text[here])) here++;
    if (isBreak(text[here])) return here;
    const comment = comments.find(([start]) => start === here);
    if (!comment || /[\n\r]/.test(text.slice(...comment))) return at;
    here = comment[1];
  }
}

/** After the last item, in its manner. */
function after(
  text: string,
  tree: Tree,
  last: TreeItem,
  entries: readonly NewItem[],
  style: Style,
  parsed: Parsed,
) {
  const tall = startsLine(text, last.start);
  const indent = lineIndent(text, last.start);
  const quoted = last.name === null ? style.quotesNames : last.quoted;
  const written = entries.map(([name, value]) => {
    const label = name === null ? '' : `${printName(name, quoted, style)}${style.colon}`;
    return `${label}${printValue(value, indent, !tall, { ...style, quotesNames: quoted })}`;
  });
  const firstComma = tree.items[0]?.comma;
  const spaced =
    tree.items.length > 1 && firstComma != null
      ? /\s/.test(text[firstComma + 1] ?? '')
      : style.colon.endsWith(' ');
  const gap = tall ? `${style.newline}${indent}` : spaced ? ' ' : '';
  if (last.comma !== null) {
    const place = last.comma + 1;
    const at = tall ? pastLineComments(text, place, parsed) : place;
    return [{ start: at, end: at, text: written.map((each) => `${gap}${each},`).join('') }];
  }
  const at = tall ? pastLineComments(text, last.end, parsed) : last.end;
  const joined = written.map((each) => `${gap}${each}`).join(',');
  if (at === last.end) return [{ start: at, end: at, text: `,${joined}` }];
  return [
    { start: last.end, end: last.end, text: ',' },
    { start: at, end: at, text: joined },
  ];
}

/** Into a map or list that holds nothing yet, but perhaps a comment. */
function into(text: string, tree: Tree, entries: readonly NewItem[], inline: boolean, style: Style) {
  const [open, close] = [tree.start + 1, tree.end - 1];
  const inside = text.slice(open, close);
  const indent = lineIndent(text, tree.start);
  const inner = `${indent}${style.unit}`;
  const plain =
    tree.kind === 'list' && entries.every(([, value]) => typeof value !== 'object' || value === null);
  const hasBreak = /[\n\r]/.test(inside);
  const tall = hasBreak || (!inline && !(plain && !style.tallLists));
  const write = ([name, value]: NewItem) =>
    `${name === null ? '' : `${printName(name, style.quotesNames, style)}${style.colon}`}${printValue(value, inner, !tall, style)}`;
  const written = entries.map(write);
  const comma = style.trailing ? ',' : '';
  const start = lineStart(text, close);
  if (hasBreak && text.slice(start, close).trim() === '') {
    const lines = `${written.map((each) => `${inner}${each}`).join(`,${style.newline}`)}${comma}${style.newline}`;
    return [{ start, end: start, text: lines }];
  }
  if (tall) {
    const lines = `${written.map((each) => `${style.newline}${inner}${each}`).join(',')}${comma}${style.newline}${indent}`;
    let from = close;
    while (from > open && isBlank(text[from - 1])) from--;
    return [{ start: from, end: close, text: lines }];
  }
  const gap = style.colon.endsWith(' ') ? ' ' : '';
  const edge = tree.kind === 'map' ? gap : '';
  const before = isBlank(text[close - 1]) && close > open ? '' : edge;
  return [{ start: close, end: close, text: `${before}${written.join(`,${gap}`)}${edge}` }];
}

/** What to write so that these entries stand at the end of a map or list. `inline`: it stands in the middle of a line. */
export function addItems(
  text: string,
  tree: Tree,
  entries: readonly NewItem[],
  inline: boolean,
  style: Style,
  parsed: Parsed,
): readonly Splice[] {
  const last = tree.items.at(-1);
  if (entries.length === 0) return [];
  return last ? after(text, tree, last, entries, style, parsed) : into(text, tree, entries, inline, style);
}
