import { describe, expect, test } from 'vitest';
import { IN_CONTAINER } from '../../../main/openclaw/gateway-settings';
import type { OpenClawProbe, StartMethod } from '../../../main/probes/openclaw';
import { createSettingsProbe } from '../../../main/probes/settings';
import { deepMerge } from '../../../main/probes/settings/read-includes';
import { type FakeFile, type FakeMachine, fakeHost } from '../../fakes/host';
import { seen } from '../../fakes/probes';
import { setup, start } from '../../fakes/settings';

const DIR = '/home/lin/.openclaw';
const FILE = `${DIR}/openclaw.json`;

const openclaw = (starts: StartMethod[] = []): OpenClawProbe => ({
  copies: async () => seen(),
  setups: async () => seen(setup()),
  services: async () => seen(),
  starts: async () => seen(...starts),
  sandboxBrowsers: async () => seen(),
});

async function look(
  files: Record<string, string | FakeFile>,
  more: FakeMachine = {},
  starts?: StartMethod[],
) {
  const host = fakeHost({ files, ...more });
  const { items } = await createSettingsProbe(host, openclaw(starts)).all();
  return items[0] ?? expect.unreachable();
}
const value = async (files: Record<string, string>, more?: FakeMachine) => {
  const settings = await look(files, more);
  return settings.state === 'read' ? settings.value : settings;
};
const why = async (files: Record<string, string | FakeFile>, more?: FakeMachine) => {
  const settings = await look(files, more);
  return 'because' in settings ? [settings.state, settings.because.id] : settings.state;
};

describe('one file', () => {
  test('JSON5 with comments, and nothing is written in it', async () => {
    const settings = await look({ [FILE]: "{ // mine\n gateway: { bind: 'lan', port: +18789, }, }" });
    expect(settings).toMatchObject({
      state: 'read',
      value: { gateway: { bind: 'lan', port: 18789 } },
      files: [FILE],
    });
  });

  test('none, and one that may not be read', async () => {
    expect(await why({})).toBe('absent');
    expect(await why({ [FILE]: { denied: true } })).toEqual(['unreadable', 'look.not-allowed']);
    expect(await why({ [FILE]: { folder: true } })).toEqual(['unreadable', 'error.in-the-way']);
  });

  test('a broken one says where', async () => {
    expect(await look({ [FILE]: '{\n  gateway: {\n    bind: lan\n  }\n}' })).toMatchObject({
      state: 'broken',
      file: FILE,
      line: 3,
      column: 11,
      because: { id: 'settings.syntax' },
    });
    expect(await look({ [FILE]: '' })).toMatchObject({ state: 'broken', line: 1, column: 1 });
  });

  test('a byte order mark does no harm; UTF-16 and NUL bytes are broken', async () => {
    const text = '{"gateway":{"bind":"lan"}}';
    expect(await value({ [FILE]: `\uFEFF${text}` })).toEqual({ gateway: { bind: 'lan' } });
    expect(await why({ [FILE]: { bytes: Buffer.from(`\uFEFF${text}`, 'utf16le') } })).toEqual([
      ...['broken', 'settings.syntax'],
    ]);
    expect(await why({ [FILE]: '{"gateway":\0{}}' })).toEqual(['broken', 'settings.syntax']);
  });

  test.each(['7', '"text"', 'null', '[{"gateway":{}}]', 'true'])('%s is no map of settings', async (text) => {
    expect(await why({ [FILE]: text })).toEqual(['broken', 'settings.not-object']);
  });

  test.each([
    '{"__proto__":{"gateway":{"bind":"loopback"}},"gateway":{"bind":"lan"}}',
    '{"gateway":{"__proto__":{"bind":"loopback"},"bind":"lan"}}',
    '{ gateway: { bind: "lan", __proto__: { port: 1 } } }',
  ])('a name that OpenClaw reads over is read over: %s', async (text) => {
    expect(await value({ [FILE]: text })).toEqual({ gateway: { bind: 'lan' } });
    expect(({} as Record<string, unknown>).bind).toBeUndefined();
  });

  test.each(['{ agents: [{ constructor: { prototype: {} } }] }', '{ gateway: { prototype: {} } }'])(
    'names that change what others mean are not read: %s',
    async (text) => {
      expect(await why({ [FILE]: text })).toEqual(['broken', 'settings.treacherous']);
      expect(({} as Record<string, unknown>).bind).toBeUndefined();
    },
  );

  test('a huge one and a deep one end the look quickly', async () => {
    const huge = { [FILE]: `{"a":"${'x'.repeat(20 * 1024 * 1024)}"}` };
    expect(await why(huge)).toEqual(['unreadable', 'look.too-large']);
    const deep = '[[['.repeat(200_000);
    expect(await why({ [FILE]: deep })).toEqual(['broken', 'settings.syntax']);
    const closed = `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect(await why({ [FILE]: closed })).toEqual(['broken', 'settings.too-deep']);
  });
});

describe('$include', () => {
  test('a path stands for what the file holds, beside keys win, lists are joined', async () => {
    expect(
      await value({
        [FILE]:
          '{ gateway: { $include: "./parts/gateway.json5", bind: "lan" }, tools: { $include: ["a.json", "b.json"] } }',
        [`${DIR}/parts/gateway.json5`]: '{ bind: "loopback", auth: { $include: "../auth.json" } }',
        [`${DIR}/auth.json`]: '{"mode":"none"}',
        [`${DIR}/a.json`]: '{"profile":"full","deny":["exec"]}',
        [`${DIR}/b.json`]: '{"profile":"minimal","deny":["read"]}',
      }),
    ).toEqual({
      gateway: { bind: 'lan', auth: { mode: 'none' } },
      tools: { profile: 'minimal', deny: ['exec', 'read'] },
    });
  });

  test('the whole file, a value that is no map, and an item of a list', async () => {
    const files = {
      [FILE]: '{ $include: "all.json", session: { dmScope: "main" } }',
      [`${DIR}/all.json`]:
        '{ agents: { list: [{ $include: "one.json" }] }, tools: { deny: { $include: "deny.json" } } }',
      [`${DIR}/one.json`]: '{ id: "work" }',
      [`${DIR}/deny.json`]: '["exec"]',
    };
    expect(await value(files)).toEqual({
      agents: { list: [{ id: 'work' }] },
      tools: { deny: ['exec'] },
      session: { dmScope: 'main' },
    });
    expect(await look(files)).toMatchObject({
      files: [FILE, `${DIR}/all.json`, `${DIR}/one.json`, `${DIR}/deny.json`],
    });
  });

  test('a broken part is named with its own line', async () => {
    expect(await look({ [FILE]: '{ $include: "a.json" }', [`${DIR}/a.json`]: '{\n oops' })).toMatchObject({
      state: 'broken',
      file: `${DIR}/a.json`,
      line: 2,
    });
  });

  test.each([
    ['"./openclaw.json"', 'include-circle'],
    ['"a.json"', 'include-circle'],
    ['"missing.json"', 'include-missing'],
    ['7', 'include-shape'],
    ['[["a.json"]]', 'include-shape'],
    ['"a\\u0000b"', 'include-path'],
    [`"${'x'.repeat(5000)}"`, 'include-path'],
    ['"../.ssh/config"', 'include-outside'],
    ['"/dev/zero"', 'include-outside'],
    ['"."', 'include-outside'],
    ['"link.json"', 'include-outside'],
  ])('$include %s', async (text, id) => {
    const files = {
      [FILE]: `{ gateway: { $include: ${text} } }`,
      [`${DIR}/a.json`]: '{ $include: ["b.json"] }',
      [`${DIR}/b.json`]: '{ x: { $include: "./a.json" } }',
      [`${DIR}/link.json`]: { link: '/home/lin/elsewhere.json' },
      '/home/lin/elsewhere.json': '{}',
      '/home/lin/.ssh/config': '{}',
    };
    expect(await why(files)).toEqual(['broken', `settings.${id}`]);
  });

  test('a part that may not be read, and a folder', async () => {
    const include = { [FILE]: '{ $include: "a.json" }' };
    expect(await why({ ...include, [`${DIR}/a.json`]: { denied: true } })).toEqual([
      ...['unreadable', 'look.not-allowed'],
    ]);
    expect(await why({ ...include, [`${DIR}/a.json`]: { folder: true } })).toEqual([
      ...['unreadable', 'error.in-the-way'],
    ]);
  });

  test('keys beside a part that is no map', async () => {
    const files = { [FILE]: '{ a: { $include: "list.json", b: 1 } }', [`${DIR}/list.json`]: '[1]' };
    expect(await why(files)).toEqual(['broken', 'settings.include-mixed']);
  });

  test('ten levels are read, eleven are not', async () => {
    const chain = (levels: number) =>
      Object.fromEntries([
        [FILE, '{ $include: "1.json" }'],
        ...Array.from({ length: levels }, (_, i) => [
          `${DIR}/${i + 1}.json`,
          i + 1 === levels ? '{ deep: true }' : `{ $include: "${i + 2}.json" }`,
        ]),
      ]);
    expect(await value(chain(10))).toEqual({ deep: true });
    expect(await why(chain(11))).toEqual(['broken', 'settings.include-deep']);
  });

  test('files that include each other ever more often end the look', async () => {
    const many = (next: string) => JSON.stringify({ $include: Array(20).fill(next) });
    const files = Object.fromEntries([
      [FILE, many('1.json')],
      ...Array.from({ length: 9 }, (_, i) => [`${DIR}/${i + 1}.json`, many(`${i + 2}.json`)]),
      [`${DIR}/10.json`, '{}'],
    ]);
    expect(await why(files)).toEqual(['unreadable', 'settings.too-many']);
  });

  test('folders of OPENCLAW_INCLUDE_ROOTS count as inside', async () => {
    const files = { [FILE]: '{ $include: "/etc/claw/base.json" }', '/etc/claw/base.json': '{ a: 1 }' };
    expect(await why(files)).toEqual(['broken', 'settings.include-outside']);
    expect(await value(files, { env: { OPENCLAW_INCLUDE_ROOTS: '/opt/x:/etc/claw' } })).toEqual({ a: 1 });
  });
});

test('merging: maps merge, lists join, null and texts replace', () => {
  expect(deepMerge({ a: { b: 1, c: [1] }, d: 1 }, { a: { c: [2], e: null }, d: [3] })).toEqual({
    a: { b: 1, c: [1, 2], e: null },
    d: [3],
  });
});

describe('variables', () => {
  const service = (env: Record<string, string>, stateDir = DIR): StartMethod => start({ env, stateDir });

  test('the service goes before .env, that before the settings, ours last', async () => {
    const files = {
      [FILE]: '{ env: { A: "settings", B: "settings", vars: { C: "vars" } } }',
      [`${DIR}/.env`]: 'A=file\nB="file # not a comment"\nD=file\n',
    };
    const own = { env: { A: 'own', D: 'own', E: 'own' } };
    expect(await look(files, own, [service({ A: 'service' })])).toMatchObject({
      environment: { A: 'service', B: 'file # not a comment', C: 'vars', D: 'file', E: 'own' },
    });
  });

  test('what OpenClaw takes for a container', async () => {
    const inside = { environment: { [IN_CONTAINER]: 'yes' } };
    const marked = (file: string, text = '') => look({ [FILE]: '{}', [file]: text }, { env: {} });
    expect(await marked('/.dockerenv')).toMatchObject(inside);
    expect(await marked('/run/.containerenv')).toMatchObject(inside);
    expect(await marked('/proc/1/cgroup', '0::/lxc/claw\n')).toMatchObject(inside);
    expect(await marked('/proc/1/cgroup', '0::/init.scope\n')).not.toMatchObject(inside);
    const fly = { FLY_MACHINE_ID: 'a', FLY_APP_NAME: 'b' };
    expect(await look({ [FILE]: '{}' }, { env: fly })).toMatchObject(inside);
  });

  test('the service of another profile says nothing', async () => {
    const other = service({ A: 'other', OPENCLAW_PROFILE: 'work' }, '/home/lin/.openclaw-work');
    const settings = await look({ [FILE]: '{}' }, { env: {} }, [other]);
    expect(settings).toMatchObject({ environment: {} });
  });
});

test('a Windows machine, with a letter and backslashes', async () => {
  const stateDir = 'C:\\Users\\小林\\.openclaw';
  const here = setup({ stateDir, configPath: `${stateDir}\\openclaw.json`, home: 'C:\\Users\\小林' });
  const host = fakeHost({
    platform: 'win32',
    home: 'C:\\Users\\小林',
    files: {
      [here.configPath]:
        '{ gateway: { $include: ".\\\\parts\\\\gateway.json" }, a: { $include: "D:/x.json" } }',
      [`${stateDir}\\parts\\gateway.json`]: '{ bind: "lan" }',
      'D:\\x.json': '{}',
    },
  });
  const probe = createSettingsProbe(host, { ...openclaw(), setups: async () => seen(here) });
  expect((await probe.all()).items[0]).toMatchObject({
    state: 'broken',
    because: { id: 'settings.include-outside' },
  });
  expect(host.touched).toContain(`${stateDir}\\parts\\gateway.json`);
});
