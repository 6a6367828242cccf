import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createChangeEngine } from '../../main/changes/engine';
import { clearExports, exportData } from '../../main/operations/uninstall/export';
import { findLeftovers } from '../../main/operations/uninstall/leftovers';
import { planUninstall } from '../../main/operations/uninstall/plan-uninstall';
import type { Probes } from '../../main/probes';
import { createProbes } from '../../main/probes/create-probes';
import { translatorFor } from '../../main/report/render';
import { nodeHost } from '../../main/system/read/node-host';
import { createActions } from '../../main/system/write/create-actions';
import { picture } from '../changes/kill/home';

const signal = new AbortController().signal;
const KEY = 'sk-ant-api03-the-very-key';
const SETTINGS = `{ gateway: { mode: "local" }, env: { KEY: "${KEY}" } }\n`;
let top: string;
let home: string;
let state: string;
let own: string;
beforeEach(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'tankmate-leaving-')));
  home = join(top, 'home');
  state = join(home, '.openclaw');
  own = join(top, 'app');
  mkdirSync(join(home, 'tmp'), { recursive: true });
  mkdirSync(own, { mode: 0o700 });
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

const give = (path: string, text: string) => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { mode: 0o600 });
};
const link = (to: string, path: string) => {
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(to, path);
};

/** Real readers of this home's files; programs, services and copies of the machine that runs the tests are left out. */
function probesOf(env: Record<string, string> = {}): Probes {
  const host = nodeHost(signal);
  const probes = createProbes(
    { ...host, home, env: { HOME: home, TMPDIR: join(home, 'tmp'), PATH: '', ...env } },
    { offline: true },
  );
  const none = async () => ({ items: [], gaps: [] });
  return {
    ...probes,
    openclaw: {
      ...probes.openclaw,
      copies: none,
      services: none,
      setups: async () => {
        const { items } = await probes.openclaw.setups();
        return { items: items.filter(({ stateDir }) => stateDir.startsWith(top)), gaps: [] };
      },
    },
    gateways: { ...probes.gateways, processes: none, running: none },
  } as Probes;
}

/** Leaves as the app does, but for stopping, and takes it back. Everything that is changed lies in this test's folder. */
async function leave(env: Record<string, string> = {}) {
  const before = await picture(home);
  const plan = await planUninstall(probesOf(env), 'delete', join(own, 'quarantine', 'left-1a2b3c4d'));
  for (const change of plan.own) {
    if (change.kind !== 'move') throw new Error(`unexpected: ${change.kind}`);
    expect(change.from.startsWith(`${home}/`)).toBe(true);
  }
  const file = join(home, 'OpenClaw-export.tar.gz');
  const saved = await exportData(file, plan.exported, { folder: own, signal });
  if (saved.refused) throw new Error(translatorFor('en')(saved.refused));
  const names = execFileSync('tar', ['tzf', file, '--quoting-style=literal'], { encoding: 'utf8' })
    .trim()
    .split('\n');
  const holds = (path: string) => execFileSync('tar', ['xzOf', file, path.slice(1)], { encoding: 'utf8' });
  const engine = createChangeEngine({
    folder: own,
    actions: createActions(),
    rescan: () => Promise.reject(new Error('nothing to plan anew')),
    now: Date.now,
    signal,
    onProgress() {},
  });
  const { result, because } = await engine.applyOperation({
    id: 'leave',
    does: { id: 'leave.does' },
    changes: plan.own,
    verify: async () => null,
  });
  expect(result, translatorFor('en')(because)).toBe('fixed');
  const after = await findLeftovers(probesOf(env), plan, 'delete');
  const stays = existsSync(state) || lstatSync(state, { throwIfNoEntry: false }) !== undefined;
  const back = async () => {
    rmSync(file);
    expect((await engine.undo([])).map((outcome) => outcome.result)).toEqual(['fixed']);
    expect(await picture(home)).toEqual(before);
  };
  return { names, holds, stays, back, after, left: after.left.map(({ id, values }) => [id, values?.where]) };
}

const linked = (path: string) => ['leave.linked', path];

test('settings in one’s own dotfiles (stow): exported with what they say, named, and left', async () => {
  const target = join(home, 'dotfiles/openclaw/.openclaw/openclaw.json');
  give(target, SETTINGS);
  link('../dotfiles/openclaw/.openclaw/openclaw.json', join(state, 'openclaw.json'));
  const { holds, left, after, stays, back } = await leave();
  expect(holds(target)).toBe(SETTINGS);
  expect(left).toEqual([linked(target)]);
  expect(translatorFor('en')(after.left[0] ?? '')).toContain(join(state, 'openclaw.json'));
  expect(readFileSync(target, 'utf8')).toBe(SETTINGS);
  expect(stays).toBe(false);
  await back();
});

test('settings in a store that can only be read (home-manager), through a chain of links', async () => {
  const store = join(top, 'nix/store/0a1b-home-manager-files/.openclaw/openclaw.json');
  give(store, SETTINGS);
  chmodSync(store, 0o444);
  link(store, join(home, '.local/state/home-manager/gcroots/openclaw.json'));
  link('../.local/state/home-manager/gcroots/openclaw.json', join(state, 'openclaw.json'));
  const { holds, left, back } = await leave();
  expect(holds(store)).toBe(SETTINGS);
  expect(left).toEqual([linked(store)]);
  await back();
});

test('settings that chezmoi wrote are plain files', async () => {
  give(join(home, '.local/share/chezmoi/private_dot_openclaw/private_openclaw.json'), SETTINGS);
  give(join(state, 'openclaw.json'), SETTINGS);
  const { left, names, back } = await leave();
  expect(left).toEqual([]);
  expect(names.filter((name) => name.endsWith('openclaw.json'))).toEqual([
    join(state, 'openclaw.json').slice(1),
  ]);
  await back();
});

test('a linked .env, linked credentials and a linked agent’s keys', async () => {
  give(join(state, 'openclaw.json'), '{}');
  const env = join(home, 'secrets/openclaw.env');
  const credentials = join(home, 'Sync/credentials');
  const profiles = join(home, 'Sync/auth-profiles.json');
  give(env, `ANTHROPIC_API_KEY=${KEY}\n`);
  give(join(credentials, 'telegram.json'), '{"botToken":"x"}');
  give(profiles, '{}');
  link(env, join(state, '.env'));
  link(credentials, join(state, 'credentials'));
  link(profiles, join(state, 'agents/main/agent/auth-profiles.json'));
  const { holds, left, back } = await leave();
  expect(holds(env)).toContain(KEY);
  expect(holds(join(credentials, 'telegram.json'))).toContain('botToken');
  expect(left.toSorted()).toEqual([linked(env), linked(credentials), linked(profiles)].toSorted());
  await back();
});

test('a state folder that is a link goes with what it leads to', async () => {
  const target = join(top, 'home/data/openclaw-state');
  give(join(target, 'openclaw.json'), SETTINGS);
  link('data/openclaw-state', state);
  const { names, stays, left, back } = await leave();
  expect(names).toContain(join(target, 'openclaw.json').slice(1));
  expect(stays).toBe(false);
  expect(existsSync(target)).toBe(false);
  expect(left).toEqual([]);
  await back();
});

test('a state folder that is a link to a place of another name is named with it', async () => {
  const target = join(home, 'Dropbox');
  give(join(target, 'openclaw.json'), SETTINGS);
  link('Dropbox', state);
  const plan = await planUninstall(probesOf(), 'delete', join(own, 'quarantine', 'left-1a2b3c4d'));
  expect(plan.own).toEqual([]);
  expect(plan.left).toEqual([
    { id: 'leave.state', values: { where: state } },
    { id: 'leave.state', values: { where: target } },
  ]);
});

test.each([
  ['inside of the state folder', () => join(state, 'openclaw.json')],
  ['outside of it', () => join(home, 'conf/openclaw.json')],
  ['inside of it by another way', () => join(home, 'alias/openclaw.json')],
])('OPENCLAW_CONFIG_PATH %s: exported once', async (_where, path) => {
  give(join(state, 'openclaw.json'), '{}');
  link('.openclaw', join(home, 'alias'));
  if (!existsSync(path())) give(path(), SETTINGS);
  const { names, back } = await leave({ OPENCLAW_CONFIG_PATH: path() });
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => name.endsWith('openclaw.json')).length).toBe(path().includes('conf') ? 2 : 1);
  await back();
});

test('hard links, a checkout that shares its objects, odd names in the workspace', async () => {
  const workspace = join(state, 'workspace');
  give(join(state, 'openclaw.json'), '{}');
  give(join(workspace, 'a.md'), 'one');
  linkSync(join(workspace, 'a.md'), join(workspace, 'b.md'));
  linkSync(join(workspace, 'a.md'), join(home, 'elsewhere.md'));
  give(join(workspace, '笔记\n.md'), 'odd');
  const env = {
    PATH: process.env.PATH,
    HOME: top,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_SYSTEM: '/dev/null',
  };
  const git = (...words: string[]) => execFileSync('git', words, { env, stdio: 'pipe' });
  git('init', '-q', join(home, 'origin'));
  git(
    '-C',
    join(home, 'origin'),
    '-c',
    'user.name=a',
    '-c',
    'user.email=a@b',
    'commit',
    '-q',
    '--allow-empty',
    '-m',
    'a',
  );
  git('clone', '-q', '--local', join(home, 'origin'), join(workspace, 'clone'));
  const { holds, left } = await leave();
  expect(holds(join(workspace, 'b.md'))).toBe('one');
  expect(left).toEqual([]);
}, 60_000);

test('links of a workspace are its owner’s', async () => {
  give(join(state, 'openclaw.json'), '{}');
  give(join(home, 'code/project/main.c'), 'mine');
  link('../../code/project', join(state, 'workspace/project'));
  const { left, names, back } = await leave();
  expect(left).toEqual([]);
  expect(names.filter((name) => name.endsWith('main.c'))).toEqual([]);
  await back();
});

test('what can’t be saved is named with what to do, and nothing is left behind', async () => {
  const file = join(home, 'export.tar.gz');
  const gone = join(home, 'gone');
  const { refused } = await exportData(file, [gone], { folder: own, signal });
  expect(translatorFor('en')(refused ?? '')).toBe(
    `Your data could not be saved, so nothing was taken away. ${gone} isn’t there any more. Try again.`,
  );
  const stopped = await exportData(file, [home], { folder: own, signal: AbortSignal.abort() });
  expect(translatorFor('en')(stopped.refused ?? '')).toContain('cancelled');
  expect(readdirSync(home)).toEqual(['tmp']);
  // A second run at the same time.
  give(join(state, 'big'), '');
  execFileSync('truncate', ['-s', '300M', join(state, 'big')]);
  const both = await Promise.all([
    exportData(file, [state], { folder: own, signal }),
    exportData(join(home, 'other.tar.gz'), [state], { folder: own, signal }),
  ]);
  expect(both.map((each) => each.refused === null).toSorted()).toEqual([false, true]);
  expect(await clearExports(own)).toBe(null);
});
