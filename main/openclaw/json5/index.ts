import JSON5 from 'json5';
import type { Json } from '../read-settings';
import { addItems, type NewItem } from './add-items';
import { applyEdits, CannotEdit, type Edit, isList, isMap, same } from './apply-edits';
import { cutItems } from './cut-items';
import { keepComments } from './keep-comments';
import { type Parsed, parseTree, type Tree, type TreeItem } from './parse-tree';
import { lineIndent, type Splice, splice } from './text-splices';
import { printValue, type Style, startsLine, styleOf } from './text-style';

export { applyEdits, CannotEdit, type CannotReason, type Edit, same } from './apply-edits';

function strictly(text: string): { readonly value: Json } | null {
  try {
    return { value: JSON.parse(text) as Json };
  } catch {
    return null;
  }
}

/** Strict JSON first, then JSON5, as OpenClaw reads it (dist: utils/parse-json-compat). Throws CannotEdit. */
export function readJson5(text: string): Json {
  const strict = strictly(text);
  if (strict) return strict.value;
  try {
    return JSON5.parse<Json>(text);
  } catch {
    throw new CannotEdit('syntax', 'it can’t be read');
  }
}

/** How many of the wanted elements are there already, in that order; what comes after them must be added. */
function keeps(now: readonly Json[], wanted: readonly Json[]): ReadonlySet<number> {
  const kept = new Set<number>();
  let next = 0;
  now.forEach((each, index) => {
    if (next < wanted.length && same(each, wanted[next])) {
      kept.add(index);
      next++;
    }
  });
  return kept;
}

/** Lists of one length whose elements stay where they are are edited in place. */
function isPairwise(now: readonly Json[], wanted: readonly Json[]): boolean {
  if (now.length !== wanted.length) return false;
  const equal = now.filter((each, index) => same(each, wanted[index])).length;
  return equal >= keeps(now, wanted).size;
}

/** JSON5 lets a name stand twice; the last one counts. */
const holding = ({ items }: Tree, name: string): TreeItem | undefined =>
  items.findLast((item) => item.name === name);

function removals(text: string, tree: Tree, now: Json, wanted: Json): readonly Splice[] {
  if (same(now, wanted)) return [];
  if (tree.kind === 'map' && isMap(now) && isMap(wanted)) {
    const gone = new Set(
      tree.items.flatMap(({ name }, index) => (name !== null && !Object.hasOwn(wanted, name) ? [index] : [])),
    );
    const inside = Object.entries(wanted).flatMap(([name, value]) => {
      const item = holding(tree, name);
      return item ? removals(text, item.value, now[name] as Json, value) : [];
    });
    return [...cutItems(text, tree, gone), ...inside];
  }
  if (tree.kind !== 'list' || !isList(now) || !isList(wanted)) return [];
  if (isPairwise(now, wanted))
    return tree.items.flatMap(({ value }, index) =>
      removals(text, value, now[index] as Json, wanted[index] as Json),
    );
  const kept = keeps(now, wanted);
  return cutItems(text, tree, new Set([...now.keys()].filter((index) => !kept.has(index))));
}

interface Page {
  readonly text: string;
  readonly parsed: Parsed;
  readonly style: Style;
}

function additions(page: Page, tree: Tree, now: Json, wanted: Json, inline: boolean): readonly Splice[] {
  const { text, style, parsed } = page;
  if (same(now, wanted)) return [];
  const add = (entries: readonly NewItem[]) => addItems(text, tree, entries, inline, style, parsed);
  const below = ({ start, value }: TreeItem, is: Json, wish: Json) =>
    additions(page, value, is, wish, !startsLine(text, start));
  if (tree.kind === 'map' && isMap(now) && isMap(wanted)) {
    const inside = Object.entries(wanted).flatMap(([name, value]) => {
      const item = holding(tree, name);
      return item ? below(item, now[name] as Json, value) : [];
    });
    return [...inside, ...add(Object.entries(wanted).filter(([name]) => !Object.hasOwn(now, name)))];
  }
  if (tree.kind === 'list' && isList(now) && isList(wanted)) {
    if (isPairwise(now, wanted))
      return tree.items.flatMap((item, index) => below(item, now[index] as Json, wanted[index] as Json));
    if (keeps(now, wanted).size === now.length)
      return add(wanted.slice(now.length).map((value): NewItem => [null, value]));
  }
  const quote = text[tree.start] === "'" ? "'" : text[tree.start] === '"' ? '"' : style.quote;
  const made = printValue(wanted, lineIndent(text, tree.start), inline, { ...style, quote });
  return [{ start: tree.start, end: tree.end, text: made }];
}

/**
 * The same text, changed as little as can be so that it means `wanted`: comments, layout, quotes, line ends, order
 * and the spelling of numbers stay. Throws CannotEdit rather than hand out a text that means something else.
 */
export function rewriteJson5(text: string, wanted: Json): string {
  const now = readJson5(text);
  if (same(now, wanted)) return text;
  const strict = strictly(text) !== null;
  const whole = parseTree(text);
  // What is left may be too little to tell the style by.
  const style = styleOf(text, whole, strict);
  const keeping = (of: string, parsed: Parsed, splices: readonly Splice[]) =>
    splice(of, keepComments(of, parsed, splices, style.newline));
  const shorter = keeping(text, whole, removals(text, whole.root, now, wanted));
  const parsed = parseTree(shorter);
  const page = { text: shorter, parsed, style };
  const made = keeping(shorter, parsed, additions(page, parsed.root, readJson5(shorter), wanted, false));
  if (!same(readJson5(made), wanted)) throw new CannotEdit('not-same', 'the edited text reads otherwise');
  if (strict && !strictly(made)) throw new CannotEdit('not-same', 'the edited text is no JSON any more');
  return made;
}

/** Makes all edits in a settings text, and nothing else. Throws CannotEdit. */
export const editJson5 = (text: string, edits: readonly Edit[]): string =>
  rewriteJson5(text, applyEdits(readJson5(text), edits));
