import { describe, expect, test } from 'vitest';
import { showChange } from '../../../main/changes/plan/show';
import fix from '../../../main/checks/fixes/store-secrets';
import check from '../../../main/checks/plain-secrets';
import type { FakeFile, FakeMachine } from '../../fakes/host';
import { planOn, probesOn } from './machine';

const STATE = '/home/lin/.openclaw';
const SETTINGS = `${STATE}/openclaw.json`;
const STORE = `${STATE}/secrets.json`;
const QUARANTINE = '/home/lin/.config/tankmate/quarantine';
const BOT = '7012345678:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1';
const KEY = 'sk-proj-4f9aB2c7D1e8F3a6B5c0D9e4';
const ENCRYPT = 'k3Jq8sWm2Zx7Lp0v';

const plan = (
  settings: string,
  more: Record<string, string | FakeFile> = {},
  { version = '2026.9.6', ...machine }: FakeMachine & { version?: string } = {},
) =>
  planOn(
    fix,
    probesOn({
      ...machine,
      files: {
        [STATE]: { folder: true, mode: 0o700 },
        [SETTINGS]: { text: settings, mode: 0o600 },
        '/home/lin/.npm-global/lib/node_modules/openclaw/package.json': JSON.stringify({
          name: 'openclaw',
          version,
        }),
        ...more,
      },
    }),
  );
const texts = (proposal: Awaited<ReturnType<typeof plan>>[number] | undefined) =>
  Object.fromEntries(
    (proposal?.changes ?? []).flatMap((change) =>
      change.kind === 'edit' ? [[change.path, change.after ?? '']] : [],
    ),
  );

test('the check offers it', () => expect(check.fixes).toContain(fix));

describe('keys in the settings', () => {
  const settings = `{
  // bots
  channels: { telegram: { botToken: "${BOT}" }, feishu: { accounts: { work: { encryptKey: "${ENCRYPT}" } } } },
  models: { providers: { "my/ai": { apiKey: "${KEY}" }, env: { apiKey: "\${OPENAI_API_KEY}" } } },
  gateway: { auth: { token: "9f2c7e5b1a8d4036c7e9f1b35d7a2048" } },
}
`;

  test('go into the file first, then a reference takes their place', async () => {
    const [only, ...more] = await plan(settings);
    expect(more).toEqual([]);
    expect(only?.changes).toMatchObject([
      { kind: 'edit', path: STORE, before: null, mode: 0o600 },
      { kind: 'edit', path: SETTINGS },
    ]);
    const { [STORE]: store = '', [SETTINGS]: edited = '' } = texts(only);
    expect(JSON.parse(store)).toEqual({
      channels: { telegram: { botToken: BOT }, feishu: { accounts: { work: { encryptKey: ENCRYPT } } } },
      models: { providers: { 'my/ai': { apiKey: KEY } } },
    });
    for (const secret of [BOT, KEY, ENCRYPT]) expect(edited).not.toContain(secret);
    expect(edited).toContain('// bots');
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is how settings name a variable.
    expect(edited).toContain('"${OPENAI_API_KEY}"');
    expect(edited).toContain('token: "9f2c7e5b1a8d4036c7e9f1b35d7a2048"');
    expect(edited.replace(/\s+/g, ' ')).toContain('id: "/models/providers/my~1ai/apiKey"');
    expect(edited.replace(/\s+/g, ' ')).toMatch(
      /filemain: \{ source: "file", path: "~\/\.openclaw\/secrets\.json", mode: "json",? \}/,
    );
    expect(only?.said).toBe('Move 3 keys out of the settings into OpenClaw’s file for secrets');
    expect(only?.left).toContain('Telegram');
  });

  test.each([
    ['beside other settings', '{ $include: "./keys.json5", gateway: { port: 1 } }', ''],
    [
      'that the settings file overrides',
      `{ $include: "./keys.json5", channels: { telegram: { botToken: "${BOT}" } } }`,
      '',
    ],
    ['below a name', '{ channels: { $include: "./keys.json5" } }', 'channels'],
  ])('leave an included file %s', async (_where, main, mount) => {
    const telegram = `telegram: { botToken: "${KEY}" }, // mine`;
    const included = mount ? `{ ${telegram}\n}` : `{ channels: { ${telegram}\n} }`;
    const file = `${STATE}/keys.json5`;
    const [only] = await plan(main, { [file]: { text: included, mode: 0o600 } });
    expect(only?.afterwards?.values?.names).toEqual([expect.stringContaining('Telegram')]);
    const after: Record<string, string> = { [SETTINGS]: main, [file]: included, ...texts(only) };
    for (const secret of [BOT, KEY])
      for (const path of [SETTINGS, file]) expect(after[path], path).not.toContain(secret);
    expect(after[file]).toContain('// mine');
  });

  test('nothing that leaves the process holds one', async () => {
    const [only] = await plan(settings);
    const { changes = [], lines: _lines, ...told } = only ?? {};
    const shown = JSON.stringify([told, changes.map(showChange)]);
    for (const secret of [BOT, KEY, ENCRYPT, '9f2c7e5b1a8d4036']) expect(shown).not.toContain(secret);
    expect(shown).toContain('botToken');
  });

  test('what the file holds already stays, and its provider is used', async () => {
    const before = '{\n  "mine": "abc"\n}\n';
    const [only] = await plan(
      `{ secrets: { providers: { vaulted: { source: "file", path: "~/.openclaw/secrets.json" } } }, channels: { telegram: { botToken: "${BOT}" } } }`,
      { [STORE]: { text: before, mode: 0o600 } },
    );
    const { [STORE]: store = '', [SETTINGS]: edited = '' } = texts(only);
    expect(JSON.parse(store)).toEqual({ mine: 'abc', channels: { telegram: { botToken: BOT } } });
    expect(edited).toContain('provider: "vaulted"');
    expect(edited).not.toContain('filemain');
  });

  test.each([
    ['a version that doesn’t know references', {}, { version: '2026.3.13' }],
    ['a file that others may read', { [STORE]: { text: '{}', mode: 0o644 } }, {}],
    ['a file that is a link', { [STORE]: { link: '/home/lin/x.json' }, '/home/lin/x.json': '{}' }, {}],
    ['a file that is no JSON', { [STORE]: { text: '// mine\n{}', mode: 0o600 } }, {}],
    ['a list in its place', { [STORE]: { text: '[]', mode: 0o600 } }, {}],
    [
      'another key at that place',
      { [STORE]: { text: '{"channels":{"telegram":{"botToken":"x"}}}', mode: 0o600 } },
      {},
    ],
    ['a text on the way', { [STORE]: { text: '{"channels":"x"}', mode: 0o600 } }, {}],
  ] as const)('stay with %s', async (_why, files, machine) => {
    expect(await plan(`{ channels: { telegram: { botToken: "${BOT}" } } }`, files, machine)).toEqual([]);
  });

  test('stay where OpenClaw takes no reference', async () => {
    expect(await plan(`{ hooks: { token: "${KEY}" }, env: { OPENAI_API_KEY: "${KEY}" } }`)).toEqual([]);
    expect(await plan('{ gateway: { auth: { password: "mei-you-mi-ma-2026" } } }')).toEqual([]);
  });

  test('one that stands twice goes from both places', async () => {
    const [only] = await plan(
      `{ skills: { entries: { a: { apiKey: "${KEY}" }, b: { apiKey: "${KEY}" } } } }`,
    );
    expect(texts(only)[SETTINGS]).not.toContain(KEY);
    expect(only?.said).toBe('Move 1 key out of the settings into OpenClaw’s file for secrets');
  });
});

test('old copies of the settings with keys are put away together', async () => {
  const copy = { text: `{ channels: { telegram: { botToken: "${BOT}" } } }`, mode: 0o600 };
  const [only, ...more] = await plan('{}', {
    [`${SETTINGS}.bak`]: copy,
    [`${SETTINGS}.bak.1`]: copy,
    [`${SETTINGS}.bak.2`]: '{}',
  });
  expect(more).toEqual([]);
  expect(only?.said).toBe('Put 2 old copies of the settings with keys in them away');
  expect(only?.lines).toEqual([
    expect.stringMatching(
      new RegExp(`^${SETTINGS}.bak → ${QUARANTINE}/settings-openclaw-json-bak-[0-9a-f]{16}$`),
    ),
    expect.stringMatching(
      new RegExp(`^${SETTINGS}.bak.1 → ${QUARANTINE}/settings-openclaw-json-bak-1-[0-9a-f]{16}$`),
    ),
  ]);
});

test('keys in workspaces, shells and .env are left to the user', async () => {
  expect(
    await plan('{}', {
      [`${STATE}/.env`]: `OPENAI_API_KEY=${KEY}\n`,
      '/home/lin/.bashrc': `export OPENAI_API_KEY=${KEY}\n`,
      [`${STATE}/workspace/notes.md`]: KEY,
    }),
  ).toEqual([]);
});

describe('the gateway’s own token', () => {
  const settings = '{ gateway: { auth: { token: "9f2c7e5b1a8d4036c7e9f1b35d7a2048" } } }\n';

  test('is left where OpenClaw’s set-up puts it, while nobody else can read it', async () => {
    expect(await plan(settings, { [`${SETTINGS}.bak`]: { text: settings, mode: 0o600 } })).toEqual([]);
  });

  test('in an old copy beside another key, only that copy is put away', async () => {
    const list = await plan(settings, {
      [`${SETTINGS}.bak`]: { text: settings, mode: 0o600 },
      [`${SETTINGS}.bak.1`]: {
        text: `{ channels: { telegram: { botToken: "${BOT}" } } }`,
        mode: 0o600,
      },
    });
    expect(list.flatMap(({ changes }) => changes)).toMatchObject([
      { kind: 'move', from: `${SETTINGS}.bak.1` },
    ]);
  });
});
