import { expect, test } from 'vitest';
import fix from '../../../main/checks/fixes/move-workspace';
import check from '../../../main/checks/workspace-place';
import type { FakeMachine } from '../../fakes/host';
import { planOn, probesOn } from './machine';

const STATE = '/home/lin/.openclaw';
const SETTINGS = `${STATE}/openclaw.json`;
const plan = (settings: string, files: FakeMachine['files']) =>
  planOn(fix, probesOn({ files: { [SETTINGS]: settings, ...files } }));
const workspace = (folder: string, more: FakeMachine['files'] = {}) => ({
  [`${folder}/AGENTS.md`]: 'a',
  [`${folder}/SOUL.md`]: 's',
  [`${folder}/memory/2026-11-01.md`]: 'm',
  ...more,
});
const edited = (changes: Awaited<ReturnType<typeof plan>>[number]['changes']) =>
  changes.flatMap((change) => (change.kind === 'edit' ? [change.after] : [])).join();

test('the check offers it', () => expect(check.fixes).toContain(fix));

test('takes its own files along and leaves the user’s', async () => {
  const [only, ...more] = await plan(
    '{\n  // where it works\n  agents: { defaults: { workspace: "~/Documents" } },\n}\n',
    workspace('/home/lin/Documents', {
      '/home/lin/Documents/taxes.xlsx': 'x',
      '/home/lin/Documents/.env': 'KEY=1',
    }),
  );
  expect(more).toEqual([]);
  expect(only?.lines).toEqual([
    `/home/lin/Documents/AGENTS.md → ${STATE}/workspace/AGENTS.md`,
    `/home/lin/Documents/SOUL.md → ${STATE}/workspace/SOUL.md`,
    `/home/lin/Documents/memory → ${STATE}/workspace/memory`,
    `edit ${SETTINGS}`,
  ]);
  expect(edited(only?.changes ?? [])).toContain(`workspace: "${STATE}/workspace"`);
  expect(edited(only?.changes ?? [])).toContain('// where it works');
  expect(only).toMatchObject({
    said: `Give main a folder of its own to work in: ${STATE}/workspace`,
    recommended: true,
  });
  expect(only?.left).toBe(
    '3 of OpenClaw’s own files and folders moved along. 2 of yours stay in /home/lin/Documents: .env and taxes.xlsx.',
  );
});

test('the home as a workspace never takes the state folder or the home along', async () => {
  const [only] = await plan(
    '{ agents: { defaults: { workspace: "~" } } }',
    workspace('/home/lin', { '/home/lin/letter.txt': 'x' }),
  );
  expect(only?.lines).toEqual([
    `/home/lin/AGENTS.md → ${STATE}/workspace/AGENTS.md`,
    `/home/lin/SOUL.md → ${STATE}/workspace/SOUL.md`,
    `/home/lin/memory → ${STATE}/workspace/memory`,
    `edit ${SETTINGS}`,
  ]);
});

test('what lies in the way in the state folder is never mixed with it', async () => {
  const [only] = await plan('{ agents: { defaults: { workspace: "~/Dropbox/claw" } } }', {
    ...workspace('/home/lin/Dropbox/claw', { '/home/lin/Dropbox/claw/.git/HEAD': 'ref' }),
    [`${STATE}/workspace/AGENTS.md`]: 'another',
  });
  expect(only?.lines).toEqual([
    `/home/lin/Dropbox/claw/.git → ${STATE}/workspace-2/.git`,
    `/home/lin/Dropbox/claw/AGENTS.md → ${STATE}/workspace-2/AGENTS.md`,
    `/home/lin/Dropbox/claw/SOUL.md → ${STATE}/workspace-2/SOUL.md`,
    `/home/lin/Dropbox/claw/memory → ${STATE}/workspace-2/memory`,
    `edit ${SETTINGS}`,
  ]);
});

test('agents that share a folder keep their places in the new one', async () => {
  const settings =
    '{ agents: { defaults: { workspace: "~/Documents" }, entries: { main: { default: true }, ops: {}, own: { workspace: "~/Desktop" } } } }';
  const list = await plan(settings, {
    ...workspace('/home/lin/Documents', { '/home/lin/Documents/x.txt': 'x' }),
    ...workspace('/home/lin/Documents/ops'),
    ...workspace('/home/lin/Desktop'),
    '/home/lin/Documents/own/SOUL.md': 'the user’s own',
  });
  expect(list.map(({ said }) => said)).toEqual([
    `Give main a folder of its own to work in: ${STATE}/workspace`,
    `Give own a folder of its own to work in: ${STATE}/workspace-own`,
  ]);
  expect(list[0]?.lines).toContain(`/home/lin/Documents/ops/SOUL.md → ${STATE}/workspace/ops/SOUL.md`);
  expect(list[0]?.lines.filter((line) => line.includes('Documents/own'))).toEqual([]);
  expect(list[1]?.lines).toContain(`/home/lin/Desktop/SOUL.md → ${STATE}/workspace-own/SOUL.md`);
});

test('two settings that name one folder are mended together', async () => {
  const settings =
    '{ agents: { defaults: { workspace: "~/Desktop", cwd: "/home/lin/Desktop" }, entries: { main: { workspace: "/home/lin/Desktop" } } } }';
  const [only, ...more] = await plan(settings, workspace('/home/lin/Desktop'));
  expect(more).toEqual([]);
  const text = edited(only?.changes ?? []);
  expect(text.match(/workspace"?: "\/home\/lin\/\.openclaw\/workspace"/g)).toHaveLength(2);
  expect(text).not.toContain('cwd');
});

test('a working folder is let go, and nothing moves', async () => {
  const [only] = await plan('{ agents: { defaults: { cwd: "~/Documents" } } }', {
    '/home/lin/Documents/AGENTS.md': 'mine',
  });
  expect(only?.lines).toEqual([`edit ${SETTINGS}`]);
  expect(edited(only?.changes ?? [])).not.toContain('cwd');
  expect(only?.said).toBe('Let main start in its own folder, not in /home/lin/Documents');
});

test('code beside keys is for the user to decide; one in its own place is left', async () => {
  const files = workspace('/home/lin/code', {
    '/home/lin/code/.env': 'K=1',
    '/home/lin/code/.git/HEAD': 'x',
  });
  const [only] = await plan('{ agents: { defaults: { workspace: "~/code" } } }', files);
  expect(only?.recommended).toBe(false);
  expect(only?.lines).not.toContain(`/home/lin/code/AGENTS.md → ${STATE}/workspace/AGENTS.md`);
  expect(await plan('{}', workspace(`${STATE}/workspace`, { [`${STATE}/workspace/.env`]: 'K=1' }))).toEqual(
    [],
  );
  expect(
    await plan('{ agents: { defaults: { workspace: "~/claw" } } }', workspace('/home/lin/claw')),
  ).toEqual([]);
});

test('one that isn’t there yet needs the setting only; one that can’t be read is left alone', async () => {
  const [only] = await plan('{ agents: { defaults: { workspace: "~/Dropbox/claw" } } }', {});
  expect(only?.lines).toEqual([`edit ${SETTINGS}`]);
  expect(only?.left).toBe('Nothing moved.');
  const closed = { '/home/lin/Documents': { folder: true as const, denied: true as const } };
  expect(await plan('{ agents: { defaults: { workspace: "~/Documents" } } }', closed)).toEqual([]);
});

test('setups that share a folder share the new one: none loses its memory', async () => {
  const shared = '{ agents: { defaults: { workspace: "~/Documents" } } }';
  const other = '/home/lin/.openclaw-work/openclaw.json';
  const [only, ...more] = await plan(shared, workspace('/home/lin/Documents', { [other]: shared }));
  expect(more).toEqual([]);
  expect(only?.lines).toEqual([
    `/home/lin/Documents/AGENTS.md → ${STATE}/workspace/AGENTS.md`,
    `/home/lin/Documents/SOUL.md → ${STATE}/workspace/SOUL.md`,
    `/home/lin/Documents/memory → ${STATE}/workspace/memory`,
    `edit ${SETTINGS}`,
    `edit ${other}`,
  ]);
  expect(edited(only?.changes ?? []).match(/\.openclaw\/workspace/g)).toHaveLength(2);
});

test('of two settings files for one state folder each is mended by what it says itself', async () => {
  const files = {
    ...workspace('/home/lin/Documents'),
    '/home/lin/claw.json': '{ agents: { list: [{ id: "main", workspace: "~/Documents" }] } }',
  };
  const env = { OPENCLAW_CONFIG_PATH: '/home/lin/claw.json' };
  const settings = '{ agents: { defaults: { workspace: "~/Documents" } } }';
  const [only, ...more] = await planOn(fix, probesOn({ env, files: { [SETTINGS]: settings, ...files } }));
  expect(more).toEqual([]);
  const texts = (only?.changes ?? []).flatMap((change) =>
    change.kind === 'edit' ? [change.after ?? ''] : [],
  );
  expect(texts).toHaveLength(2);
  expect(texts.join()).not.toContain('~/Documents');
  for (const text of texts)
    expect(text.match(/workspace: "\/home\/lin\/\.openclaw\/workspace"/g)).toHaveLength(1);
});
