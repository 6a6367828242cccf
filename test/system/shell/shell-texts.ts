import { globSync, readFileSync } from 'node:fs';
import { type ESTree, parseAst } from 'vite';

/** A text that some shell will read, with the file and the constant that it stands in. */
export interface ShellText {
  readonly where: string;
  readonly text: string;
}

type Node = ESTree.Node | ESTree.Expression;
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof Reflect.get(value, 'type') === 'string';

/** What only a shell reads so: an end of `if` or a loop on a line of its own or after `;`, its arguments, its options. */
const SHELL =
  /(?:^|[\n;])\s*(?:fi|done|esac)\s*(?:$|[\n;|&)])|"\$[@1-9]"|\$\{[1-9#@]|(?:^|\n)set -[eu]|>\/proc\/sys\//;
/** Shorter ones are words of other languages. */
const LEAST = 40;

/** The text of a string or template; a constant of the same file is put in, anything else becomes a plain word. */
function textOf(node: Node, constants: ReadonlyMap<string, Node>): string | null {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : null;
  if (node.type !== 'TemplateLiteral') return null;
  return node.quasis
    .map(({ value }, index) => {
      const held = node.expressions[index];
      const constant = held?.type === 'Identifier' ? constants.get(held.name) : undefined;
      const inner = constant ? textOf(constant, constants) : null;
      // What holds whole lines ends with one: a here-document's end follows it.
      const stranger = /^[A-Z]{3}/.test(node.quasis[index + 1]?.value.cooked ?? '') ? 'word\n' : 'word';
      return (value.cooked ?? '') + (held ? (inner ?? stranger) : '');
    })
    .join('');
}

function textsOf(file: string): readonly ShellText[] {
  const program = parseAst(readFileSync(file, 'utf8'), { lang: 'ts' });
  const constants = new Map<string, Node>();
  const found: ShellText[] = [];
  const put = new Set<string>();
  const visit = (node: Node, name: string, act: (node: Node, name: string) => boolean): void => {
    const inside = node.type === 'VariableDeclarator' && node.id.type === 'Identifier' ? node.id.name : name;
    if (!act(node, inside)) return;
    for (const value of Object.values(node))
      for (const each of Array.isArray(value) ? value : [value]) if (isNode(each)) visit(each, inside, act);
  };
  visit(program, '', (node) => {
    if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && node.init)
      constants.set(node.id.name, node.init);
    if (node.type === 'TemplateLiteral')
      for (const each of node.expressions) if (each.type === 'Identifier') put.add(each.name);
    return true;
  });
  visit(program, '', (node, name) => {
    const text = textOf(node, constants);
    if (text === null) return true;
    // Part of another text of the file: read there.
    if (text.length >= LEAST && SHELL.test(text) && !(put.has(name) && constants.get(name) === node))
      found.push({ where: `${file} ${name}`, text });
    return node.type === 'TemplateLiteral';
  });
  return found;
}

/** Every text for a shell in the sources, except PowerShell's: strings, and the scripts that lie beside them. */
export function shellTexts(): readonly ShellText[] {
  const written = globSync('main/**/*.ts', { exclude: ['main/cli/main.ts', 'main/**/hyperv-scripts.ts'] })
    .toSorted()
    .flatMap(textsOf);
  const scripts = globSync(['main/**/*.sh', 'scripts/**/*.sh']).toSorted();
  return [...written, ...scripts.map((file) => ({ where: file, text: readFileSync(file, 'utf8') }))];
}
