import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, vi } from 'vitest';
import { createExtensionProbe } from '../../../main/probes/extensions';
import type { OpenClawProbe } from '../../../main/probes/openclaw';
import type { OpenClawSettings } from '../../../main/probes/settings';
import { type FakeMachine, fakeHost } from '../../fakes/host';
import { seen } from '../../fakes/probes';

const S = '/home/lin/.openclaw';
const PACKAGE = '/usr/lib/node_modules/openclaw';

function probe(files: FakeMachine['files'], value: object | null = {}, more: Partial<OpenClawSettings> = {}) {
  const host = fakeHost({ files: { [`${S}/x`]: '', ...files } });
  const setup = {
    name: 'default',
    stateDir: S,
    configPath: `${S}/openclaw.json`,
    home: '/home/lin',
    owner: 'lin',
    from: 'home',
    legacy: false,
  } as const;
  const settings = {
    setup,
    ...(value ? { state: 'read', value, files: [setup.configPath] } : { state: 'absent' }),
    ...more,
  } as OpenClawSettings;
  const copies = async () =>
    seen({ path: PACKAGE, where: 'this-computer' }, { path: 'x', where: 'container:a' });
  const extensions = createExtensionProbe(host, { all: async () => seen(settings) }, {
    copies,
  } as unknown as OpenClawProbe);
  return { skills: () => extensions.skills(setup), plugins: () => extensions.plugins(setup) };
}

const skill = (name: string) => `---\nname: ${name}\ndescription: x\n---\nDo things.\n`;
const summary = (all: Awaited<ReturnType<ReturnType<typeof probe>['skills']>>) =>
  all.items.map(({ name, source, from, version, pinned, enabled }) =>
    [name, source, from, version, pinned, enabled].map((each) => each ?? '-').join(' '),
  );

describe('skills', () => {
  it('end a search that takes too long, and say so', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 500 }, (_, at) => [`${S}/skills/s${at}/SKILL.md`, skill(`s${at}`)]),
    );
    let now = 0;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += 10));
    const { items, gaps } = await probe(files)
      .skills()
      .finally(() => clock.mockRestore());
    expect(items.length).toBeLessThan(500);
    expect(gaps.map(({ because }) => because.id)).toContain('contents.too-much');
  });

  it('are found in every root, each with where it came from', async () => {
    const { skills } = probe(
      {
        [`${PACKAGE}/skills/weather/SKILL.md`]: skill('weather'),
        [`${S}/workspace/skills/gif/SKILL.md`]: skill('gifgrep'),
        [`${S}/workspace/skills/gif/.clawhub/origin.json`]: JSON.stringify({
          version: 1,
          registry: 'https://clawhub.ai',
          ownerHandle: 'ada',
          slug: 'gifgrep',
          installedVersion: '1.0.1',
          installedAt: 1763790000123,
        }),
        [`${S}/workspace/.agents/skills/p/SKILL.md`]: skill('project'),
        '/home/lin/.agents/skills/q/SKILL.md': skill('personal'),
        [`${S}/skills/other/SKILL.md`]: skill('other'),
        [`${S}/skills/other/.clawdhub/origin.json`]: JSON.stringify({
          version: 1,
          registry: 'https://skills.example/',
          slug: 'other',
          installedVersion: '2.0.0',
          installedAt: 1,
        }),
        [`${S}/skills/g/SKILL.md`]: skill('fromgit'),
        [`${S}/skills/g/.openclaw/source-origin.json`]: JSON.stringify({
          version: 1,
          source: 'git',
          spec: 'https://tok3n@git.example/a/b',
          slug: 'fromgit',
          git: { commit: 'a'.repeat(40), ref: 'main' },
        }),
        [`${S}/agents/main/agent/workshop-skills/w/SKILL.md`]: skill('workshop'),
        '/data/skills/one/two/three/four/five/six/SKILL.md': skill('deep'),
        '/data/skills/one/two/three/four/five/six7/seven/SKILL.md': skill('too-deep'),
        '/data/skills/outer/SKILL.md': skill('outer'),
        '/data/skills/outer/inner/SKILL.md': skill('inner'),
      },
      { skills: { load: { extraDirs: ['/data/skills'] }, entries: { personal: { enabled: false } } } },
    );
    const all = await skills();
    expect(all.gaps).toEqual([]);
    expect(summary(all).sort()).toEqual(
      [
        'weather bundled - - true true',
        'gifgrep clawhub https://clawhub.ai/ada/gifgrep 1.0.1 true true',
        'project unrecorded - - - true',
        'personal unrecorded - - - false',
        'other other-registry https://skills.example//other 2.0.0 true true',
        'fromgit git https://git.example/a/b aaaaaaaaaaaa false true',
        'workshop workshop - - - true',
        'deep unrecorded - - - true',
        'outer unrecorded - - - true',
      ].sort(),
    );
  });

  it('records that say nothing sensible are unknown, broken front matter goes by the folder', async () => {
    const bomb = `a: &a [x,x]\n${Array.from({ length: 20 }, (_, at) => `b${at}: &b${at} [*a,*a]`).join('\n')}`;
    const files = Object.fromEntries(
      ['{', '[]', 'null', '{"version":2}', '{"version":1,"registry":5}'].flatMap((record, at) => [
        [`${S}/skills/${at}/SKILL.md`, `---\nname: [${at}\n---\n`],
        [`${S}/skills/${at}/.clawhub/origin.json`, record],
      ]),
    );
    const { items } = await probe({
      ...files,
      [`${S}/skills/bomb/SKILL.md`]: `---\n${bomb}\nname: bomb\n---\n`,
      [`${S}/skills/empty/SKILL.md`]: '',
    }).skills();
    expect(items.map(({ name, source }) => `${name} ${source}`)).toEqual(
      expect.arrayContaining([
        '0 unknown',
        '1 unknown',
        '2 unknown',
        '3 unknown',
        '4 unknown',
        'bomb unrecorded',
        'empty unrecorded',
      ]),
    );
  });

  it('links in circles end; a skill that is linked twice counts once', async () => {
    const { items, gaps } = await probe({
      [`${S}/skills/a/SKILL.md`]: skill('a'),
      [`${S}/skills/loop`]: { link: '.' },
      [`${S}/skills/deep/up`]: { link: '..' },
      [`${S}/workspace/skills/again`]: { link: `${S}/skills/a` },
    }).skills();
    expect(items.map(({ name }) => name)).toEqual(['a']);
    expect(gaps).toEqual([]);
  });

  it('what can’t be looked at is unseen', async () => {
    const because = { id: 'settings.syntax' };
    const broken = { state: 'broken', file: `${S}/openclaw.json`, line: 1, column: 1, because } as const;
    const { items, gaps } = await probe(
      {
        [`${S}/skills`]: { folder: true, denied: true },
        [`${S}/workspace/skills/a/SKILL.md`]: skill('a'),
        [`${S}/workspace/skills/a/.clawhub/origin.json`]: { text: '', denied: true },
      },
      {},
      broken,
    ).skills();
    expect(items.map(({ source }) => source)).toEqual(['unknown']);
    expect(gaps.map(({ where }) => where).sort()).toEqual([
      `${S}/openclaw.json`,
      `${S}/skills`,
      `${S}/workspace/skills/a/.clawhub/origin.json`,
    ]);
    const odd = await probe({}, { skills: { load: { extraDirs: ['relative', 5] } } }).skills();
    expect(odd.gaps.length).toBe(2);
  });
});

/** `config_machine_state` as 2026.9.6 has it, still in its log as while a gateway runs. */
function stateDatabase(index: unknown) {
  const folder = mkdtempSync(join(tmpdir(), 'tankmate-extensions-'));
  const database = new DatabaseSync(join(folder, 'a.sqlite'));
  database.exec('PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0');
  database.exec(
    'CREATE TABLE config_machine_state (state_key TEXT PRIMARY KEY, value_json TEXT NOT NULL, updated_at_ms INTEGER) STRICT',
  );
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database
    .prepare('INSERT INTO config_machine_state VALUES (?, ?, 1)')
    .run('plugins.installedIndex', typeof index === 'string' ? index : JSON.stringify(index));
  const bytes = readFileSync(join(folder, 'a.sqlite'));
  const wal = readFileSync(join(folder, 'a.sqlite-wal'));
  database.close();
  rmSync(folder, { recursive: true });
  return { [`${S}/state/openclaw.sqlite`]: { bytes }, [`${S}/state/openclaw.sqlite-wal`]: { bytes: wal } };
}
const plugin = (folder: string, id: string) => ({
  [`${folder}/openclaw.plugin.json`]: JSON.stringify({ id }),
});

/** `installed_plugin_index` as 2026.7 has it. */
function olderDatabase(records: object, version = 1) {
  const folder = mkdtempSync(join(tmpdir(), 'tankmate-extensions-'));
  const database = new DatabaseSync(join(folder, 'a.sqlite'));
  database.exec(
    'CREATE TABLE installed_plugin_index (index_key TEXT PRIMARY KEY, version INTEGER, install_records_json TEXT, plugins_json TEXT)',
  );
  database
    .prepare('INSERT INTO installed_plugin_index VALUES (?, ?, ?, ?)')
    .run('installed-plugin-index', version, JSON.stringify(records), '[]');
  database.close();
  const bytes = readFileSync(join(folder, 'a.sqlite'));
  rmSync(folder, { recursive: true });
  return { [`${S}/state/openclaw.sqlite`]: { bytes } };
}

describe('records by release line', () => {
  const EVIL = `${S}/npm/node_modules/evil-plugin`;
  const record = { evil: { source: 'npm', spec: 'evil-plugin', installPath: EVIL, version: '1.0.0' } };
  it.each([
    [
      '2026.5, a file',
      { [`${S}/plugins/installs.json`]: JSON.stringify({ version: 1, installRecords: record, plugins: [] }) },
    ],
    [
      '2026.5, beside each plugin',
      {
        [`${S}/plugins/installs.json`]: JSON.stringify({
          version: 1,
          plugins: [{ pluginId: 'evil', installRecord: record.evil }],
        }),
      },
    ],
    ['2026.7, a table', olderDatabase(record)],
  ])('%s', async (_name, files) => {
    const all = await probe({ ...plugin(EVIL, 'evil'), ...files }).plugins();
    expect(summary(all)).toEqual(['evil npm evil-plugin 1.0.0 false true']);
    expect(all.gaps).toEqual([]);
  });
  it.each([
    ['a file', { [`${S}/plugins/installs.json`]: JSON.stringify({ version: 7, installRecords: record }) }],
    ['a table', olderDatabase(record, 9)],
    ['a broken file', { [`${S}/plugins/installs.json`]: '{' }],
    ['a file that can’t be read', { [`${S}/plugins/installs.json`]: { text: '', denied: true as const } }],
  ])('of an unknown form are a gap: %s', async (_name, files) => {
    const all = await probe({ ...plugin(EVIL, 'evil'), ...files }).plugins();
    expect(all.items.map(({ source }) => source)).toEqual(['unknown']);
    expect(all.gaps).toHaveLength(1);
  });
  it.each([
    `${S}/npm/node_modules/evil-plugin`,
    `${S}/npm/node_modules/@me/evil`,
    `${S}/npm/projects/evil-plugin/node_modules/evil-plugin`,
    `${S}/npm/projects/me__evil-1a2b/node_modules/@me/evil`,
    `${S}/git/evil`,
    `${S}/git/github.com/me/evil`,
  ])('none for %s', async (folder) => {
    const dull = {
      [`${S}/npm/node_modules/lodash/package.json`]: '{"name":"lodash"}',
      [`${S}/npm/node_modules/lodash/index.js`]: '',
    };
    expect(summary(await probe({ ...plugin(folder, 'evil'), ...dull }).plugins())).toEqual([
      'evil unrecorded - - - true',
    ]);
  });
});

describe('plugins', () => {
  it('get what the index of 2026.9 records, from its log too', async () => {
    const installRecords = {
      npmfree: {
        source: 'npm',
        spec: '@acme/npmfree',
        resolvedName: '@acme/npmfree',
        version: '1.2.3',
        installPath: `${S}/extensions/npmfree`,
      },
      npmheld: {
        source: 'npm',
        spec: 'npm:@acme/held@2.0.0',
        resolvedVersion: '2.0.0',
        installPath: `${S}/extensions/npmheld`,
      },
      hub: {
        source: 'clawhub',
        clawhubUrl: 'https://clawhub.ai',
        clawhubPackage: '@o/hub',
        version: '1.0.0',
        installPath: `${S}/npm/hub`,
      },
      fromgit: {
        source: 'git',
        gitUrl: 'https://u:p@git.example/x',
        gitRef: 'main',
        gitCommit: 'b'.repeat(40),
        installPath: '~/.openclaw/extensions/fromgit',
      },
      local: { source: 'path', sourcePath: '/home/lin/dev/local', installPath: '/home/lin/dev/local' },
      odd: { source: 'carrier-pigeon', installPath: `${S}/extensions/odd` },
      gone: { source: 'npm', spec: 'gone', installPath: `${S}/extensions/gone` },
    };
    const { plugins } = probe(
      {
        ...stateDatabase({ index: { installRecords, plugins: [] } }),
        ...plugin(`${S}/extensions/npmfree`, 'npmfree'),
        ...plugin(`${S}/extensions/npmheld`, 'npmheld'),
        ...plugin(`${S}/npm/hub`, 'hub'),
        ...plugin(`${S}/extensions/fromgit`, 'fromgit'),
        ...plugin(`${S}/extensions/odd`, 'odd'),
        ...plugin(`${S}/extensions/stranger`, 'npmfree'),
        ...plugin('/home/lin/dev/local', 'local'),
        ...plugin('/opt/more/loaded', 'loaded'),
        [`${S}/extensions/.stage/openclaw.plugin.json`]: '{}',
        [`${S}/extensions/notes.txt`]: 'x',
      },
      {
        plugins: {
          load: { paths: ['~/dev/local', '/opt/more'] },
          entries: { npmheld: { enabled: false } },
          deny: ['odd'],
        },
      },
    );
    const all = await plugins();
    expect(all.gaps).toEqual([]);
    expect(summary(all).sort()).toEqual(
      [
        'npmfree npm @acme/npmfree 1.2.3 false true',
        'npmheld npm npm:@acme/held@2.0.0 2.0.0 true false',
        'hub clawhub https://clawhub.ai 1.0.0 false true',
        'fromgit git https://git.example/x bbbbbbbbbbbb false true',
        'odd unknown - - - false',
        // The same id, but the record speaks of another folder.
        'npmfree unrecorded - - - true',
        'local path /home/lin/dev/local - - true',
        'loaded unrecorded - - - true',
      ].sort(),
    );
  });

  it('get what the settings of 2026.1 and 2026.3 record', async () => {
    const installs = { old: { source: 'npm', spec: 'old@1.0.0', version: '1.0.0' } };
    const all = await probe(plugin(`${S}/extensions/old`, 'old'), { plugins: { installs } }).plugins();
    expect(summary(all)).toEqual(['old npm old@1.0.0 1.0.0 true true']);
  });

  it.each([
    ['{"version":"1.0.0"}', '1.0.0', []],
    ['{"version":"6.6.6"}', '6.6.6', []],
    ['{"version":7}', null, []],
    ['{ broken', null, []],
    [{ text: '', denied: true as const }, null, [`${S}/extensions/old/package.json`]],
  ])('of npm tell the version that lies there: %j', async (manifest, present, unseen) => {
    const installs = { old: { source: 'npm', spec: 'old@1.0.0', version: '1.0.0', integrity: 'sha512-x' } };
    const files = {
      ...plugin(`${S}/extensions/old`, 'old'),
      [`${S}/extensions/old/package.json`]: manifest,
    };
    const { items, gaps } = await probe(files, { plugins: { installs } }).plugins();
    expect(items).toMatchObject([{ version: '1.0.0', present, proven: true }]);
    expect(gaps.map(({ where }) => where)).toEqual(unseen);
  });
  it('of npm without a checksum or a recorded version say so', async () => {
    const installs = { old: { source: 'npm', spec: 'old@1.0.0', integrity: ' ' } };
    const { items } = await probe(plugin(`${S}/extensions/old`, 'old'), { plugins: { installs } }).plugins();
    expect(items[0]).toMatchObject({ proven: false });
    expect(items[0]).not.toHaveProperty('present');
  });

  it('files and folders without a manifest count when OpenClaw would load them', async () => {
    const { items } = await probe({
      [`${S}/extensions/one.ts`]: '',
      [`${S}/extensions/two/index.js`]: '',
      [`${S}/extensions/three/package.json`]: '{"openclaw":{"extensions":["./x.js"]}}',
      [`${S}/extensions/four/package.json`]: '{"name":"x"}',
      [`${S}/extensions/five/readme.md`]: '',
      [`${S}/extensions/six/openclaw.plugin.json`]: '{ broken',
      [`${S}/workspace/.openclaw/extensions/seven/openclaw.plugin.json`]: '{"id":7}',
    }).plugins();
    expect(items.map(({ name }) => name).sort()).toEqual(['one', 'seven', 'six', 'three', 'two']);
  });

  it.each([
    ['is no database', { [`${S}/state/openclaw.sqlite`]: 'not a database, but of some length' }],
    ['may not be read', { [`${S}/state/openclaw.sqlite`]: { text: '', denied: true as const } }],
    ['holds no JSON', stateDatabase('{ broken')],
  ])('without a record are unknown when the index %s', async (_name, files) => {
    const { items, gaps } = await probe({ ...files, ...plugin(`${S}/extensions/a`, 'a') }).plugins();
    expect(items.map(({ source }) => source)).toEqual(['unknown']);
    expect(gaps.map(({ where }) => where)).toEqual([`${S}/state/openclaw.sqlite`]);
  });

  it.each([[null], [5], [{}], [{ index: [] }], [{ index: { installRecords: { a: 'x' } } }]])(
    'survive an index of %j',
    async (index) => {
      const { items } = await probe({
        ...stateDatabase(index),
        ...plugin(`${S}/extensions/b`, 'b'),
      }).plugins();
      expect(items.map(({ source }) => source)).toEqual(['unrecorded']);
    },
  );

  it('survive settings of wrong types, and links in circles', async () => {
    const { items } = await probe(
      { ...plugin(`${S}/extensions/a`, 'a'), [`${S}/extensions/loop`]: { link: '.' } },
      { plugins: { allow: 'a', deny: {}, entries: [], load: { paths: { x: 1 } }, installs: 'no' } },
    ).plugins();
    expect(items.map(({ name, source }) => `${name} ${source}`)).toEqual(['a unrecorded']);
  });
});
