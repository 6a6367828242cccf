import { createRequire } from 'node:module';
import { Language, type Node, Parser } from 'web-tree-sitter';
import { CMDLETS } from './cmdlets';

/** One call of a command, with `@name` resolved to what the text put into that table. */
export interface Call {
  readonly name: string;
  /** Parameters by their name in lower case. `value`: the text of what follows; null where nothing does. */
  readonly given: readonly { readonly name: string; readonly value: string | null }[];
  /** How many values have no name. */
  readonly positional: number;
  /** Something stands before it in a pipeline. */
  readonly fromPipeline: boolean;
}

await Parser.init();
const wasm = createRequire(import.meta.url).resolve('tree-sitter-powershell/tree-sitter-powershell.wasm');
const parser = new Parser();
parser.setLanguage(await Language.load(wasm));

function parsed(text: string): Node {
  const tree = parser.parse(text);
  if (!tree) throw new Error('no tree');
  return tree.rootNode;
}

/** What is left of a text without what stands in single quotes and by itself. */
function withoutVerbatim(text: string, root: Node): string {
  const held = root.descendantsOfType('verbatim_string_characters').flatMap((each) => (each ? [each] : []));
  return held
    .toReversed()
    .reduce((left, { startIndex, endIndex }) => left.slice(0, startIndex) + left.slice(endIndex), text);
}

const PAIRS: readonly (readonly [string, string])[] = [
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
];

/**
 * Why a text is not whole; null where it is. PowerShell takes nearly any word for a command or a value, so a word with a
 * quote or bracket in it, and brackets that don't go together, are faults though the grammar would have them.
 */
export function grammarFault(text: string): string | null {
  const root = parsed(text);
  if (root.hasError) return 'the grammar does not take it';
  const words = root.descendantsOfType(['generic_token', 'command_name']);
  const torn = words.find((each) => each && /['"()[\]{}]/.test(each.text));
  if (torn) return `a torn word: ${torn.text}`;
  const left = withoutVerbatim(text, root);
  const odd = PAIRS.find(([open, close]) => left.split(open).length !== left.split(close).length);
  return odd ? `${odd.join('')} do not go together` : null;
}

/** The keys of `$name=@{…}`, for a call that is given `@name`. */
function keysOf(root: Node, name: string): readonly string[] {
  const assignment = root
    .descendantsOfType('assignment_expression')
    .find((each) => each?.text.startsWith(`$${name}=@{`));
  const keys = assignment?.descendantsOfType('key_expression') ?? [];
  return keys.flatMap((each) => (each ? [each.text] : []));
}

/** Whether a parameter takes no value, in the sets that have it. */
const takesNone = (command: string, parameter: string): boolean =>
  (CMDLETS.get(command.toLowerCase())?.sets ?? []).some((set) =>
    set.some((each) => each.name === parameter && each.isSwitch),
  );

function callOf(root: Node, node: Node): Call {
  const name = node.childForFieldName('command_name')?.text ?? '';
  const words = (node.childForFieldName('command_elements')?.namedChildren ?? []).flatMap((each) =>
    each && each.type !== 'command_argument_sep' ? [each] : [],
  );
  const given: { name: string; value: string | null }[] = [];
  let positional = 0;
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    if (!word) continue;
    if (word.type === 'command_parameter') {
      const parameter = word.text.slice(1).toLowerCase();
      const next = words[i + 1];
      const hasValue =
        root.text.slice(word.endIndex, next?.startIndex).trim() === ':' ||
        (!takesNone(name, parameter) && next && next.type !== 'command_parameter');
      given.push({ name: parameter, value: hasValue ? (next?.text ?? null) : null });
      if (hasValue) i++;
    } else if (/^@\w+$/.test(word.text))
      for (const key of keysOf(root, word.text.slice(1))) given.push({ name: key.toLowerCase(), value: '$' });
    else positional++;
  }
  const before = node.previousNamedSibling;
  return { name, given, positional, fromPipeline: before !== null };
}

/** All calls of commands in a text, also in the `$(…)` of its strings. */
export function callsIn(text: string): readonly Call[] {
  const root = parsed(text);
  return root.descendantsOfType('command').flatMap((each) => (each ? [callOf(root, each)] : []));
}

const MARKS = /['"()[\]{}]/;

/** Places of the quotes and brackets that hold the text together; those inside of a string's words are left out. */
export function marksIn(text: string): readonly number[] {
  const places: number[] = [];
  const walk = (node: Node): void => {
    if (node.type === 'verbatim_string_characters') {
      places.push(node.startIndex, node.endIndex - 1);
      return;
    }
    if (node.type === 'expandable_string_literal') places.push(node.startIndex, node.endIndex - 1);
    const children = node.children.flatMap((each) => (each ? [each] : []));
    if (children.length === 0 && node.text.length <= 2 && MARKS.test(node.text))
      places.push(node.startIndex + node.text.search(MARKS));
    for (const each of children) walk(each);
  };
  walk(parsed(text));
  return [...new Set(places)].filter((place) => MARKS.test(text[place] ?? '')).toSorted((a, b) => a - b);
}
