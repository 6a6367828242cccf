import { globSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

/** Who may import whom, by room. A room may always import itself; `node` and `electron` stand for those worlds. */
const MAY: Record<string, readonly string[]> = {
  'main/contract': [],
  'main/language': ['main/contract'],
  'main/openclaw': ['main/contract'],
  'main/probes': ['main/contract', 'main/language', 'main/openclaw', 'node'],
  'main/actions': ['main/contract', 'main/openclaw', 'node'],
  'main/plans': [
    'main/contract',
    'main/language',
    'main/openclaw',
    'main/checks',
    'type main/probes',
    'node',
  ],
  'main/fixes': [
    'main/contract',
    'main/language',
    'main/actions',
    'main/checks',
    'main/plans',
    'main/probes',
    'main/scan',
    'main/state',
    'node',
  ],
  'main/updates': [
    'main/contract',
    'main/language',
    'main/openclaw',
    'main/actions',
    'main/checks',
    'main/plans',
    'main/probes',
    'main/state',
    'node',
  ],
  'main/tank': [
    'main/contract',
    'main/language',
    'main/openclaw',
    'main/actions',
    'main/checks',
    'main/fixes',
    'main/plans',
    'main/probes',
    'main/state',
    'node',
  ],
  'main/feeds': ['main/contract', 'main/language', 'main/openclaw', 'main/state', 'node'],
  'main/history': ['main/contract', 'main/language', 'main/openclaw', 'main/state', 'node'],
  'main/notify': ['main/contract', 'main/language', 'main/state', 'electron', 'node'],
  'main/watch': ['main/contract', 'main/state', 'electron', 'node'],
  'main/checks': ['main/contract', 'main/language', 'main/openclaw', 'type main/probes', 'type main/actions'],
  'main/state': ['main/contract', 'node'],
  'main/report': [
    'main/contract',
    'main/language',
    'main/openclaw',
    'main/checks',
    'main/probes/words',
    'main/plans/words',
    'main/fixes/words',
    'main/updates/words',
    'main/history/words',
    'main/tank/words',
  ],
  'main/scan': ['main/contract', 'main/openclaw', 'main/checks', 'main/plans', 'main/probes', 'node'],
  'main/errands': ['main', 'electron', 'node'],
  'main/tray': ['main/contract', 'main/language', 'main/state', 'electron', 'node'],
  'main/ipc': ['main/contract', 'main/state', 'main/windows/page', 'electron'],
  'main/windows': ['main/contract', 'main/state', 'electron', 'node'],
  'main/preload.ts': ['main/contract', 'electron'],
  'main/terminal.ts': ['main', 'node'],
  'main/terminal': ['main', 'node'],
  'main/login': ['main/contract', 'main/state', 'electron', 'node'],
  'main/open': ['main', 'electron', 'node'],
  'main/index.ts': ['main', 'electron', 'node'],
  'renderer/state': ['main/contract'],
  'renderer/i18n': ['main/contract', 'main/language'],
  'renderer/order.ts': ['main/contract'],
  'renderer/components': ['main/contract', 'renderer/i18n', 'renderer/order'],
  'renderer/steps': [
    'main/contract',
    'renderer/state',
    'renderer/i18n',
    'renderer/components',
    'renderer/order',
  ],
  'renderer/app.tsx': ['renderer', 'main/contract'],
  'renderer/index.tsx': ['renderer'],
};
/** Libraries with one home each. */
const ONLY: Record<string, readonly string[]> = {
  systeminformation: ['main/probes'],
  zustand: ['renderer/state'],
  'npm-registry-fetch': ['main/probes'],
  'make-fetch-happen': ['main/feeds', 'main/tank'],
};

interface Import {
  readonly file: string;
  readonly from: string;
  readonly type: boolean;
}

const room = (file: string) => file.split('/').slice(0, 2).join('/');
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

/** True when a source file may import this. `type x` in the table lets types alone through. */
function isAllowed({ file, from, type }: Import): boolean {
  const target = world(file, from);
  const here = room(file);
  if (target.startsWith('library ')) {
    const home = Object.entries(ONLY).find(([library]) => from === library || from.startsWith(`${library}/`));
    return !home || home[1].some((each) => file.startsWith(each));
  }
  if (target === 'package.json' || target.startsWith(`${here}/`) || target === here) return true;
  return (MAY[here] ?? []).some((rule) => {
    const allowed = rule.startsWith('type ') ? rule.slice(5) : rule;
    if (rule.startsWith('type ') && !type) return false;
    return target === allowed || target.startsWith(`${allowed}/`);
  });
}

const sources = globSync('{main,renderer}/**/*.{ts,tsx}').filter((file) => !file.endsWith('.d.ts'));

test('there are sources, and every room has its line in the table', () => {
  expect(sources.length).toBeGreaterThan(50);
  expect([...new Set(sources.map(room))].filter((each) => !(each in MAY))).toEqual([]);
});

test('rooms import only what they may', () => {
  const broken = sources.flatMap(importsOf).filter((each) => !isAllowed(each));
  expect(broken.map(({ file, from }) => `${file} → ${from}`)).toEqual([]);
});

test.each([
  ['main/checks/x.ts', 'node:fs', false],
  ['main/checks/x.ts', '../probes/host/node', false],
  ['main/checks/x.ts', 'electron', false],
  ['main/openclaw/x.ts', 'node:path', false],
  ['main/probes/x.ts', '../checks', false],
  ['renderer/steps/x.tsx', '../../main/ipc/serve', false],
  ['renderer/components/x.tsx', '../state/app', false],
  ['renderer/steps/x.tsx', 'electron', false],
  ['main/scan/x.ts', 'systeminformation', false],
  ['main/contract/x.ts', '../language/speak', false],
  ['main/checks/x.ts', '../openclaw/version', true],
  ['main/probes/x.ts', 'systeminformation', true],
])('%s may import %s: %s', (file, from, may) => expect(isAllowed({ file, from, type: false })).toBe(may));

const withoutComments = (code: string) => code.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');

test('probes have no writing verb', () => {
  const writes =
    /\b(writeFile|appendFile|mkdir|mkdtemp|rmdir|rm|unlink|rename|chmod|chown|copyFile|cp|truncate|utimes|symlink|link|createWriteStream)(Sync)?\s*\(/;
  const readers = globSync('main/{probes,checks,plans,scan,openclaw}/**/*.ts');
  expect(readers.filter((file) => writes.test(withoutComments(readFileSync(file, 'utf8'))))).toEqual([]);
});

test('nothing reads the machine past the host', () => {
  const direct = globSync('main/probes/**/*.ts')
    .filter((file) => !file.startsWith('main/probes/host/') && !file.endsWith('.d.ts'))
    .flatMap(importsOf)
    .filter(({ from, type }) => !type && /^(node:)?(fs|child_process|os|net|dgram)(\/|$)/.test(from));
  expect(direct.map(({ file, from }) => `${file} → ${from}`)).toEqual([]);
});

test('no file is longer than 300 lines', () => {
  const long = sources.filter((file) => readFileSync(file, 'utf8').split('\n').length > 300);
  expect(long).toEqual([]);
});
