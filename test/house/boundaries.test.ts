import { globSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

/**
 * The rooms from the roof down to the ground. A room imports itself and rooms on lower floors, and nothing else of the
 * project. `node` and `electron` after a room: what of those worlds it may import besides.
 */
const FLOORS: readonly (readonly string[])[] = [
  ['main/index.ts node electron'],
  ['main/app node electron', 'main/cli node'],
  ['main/worker node electron'],
  ['main/report'],
  ['main/operations node', 'main/tank node', 'main/scan node', 'main/app-update node'],
  ['main/changes node'],
  ['main/checks'],
  ['main/probes node'],
  ['main/advisories node', 'main/config node', 'main/isolation'],
  ['main/system/write node'],
  ['main/system/read node'],
  ['main/openclaw', 'main/i18n', 'main/preload.ts electron'],
  ['main/contract'],
];
/** What a room may not import although it stands lower. `value`: its types alone may be imported. */
const NOT: Record<string, readonly string[]> = {
  'main/checks': ['value main/probes', 'value main/system/write', 'main/system/read', 'main/config'],
  'main/probes': ['main/system/write', 'main/config'],
  'main/isolation': ['main/system'],
  'main/scan': ['main/system/write', 'main/config'],
  'main/report': ['main/system/write', 'main/scan'],
  'main/openclaw': ['main/preload.ts'],
};
/** The page: it knows the contract and its own rooms, and the catalogue's shape. */
const PAGE: Record<string, readonly string[]> = {
  'renderer/store': ['main/contract', 'renderer/practice'],
  // What is drawn and tried in place of a computer: it knows how a report is made, and nothing of the page.
  'renderer/practice': ['main/contract', 'main/i18n', 'main/openclaw', 'main/report', 'renderer/order'],
  'renderer/i18n': ['main/contract', 'main/i18n'],
  'renderer/order.ts': ['main/contract'],
  'renderer/components': ['main/contract', 'renderer/i18n', 'renderer/order'],
  'renderer/screens': [
    'main/contract',
    'renderer/store',
    'renderer/i18n',
    'renderer/components',
    'renderer/order',
  ],
  'renderer/app.tsx': ['renderer', 'main/contract'],
  'renderer/screenTable.tsx': ['renderer', 'main/contract'],
  'renderer/index.tsx': ['renderer'],
};
const floorOf = (room: string) =>
  FLOORS.findIndex((floor) => floor.some((line) => line.split(' ')[0] === room));
const worldsOf = (room: string) =>
  FLOORS.flat()
    .find((line) => line.split(' ')[0] === room)
    ?.split(' ')
    .slice(1) ?? [];

/** Libraries with one home each. */
const ONLY: Record<string, readonly string[]> = {
  systeminformation: ['main/probes'],
  zustand: ['renderer/store'],
  'ipaddr.js': ['main/openclaw/address.ts'],
  'npm-registry-fetch': ['main/probes'],
  'make-fetch-happen': ['main/advisories/feeds', 'main/tank'],
};

interface Import {
  readonly file: string;
  readonly from: string;
  readonly type: boolean;
}

/** Two folders deep; in `main/system/` three, because reading and writing are rooms apart. */
const room = (file: string) =>
  file
    .split('/')
    .slice(0, file.startsWith('main/system/') ? 3 : 2)
    .join('/');
const builtin = new Set(builtinModules);

function world(file: string, from: string): string {
  if (from.startsWith('.')) return join(dirname(file), from);
  if (from === 'electron') return 'electron';
  return from.startsWith('node:') || builtin.has(from) ? 'node' : `library ${from}`;
}

function importsOf(file: string): readonly Import[] {
  const text = readFileSync(file, 'utf8');
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s+(type\s)?[^'";]*?from\s+'([^']+)'|import\(\s*'([^']+)'\s*\)|(?:^|\n)import\s+'([^']+)'/g;
  return [...text.matchAll(pattern)].map(([, type, named, lazy, bare]) => ({
    file,
    from: named ?? lazy ?? bare ?? '',
    type: type !== undefined,
  }));
}

const isIn = (target: string, place: string) => target === place || target.startsWith(`${place}/`);

/** True when a source file may import this. */
function isAllowed({ file, from, type }: Import): boolean {
  const target = world(file, from);
  const here = room(file);
  if (target.startsWith('library ')) {
    const home = Object.entries(ONLY).find(([library]) => from === library || from.startsWith(`${library}/`));
    return !home || home[1].some((each) => file.startsWith(each));
  }
  if (target === 'package.json' || isIn(target, here)) return true;
  if (here in PAGE) return (PAGE[here] ?? []).some((each) => isIn(target, each));
  if (target === 'node' || target === 'electron') return worldsOf(here).includes(target);
  const forbidden = (NOT[here] ?? []).some((rule) =>
    rule.startsWith('value ') ? !type && isIn(target, rule.slice(6)) : isIn(target, rule),
  );
  return !forbidden && floorOf(room(target)) > floorOf(here);
}

const sources = globSync('{main,renderer}/**/*.{ts,tsx}').filter((file) => !file.endsWith('.d.ts'));

test('there are sources, and every room has its floor', () => {
  expect(sources.length).toBeGreaterThan(50);
  expect([...new Set(sources.map(room))].filter((each) => floorOf(each) < 0 && !(each in PAGE))).toEqual([]);
});

test('rooms import only what they may', () => {
  const broken = sources.flatMap(importsOf).filter((each) => !isAllowed(each));
  expect(broken.map(({ file, from }) => `${file} → ${from}`)).toEqual([]);
});

/** Groups of files that import each other in a circle (Tarjan's strongly connected components); types count. */
function circlesAmong(imports: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const order = new Map<string, number>();
  const open: string[] = [];
  const circles: string[][] = [];
  const visit = (file: string): number => {
    const own = order.size;
    order.set(file, own);
    open.push(file);
    let lowest = own;
    for (const next of imports.get(file) ?? []) {
      if (!order.has(next)) lowest = Math.min(lowest, visit(next));
      else if (open.includes(next)) lowest = Math.min(lowest, order.get(next) ?? own);
    }
    if (lowest === own) {
      const circle = open.splice(open.indexOf(file));
      if (circle.length > 1) circles.push(circle.sort());
    }
    return lowest;
  };
  for (const file of imports.keys()) if (!order.has(file)) visit(file);
  return circles;
}

test('no files import each other in a circle, types included', () => {
  const known = new Set(sources);
  const target = ({ file, from }: Import) => {
    const path = world(file, from);
    return ['', '.ts', '.tsx', '/index.ts', '/index.tsx']
      .map((end) => path + end)
      .find((each) => known.has(each));
  };
  const imports = new Map(
    sources.map((file) => [file, importsOf(file).flatMap((each) => target(each) ?? [])] as const),
  );
  expect([...imports.values()].flat().length).toBeGreaterThan(sources.length);
  expect(circlesAmong(imports)).toEqual([]);
});

test('a circle is found over any number of files', () => {
  const imports = { a: ['b'], b: ['c', 'd'], c: ['a'], d: [] };
  expect(circlesAmong(new Map(Object.entries(imports)))).toEqual([['a', 'b', 'c']]);
});

test.each([
  ['main/checks/x.ts', 'node:fs', false],
  ['main/checks/x.ts', '../system/read/node', false],
  ['main/probes/x.ts', '../system/write/create', false],
  ['main/system/read/x.ts', '../write/create', false],
  ['main/checks/x.ts', 'electron', false],
  ['main/openclaw/x.ts', 'node:path', false],
  ['main/probes/x.ts', '../checks', false],
  ['renderer/screens/x.tsx', '../../main/app/ipc/serve', false],
  ['renderer/components/x.tsx', '../store/app', false],
  ['renderer/screens/x.tsx', 'electron', false],
  ['main/scan/x.ts', 'systeminformation', false],
  ['main/contract/x.ts', '../i18n/translate', false],
  ['main/checks/x.ts', '../openclaw/version', true],
  ['main/probes/x.ts', 'systeminformation', true],
])('%s may import %s: %s', (file, from, may) => expect(isAllowed({ file, from, type: false })).toBe(may));

const withoutComments = (code: string) => code.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');

test('probes have no writing verb', () => {
  const writes =
    /\b(writeFile|appendFile|mkdir|mkdtemp|rmdir|rm|unlink|rename|chmod|chown|copyFile|cp|truncate|utimes|symlink|link|createWriteStream)(Sync)?\s*\(/;
  const readers = globSync('main/{system/read,probes,checks,isolation,changes/plan,scan,openclaw}/**/*.ts');
  expect(readers.filter((file) => writes.test(withoutComments(readFileSync(file, 'utf8'))))).toEqual([]);
});

test('nothing reads the machine past the host', () => {
  const direct = globSync('main/probes/**/*.ts')
    .filter((file) => !file.endsWith('.d.ts'))
    .flatMap(importsOf)
    .filter(({ from, type }) => !type && /^(node:)?(fs|child_process|os|net|dgram)(\/|$)/.test(from));
  expect(direct.map(({ file, from }) => `${file} → ${from}`)).toEqual([]);
});

test('no file is longer than 300 lines', () => {
  const long = sources.filter((file) => readFileSync(file, 'utf8').split('\n').length > 300);
  expect(long).toEqual([]);
});
