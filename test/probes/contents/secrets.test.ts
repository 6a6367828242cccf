import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { isPlaceholder } from '../../../main/probes/contents/matching/placeholders';
import { findPlainVariables } from '../../../main/probes/contents/matching/plaintext-credentials';
import { type FakeMachine, fakeHost } from '../../fakes/host';
import { processorTime } from '../../processor-time';
import { contentsOf, setupOf } from './setup';

// Keys of the right shape and nobody's. They are put together here, so that no scanner stumbles over this file.
const SK = `sk-${'0a1b2c3d'.repeat(4)}`;
const ANTHROPIC = `sk-ant-api03-${'aB3dE5fG7h'.repeat(9)}abcAA`;
const GITHUB = `ghp_${'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'}`;
const TELEGRAM = `7123456789:AA${'Hx9_kQ3wE7rT1yU5iO2pL8sD4fG6hJ0zK'}`;
const HEX = '37c7742330e288a151df2d5aadf24654c54f35c31e68c889';
const S = '/home/lin/.openclaw';

const look = async (files: FakeMachine['files'], value: object = {}) => {
  const host = fakeHost({ files: files ?? {} });
  const answer = await contentsOf(host, value as never).secrets();
  return {
    ...answer,
    kinds: answer.items.map(({ place, kind, count }) => `${place} ${kind} ${count}`).sort(),
  };
};

describe('settings', () => {
  it('are searched by the names of their settings', async () => {
    const { kinds } = await look({
      [`${S}/openclaw.json`]: JSON.stringify({
        gateway: { auth: { mode: 'token', token: HEX } },
        channels: {
          telegram: { botToken: TELEGRAM },
          feishu: { accounts: { a: { appSecret: 'q8Zr2mLw0pXv5tKd' } } },
        },
        models: { providers: { deepseek: { apiKey: SK } } },
        env: { DASHSCOPE_API_KEY: `sk-${'9f8e7d6c'.repeat(4)}` },
        hooks: { token: 'short-hook-1' },
        agents: { defaults: { maxTokens: 4000, tokenizer: 'o200k' } },
      }),
    });
    expect(kinds).toEqual([
      'settings channels.feishu.accounts.a.appSecret 1',
      'settings channels.telegram.botToken 1',
      'settings env.DASHSCOPE_API_KEY 1',
      'settings gateway.auth.token 1',
      'settings hooks.token 1',
      'settings models.providers.deepseek.apiKey 1',
    ]);
  });

  it('that only refer to a secret hold none', async () => {
    const { kinds } = await look({
      [`${S}/openclaw.json`]: `{
        // JSON5, as OpenClaw writes and people edit it
        gateway: { auth: { token: "\${OPENCLAW_GATEWAY_TOKEN}" } },
        channels: { telegram: { botToken: { source: 'env', provider: 'default', id: 'TELEGRAM_BOT_TOKEN' } } },
        models: { providers: {
          a: { apiKey: 'OPENAI_API_KEY' }, b: { apiKey: 'secretref-managed' }, c: { apiKey: 'ollama-local' },
          d: { apiKey: 'YOUR_API_KEY' }, e: { apiKey: 'sk-...' }, f: { apiKey: 'xxxxxxxxxxxx' },
          g: { apiKey: '<your key here>' }, h: { apiKey: 'changeme' }, i: { apiKey: '' }, j: { apiKey: 42 },
        } },
      }`,
    });
    expect(kinds).toEqual([]);
  });

  it('are searched when they are broken, and in their old copies', async () => {
    const { kinds } = await look({
      [`${S}/openclaw.json`]: '{}',
      [`${S}/openclaw.json.bak`]: `{ "models": { "providers": { "x": { "apiKey": "${SK}" } }`,
      [`${S}/openclaw.json.bak.2`]: JSON.stringify({ gateway: { auth: { token: HEX } } }),
    });
    expect(kinds).toEqual(['backup apiKey 1', 'backup gateway.auth.token 1']);
  });
});

describe('other places', () => {
  it('.env, credentials, sign-ins, shell start files, logs and workspaces are searched', async () => {
    const { kinds, items } = await look({
      [`${S}/openclaw.json`]: '{}',
      [`${S}/.env`]: `OPENAI_API_KEY=${SK}\nexport MOONSHOT_API_KEY="sk-${'k1L2m3N4'.repeat(6)}"\nLANG=zh_CN.UTF-8\n`,
      [`${S}/credentials/whatsapp/default/creds.json`]: JSON.stringify({
        advSecretKey: 'T2xkZXN0V2hhbGU9MTIz',
      }),
      [`${S}/agents/main/agent/auth-profiles.json`]: JSON.stringify({
        profiles: { 'anthropic:default': { type: 'api_key', provider: 'anthropic', key: ANTHROPIC } },
      }),
      '/home/lin/.bashrc': `export PATH=$PATH:/x\nexport DEEPSEEK_API_KEY=${SK}\nexport SSH_KEY=id_ed25519\n`,
      '/home/lin/.config/fish/config.fish': `set -gx ZHIPUAI_API_KEY ${'0123456789abcdef'.repeat(2)}.AbCdEfGh12345678\n`,
      '/tmp/openclaw/openclaw-2026-11-22.log': `{"msg":"auth\\nBearer ${GITHUB} sent"}\n`,
      [`${S}/workspace/notes.md`]: `机器人 token 是 ${TELEGRAM}\n路由器密码：Lobster2026\n`,
      [`${S}/workspace/memory/2026-11-21.md`]: `key: ${ANTHROPIC}\n// secretlint-disable\n${GITHUB}\n`,
    });
    expect(kinds).toEqual([
      'credentials profiles.anthropic:default.key 1',
      'environment MOONSHOT_API_KEY 1',
      'environment OPENAI_API_KEY 1',
      'log github-token 1',
      'own-store advSecretKey 1',
      'shell DEEPSEEK_API_KEY 1',
      'shell ZHIPUAI_API_KEY 1',
      'workspace anthropic-api-key 1',
      'workspace github-token 1',
      'workspace password 1',
      'workspace telegram-bot-token 1',
    ]);
    for (const secret of [SK, ANTHROPIC, GITHUB, TELEGRAM, 'Lobster2026'])
      expect(JSON.stringify(items)).not.toContain(secret);
  });

  it('a private key inside a cloud account’s JSON is found', async () => {
    const pem = `-----BEGIN PRIVATE KEY-----\n${'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC'.repeat(8)}\n-----END PRIVATE KEY-----\n`;
    const { kinds } = await look({
      [`${S}/workspace/account.json`]: JSON.stringify({ type: 'service_account', private_key: pem }),
    });
    expect(kinds).toEqual(['workspace private-key 1']);
  });

  it('a sign-in in an agent’s database is found', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tankmate-secrets-'));
    const database = new DatabaseSync(join(folder, 'a.sqlite'));
    database.exec('CREATE TABLE auth_profile_store (store_key TEXT PRIMARY KEY, store_json TEXT NOT NULL)');
    database
      .prepare('INSERT INTO auth_profile_store VALUES (?, ?)')
      .run('x', JSON.stringify({ profiles: { 'openai:default': { type: 'api_key', key: SK } } }));
    database.close();
    const bytes = readFileSync(join(folder, 'a.sqlite'));
    rmSync(folder, { recursive: true });
    const { kinds } = await look({ [`${S}/agents/main/agent/openclaw-agent.sqlite`]: { bytes } });
    expect(kinds).toEqual(['credentials profiles.openai:default.key 1']);
  });

  it('PowerShell and lasting variables are searched on Windows', async () => {
    // What `reg query HKCU\\Environment` prints (Microsoft's documentation of reg query): name, type, value.
    const environment = `\r\nHKEY_CURRENT_USER\\Environment\r\n    Path    REG_EXPAND_SZ    C:\\x\r\n    OPENAI_API_KEY    REG_SZ    ${SK}\r\n\r\n`;
    const host = fakeHost({
      platform: 'win32',
      env: { TEMP: 'C:\\Users\\lin\\AppData\\Local\\Temp' },
      files: {
        'C:\\Users\\lin\\.openclaw\\openclaw.json': '{}',
        'C:\\Users\\lin\\Documents\\PowerShell\\profile.ps1': `$env:DEEPSEEK_API_KEY = "${SK}"\r\n`,
      },
      commands: { 'reg.exe query HKCU\\Environment': environment },
    });
    const { items, gaps } = await contentsOf(host, {}).secrets();
    expect(gaps).toEqual([]);
    expect(items.map(({ file, kind }) => [file, kind])).toEqual([
      ['C:\\Users\\lin\\Documents\\PowerShell\\profile.ps1', 'DEEPSEEK_API_KEY'],
      ['HKCU\\Environment', 'OPENAI_API_KEY'],
    ]);
  });

  it('says so when the lasting variables can’t be asked', async () => {
    const host = fakeHost({ platform: 'win32', files: { 'C:\\Users\\lin\\.openclaw\\openclaw.json': '{}' } });
    expect((await contentsOf(host, {}).secrets()).gaps.map(({ where }) => where)).toEqual([
      'HKCU\\Environment',
    ]);
  });
});

describe('a healthy home', () => {
  it('has none, and says how many files were searched', async () => {
    const { kinds, gaps, files } = await look({
      [`${S}/openclaw.json`]: '{"gateway":{"port":18789}}',
      [`${S}/workspace/AGENTS.md`]:
        'Never share a password. Set `OPENAI_API_KEY="$' + '{OPENAI_API_KEY}"`.\npassword: string\n',
      [`${S}/workspace/skills/x/SKILL.md`]:
        'export API_KEY=your-key-here\npassword: hunter2abc\nsk-xxxxxxxxxxxxxxxxxxxxxxxx\n',
      [`${S}/workspace/run.sh`]: 'TOKEN="$(cat /run/token)"\nKEY=$1\nAPI_KEY_FILE=/etc/key\n',
      '/home/lin/.profile': 'export EDITOR=vim\n',
    });
    expect(kinds).toEqual([]);
    expect(gaps).toEqual([]);
    expect(files).toBe(5);
  });

  it('what can’t be read is unseen, not fine', async () => {
    const { gaps } = await look({
      [`${S}/openclaw.json`]: { text: '{}', denied: true },
      [`${S}/credentials`]: { folder: true, denied: true },
      [`${S}/workspace/cut.zip`]: { bytes: Buffer.from('PK\x03\x04 and no more') },
    });
    expect(gaps.map(({ where, because }) => [where, because.id])).toEqual([
      [`${S}/openclaw.json`, 'look.not-allowed'],
      [`${S}/workspace/cut.zip`, 'contents.broken'],
      [`${S}/credentials`, 'look.not-allowed'],
    ]);
  });

  it('a place that can’t be read is named once', async () => {
    const host = fakeHost({ files: { [`${S}/openclaw.json`]: { text: '{', denied: true } } });
    const { gaps } = await contentsOf(host, {
      state: 'unreadable',
      file: `${S}/openclaw.json`,
      because: { id: 'look.not-allowed' },
    } as never).secrets();
    expect(gaps.map(({ where }) => where)).toEqual([`${S}/openclaw.json`]);
  });

  it('logs that another account closed are not this setup’s, those of its owner are', async () => {
    const logs = (uid: number) => ({ folder: true, denied: true, mode: 0o700, uid }) as const;
    const at = (uid: number) => look({ [S]: { folder: true }, '/tmp/openclaw': logs(uid) });
    expect((await at(4321)).gaps).toEqual([]);
    expect((await at(1000)).gaps.map(({ where }) => where)).toEqual(['/tmp/openclaw']);
  });

  it('settings nested beyond sense take no time and still show their keys', async () => {
    const deep = `${'{"a":'.repeat(50_000)}{"apiKey":"${SK}"}${'}'.repeat(50_000)}`;
    const spent = await processorTime(async () =>
      expect((await look({ [`${S}/openclaw.json`]: deep })).kinds).toEqual(['settings apiKey 1']),
    );
    expect(spent).toBeLessThan(3000);
  });

  it('links in circles end', async () => {
    const { gaps } = await look({
      [`${S}/workspace/a/b`]: { link: '..' },
      [`${S}/workspace/c`]: { link: '.' },
    });
    expect(gaps).toEqual([]);
  });
});

describe('variables and placeholders', () => {
  it.each([
    'OPENAI_API_KEY=sk-1234567890abcdef',
    'export GITHUB_TOKEN="abcd1234efgh"',
    "  DB_PASSWORD = 'geheimnis'",
    '$env:X_SECRET = "abcd1234efgh"',
    'set -Ux MY_TOKEN abcd1234efgh',
  ])('%s is a secret', (line) => {
    const kinds: string[] = [];
    findPlainVariables(line, (kind) => kinds.push(kind));
    expect(kinds.length).toBe(1);
  });
  it.each([
    'A_KEY=$B',
    'A_KEY=`cat x`',
    `A_TOKEN=\${B}`,
    'A_KEY=~/.ssh/id',
    'KEYTIMEOUT=1',
    'A_TOKEN=short',
    'A_KEY=C:\\key.pem',
  ])('%s is none', (line) => {
    const kinds: string[] = [];
    findPlainVariables(line, (kind) => kinds.push(kind));
    expect(kinds).toEqual([]);
  });
  it('knows real values from placeholders', () => {
    expect([SK, ANTHROPIC, GITHUB, TELEGRAM, HEX, 'Lobster2026', 'p@ss w0rd'].filter(isPlaceholder)).toEqual(
      [],
    );
  });
});

describe('a workspace that is the whole home', () => {
  const home = { agents: { defaults: { workspace: '~' } } };

  it('shows no other setup’s store of keys: that one is looked at by itself', async () => {
    const other = '/home/lin/.openclaw-work';
    const files = { [`${other}/secrets.json`]: `{"key":"${SK}"}`, '/home/lin/notes.md': `the key is ${SK}` };
    const host = fakeHost({ files });
    const others = [
      { ...setupOf(host), name: 'work', stateDir: other, configPath: `${other}/openclaw.json` },
    ];
    const { items } = await contentsOf(host, home, {}, others).secrets();
    expect(items.map(({ file }) => file)).toEqual(['/home/lin/notes.md']);
  });

  it('does not hold what Tankmate put away, or keeps for undo', async () => {
    const { kinds } = await look(
      {
        '/home/lin/notes.md': `key: ${ANTHROPIC}`,
        '/home/lin/.config/Tankmate/quarantine/settings-openclaw-json-bak-0a': `{ "key": "${GITHUB}" }`,
        '/home/lin/.config/Tankmate/changes/0001-close-chats.json': `{ "before": "${GITHUB}" }`,
      },
      home,
    );
    expect(kinds).toEqual(['workspace anthropic-api-key 1']);
  });

  it('does not hold the state folder, wherever a link to it leads', async () => {
    const { kinds } = await look(
      {
        '/home/lin/notes.md': `key: ${ANTHROPIC}`,
        [S]: { link: '/home/lin/Data/claw' },
        '/home/lin/Data/claw/devices.txt': `key: ${GITHUB}`,
      },
      home,
    );
    expect(kinds).toEqual(['state github-token 1', 'workspace anthropic-api-key 1']);
  });
});
