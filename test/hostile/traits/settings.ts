import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { hide, OTHER, one, put, SETTINGS, settings, type Traits, UNIT } from '../place';

export const INHERITED = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'prototype',
  'valueOf',
  '__defineGetter__',
];
const inherited = (value: string) => `{${INHERITED.map((name) => `"${name}": ${value}`).join(', ')}}`;

/** What OpenClaw, services and shells are told. */
export const ofSettings: Traits = {
  async unitOfManyLines(place) {
    const line = one(place, [
      'Environment=A=1\n',
      'ExecStart=\\\n',
      '[Service]\n',
      '#\n',
      'constructor=x\n',
      '\n',
    ]);
    const head = '[Service]\nExecStart=/usr/bin/node /x/openclaw/dist/index.js gateway\n';
    await put(
      place,
      UNIT,
      head +
        INHERITED.map((name) => `${name}=x\n`).join('') +
        line.repeat(Math.floor(1_000_000 / line.length)),
    );
  },
  async unitOfOneLine(place) {
    const part = one(place, [' ', '"', '\\', "'a", '%%', '$A ']);
    await put(place, UNIT, `[Service]\nExecStart=${part.repeat(Math.floor(900_000 / part.length))}\n`);
  },
  async deepJson(place) {
    const [open, close] = one(place, [
      ['{"a":', '}'],
      ['[', ']'],
      ['{"gateway":', '}'],
    ] as const);
    const deep = 100_000;
    await put(
      place,
      one(place, [SETTINGS, ...OTHER.slice(1, 3)]),
      `${open.repeat(deep)}1${close.repeat(deep)}`,
    );
  },
  inherited: (place) =>
    put(
      place,
      SETTINGS,
      `{"gateway": ${inherited('{"mode": "local"}')}, "channels": ${inherited('{"dmPolicy": "open"}')},
        "agents": {"entries": ${inherited('{"workspace": "~/w"}')}}, "env": ${inherited('"x"')},
        "plugins": {"entries": ${inherited('{"enabled": true}')}, "installs": ${inherited('{"source": "npm"}')}},
        "secrets": {"providers": ${inherited('{"source": "env"}')}}, "__proto__": {"tools": {"profile": "full"}}}`,
    ),
  async inheritedVariables(place) {
    const lines = INHERITED.map((name) => `${name}=x\nexport ${name}=y\n${name}: z\n`).join('');
    await put(place, '.openclaw/.env', lines);
    await put(place, '.config/openclaw/gateway.env', lines);
    await put(place, '.npmrc', lines);
    await settings(place, { gateway: { auth: { token: INHERITED.map((name) => `\${${name}}`).join('') } } });
  },
  async circleOfIncludes(place) {
    await settings(place, { $include: ['./a.json', './openclaw.json'], gateway: { $include: './a.json' } });
    await put(place, '.openclaw/a.json', '{"$include": ["./b.json", "./a.json"]}');
    await put(place, '.openclaw/b.json', '{"$include": "./a.json"}');
    hide(place, SETTINGS);
  },
  async includesThatGrow(place) {
    await settings(place, { $include: './1.json' });
    for (let at = 1; at < 12; at++)
      await put(
        place,
        `.openclaw/${at}.json`,
        JSON.stringify({ $include: Array(50).fill(`./${at + 1}.json`) }),
      );
  },
  async stars(place) {
    const stars = `${place.home}/.openclaw/workspace/${'*a'.repeat(100)}*b`;
    await put(place, `.openclaw/workspace/${'a'.repeat(240)}`, 'x');
    await settings(place, {
      skills: { load: { extraDirs: [stars, `${place.home}/**`] } },
      agents: { defaults: { workspace: stars }, list: [{ id: 'x'.repeat(10_000), workspace: '/' }] },
    });
  },
  async brokenSettings(place) {
    const text = one(place, [
      '{',
      '{"gateway":',
      '[]',
      'null',
      '"x"',
      '1e999',
      '{a:1',
      '\0',
      '{"gateway":{"bind":"loopback"}} x',
      '',
    ]);
    await put(place, SETTINGS, text);
    if (text !== '') hide(place, SETTINGS);
  },
  async deepJson5(place) {
    const deep = 20_000;
    const text = one(place, [
      `${'{a:'.repeat(deep)}1${'}'.repeat(deep)}`,
      `${'/*'.repeat(deep)}*/{}`,
      `${'[,'.repeat(deep)}`,
      `{a:'${'\\\n'.repeat(deep)}'`,
      `{a:${'+-'.repeat(deep)}1}`,
      `{a:0x${'f'.repeat(deep)},b:${'9'.repeat(deep)}e`,
      '\u2028'.repeat(deep),
    ]);
    await put(place, SETTINGS, text);
    hide(place, SETTINGS);
  },
  async wrongKinds(place) {
    const value = one<unknown>(place, [null, [], 1, 'x', true, { a: {} }, [[[]]], [null], -1, '\u0000']);
    const names = ['gateway', 'agents', 'tools', 'channels', 'session', 'hooks', 'plugins', 'skills', 'mcp'];
    const more = ['browser', 'models', 'env', 'cron', 'secrets', 'discovery', 'memory', 'auth', 'logging'];
    await settings(place, Object.fromEntries([...names, ...more].map((name) => [name, value])));
  },
  async wrongKindsBelow(place) {
    const value = () => one<unknown>(place, [null, [], 1, 'x', true, {}, [null], [{ a: null }], '*']);
    const some = (names: string) => Object.fromEntries(names.split(' ').map((name) => [name, value()]));
    await settings(place, {
      gateway: {
        mode: 'local',
        ...some('port bind auth tailscale controlUi http nodes tools remote trustedProxies tls'),
      },
      agents: { defaults: some('workspace sandbox model tools heartbeat'), list: value(), entries: value() },
      tools: some('profile allow deny exec elevated fs sandbox byProvider web'),
      channels: {
        telegram: some('dmPolicy allowFrom groups accounts'),
        defaults: value(),
        discord: some('guilds dm'),
      },
      plugins: some('entries load allow deny installs slots'),
      skills: some('load entries allowBundled'),
      hooks: { enabled: true, ...some('token path mappings internal gmail') },
      mcp: { servers: { a: value(), b: some('command args env url headers') } },
      secrets: some('providers defaults'),
      env: some('vars shellEnv A'),
    });
  },
  async includeOfPlaces(place) {
    const outside = [
      '/etc/shadow',
      '/dev/zero',
      '../../../../etc/passwd',
      '/proc/self/environ',
      place.home,
      '.',
      '',
    ];
    await settings(place, { $include: outside, gateway: { $include: one(place, outside) } });
    hide(place, SETTINGS);
  },
  async manyKeys(place) {
    const keys = Object.fromEntries(
      Array.from({ length: 20_000 }, (_, at) => [`k${at}`, { workspace: `~/w${at}` }]),
    );
    await settings(place, { agents: { entries: keys }, channels: keys, mcp: { servers: keys } });
  },
  async substitutions(place) {
    const fill = (name: string) => `$\{${name}}`;
    const text = fill('A').repeat(20_000);
    await put(
      place,
      '.openclaw/.env',
      Array.from({ length: 30 }, (_, at) => `A${at}=\${A${at + 1}}\${A${at + 1}}\n`).join(''),
    );
    await settings(place, {
      gateway: { auth: { token: text }, bind: fill('A0'), port: '${' },
      env: { A: text, B: `$${fill('A')}` },
    });
  },
  async variablesOfOneLine(place) {
    const part = one(place, ['A=', '"', "'", '\\', 'export ', '#', '$(', '`', '\r', 'password: ']);
    for (const path of [
      '.openclaw/.env',
      '.config/openclaw/gateway.env',
      '.openclaw/gateway.systemd.env',
      '.bashrc',
    ])
      await put(place, path, `A="${part.repeat(Math.floor(2_000_000 / part.length))}`);
  },
  async unitsInCircles(place) {
    const files = ['a', 'b'].map((name) => `${place.home}/.config/${name}.env`);
    await put(
      place,
      UNIT,
      `[Service]\nEnvironmentFile=${files.join('\nEnvironmentFile=')}\nExecStart=/bin/sh ${place.home}/a.sh\n`,
    );
    await put(place, 'a.sh', `#!/bin/sh\n. ${place.home}/b.sh\nexec sh ${place.home}/a.sh\n`);
    await put(place, 'b.sh', `source ${place.home}/a.sh\n`);
    for (const name of ['a.env', 'b.env'])
      await put(place, `.config/${name}`, 'A=$A\nOPENCLAW_CONFIG_PATH=$OPENCLAW_CONFIG_PATH/x\n');
    for (let at = 0; at < 200; at++)
      await put(
        place,
        `${UNIT}.d/${at}.conf`,
        `[Service]\nExecStart=\nExecStart=/usr/bin/openclaw gateway --port ${at}\n`,
      );
  },
  async wideOpenRights(place) {
    for (const path of OTHER.filter(() => place.random(2) === 0))
      await chmod(join(place.home, path), 0o7777).catch(() => {});
  },
};
