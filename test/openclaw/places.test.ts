import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { fillPattern, homePlaces, isCarrier, systemPlaces } from '../../main/openclaw/install-places';
import { pathsInLauncher } from '../../main/openclaw/launcher-paths';
import { readManifest } from '../../main/openclaw/manifest';
import { isLegacyServiceName, isServiceName, mayStartOpenClaw } from '../../main/openclaw/service-names';
import { placeFrom, profileOf } from '../../main/openclaw/state-folders';

describe('a package.json', () => {
  const read = (value: unknown) => readManifest(JSON.stringify(value));

  test.each([
    ['openclaw', '2026.9.6'],
    ['clawdbot', '2026.1.24-3'],
    ['moltbot', '0.1.0'],
    ['@somebody/openclaw', '1.0.0'],
    ['openclaw-cn', '0.1.5'],
  ])('of %s is a copy', (name, version) => {
    expect(read({ name, version })).toEqual({ package: name, version });
  });

  test('of a fork under another name is known by the command that it keeps', () => {
    expect(read({ name: '@lab/claw', version: '2026.3.1', bin: { openclaw: 'cli.js' } })).toEqual({
      package: '@lab/claw',
      version: '2026.3.1',
    });
    expect(read({ name: 'mine', version: '1.0.0', bin: './openclaw.mjs' })).toMatchObject({
      package: 'mine',
    });
  });

  test.each([
    { name: '@vendor/openclaw', version: '1.0.0', openclaw: { extensions: ['./index.js'] } },
    { name: 'openclaw-weixin', version: '1.0.0' },
    { name: 'create-openclaw', version: '1.0.0', bin: { 'create-openclaw': 'index.js' } },
    { name: 'left-pad', version: '1.0.0' },
  ])('of a plugin or a stranger is none: %j', (manifest) => {
    expect(read(manifest)).toBe('other');
  });

  test.each(['', '{', '[]', 'null', '"openclaw"', '{"name":5}', '{"name":["openclaw"]}', '{"version":"1"}'])(
    'that says nothing is broken: %s',
    (text) => expect(readManifest(text)).toBe('broken'),
  );

  test.each([undefined, 5, null, '', 'latest', {}, 'x'.repeat(100)])('has no version in %j', (version) => {
    expect(read({ name: 'openclaw', version })).toEqual({ package: 'openclaw', version: null });
  });

  test('keeps the version as it stands, but for a leading v', () => {
    expect(read({ name: 'openclaw', version: 'v2026.2.3-1' })).toMatchObject({ version: '2026.2.3-1' });
  });
});

describe('a launcher', () => {
  test('of install.sh leads to its checkout, spaces and all', () => {
    const text =
      '#!/usr/bin/env bash\nset -euo pipefail\nexec node "/home/lin/my code/openclaw/dist/entry.js" "$@"\n';
    expect(pathsInLauncher(text, '/home/lin/.local/bin', '/home/lin')).toEqual([
      '/home/lin/my code/openclaw/dist/entry.js',
    ]);
  });

  test('of a home or of pnpm is filled in', () => {
    expect(pathsInLauncher('exec $HOME/openclaw/openclaw.mjs', '/b', '/home/lin')).toEqual([
      '/home/lin/openclaw/openclaw.mjs',
    ]);
    const shim = 'exec node  "$basedir/../global/5/node_modules/openclaw/openclaw.mjs" "$@"';
    expect(pathsInLauncher(shim, '/p', '/h')).toContain('/p/../global/5/node_modules/openclaw/openclaw.mjs');
  });

  test('of npm on Windows is filled in', () => {
    const cmd = '@ECHO off\r\n"%_prog%"  "%dp0%\\node_modules\\openclaw\\openclaw.mjs" %*\r\n';
    expect(pathsInLauncher(cmd, 'C:\\npm', 'C:\\Users\\lin')).toEqual([
      'C:\\npm/node_modules\\openclaw\\openclaw.mjs',
    ]);
  });

  test.each([
    ['/opt/openclaw-2/run', true],
    ['/opt/a/OpenClaw.mjs', true],
    ['C:\\a\\clawdbot\\b.exe', true],
    ['/opt/a/dist/entry.mjs', true],
    ['/opt/openclaw', false],
    ['/opt/a/openclaw.json', false],
    ['/opt/a/dist/entry.mjs.map', false],
  ])('leads to %s: %s', (path, leads) => {
    expect(pathsInLauncher(`exec "${path}" "$@"`, '/b', '/h')).toEqual(leads ? [path] : []);
  });

  test('leads nowhere when it names no script of OpenClaw', () => {
    expect(pathsInLauncher('exec podman exec openclaw openclaw "$@"; cat /etc/passwd', '/b', '/h')).toEqual(
      [],
    );
  });
});

describe('a place', () => {
  test('needs every folder that it names', () => {
    expect(fillPattern('{home}/a/{PNPM_HOME}', { home: '/h', PNPM_HOME: '/p' })).toBe('/h/a//p');
    expect(fillPattern('{PNPM_HOME}/global', { PNPM_HOME: ' ' })).toBeNull();
    expect(fillPattern('{PNPM_HOME}/global', {})).toBeNull();
  });

  test.each(['linux', 'darwin', 'win32'] as const)('on %s is a folder of packages', (platform) => {
    const all = [...homePlaces(platform), ...systemPlaces(platform)];
    expect(all.length).toBeGreaterThan(15);
    for (const { pattern } of all) expect(pattern).toMatch(/^[{/].*node_modules$/);
  });

  test('is an app that carries OpenClaw by its name only', () => {
    for (const name of ['ClawX', 'QClaw', 'AutoClaw', 'OneClaw', 'OpenClaw', 'openclaw Companion'])
      expect(isCarrier(name)).toBe(true);
    for (const name of ['Clawspring', 'google', 'clawxyz', 'node']) expect(isCarrier(name)).toBe(false);
  });
});

describe('a state folder', () => {
  test('tells its profile', () => {
    expect(profileOf('.openclaw')).toBe('default');
    expect(profileOf('.openclaw-dev')).toBe('dev');
    expect([profileOf('.openclaw-'), profileOf('.openclawx'), profileOf('openclaw')]).toEqual([
      null,
      null,
      null,
    ]);
  });

  const place = (env: Record<string, string>) => placeFrom(env, '/home/lin', path.posix);

  test('is moved by OPENCLAW_STATE_DIR before all else', () => {
    expect(place({ OPENCLAW_STATE_DIR: '~/claw', OPENCLAW_HOME: '/srv', OPENCLAW_PROFILE: 'work' })).toEqual({
      name: 'work',
      stateDir: '/srv/claw',
      configPath: null,
      home: '/srv',
    });
  });

  test('follows OPENCLAW_HOME and the profile', () => {
    expect(place({ OPENCLAW_HOME: '~/svc' })?.stateDir).toBe('/home/lin/svc/.openclaw');
    expect(place({ OPENCLAW_PROFILE: 'work' })).toMatchObject({
      name: 'work',
      stateDir: '/home/lin/.openclaw-work',
    });
    expect(place({ OPENCLAW_PROFILE: 'Default' })).toMatchObject({
      name: 'default',
      stateDir: '/home/lin/.openclaw',
    });
  });

  test('may have its settings elsewhere', () => {
    expect(place({ OPENCLAW_CONFIG_PATH: '/etc/openclaw.json' })).toMatchObject({
      stateDir: '/home/lin/.openclaw',
      configPath: '/etc/openclaw.json',
    });
  });

  test('is where it always is when nothing is set, blank or the word undefined', () => {
    expect(place({})).toBeNull();
    expect(
      place({ OPENCLAW_STATE_DIR: ' ', OPENCLAW_HOME: 'undefined', CLAWDBOT_STATE_DIR: '/old' }),
    ).toBeNull();
  });
});

describe('a service', () => {
  test.each([
    'openclaw-gateway',
    'openclaw-gateway-work',
    'openclaw',
    'ai.openclaw.gateway',
    'OpenClaw Gateway (work)',
    'clawdbot-gateway',
    'bot.molt.gateway',
    'com.clawdbot.gateway',
  ])('called %s is OpenClaw’s', (name) => expect(isServiceName(name)).toBe(true));

  test.each(['backup-openclaw', 'com.apple.openclawish', 'openclawed', 'my openclaw'])(
    'called %s is not, by its name',
    (name) => expect(isServiceName(name)).toBe(false),
  );

  test('is legacy by its name', () => {
    expect(['clawdbot-gateway', 'bot.molt.gateway', 'openclaw-gateway'].map(isLegacyServiceName)).toEqual([
      true,
      true,
      false,
    ]);
  });

  test.each([
    [['/usr/bin/openclaw', 'gateway']],
    [['/usr/bin/node', '/usr/lib/node_modules/openclaw/dist/entry.js', 'gateway']],
    [['/bin/sh', '-c', 'exec openclaw gateway run']],
    [['/usr/bin/env', 'openclaw', 'gateway']],
    [['/usr/bin/podman', 'start', '-a', 'openclaw']],
    [['wscript.exe', 'C:\\Users\\lin\\openclaw\\gateway.vbs']],
    [['/usr/bin/node', '/opt/lobster/dist/index.js', 'gateway']],
    [['/home/lin/start.sh']],
  ])('may start OpenClaw by %j', (command) => expect(mayStartOpenClaw(command)).toBe(true));

  test.each([
    [['/usr/lib/systemd/systemd-logind']],
    [['/usr/sbin/cron', '-f']],
    [['/usr/bin/rsync', '-a', '/home/lin/photos', '/backup']],
  ])('can’t by %j', (command) => expect(mayStartOpenClaw(command)).toBe(false));
});
