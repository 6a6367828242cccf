import { globSync, readFileSync } from 'node:fs';
import { parseAst } from 'rolldown/parseAst';

/** A pattern of the code, where it stands and as it is. */
export interface Pattern {
  /** `main/…/file.ts:12`. */
  readonly where: string;
  readonly source: string;
  readonly flags: string;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [field: string]: unknown;
}
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

function* nodesIn(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const each of value) yield* nodesIn(each);
  if (!isNode(value)) return;
  yield value;
  for (const each of Object.values(value)) if (typeof each === 'object') yield* nodesIn(each);
}

/** Texts that constants of a file stand for, by name. */
type Constants = Map<string, string>;

/** What a piece of code says as a text; null where that is told only as it runs. */
function textOf(node: unknown, constants: Constants): string | null {
  if (!isNode(node)) return null;
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : null;
  if (node.type === 'Identifier') return constants.get(String(node.name)) ?? null;
  if (node.type !== 'TemplateLiteral') return null;
  const quasis = node.quasis as readonly { readonly value: { readonly cooked: string } }[];
  const inside = (node.expressions as readonly Node[]).map((each) => textOf(each, constants) ?? 'word');
  return quasis.map(({ value }, at) => value.cooked + (inside[at] ?? '')).join('');
}

/** The flags that a function of a file gives to the pattern which it makes of its texts, `(...all) => new RegExp(all.join('|'), 'i')`. */
function joins(node: unknown): string | null {
  if (!isNode(node) || node.type !== 'ArrowFunctionExpression' || !isNode(node.body)) return null;
  const { type, callee, arguments: given } = node.body;
  if (type !== 'NewExpression' || !isNode(callee) || callee.name !== 'RegExp') return null;
  const [joined, flags] = given as readonly unknown[];
  return isJoined(joined) ? (textOf(flags, new Map()) ?? '') : null;
}

const isJoined = (node: unknown): boolean =>
  isNode(node) &&
  node.type === 'CallExpression' &&
  isNode(node.callee) &&
  isNode(node.callee.property) &&
  node.callee.property.name === 'join';

/** A pattern made of one that stands elsewhere, `new RegExp(other.source, 'g')`. */
const isCopy = (node: unknown): boolean =>
  isNode(node) &&
  node.type === 'MemberExpression' &&
  isNode(node.property) &&
  node.property.name === 'source';

/** Every pattern in one file: written out, and made of texts by `new RegExp`. */
export function patternsIn(file: string, text: string): readonly Pattern[] {
  const constants: Constants = new Map();
  /** Functions that join texts to a pattern, with its flags. */
  const joining: Constants = new Map();
  const found: Pattern[] = [];
  const add = (node: Node, source: string, flags: string) =>
    found.push({ where: `${file}:${text.slice(0, node.start).split('\n').length}`, source, flags });
  for (const node of nodesIn(parseAst(text, { lang: 'ts' }))) {
    if (node.type === 'VariableDeclarator' && isNode(node.id)) {
      const value = textOf(node.init, constants);
      if (value !== null) constants.set(String(node.id.name), value);
      const flags = joins(node.init);
      if (flags !== null) joining.set(String(node.id.name), flags);
    }
    const regex = node.regex as { readonly pattern: string; readonly flags: string } | undefined;
    if (node.type === 'Literal' && regex) add(node, regex.pattern, regex.flags);
    const joined =
      node.type === 'CallExpression' && isNode(node.callee) && joining.get(String(node.callee.name));
    if (typeof joined === 'string') {
      const parts = (node.arguments as readonly unknown[]).map((each) => textOf(each, constants) ?? 'word');
      add(node, parts.join('|'), joined);
    }
    if (node.type !== 'NewExpression' || !isNode(node.callee) || node.callee.name !== 'RegExp') continue;
    const [made] = node.arguments as readonly unknown[];
    if (isCopy(made) || isJoined(made)) continue;
    const [source, flags] = (node.arguments as readonly unknown[]).map((each) => textOf(each, constants));
    if (source === null || source === undefined)
      throw new Error(`${file}: a pattern that is told only as it runs can't be looked at`);
    add(node, source, flags ?? '');
  }
  return found;
}

/** Every pattern in the code of the main process. */
export const patternsOfMain = (): readonly Pattern[] =>
  globSync('main/**/*.ts')
    .filter((file) => !file.endsWith('.d.ts'))
    .sort()
    .flatMap((file) => patternsIn(file, readFileSync(file, 'utf8')));
