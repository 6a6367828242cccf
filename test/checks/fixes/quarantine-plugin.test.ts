import { expect, test } from 'vitest';
import fix from '../../../main/checks/fixes/quarantine-plugin';
import check from '../../../main/checks/plugins-source';
import type { Change } from '../../../main/contract/change';
import type { FakeMachine } from '../../fakes/host';
import { planOn, probesOn } from './machine';

const STATE = '/home/lin/.openclaw';
const SETTINGS = `${STATE}/openclaw.json`;
const copy = (version: string) => ({
  '/home/lin/.npm-global/lib/node_modules/openclaw/package.json': JSON.stringify({
    name: 'openclaw',
    version,
  }),
});
const plugin = (folder: string, id: string) => ({
  [`${folder}/openclaw.plugin.json`]: JSON.stringify({ id }),
});
const plan = (settings: string, files: FakeMachine['files'], version = '2026.9.6') =>
  planOn(fix, probesOn({ files: { [SETTINGS]: settings, ...copy(version), ...files } }));
const after = (changes: readonly Change[]) =>
  changes.flatMap((change) => (change.kind === 'edit' ? [change.after] : [])).join();

test('the check offers it', () => expect(check.fixes).toContain(fix));

test('turns it off in the settings first, then moves it', async () => {
  const [only, ...more] = await plan(
    '{\n  // mine\n  plugins: { allow: ["hello", "other"], slots: { memory: "hello" } },\n}\n',
    plugin(`${STATE}/extensions/hello`, 'hello'),
  );
  expect(more).toEqual([]);
  expect(only).toMatchObject({ said: 'Put the plugin “hello” away', recommended: true });
  expect(only?.lines).toEqual([
    `edit ${SETTINGS}`,
    expect.stringMatching(
      /^\/home\/lin\/\.openclaw\/extensions\/hello → \/home\/lin\/\.config\/tankmate\/quarantine\/plugin-hello-/,
    ),
  ]);
  const text = after(only?.changes ?? []);
  expect(text).toContain('// mine');
  expect(text).toContain('allow: ["other"]');
  expect(text).not.toContain('memory');
  expect(text.replace(/\s+/g, ' ')).toContain('entries: { hello: { enabled: false } }');
});

test('an allow-list keeps its last name, for an empty one allows all', async () => {
  const [only] = await plan(
    '{ plugins: { allow: ["hello"] } }',
    plugin(`${STATE}/extensions/hello`, 'hello'),
  );
  expect(after(only?.changes ?? [])).toContain('allow: ["hello"]');
});

test('for a version that knows no absent plugin, what names it goes', async () => {
  const [only] = await plan(
    '{ plugins: { entries: { hello: { enabled: true }, b: {} }, installs: { hello: { source: "path" } } } }',
    plugin(`${STATE}/extensions/hello`, 'hello'),
    '2026.3.13',
  );
  expect(after(only?.changes ?? [])).toMatch(
    /^\{ plugins: \{ entries: \{ b: \{\} \}, installs: \{\s*\} \} \}$/,
  );
});

test('a folder of the user’s own is only not loaded any more', async () => {
  const [only] = await plan(
    '{ plugins: { load: { paths: ["~/projects/hello", "/srv/more"] } } }',
    plugin('/home/lin/projects/hello', 'hello'),
  );
  expect(only).toMatchObject({ said: 'Stop loading the plugin “hello”', recommended: true });
  expect(only?.lines).toEqual([`edit ${SETTINGS}`]);
  expect(only?.left).toContain('/home/lin/projects/hello');
  expect(after(only?.changes ?? [])).toContain('paths: ["/srv/more"]');
});

test('a record can’t make it move just any folder', async () => {
  const list = await plan(
    '{ plugins: { installs: { hello: { source: "path", installPath: "/home/lin/Documents" } } } }',
    { '/home/lin/Documents/letter.txt': 'x' },
  );
  expect(list.map(({ said, recommended }) => [said, recommended])).toEqual([
    ['Stop loading the plugin “hello”', false],
  ]);
  expect(list.flatMap(({ lines }) => lines)).toEqual([`edit ${SETTINGS}`]);
});

test('nothing without settings that can be edited, and nothing for what is off or known', async () => {
  expect(await plan('{ broken', plugin(`${STATE}/extensions/hello`, 'hello'))).toEqual([]);
  expect(
    await plan(
      '{ plugins: { entries: { hello: { enabled: false } } } }',
      plugin(`${STATE}/extensions/hello`, 'hello'),
    ),
  ).toEqual([]);
  expect(
    await plan(
      '{ plugins: { installs: { hello: { source: "clawhub", clawhubUrl: "https://clawhub.ai" } } } }',
      plugin(`${STATE}/extensions/hello`, 'hello'),
    ),
  ).toEqual([]);
});

test('one that two setups load is turned off in both, and moved once', async () => {
  const other = '/home/lin/.openclaw-work';
  const load = '{ plugins: { load: { paths: ["~/.openclaw/extensions/hello"] } } }';
  const [only, ...more] = await plan('{}', {
    ...plugin(`${STATE}/extensions/hello`, 'hello'),
    [`${other}/openclaw.json`]: load,
  });
  expect(more).toEqual([]);
  expect(only?.lines).toEqual([
    `edit ${SETTINGS}`,
    `edit ${other}/openclaw.json`,
    expect.stringContaining('/extensions/hello → '),
  ]);
  expect(after(only?.changes ?? [])).not.toContain('paths');
});

test('one of the user’s own folders that two setups load is turned off in both', async () => {
  const load = '{ plugins: { load: { paths: ["~/src/hello"] } } }';
  const [only, ...more] = await plan(load, {
    ...plugin('/home/lin/src/hello', 'hello'),
    '/home/lin/.openclaw-work/openclaw.json': load,
  });
  expect(more).toEqual([]);
  expect(only?.lines).toEqual([`edit ${SETTINGS}`, 'edit /home/lin/.openclaw-work/openclaw.json']);
});
