import type { Json } from '../read-settings';
import { isList, isMap } from './apply-edits';
import type { Parsed, Tree, TreeItem } from './parse-tree';
import { lineIndent } from './text-splices';

/** How a text is written, so that what is added looks like the rest. */
export interface Style {
  readonly newline: string;
  /** One step of indentation. */
  readonly unit: string;
  readonly quote: '"' | "'";
  /** Names are quoted where neighbours don't say otherwise. */
  readonly quotesNames: boolean;
  /** Between a name and its value. */
  readonly colon: string;
  /** Each thing on a line of its own. */
  readonly multiline: boolean;
  /** Lists of plain values too. */
  readonly tallLists: boolean;
  readonly trailing: boolean;
}

/** A list as wide as this is no longer written in one line. */
const WIDTH = 90;

/** First thing on its line. */
export const startsLine = (text: string, start: number): boolean =>
  /(?:^|[\n\r\u2028\u2029])[ \t]*$/.test(text.slice(Math.max(0, start - 200), start));

/** `strict` keeps to JSON: double quotes around every name and text, no comma at the end. */
export function styleOf(text: string, { root }: Parsed, strict: boolean): Style {
  const all = (tree: Tree): readonly Tree[] => [tree, ...tree.items.flatMap(({ value }) => all(value))];
  const trees = all(root);
  const [first] = root.items;
  const multiline = first ? startsLine(text, first.start) : true;
  const lists = trees.filter(
    ({ kind, items }) =>
      kind === 'list' && items.length > 0 && items.every(({ value }) => value.kind === 'plain'),
  );
  const tall = lists.some(({ items }) => items[0] && startsLine(text, items[0].start));
  const quotedText = trees.find(({ kind, start }) => kind === 'plain' && /["']/.test(text[start] ?? ''));
  const quotedName = root.items.find(({ quoted }) => quoted);
  const quote = text[quotedText?.start ?? quotedName?.start ?? -1] === "'" ? "'" : '"';
  return {
    newline: /\r\n|\n|\r/.exec(text)?.[0] ?? '\n',
    unit:
      (multiline && first && lineIndent(text, first.start).slice(lineIndent(text, root.start).length)) ||
      '  ',
    quote: strict ? '"' : quote,
    quotesNames: strict || (first?.quoted ?? true),
    colon: (first && colonOf(text, first)) ?? ': ',
    multiline,
    tallLists: tall && lists.every(({ items }) => items[0] && startsLine(text, items[0].start)),
    trailing: !strict && multiline && root.items.at(-1)?.comma != null,
  };
}

function colonOf(text: string, { nameEnd, value }: TreeItem): string | null {
  const between = text.slice(nameEnd, value.start);
  return /^[ \t]*:[ \t]*$/.test(between) ? between : null;
}

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;
/** Legal names in JSON5, but not every reader knows that. */
const KEYWORDS = /^(?:null|true|false|NaN|Infinity)$/;

function printText(value: string, quote: Style['quote']): string {
  const double = JSON.stringify(value).replace(
    /[\u2028\u2029]/g,
    (mark) => `\\u${mark.charCodeAt(0).toString(16)}`,
  );
  if (quote === '"') return double;
  return `'${double.slice(1, -1).replace(/\\"/g, '"').replace(/'/g, "\\'")}'`;
}

/** A name as it is written before its colon. */
export const printName = (name: string, quoted: boolean, { quote }: Style): string =>
  quoted || !IDENTIFIER.test(name) || KEYWORDS.test(name) ? printText(name, quote) : name;

/** A value as it is written where the line is indented by `indent`; `inline` keeps it on that line. */
export function printValue(value: Json, indent: string, inline: boolean, style: Style): string {
  if (typeof value === 'string') return printText(value, style.quote);
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (!isList(value) && !isMap(value)) return String(value);

  const inner = `${indent}${style.unit}`;
  const gap = style.colon.endsWith(' ') ? ' ' : '';
  const parts = (isInline: boolean) =>
    isList(value)
      ? value.map((each) => printValue(each, inner, isInline, style))
      : Object.entries(value).map(
          ([name, each]) =>
            `${printName(name, style.quotesNames, style)}${style.colon}${printValue(each, inner, isInline, style)}`,
        );
  const [open, close] = isList(value) ? '[]' : '{}';
  if (isList(value) ? value.length === 0 : Object.keys(value).length === 0) return `${open}${close}`;

  const line = () => {
    const edge = isList(value) ? '' : gap;
    return `${open}${edge}${parts(true).join(`,${gap}`)}${edge}${close}`;
  };
  const isPlainList = isList(value) && value.every((each) => !isList(each) && !isMap(each));
  if (inline) return line();
  if (isPlainList && !style.tallLists && line().length <= WIDTH) return line();
  const lines = parts(false).map((part) => `${style.newline}${inner}${part}`);
  return `${open}${lines.join(',')}${style.trailing ? ',' : ''}${style.newline}${indent}${close}`;
}
