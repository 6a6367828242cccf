import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import type { JournalEntry } from '../../../main/changes/journal';
import { settingsAccepted, type ValidatorNeeds } from '../../../main/changes/still-works/settings';
import { issuesIn } from '../../../main/changes/still-works/validate';
import type { Change } from '../../../main/contract/change';
import type { RunProcess } from '../../../main/system/write/commands/run-process';
import { CONFIG, probesOf } from '../../checks/fixes/settings';

const TOKEN = 'sk-proj-4f9aB2c7D1e8F3a6B5c0D9e4';
let folder: string;
let asked: {
  value: Record<string, unknown>;
  env: Record<string, string>;
  files: readonly string[];
  mode: number;
}[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tankmate-works-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  asked = [];
});

/** A validation that has something against each of these keys. */
const refusing =
  (...keys: readonly string[]): RunProcess =>
  async ({ args, env = {} }) => {
    expect(args.slice(1)).toEqual(['config', 'validate', '--json']);
    const config = env.OPENCLAW_CONFIG_PATH ?? '';
    const text = await readFile(config, 'utf8');
    const value = JSON.parse(text);
    const files = (await readdir(dirname(config), { recursive: true })).sort();
    asked.push({ value, env: { ...env }, files, mode: (await stat(config)).mode & 0o777 });
    const issues = keys
      .filter((key) => text.includes(`"${key}"`))
      .map((key) => ({ path: key, message: 'unknown' }));
    const said = issues.length > 0 ? { ok: false, valid: false, issues } : { valid: true, warnings: [] };
    return { code: issues.length > 0 ? 1 : 0, out: JSON.stringify(said), err: '', stopped: null };
  };
const needs = (run: RunProcess, more: Partial<ValidatorNeeds> = {}): ValidatorNeeds => ({
  run,
  folder,
  nodeFor: async () => '/usr/bin/node',
  isTrusted: async () => true,
  ...more,
});

const entry = (number: number, ...changes: Change[]): JournalEntry =>
  ({ id: `change-${number}`, number, fix: `fix-${number}`, changes }) as unknown as JournalEntry;
const edit = (before: string, after: string, path = CONFIG): Change => ({
  kind: 'edit',
  path,
  before,
  after,
  format: 'json5',
});

/** Asks after a row of edits, each of which leaves the next text; the last one lies on the disk. */
async function judged(
  run: RunProcess,
  texts: readonly string[],
  more: Partial<ValidatorNeeds> = {},
  files = {},
) {
  const probes = probesOf({ files: { [CONFIG]: texts.at(-1) ?? '', ...files } }, { version: '2026.9.6' });
  const entries = texts.slice(1).map((text, index) => entry(index + 1, edit(texts[index] ?? '', text)));
  const row = { entries, probes, signal: new AbortController().signal };
  const broken = await settingsAccepted(needs(run, more)).after(null, row);
  return broken && { entry: broken.entry.id, ...broken.because.values };
}

test('settings that are accepted are asked about once, however many fixes wrote them', async () => {
  expect(
    await judged(refusing('bad'), ['{}', '{ a: 1 }', '{ a: 1, b: 2 }', '{ a: 1, b: 2, c: 3 }']),
  ).toBeNull();
  expect(asked).toHaveLength(1);
});

test('the fix that brought it about is found, by halves', async () => {
  const texts = [
    '{}',
    '{ a: 1 }',
    '{ a: 1, b: 2 }',
    '{ a: 1, b: 2, bad: 1 }',
    '{ b: 2, bad: 1 }',
    '{ bad: 1, z: 1 }',
  ];
  expect(await judged(refusing('bad'), texts)).toEqual({ entry: 'change-3', issue: 'bad: unknown' });
  expect(asked.length).toBeLessThanOrEqual(5);
});

test('what was wrong before is not held against a fix; what comes to it is', async () => {
  expect(await judged(refusing('old'), ['{ old: 1 }', '{ old: 1, a: 1 }'])).toBeNull();
  expect(
    await judged(refusing('old', 'bad'), ['{ old: 1 }', '{ old: 1, a: 1 }', '{ old: 1, a: 1, bad: 1 }']),
  ).toEqual({
    entry: 'change-2',
    issue: 'bad: unknown',
  });
});

test('what somebody else wrote meanwhile is nobody’s here', async () => {
  const probes = probesOf({ files: { [CONFIG]: '{ a: 1, bad: 1 }' } }, { version: '2026.9.6' });
  const entries = [entry(1, edit('{}', '{ a: 1 }'))];
  const row = { entries, probes, signal: new AbortController().signal };
  expect(await settingsAccepted(needs(refusing('bad'))).after(null, row)).toBeNull();
});

test.each<[string, RunProcess]>([
  ['doesn’t know the command', async () => ({ code: 1, out: '', err: 'unknown command', stopped: null })],
  ['takes too long', async () => ({ code: null, out: '', err: '', stopped: 'too-slow' })],
  ['says something else', async () => ({ code: 1, out: '{"valid":"perhaps"}', err: '', stopped: null })],
])('a version that %s says nothing against a fix', async (_name, run) => {
  expect(await judged(run, ['{}', '{ bad: 1 }'])).toBeNull();
});

test.each<[string, Partial<ValidatorNeeds>]>([
  ['no Node is found', { nodeFor: async () => null }],
  ['the copy is somebody else’s', { isTrusted: async () => false }],
])('nothing is run where %s', async (_name, more) => {
  expect(await judged(refusing('bad'), ['{}', '{ bad: 1 }'], more)).toBeNull();
  expect(asked).toEqual([]);
});

test('it sees a copy in a home of its own, closed to others, without secrets, and nothing stays', async () => {
  const text =
    `{ models: { providers: { x: { apiKey: '${TOKEN}', note: \`a\` } } }, gateway: { auth: { token: '\${LOBSTER}' } } }`.replaceAll(
      '`',
      "'",
    );
  await writeFile(join(folder, 'stays'), '');
  expect(await judged(refusing('bad'), ['{}', text])).toBeNull();
  const [seen] = asked;
  expect(JSON.stringify(asked)).not.toContain(TOKEN);
  expect(seen?.value).toEqual({
    models: { providers: { x: { apiKey: 'x'.repeat(TOKEN.length), note: 'a' } } },
    gateway: { auth: { token: `\${LOBSTER}` } },
  });
  expect(seen?.mode).toBe(0o600);
  expect(seen?.env.LOBSTER).toBe('x');
  // Else it leaves two thousand files of compiled code behind, to be removed at once.
  expect(seen?.env.NODE_DISABLE_COMPILE_CACHE).toBe('1');
  for (const name of ['HOME', 'USERPROFILE', 'TMPDIR', 'OPENCLAW_STATE_DIR', 'OPENCLAW_CONFIG_PATH'])
    expect(seen?.env[name]?.startsWith(join(folder, 'trial-'))).toBe(true);
  expect(await readdir(folder)).toEqual(['stays']);
});

test('manifests of plugins come along, of one that was put away as it lay before', async () => {
  const manifest = (name: string) => `{"id":"${name}"}`;
  const place = '/home/lin/.openclaw/extensions';
  const files = {
    [CONFIG]: '{ bad: 1 }',
    [`${place}/here/openclaw.plugin.json`]: manifest('here'),
    '/home/lin/away/gone/openclaw.plugin.json': manifest('gone'),
  };
  const probes = probesOf({ files }, { version: '2026.9.6' });
  const entries = [
    entry(1, edit('{ old: 1 }', '{ bad: 1 }'), {
      kind: 'move',
      from: `${place}/gone`,
      to: '/home/lin/away/gone',
    }),
  ];
  const row = { entries, probes, signal: new AbortController().signal };
  expect(await settingsAccepted(needs(refusing('bad'))).after(null, row)).toMatchObject({
    entry: { id: 'change-1' },
  });
  const plugins = asked.map(({ files }) => files.filter((file) => file.endsWith('plugin.json')));
  expect(plugins).toEqual([
    ['extensions/here/openclaw.plugin.json'],
    ['extensions/gone/openclaw.plugin.json', 'extensions/here/openclaw.plugin.json'],
  ]);
});

test('includes are resolved, and an edit of one counts', async () => {
  const other = '/home/lin/.openclaw/more.json5';
  const probes = probesOf(
    { files: { [CONFIG]: '{ $include: "./more.json5" }', [other]: '{ bad: 1 }' } },
    { version: '2026.9.6' },
  );
  const row = {
    entries: [entry(1, edit('{}', '{ bad: 1 }', other))],
    probes,
    signal: new AbortController().signal,
  };
  expect(await settingsAccepted(needs(refusing('bad'))).after(null, row)).toMatchObject({
    entry: { id: 'change-1' },
  });
  expect(asked[0]?.value).toEqual({ bad: 1 });
});

test('reads what each release says', () => {
  // 2026.9.6, 2026.5.28, and what comes before the document on standard output.
  expect(issuesIn('{"valid":true,"path":"/x","warnings":[]}')).toEqual([]);
  expect(issuesIn('warning\n{"valid":true,"path":"/x"}')).toEqual([]);
  const issues = [{ path: 'agents.defaults', message: 'Unrecognized key: "x"' }, { message: 'odd' }];
  expect(issuesIn(JSON.stringify({ ok: false, valid: false, issues }))).toEqual([
    'agents.defaults: Unrecognized key: "x"',
    'odd',
  ]);
  expect(issuesIn('')).toBeNull();
  expect(issuesIn('{"valid":false}')).toBeNull();
});
