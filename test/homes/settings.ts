import type { Random } from './random';
import { Raw, type Value } from './style';

/** Releases whose settings have another shape: agents in a list or a map, `dm` in a map, keys that came and went. */
export const GENERATIONS = ['2026.1.30', '2026.2.6-3', '2026.5.28', '2026.7.1-2', '2026.9.6'] as const;
export type Generation = (typeof GENERATIONS)[number];

type Map = { [key: string]: Value };

export interface Circumstances {
  readonly generation: Generation;
  readonly port: number;
  /** Folder that the agents work in, as the settings write it; null: the default one. */
  readonly workspace: string | null;
  /** Plugins that lie in the state folder, and paths to load others from. */
  readonly plugins: readonly string[];
  readonly loadPaths: readonly string[];
  /** Variables that `.env` sets: the settings may name them. */
  readonly variables: Record<string, string>;
}

const isOld = (generation: Generation) => generation < '2026.5';
const key = (r: Random) => `sk-proj-${r.hex(8)}T3Blbk${r.hex(24)}`;
const bot = (r: Random) => `70${r.below(1e8).toString().padStart(8, '1')}:AAH${r.hex(16)}Xy_${r.hex(14)}`;

function secret(r: Random, value: string, name: string, { variables }: Circumstances): Value {
  if (!r.chance(0.3)) return value;
  variables[name] = value;
  return `\${${name}}`;
}

function gateway(r: Random, here: Circumstances): Map {
  const weak = r.pick(['123456', 'hunter2', 'openclaw', 'password', 'token', 'abc']);
  const strong = r.hex(48);
  const auths: readonly (Map | null)[] = [
    null,
    { mode: 'none' },
    { mode: 'token', token: secret(r, weak, 'CLAW_TOKEN', here) },
    { mode: 'token', token: strong },
    { token: strong },
    { mode: 'password', password: weak },
    { mode: 'password', password: secret(r, strong, 'CLAW_PASSWORD', here) },
    { mode: 'trusted-proxy', trustedProxy: { userHeader: 'x-forwarded-user' } },
  ];
  const auth = r.pick(auths);
  const bind = r.pick(['lan', 'lan', 'auto', 'tailnet', 'loopback', 'custom', null]);
  return {
    mode: 'local',
    port: here.port,
    ...(bind && { bind }),
    ...(bind === 'custom' && { customBindHost: '0.0.0.0' }),
    ...(auth && { auth }),
    ...(r.chance(0.5) && {
      controlUi: {
        enabled: r.chance(0.8),
        ...(r.chance(0.5) && { allowInsecureAuth: true }),
        ...(r.chance(0.5) && { dangerouslyDisableDeviceAuth: true }),
        ...(r.chance(0.3) && { allowedOrigins: ['*'] }),
        ...(r.chance(0.3) && { dangerouslyAllowHostHeaderOriginFallback: true }),
      },
    }),
    ...(r.chance(0.3) && {
      tailscale: { mode: r.pick(['off', 'serve', 'funnel']), ...(r.chance(0.3) && { preserveFunnel: true }) },
    }),
    ...(r.chance(0.15) && { remote: { url: `ws://127.0.0.1:${here.port}`, token: weak } }),
    ...(r.chance(0.1) && {
      trustedProxies: ['0.0.0.0/0'],
      ...(r.chance(0.5) && { allowRealIpFallback: true }),
    }),
    ...(r.chance(0.15) && { tools: { allow: r.pick([['exec'], ['sessions_spawn', 'session_status']]) } }),
    ...(r.chance(0.1) && {
      nodes: { pairing: { autoApproveCidrs: r.pick([['0.0.0.0/0'], ['10.0.0.0/8']]) } },
    }),
    ...(r.chance(0.15) && { reload: { mode: r.pick(['hot', 'off', 'hybrid']) } }),
  };
}

function channel(r: Random, name: string, here: Circumstances): Map {
  const open = r.chance(0.7);
  const people = r.pick<Value>([
    ['*'],
    ['*', '4242424242'],
    ['4242424242'],
    [new Raw('9007199254740993'), '*'],
    [],
  ]);
  const groups = {
    ...(r.chance(0.4) && { groupPolicy: r.pick(['open', 'allowlist', 'disabled']) }),
    ...(r.chance(0.3) && { groups: { '*': { requireMention: false } } }),
    ...(r.chance(0.15) &&
      name === 'telegram' && {
        groups: r.pick<Value>([
          { '*': { groupPolicy: 'open' } },
          { '-100123': { groupPolicy: 'open', topics: { '7': { allowFrom: ['*'] } } } },
          { '*': { allowFrom: ['*', '4242424242'] }, '-100123': {} },
        ]),
      }),
    ...(r.chance(0.2) && { groupAllowFrom: ['*'] }),
  };
  const nested = ['discord', 'slack', 'googlechat'].includes(name) && isOld(here.generation);
  const direct: Map = nested
    ? { dm: { policy: open ? 'open' : 'pairing', allowFrom: people } }
    : { dmPolicy: open ? 'open' : r.pick(['pairing', 'allowlist']), allowFrom: people };
  const rooms = name === 'discord' && r.chance(0.5) ? { guilds: { '*': { requireMention: false } } } : {};
  const login: Map =
    name === 'telegram'
      ? { botToken: secret(r, bot(r), 'TELEGRAM_BOT_TOKEN', here) }
      : name === 'discord'
        ? { token: secret(r, `MTA${r.hex(22)}.G${r.hex(5)}.${r.hex(38)}`, 'DISCORD_TOKEN', here) }
        : name === 'feishu'
          ? { appId: `cli_${r.hex(16)}`, appSecret: r.hex(32) }
          : {};
  const all: Map = { enabled: true, ...login, ...direct, ...groups, ...rooms };
  if (!r.chance(0.15) || name !== 'telegram') return all;
  return {
    ...all,
    accounts: { work: { botToken: bot(r), dmPolicy: 'open', allowFrom: ['*'] }, 家: { botToken: bot(r) } },
  };
}

const CHANNELS = [
  'telegram',
  'whatsapp',
  'discord',
  'slack',
  'signal',
  'feishu',
  'matrix',
  'qqbot',
  'line',
  'zalo',
  'yuanbao',
  'irc',
];

function agents(r: Random, here: Circumstances): Map {
  const sandbox = r.pick<Map | null>([
    null,
    { mode: 'off' },
    { mode: 'non-main', scope: 'shared' },
    {
      mode: 'all',
      workspaceAccess: 'rw',
      docker: { network: 'host', binds: ['/:/host:rw', '/srv/books:/books'] },
    },
    { mode: 'off', docker: { binds: ['/var/run/docker.sock:/var/run/docker.sock'], user: 'root' } },
  ]);
  const defaults = {
    ...(here.workspace !== null && { workspace: here.workspace }),
    ...(sandbox && { sandbox }),
    ...(r.chance(0.4) && { model: { primary: 'mine/large' } }),
  };
  const own: Map = {
    ...(r.chance(0.5) && { tools: { profile: 'full', exec: { security: 'full', ask: 'off' } } }),
    ...(r.chance(0.3) && { sandbox: { mode: 'off' } }),
  };
  const more = r.chance(0.4) ? { helper: own, ...(r.chance(0.4) && { 小助手: {} }) } : {};
  if (here.generation >= '2026.9')
    return {
      ...(Object.keys(defaults).length > 0 && { defaults }),
      ...(Object.keys(more).length > 0 && { entries: { main: {}, ...more } }),
    };
  const list = Object.entries(more).map(([id, each]) => ({ id, ...(each as Map) }));
  return { defaults, ...(list.length > 0 && { list: [{ id: 'main', default: true }, ...list] }) };
}

function tools(r: Random): Map {
  return {
    ...(r.chance(0.8) && { profile: r.pick(['full', 'coding', 'messaging', 'minimal']) }),
    ...(r.chance(0.3) && { deny: ['canvas'] }),
    ...(r.chance(0.2) && { alsoAllow: ['exec', 'browser'] }),
    ...(r.chance(0.5) && {
      exec: {
        host: r.pick(['gateway', 'sandbox', 'auto']),
        security: r.pick(['full', 'allowlist', 'deny']),
        ask: r.pick(['off', 'on-miss', 'always']),
        ...(r.chance(0.4) && { applyPatch: { workspaceOnly: false } }),
      },
    }),
    ...(r.chance(0.4) && { elevated: { enabled: true, allowFrom: { telegram: ['*'] } } }),
    ...(r.chance(0.3) && { fs: { workspaceOnly: false } }),
  };
}

/** Settings that are unsafe in many ways, as a release of that generation would take them. */
export function unsafeSettings(r: Random, here: Circumstances): Map {
  const channels = r.some(CHANNELS, 0.2);
  const old = isOld(here.generation);
  const all: Map = {
    ...(r.chance(0.6) && {
      meta: { lastTouchedVersion: here.generation, lastTouchedAt: '2026-11-02T08:00:00.000Z' },
    }),
    ...(r.chance(0.9) && { gateway: gateway(r, here) }),
    agents: agents(r, here),
    ...(r.chance(0.7) && { tools: tools(r) }),
    ...(channels.length > 0 && {
      channels: Object.fromEntries(channels.map((name) => [name, channel(r, name, here)])),
    }),
    ...(r.chance(0.6) && {
      models: {
        providers: {
          mine: {
            baseUrl: 'https://api.example.com/v1',
            apiKey: secret(r, key(r), 'OPENAI_API_KEY', here),
            api: 'openai-completions',
            models: [],
          },
          ...(r.chance(0.3) && {
            'qwen-cn': { baseUrl: 'https://dashscope.example.com', apiKey: key(r), models: [] },
          }),
        },
      },
    }),
    ...(r.chance(0.2) && { env: { vars: { ANTHROPIC_API_KEY: `sk-ant-api03-${r.hex(40)}` } } }),
    ...(r.chance(0.3) && { discovery: { mdns: { mode: 'full' } } }),
    ...(r.chance(0.3) && { browser: { enabled: true, noSandbox: true } }),
    ...(r.chance(0.2) && old && { logging: { redactSensitive: 'off' } }),
    ...(r.chance(0.2) && {
      hooks: {
        enabled: true,
        path: r.pick(['/hooks', '/']),
        token: r.pick(['short-hook', r.hex(48)]),
        ...(r.chance(0.4) && { allowRequestSessionKey: true }),
        ...(r.chance(0.3) && { mappings: [{ match: { path: 'a' }, allowUnsafeExternalContent: true }] }),
      },
    }),
    ...(r.chance(0.15) && { commands: { ownerAllowFrom: ['*', 'telegram:42'], bash: true } }),
    ...(r.chance(0.1) && { 'x-nova': { dangerouslySkipAll: true } }),
    ...(r.chance(0.3) && { session: { dmScope: 'main' } }),
    ...(here.plugins.length + here.loadPaths.length > 0 && {
      plugins: {
        ...(here.loadPaths.length > 0 && { load: { paths: here.loadPaths } }),
        ...(r.chance(0.7) && {
          entries: Object.fromEntries(here.plugins.map((id) => [id, { enabled: true }])),
        }),
        ...(r.chance(0.3) && { allow: [...here.plugins, 'memory-core'] }),
      },
    }),
    ...(r.chance(0.3) && {
      'x-notes': { budget: new Raw('12345678901234567890'), ratio: new Raw('1e-7'), name: '我的龙虾 🦞' },
    }),
  };
  // People add at the end, and in any order.
  return r.chance(0.3) ? Object.fromEntries(Object.entries(all).reverse()) : all;
}
