import { execFileSync } from 'node:child_process';
import { existsSync, lstatSync, readFileSync, realpathSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type LaidCopy, layCopy, removeCopy } from '../../../main/operations/second-opinion/lay-copy';

let place = '';
let home = '';
let state = '';
beforeEach(async () => {
  place = await realpath(await mkdtemp(join(tmpdir(), 'tankmate-copy-')));
  home = join(place, 'lin');
  state = join(home, 'Dropbox/.openclaw');
  await put('openclaw.json', '{ gateway: { auth: { token: "t" } } }', 0o640);
});
afterEach(() => rm(place, { recursive: true, force: true }));

async function put(name: string, text: string, mode = 0o600, top = state): Promise<void> {
  const file = join(top, name);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, text);
  await chmod(file, mode);
}
const lay = async (settings: readonly string[] = []): Promise<LaidCopy> => {
  const top = join(place, 'copy');
  await mkdir(top, { mode: 0o700 });
  const setup = { home, stateDir: state, configPath: join(state, 'openclaw.json') };
  return layCopy(top, setup, settings, new AbortController().signal);
};
const modeOf = (path: string) => lstatSync(path).mode & 0o1777;
const textOf = (path: string) => readFileSync(path, 'utf8');

test('names and modes are the same, and only what the audit reads has its contents', async () => {
  await put('.env', 'A_KEY=1\n', 0o644);
  await put('agents/main/agent/auth-profiles.json', '{"key":"sk-1"}', 0o644);
  await put('agents/main/sessions/one.jsonl', 'a secret', 0o600);
  await put('state/openclaw.sqlite', 'database', 0o600);
  await put('credentials/telegram-allowFrom.json', '{"allowFrom":[1]}');
  await put('extensions/mine/openclaw.plugin.json', '{"id":"mine"}');
  await put('extensions/mine/index.js', 'steal()');
  await put('extensions/mine/node_modules/x/package.json', '{}');
  await put('npm/projects/p/node_modules/a-plugin/openclaw.plugin.json', '{"id":"p"}');
  await put('npm/projects/p/node_modules/@me/other/openclaw.plugin.json', '{"id":"o"}');
  await put('npm/projects/p/node_modules/plain/index.js', '');
  await put('workspace/skills/one/SKILL.md', '# One');
  await put('workspace/diary.md', 'mine alone');
  await chmod(join(state, 'agents'), 0o755);
  await chmod(join(state, 'credentials'), 0o777);
  const { home: copied, stateDir, configPath } = await lay();
  expect(stateDir).toBe(join(copied, 'Dropbox/.openclaw'));
  expect([textOf(configPath), modeOf(configPath)]).toEqual([textOf(join(state, 'openclaw.json')), 0o640]);
  const laid = (name: string) => join(stateDir, name);
  expect([textOf(laid('.env')), modeOf(laid('.env'))]).toEqual(['A_KEY=1\n', 0o644]);
  expect(textOf(laid('agents/main/agent/auth-profiles.json'))).toBe('{}\n');
  expect(modeOf(laid('agents/main/agent/auth-profiles.json'))).toBe(0o644);
  expect(textOf(laid('agents/main/sessions/one.jsonl'))).toBe('');
  expect(textOf(laid('state/openclaw.sqlite'))).toBe('database');
  expect(textOf(laid('credentials/telegram-allowFrom.json'))).toContain('allowFrom');
  expect(textOf(laid('extensions/mine/openclaw.plugin.json'))).toContain('mine');
  expect(textOf(laid('extensions/mine/index.js'))).toBe('');
  expect(textOf(laid('workspace/skills/one/SKILL.md'))).toBe('# One');
  expect([modeOf(laid('agents')), modeOf(laid('credentials'))]).toEqual([0o755, 0o777]);
  const there = ['a-plugin', '@me/other'].map((name) => `npm/projects/p/node_modules/${name}`);
  expect(there.map((name) => existsSync(laid(name)))).toEqual([true, true]);
  const left = ['workspace/diary.md', 'extensions/mine/node_modules/x', 'npm/projects/p/node_modules/plain'];
  expect(left.filter((name) => existsSync(laid(name)))).toEqual([]);
});

test('included settings come along, where they are looked for', async () => {
  await put('parts/more.json5', '{ a: 1 }');
  await put('shared/all.json5', '{ b: 1 }', 0o604, home);
  const { home: copied, stateDir } = await lay([
    join(state, 'openclaw.json'),
    join(state, 'parts/more.json5'),
    join(home, 'shared/all.json5'),
  ]);
  expect(textOf(join(stateDir, 'parts/more.json5'))).toBe('{ a: 1 }');
  expect(textOf(join(copied, 'shared/all.json5'))).toBe('{ b: 1 }');
  expect(modeOf(join(copied, 'shared/all.json5'))).toBe(0o604);
});

test('no link leads out of the copy: writing through one reaches nobody', async () => {
  const outside = join(place, 'outside');
  await put('notes.txt', 'theirs', 0o600, outside);
  await put('skill/SKILL.md', '# Far', 0o600, outside);
  await mkdir(join(state, 'workspace/skills'), { recursive: true });
  await symlink(join(outside, 'notes.txt'), join(state, 'notes'));
  await symlink(join(outside, 'skill'), join(state, 'workspace/skills/far'));
  await symlink(join(outside, 'never'), join(state, 'dead'));
  await symlink(join(state, 'openclaw.json'), join(state, 'inside'));
  await symlink(outside, join(state, 'loop'));
  await symlink(join(state, 'loop'), join(outside, 'back'));
  const { stateDir, configPath } = await lay();
  const names = ['notes', 'dead', 'inside', 'loop', 'workspace/skills/far'];
  expect(names.filter((name) => !lstatSync(join(stateDir, name)).isSymbolicLink())).toEqual([]);
  expect(realpathSync(join(stateDir, 'inside'))).toBe(configPath);
  expect(textOf(join(stateDir, 'workspace/skills/far/SKILL.md'))).toBe('# Far');
  const leads = execFileSync('find', [join(place, 'copy'), '-type', 'l', '-printf', '%l\n'], {
    encoding: 'utf8',
  });
  expect(
    leads
      .trim()
      .split('\n')
      .filter((to) => !to.startsWith(`${join(place, 'copy')}/`)),
  ).toEqual([]);
  await writeFile(join(stateDir, 'notes'), 'other');
  expect(textOf(join(outside, 'notes.txt'))).toBe('theirs');
});

test('a state folder and settings that are links are links there too', async () => {
  const real = join(place, 'real');
  await rename(state, real);
  await symlink(real, state);
  await put('kept.json5', '{ c: 1 }', 0o600, join(place, 'elsewhere'));
  await rm(join(real, 'openclaw.json'));
  await symlink(join(place, 'elsewhere/kept.json5'), join(real, 'openclaw.json'));
  const { stateDir, configPath } = await lay();
  expect(lstatSync(stateDir).isSymbolicLink()).toBe(true);
  expect(lstatSync(configPath).isSymbolicLink()).toBe(true);
  expect(textOf(configPath)).toBe('{ c: 1 }');
  expect(realpathSync(configPath).startsWith(`${join(place, 'copy')}/`)).toBe(true);
});

test('it goes away, whatever its folders allow', async () => {
  await put('shut/inner/openclaw.json', '{}');
  await chmod(join(state, 'shut/inner'), 0o500);
  await chmod(join(state, 'shut'), 0o500);
  await lay();
  removeCopy(join(place, 'copy'));
  expect(existsSync(join(place, 'copy'))).toBe(false);
  await chmod(join(state, 'shut'), 0o700);
  await chmod(join(state, 'shut/inner'), 0o700);
});
