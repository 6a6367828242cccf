import { expect, test } from 'vitest';
import type { Json } from '../../../main/openclaw/read-settings';
import { settingsForGuest } from '../../../main/tank/migrate/migrated-settings';

const NO_PLACES = new Map<string, string>();
// OpenClaw’s own reference to a variable.
const VARIABLE = ['$', '{SLACK_NOTE}'].join('');
const ALL: Json = {
  meta: { lastTouchedVersion: '2026.9.6' },
  gateway: { bind: 'lan', auth: { mode: 'token', token: 'f00dfacef00dface' } },
  agents: {
    defaults: { workspace: '/home/lin/work', model: 'anthropic/claude', sandbox: { mode: 'all' } },
    list: [{ id: 'main', name: 'Crusty', sandbox: { mode: 'off' }, cwd: '/home/lin/else' }],
  },
  models: {
    providers: { anthropic: { apiKey: 'sk-ant-api03-abcdefgh', baseUrl: 'https://api.anthropic.com' } },
  },
  channels: {
    telegram: { enabled: true, botToken: '123456:ABCDEF', dmPolicy: 'allowlist', allowFrom: ['42'] },
    slack: { botToken: { source: 'env', id: 'SLACK' }, note: VARIABLE },
  },
  tools: { profile: 'coding', elevated: { enabled: true }, exec: { host: 'sandbox', ask: 'always' } },
  env: { OPENAI_API_KEY: 'sk-proj-xyz' },
  plugins: { entries: {} },
};

test('what means the same inside goes along; secrets, references and places of this computer stay', () => {
  const { value, secrets, dropped } = settingsForGuest(
    ALL,
    new Map([['/home/lin/work', '~/.openclaw/workspace']]),
  );
  expect(value).toEqual({
    agents: {
      defaults: { workspace: '~/.openclaw/workspace', model: 'anthropic/claude' },
      list: [{ id: 'main', name: 'Crusty' }],
    },
    models: { providers: { anthropic: { baseUrl: 'https://api.anthropic.com' } } },
    channels: { telegram: { enabled: true, dmPolicy: 'allowlist', allowFrom: ['42'] }, slack: {} },
    tools: { profile: 'coding', exec: { ask: 'always' } },
  });
  expect(secrets).toBe(4);
  expect(dropped).toEqual([
    'env',
    'plugins',
    'agents.defaults.sandbox',
    'agents.list.0.sandbox',
    'agents.list.0.cwd',
    'tools.elevated',
    'tools.exec.host',
  ]);
  expect(JSON.stringify([value, dropped])).not.toMatch(/sk-|123456:|f00d|SLACK/);
});

test.each<[string, Json]>([
  ['nothing', null],
  ['a list', []],
  ['a text', 'gateway'],
])('%s has nothing to carry', (_name, all) => {
  expect(settingsForGuest(all, NO_PLACES).value).toEqual({});
});

test.each(['~/notes', 'C:\\Users\\lin\\notes', '/Users/lin/notes', '\\\\nas\\notes', '/etc/hosts'])(
  '%s is a place outside',
  (place) => {
    expect(settingsForGuest({ ui: { folder: place } }, NO_PLACES)).toMatchObject({
      value: { ui: {} },
      dropped: ['ui.folder'],
    });
  },
);

test('a command of a chat that begins with a slash is no place', () => {
  expect(settingsForGuest({ commands: { help: '/help' } }, NO_PLACES).value).toEqual({
    commands: { help: '/help' },
  });
});

test('names of an object’s ancestors are names like any other', () => {
  const all = JSON.parse('{"ui":{"__proto__":{"theme":"dark"},"constructor":"x"}}') as Json;
  expect(Object.getPrototypeOf(settingsForGuest(all, NO_PLACES).value.ui)).toBe(Object.prototype);
});
