import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseSync } from 'vite';
import { expect, test } from 'vitest';

const glossary = readFileSync('docs/glossary.md', 'utf8');
const [, retiredPart = '', keptPart = ''] = glossary.split(/^## (?:Retired|Kept)$/m);
const retired = new Set(
  [...retiredPart.matchAll(/^\| ([a-z, ]+) \|/gm)].flatMap(([, words = '']) => words.split(', ')).slice(1),
);
/** Members that stored files, reports, channels or the command line's JSON hold. */
const kept = new Set([...keptPart.matchAll(/`(\w+)`/g)].map(([, name]) => name));

interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
const isName = (value: unknown): value is Node & { readonly name: string } =>
  isNode(value) && value.type === 'Identifier' && typeof value.name === 'string';
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The names that a pattern binds: of a variable, a parameter, a caught error. */
function bound(pattern: unknown): readonly string[] {
  if (isName(pattern)) return [pattern.name];
  if (!isNode(pattern)) return [];
  const inner = [pattern.left, pattern.argument, pattern.parameter, ...list(pattern.elements)];
  const properties = list(pattern.properties).flatMap((each) => {
    if (!isNode(each)) return [];
    return each.type === 'RestElement' ? [each] : [each.value];
  });
  return [...(pattern.type === 'AssignmentPattern' ? [pattern.left] : inner), ...properties].flatMap(bound);
}

const KEYED = /^(Property|TSPropertySignature|TSMethodSignature|PropertyDefinition|MethodDefinition)$/;
const NAMED =
  /^(VariableDeclarator|(TSDeclare)?Function(Declaration|Expression)?|Class(Declaration|Expression)|TS(Interface|TypeAlias|Enum)Declaration)$/;

/** Every name that a file declares, types and parameters among them; `members` are those of types and objects. */
function declared(file: string, text: string) {
  const names: string[] = [];
  const members: string[] = [];
  const exported: string[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const each of node) visit(each);
    if (!isNode(node)) return;
    const { type } = node;
    if (type === 'ObjectPattern') {
      // `{ member: name }`: the member is another's.
      for (const each of list(node.properties)) if (isNode(each)) visit(each.value ?? each.argument);
      return;
    }
    if (NAMED.test(type)) names.push(...bound(node.id));
    if (type === 'CatchClause') names.push(...bound(node.param));
    for (const each of list(node.params)) names.push(...bound(each));
    if (KEYED.test(type) && node.computed !== true && isName(node.key)) members.push(node.key.name);
    if (type === 'ExportNamedDeclaration' && isNode(node.declaration))
      exported.push(
        ...[node.declaration, ...list(node.declaration.declarations)].flatMap((each) =>
          isNode(each) ? bound(each.id) : [],
        ),
      );
    for (const [field, value] of Object.entries(node)) if (field !== 'type') visit(value);
  };
  visit(parseSync(file, text).program);
  return { names, members, exported };
}

const wordsOf = (name: string): readonly string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[\s_$.-]+/);
const isRetired = (name: string) => wordsOf(name).some((word) => retired.has(word));

function retiredIn(file: string, text: string): readonly string[] {
  const { names, members } = declared(file, text);
  return [...new Set([...names, ...members.filter((name) => !kept.has(name))])].filter(isRetired);
}

const files = globSync('{main,renderer}/**/*.{ts,tsx,mjs}').filter((file) => !file.endsWith('.d.ts'));
const read = (file: string) => readFileSync(file, 'utf8');

test('the glossary names what is retired and what is kept', () => {
  expect(retired.size).toBeGreaterThan(40);
  expect(kept.size).toBeGreaterThan(0);
});

test.each([
  ['export function tellDesk(errand: string) {}', ['tellDesk', 'errand']],
  [
    'interface Kin { readonly hindrance: string; tell(news: string): void }',
    ['Kin', 'news', 'hindrance', 'tell'],
  ],
  ['const { told: answer, ...unseen } = ask(); class UpdateTrouble {}', ['unseen', 'UpdateTrouble']],
  ['type Row = { readonly told: string }; const seen = (toldYou: number) => seen;', ['toldYou']],
  ['try {} catch (trouble) {}', ['trouble']],
])('finds what is retired in: %s', (text, found) => {
  expect(retiredIn('x.ts', text).toSorted()).toEqual(found.toSorted());
});

test('no retired word names anything', () => {
  const found = files.flatMap((file) => retiredIn(file, read(file)).map((name) => `${file}: ${name}`));
  expect(found).toEqual([]);
});

test('no retired word names a file, and no name stands for more than three', () => {
  // A check's file, and a fix's, is called by its id.
  const others = files.filter((file) => !/^main\/checks\/(fixes\/)?[^/]+$/.test(file));
  const names = others.map((file) => basename(file).replace(/\.\w+$/, ''));
  expect(names.filter((name) => isRetired(name))).toEqual([]);
  const often = names.filter((name) => !['index', 'types'].includes(name));
  expect(
    often.filter(
      (name, at) => often.indexOf(name) === at && often.filter((each) => each === name).length > 3,
    ),
  ).toEqual([]);
});

test('no exported name is declared in two files', () => {
  const places = new Map<string, string[]>();
  for (const file of files)
    for (const name of new Set(declared(file, read(file)).exported))
      places.set(name, [...(places.get(name) ?? []), file]);
  expect([...places].filter(([, where]) => where.length > 1)).toEqual([]);
});
