import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ChooseFixes, RequestedFix } from '../../main/changes';
import type { Outcome, PlannedFix, ShownEntry } from '../../main/contract/change';
import type { ScanResult } from '../../main/contract/scan-result';

const fix = (id: string, recommended: boolean): PlannedFix => ({
  id,
  finding: 'gateway-bind-setting',
  mends: ['gateway-bind-setting'],
  tile: 'exposure',
  does: { id: 'fixes.looking' },
  cost: null,
  afterwards: { id: 'fixes.undone' },
  changes: [{ kind: 'edit', where: '/home/lin/x', before: 'a\nold\nc', after: 'a\nnew\nc' }],
  needsAdmin: false,
  choice: null,
  recommended,
  fingerprint: '12345678',
});
const fixes = [fix('listen-locally', true), fix('quarantine-skill-0a1b2c3d', false)];
const entry: ShownEntry = {
  id: 'change-1-aa',
  fix: 'listen-locally',
  finding: null,
  does: { id: 'fixes.looking' },
  at: '2026-11-22T01:02:03.000Z',
  state: 'done',
  changes: fixes[0]?.changes ?? [],
};
const applied: unknown[] = [];
let result: Outcome['result'] = 'fixed';
const outcome = (id: string): Outcome => ({
  fix: id,
  does: { id: 'fixes.looking' },
  entry: 'change-1-aa',
  result,
  because: { id: 'fixes.helped' },
  afterwards: null,
});
vi.mock('../../main/cli/recover', () => ({ recoverFirst: async () => {} }));
vi.mock('../../main/cli/run-scan', () => ({
  runScan: async (): Promise<Pick<ScanResult, 'findings' | 'fixes'>> => ({ findings: [], fixes }),
}));
vi.mock('../../main/cli/cli-engine', () => ({
  cliEngine: () => ({
    apply: async (told: readonly RequestedFix[] | ChooseFixes) => {
      const wanted = typeof told === 'function' ? told(fixes) : told;
      applied.push(wanted.map(({ id }) => id));
      return wanted.map(({ id }) => outcome(id));
    },
    undo: async (entries: readonly string[]) => {
      applied.push(entries);
      return [outcome('listen-locally')];
    },
    entries: async () => [entry],
    previewUndo: async (names: readonly string[]) =>
      names.length === 0 || names.includes(entry.id) ? [{ entry, changes: entry.changes, left: [] }] : [],
  }),
}));
const { main } = await import('../../main/cli/main');

let out = '';
let err = '';
beforeEach(() => {
  out = '';
  err = '';
  result = 'fixed';
  applied.length = 0;
  const into = (add: (text: string) => void) => (text: unknown, done?: unknown) => {
    add(String(text));
    if (typeof done === 'function') done();
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(into((text) => (out += text)) as never);
  vi.spyOn(process.stderr, 'write').mockImplementation(into((text) => (err += text)) as never);
});
afterEach(() => vi.restoreAllMocks());
const run = (line: string) => main([...line.split(' ').filter(Boolean), '--language', 'en']);

test('fix plan shows every fix, as text and as one JSON document', async () => {
  expect(await run('fix plan')).toBe(0);
  expect(out).toContain('listen-locally');
  expect(out).toContain('       - old\n       + new\n         c');
  out = '';
  expect(await run('fix plan --json')).toBe(0);
  expect(JSON.parse(out).fixes[0]).toMatchObject({
    id: 'listen-locally',
    finding: 'gateway-bind-setting',
    needsAdmin: false,
    cost: null,
    changes: [{ kind: 'edit', where: '/home/lin/x' }],
  });
  expect(applied).toEqual([]);
});

test('fix apply changes nothing without --yes, and says what it would do', async () => {
  for (const line of ['fix apply', 'fix apply listen-locally --json', 'fix undo', 'fix undo --json'])
    expect(await run(line), line).toBe(64);
  expect(applied).toEqual([]);
  expect(err).toContain('--yes');
});

test('fix apply takes the recommended ones, or those that are named', async () => {
  expect(await run('fix apply --yes --json')).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    outcomes: [{ fix: 'listen-locally', entry: 'change-1-aa', result: 'fixed' }],
  });
  expect(await run('fix apply quarantine-skill-0a1b2c3d --yes')).toBe(0);
  expect(applied).toEqual([['listen-locally'], ['quarantine-skill-0a1b2c3d']]);
});

test.each(['rolled-back', 'left-changed', 'refused'] as const)('ends with 1 when one was %s', async (how) => {
  result = how;
  expect(await run('fix apply --yes')).toBe(1);
  expect(await run('fix undo --yes')).toBe(1);
});

test('fix undo hands the entries on, none for all', async () => {
  expect(await run('fix undo --yes')).toBe(0);
  expect(await run('fix undo change-1-aa --yes')).toBe(0);
  expect(applied).toEqual([[], ['change-1-aa']]);
});

test.each([
  '',
  'fix',
  'fix mend',
  'fix plan extra',
  'log',
  'log read',
  'other',
  'fix apply nothing',
  'fix undo nothing',
])('wrong words end with 64 and change nothing: %s', async (line) => {
  expect(await run(line)).toBe(64);
  expect(err).toMatch(/^tankmate: .*\n\nusage: tankmate /);
  expect(applied).toEqual([]);
});

test('what is wrong stands above the usage of that command alone, or of all where none is known', async () => {
  expect(await run('fix plan --lang zh')).toBe(64);
  expect(err).toMatch(/^tankmate: Unknown option '--lang'\n\nusage: tankmate fix plan/);
  expect(err).not.toContain('tankmate inspect');
  err = '';
  expect(await run('other')).toBe(64);
  expect(err).toMatch(/usage: tankmate inspect.*tankmate fix plan/s);
});

test('log verify prints one JSON document', async () => {
  vi.stubEnv('XDG_CONFIG_HOME', '/nowhere');
  vi.stubEnv('APPDATA', '/nowhere');
  expect(await run('log verify --json')).toBe(0);
  expect(JSON.parse(out)).toEqual({ ok: true, records: 0, bad: null, interrupted: false });
  vi.unstubAllEnvs();
});

test('what an update is to do all the same is named by words that there are', async () => {
  expect(await main(['update', '--accept', 'everything', '--yes'])).toBe(64);
  expect(err).toContain('not-at-npm, deprecated, unconfirmed; not everything');
});
