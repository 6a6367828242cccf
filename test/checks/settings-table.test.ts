import { readFileSync } from 'node:fs';
import path from 'node:path';
import JSON5 from 'json5';
import { describe, expect, test } from 'vitest';
import chatDoors from '../../main/checks/chat-doors';
import controlPage from '../../main/checks/control-page-origins';
import bindSetting from '../../main/checks/gateway-bind-setting';
import password from '../../main/checks/gateway-password';
import orders from '../../main/checks/orders-from-elsewhere';
import toolRights from '../../main/checks/tool-rights';
import toolSandbox from '../../main/checks/tool-sandbox';
import { fakeProbes, seen } from '../fakes/probes';
import { absent, broken, read, settingsProbes, unreadable, withoutSetups } from '../fakes/settings';
import { processorTime } from '../processor-time';

/** Settings of three OpenClaw versions, written by its own onboarding (default) or by us and tried on it. */
const FIXTURES = path.join(import.meta.dirname, '../fixtures/settings');
const CHECKS = [toolSandbox, bindSetting, password, chatDoors, toolRights];

/** For each file: tool-sandbox, gateway-bind-setting, gateway-password, chat-doors, tool-rights. */
const EXPECTED: Record<string, string[]> = {
  '2026.1.30/default.json': ['high', 'good', 'good', 'good', 'high'],
  '2026.3.13/default.json': ['high', 'good', 'good', 'good', 'high'],
  '2026.9.6/default.json': ['high', 'good', 'good', 'good', 'high'],
  '2026.1.30/bad.json5': ['high', 'high', 'critical', 'critical', 'critical'],
  '2026.3.13/bad.json5': ['high', 'high', 'critical', 'critical', 'critical'],
  '2026.9.6/bad.json5': ['high', 'critical', 'critical', 'critical', 'critical'],
  '2026.9.6/invalid.json5': ['high', 'critical', 'critical', 'critical', 'critical'],
  // The sample password of the hardened ones runs in order on purpose.
  '2026.1.30/hardened.json5': ['good', 'good', 'high', 'good', 'good'],
  '2026.3.13/hardened.json5': ['good', 'good', 'high', 'good', 'good'],
  '2026.9.6/hardened.json5': ['good', 'good', 'high', 'good', 'good'],
  // It may write to its workspace.
  '2026.9.6/hardened-usable.json5': ['low', 'good', 'high', 'good', 'good'],
  // OpenClaw's own audit of 2026.9.6 doesn't mention the open door.
  '2026.9.6/dmopen.json5': ['good', 'good', 'high', 'critical', 'good'],
};

describe('settings of three versions', () => {
  for (const [file, expected] of Object.entries(EXPECTED)) {
    test(file, async () => {
      const value = JSON5.parse(readFileSync(path.join(FIXTURES, file), 'utf8'));
      const findings = await Promise.all(CHECKS.map((check) => check.inspect(settingsProbes(read(value)))));
      expect(findings.map(({ state, severity }) => severity ?? state)).toEqual(expected);
      for (const { evidence } of findings) expect(evidence.length).toBeGreaterThan(0);
    });
  }

  test('no file: the defaults hold', async () => {
    const findings = await Promise.all(CHECKS.map((check) => check.inspect(settingsProbes(absent))));
    expect(findings.map(({ state, severity }) => severity ?? state)).toEqual([
      ...['high', 'good', 'good', 'good', 'high'],
    ]);
    for (const { evidence } of findings)
      expect(evidence).toContainEqual({
        kind: 'file',
        where: '/home/lin/.openclaw/openclaw.json',
        saw: { id: 'settings.absent' },
      });
  });
});

describe.each([...CHECKS, controlPage, orders])('$id', (check) => {
  test('broken settings are unknown, with file, line and column', async () => {
    const finding = await check.inspect(settingsProbes(broken));
    expect(finding.state).toBe('unknown');
    expect(finding.because).toMatchObject({
      id: 'settings.broken-at',
      values: { file: '/home/lin/.openclaw/openclaw.json', line: 3, column: 7 },
    });
    expect(finding.evidence[0]).toMatchObject({ where: '/home/lin/.openclaw/openclaw.json' });
  });

  test('unreadable settings are unknown', async () => {
    expect((await check.inspect(settingsProbes(unreadable))).state).toBe('unknown');
  });

  test('a good setup beside a broken one is not good', async () => {
    const good = read({
      gateway: { auth: { token: '37c7742330e288a151df2d5aadf24654c54f35c31e68c889' } },
      agents: { defaults: { sandbox: { mode: 'all' } } },
      tools: { profile: 'minimal' },
    });
    expect((await check.inspect(settingsProbes(good))).state).toBe('good');
    expect((await check.inspect(settingsProbes(good, broken))).state).toBe('unknown');
  });

  test('a second profile is looked at too', async () => {
    const bad = JSON5.parse(readFileSync(path.join(FIXTURES, '2026.9.6/bad.json5'), 'utf8'));
    const good = read({ tools: { profile: 'minimal' }, agents: { defaults: { sandbox: { mode: 'all' } } } });
    const other = read(bad, {
      setup: { name: 'work', configPath: '/home/lin/.openclaw-work/openclaw.json' },
    });
    const finding = await check.inspect(settingsProbes(good, other));
    expect(finding.state).toBe('attention');
    expect(finding.evidence[0]?.where).toContain('/home/lin/.openclaw-work/openclaw.json');
  });

  test('a setup that may hide somewhere is unknown', async () => {
    const gaps = [{ where: '/root/.openclaw', because: { id: 'look.not-allowed' } }];
    const probes = fakeProbes({
      settings: { all: async () => ({ items: [], gaps }) },
      openclaw: { services: async () => seen(), sandboxBrowsers: async () => seen() },
    });
    expect((await check.inspect(probes)).state).toBe('unknown');
    const items = [
      read({ tools: { profile: 'minimal' }, agents: { defaults: { sandbox: { mode: 'all' } } } }),
    ];
    const beside = fakeProbes({
      settings: { all: async () => ({ items, gaps }) },
      openclaw: { services: async () => seen(), sandboxBrowsers: async () => seen() },
    });
    expect((await check.inspect(beside)).state).toBe('unknown');
  });

  test('no OpenClaw, or one that was never set up, is not applicable', async () => {
    expect((await check.inspect(withoutSetups())).state).toBe('not-applicable');
    const copy = {
      path: '/usr/lib/node_modules/openclaw',
      package: 'openclaw',
      version: '2026.9.6',
      kind: 'npm',
      owner: 'root',
      where: 'this-computer',
    } as const;
    expect((await check.inspect(withoutSetups(copy))).because.id).toBe('settings.not-set-up');
    expect((await check.inspect(withoutSetups({ ...copy, where: 'container:claw' }))).state).toBe('unknown');
  });

  test('values of the wrong type never read as good', async () => {
    const nonsense = {
      gateway: { bind: 7, auth: { mode: ['token'], token: 5 }, mode: {}, tailscale: { mode: 1 } },
      agents: { defaults: { sandbox: { mode: 3, scope: [], workspaceAccess: 'yes' } } },
      tools: { profile: 9, deny: 'all', exec: { security: 1, mode: 2 }, elevated: { enabled: 'no' } },
      channels: { telegram: { dmPolicy: 1, groupPolicy: 'shut', allowFrom: '*' } },
    };
    for (const value of [nonsense, { gateway: 1, agents: 'x', tools: [], channels: 'y' }])
      expect((await check.inspect(settingsProbes(read(value)))).state).not.toBe('good');
  });
});

test('each setting is shown once, however many agents it concerns', async () => {
  const value = { agents: { entries: { a: {}, b: {}, c: {} } } };
  for (const check of CHECKS) {
    const { evidence } = await check.inspect(settingsProbes(read(value)));
    expect(new Set(evidence.map((each) => JSON.stringify(each))).size).toBe(evidence.length);
  }
});

test('thousands of agents or accounts end the look quickly, and never as good', async () => {
  const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`a${index}`, {}]));
  const value = {
    gateway: { bind: 'auto', auth: { mode: 'none' } },
    agents: { defaults: { sandbox: { mode: 'all' } }, entries: many },
    tools: { profile: 'minimal' },
    channels: { telegram: { dmPolicy: 'pairing', accounts: many } },
  };
  const spent = await processorTime(async () => {
    for (const check of CHECKS)
      expect((await check.inspect(settingsProbes(read(value)))).state).not.toBe('good');
  });
  expect(spent).toBeLessThan(5000);
});
