import { parse, type ValueNode } from '@humanwhocodes/momoa';
import { CannotEdit } from './apply-edits';
import { isBreak } from './text-splices';

/** A member of a map or an element of a list, by places in the text. */
export interface TreeItem {
  /** Null in a list. */
  readonly name: string | null;
  readonly quoted: boolean;
  readonly nameEnd: number;
  readonly start: number;
  readonly end: number;
  /** Where the comma after it stands; null when there is none. */
  readonly comma: number | null;
  readonly value: Tree;
}

/** A value of the text, by places: `items` is null for texts, numbers and the like. */
export interface Tree {
  readonly kind: 'map' | 'list' | 'plain';
  readonly start: number;
  readonly end: number;
  readonly items: readonly TreeItem[];
}

export interface Parsed {
  readonly root: Tree;
  /** Start and end of each comment, in order. */
  readonly comments: readonly (readonly [number, number])[];
}

/** Reads JSON5 with the place of everything in it. Throws CannotEdit for what it can't read. */
export function parseTree(text: string): Parsed {
  const document = readDocument(text);
  const tokens = document.tokens ?? [];
  const rangeOf = (node: { range?: readonly number[] | undefined }): [number, number] => {
    const [start, end] = node.range ?? [];
    if (start === undefined || end === undefined) throw new CannotEdit('syntax', 'no places');
    return [start, end];
  };
  const commas = tokens.filter(({ type }) => type === 'Comma').map((token) => rangeOf(token)[0]);

  /** The first comma from a place on, found by halving: settings may be long. */
  const commaFrom = (from: number, before: number): number | null => {
    let [low, high] = [0, commas.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((commas[middle] ?? 0) < from) low = middle + 1;
      else high = middle;
    }
    const found = commas[low];
    return found !== undefined && found < before ? found : null;
  };

  function treeOf(node: ValueNode): Tree {
    const [start, end] = rangeOf(node);
    const parts = node.type === 'Object' ? node.members : node.type === 'Array' ? node.elements : null;
    if (!parts) return { kind: 'plain', start, end, items: [] };
    const starts = parts.map((part) => rangeOf(part.type === 'Member' ? part : part.value)[0]);
    const items = parts.map((part, index): TreeItem => {
      const named = part.type === 'Member' ? part.name : null;
      const value = treeOf(part.value);
      const name = named === null ? null : named.type === 'Identifier' ? named.name : named.value;
      return {
        name,
        quoted: named?.type === 'String',
        nameEnd: named ? rangeOf(named)[1] : value.start,
        start: starts[index] ?? value.start,
        end: value.end,
        comma: commaFrom(value.end, starts[index + 1] ?? end),
        value,
      };
    });
    return { kind: node.type === 'Object' ? 'map' : 'list', start, end, items };
  }

  return {
    root: treeOf(document.body),
    comments: tokens
      .filter(({ type }) => /Comment$/.test(type))
      .map((token): [number, number] => {
        const [start] = rangeOf(token);
        return [start, commentEnd(text, start)];
      }),
  };
}

/** The parser counts one mark too few for a comment with `\r\n` in it. */
function commentEnd(text: string, start: number): number {
  if (text.startsWith('/*', start)) return text.indexOf('*/', start + 2) + 2;
  let end = start;
  while (end < text.length && !isBreak(text[end])) end++;
  return end;
}

function readDocument(text: string) {
  try {
    return parse(text, { mode: 'json5', ranges: true, tokens: true });
  } catch {
    // The parser's own sentence may quote the text, and with it a secret.
    throw new CannotEdit('syntax', 'it can’t be read');
  }
}
