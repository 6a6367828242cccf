import { expect, test } from 'vitest';
import check from '../../main/checks/tool-rights';
import { startOptions } from '../../main/openclaw/start-options';
import type { Json } from '../../main/probes/settings';
import { fakeProbes, seen } from '../fakes/probes';
import { read, settingsProbes, setup } from '../fakes/settings';

const sandboxed = { defaults: { sandbox: { mode: 'all' } } };
const inspect = (tools: Json, more: { [key: string]: Json } = {}) =>
  check.inspect(settingsProbes(read({ tools, browser: { enabled: false }, ...more })));
const result = async (...args: Parameters<typeof inspect>) => {
  const { state, severity, because } = await inspect(...args);
  return `${severity ?? state} ${because.id.replace('tool-rights.', '')}`;
};
/** Commands, files and the terminal, nothing beside. */
const CODING = { profile: 'coding', deny: ['group:automation', 'plugins'] };
const careful = { ...CODING, fs: { workspaceOnly: true }, exec: { security: 'allowlist', ask: 'always' } };
const closed = { gateway: { terminal: { enabled: false } } };

test('commands', async () => {
  expect(await result({})).toBe('high free');
  expect(await result({ profile: 'full' })).toBe('high free');
  expect(await result(CODING)).toBe('high free');
  expect(await result({ ...careful, exec: { security: 'full', ask: 'off' } }, closed)).toBe('high free');
  expect(await result(careful, closed)).toBe('good narrow');
  expect(await result({ ...careful, exec: { mode: 'deny' } }, closed)).toBe('good narrow');
  expect(await result({ profile: 'messaging' })).toBe('good narrow');
  expect(await result({ profile: 'minimal', exec: { security: 'full' } })).toBe('good narrow');
  expect(await result(CODING, { agents: sandboxed })).toBe('good narrow');
  expect(await result({ ...CODING, exec: { host: 'gateway' } }, { agents: sandboxed })).toBe('high free');
});

test('an old version that asks only on the gateway', async () => {
  const meta = { lastTouchedVersion: '2026.1.30' };
  expect(await result(careful, { ...closed, meta })).toBe('high ungated');
  expect(await result(careful, { ...closed, meta, agents: sandboxed })).toBe('good narrow');
  const sent = { ...careful, exec: { ...careful.exec, host: 'gateway' } };
  expect(await result(sent, { ...closed, meta })).toBe('good narrow');
  expect(await result(careful, { ...closed, meta: { lastTouchedVersion: '2026.3.13' } })).toBe('good narrow');
});

test('out of the sandbox', async () => {
  const elevated = (allowFrom: Json, more: object = {}) => ({ ...careful, elevated: { allowFrom, ...more } });
  expect(await result(elevated({ telegram: ['*'] }), closed)).toBe('critical elevated');
  expect(await result(elevated({ telegram: ['*'] }, { enabled: true }), closed)).toBe('critical elevated');
  expect(await result(elevated({ telegram: ['*'] }, { enabled: false }), closed)).toBe('good narrow');
  expect(await result(elevated({ telegram: ['42'] }), closed)).toBe('low elevated-some');
  expect(await result(elevated({}), closed)).toBe('good narrow');
  expect(await result({ profile: 'minimal', elevated: { allowFrom: { telegram: ['*'] } } })).toBe(
    'good narrow',
  );
  expect(await result(elevated('*' as Json), closed)).toBe('unknown settings.odd');
  const own = { tools: { elevated: { allowFrom: { telegram: ['42'] } } } };
  const agents = { entries: { a: own } };
  expect(await result(elevated({ telegram: ['*'] }), { ...closed, agents })).toBe('low elevated-some');
});

test('files, browser, devices, terminal, its own settings', async () => {
  expect(await result({ ...careful, fs: {} }, closed)).toBe('medium files');
  expect(await result({ ...careful, fs: { workspaceOnly: false } }, { ...closed, agents: sandboxed })).toBe(
    'good narrow',
  );
  expect(
    await result({ ...careful, exec: { ...careful.exec, applyPatch: { workspaceOnly: false } } }, closed),
  ).toBe('medium patch');
  expect(await result({ profile: 'minimal', alsoAllow: ['browser'] }, { browser: {} })).toBe(
    'medium browser',
  );
  expect(await result({ profile: 'minimal', alsoAllow: ['browser'] })).toBe('good narrow');
  expect(await result({ profile: 'minimal', alsoAllow: ['nodes'] })).toBe('medium devices');
  expect(await result({ profile: 'minimal', alsoAllow: ['gateway'] })).toBe('low control');
  expect(await result(careful)).toBe('medium terminal');
  expect(await result(careful, { agents: sandboxed })).toBe('good narrow');
});

test('one agent with more is enough', async () => {
  for (const agents of [
    { entries: { safe: {}, loose: { tools: { profile: 'full' } } } },
    { list: [{ id: 'safe' }, { id: 'loose', tools: { profile: 'full' } }] },
  ]) {
    const finding = await inspect({ profile: 'messaging' }, { agents });
    expect(finding).toMatchObject({ severity: 'high', because: { values: { agent: 'loose' } } });
  }
  const narrow = { entries: { only: { tools: { profile: 'minimal' } } } };
  expect(await result({ profile: 'full' }, { agents: narrow })).toBe('good narrow');
});

test('a variable that can’t be seen is never good', async () => {
  expect(await result({ profile: `\${PROFILE}` })).toBe('high free');
  expect(await result({ ...careful, deny: [`\${DENIED}`] }, closed)).not.toMatch(/^good/);
  expect(await result({ profile: 'minimal', deny: 7 })).toBe('unknown settings.odd');
});

test('commands and tools beyond what their lists say', async () => {
  const fenced = { agents: { defaults: { sandbox: { mode: 'all' } } } };
  const outside = (exec: { [key: string]: Json }, more: { [key: string]: Json } = {}) =>
    check.inspect(
      settingsProbes(
        read({
          tools: {
            profile: 'coding',
            fs: { workspaceOnly: true },
            deny: ['terminal', 'automations', 'plugins'],
            exec,
          },
          ...more,
        }),
      ),
    );
  const said = async (finding: ReturnType<typeof outside>) => {
    const { state, severity, because } = await finding;
    return `${severity ?? state} ${because.id.replace('tool-rights.', '')}`;
  };
  const asks = { security: 'allowlist', ask: 'always' };
  expect(await said(outside(asks))).toBe('good narrow');
  expect(await said(outside({ mode: 'auto' }))).toBe('medium model-approves');
  expect(await said(outside({ mode: 'auto' }, fenced))).toBe('good narrow');
  expect(await said(outside({ ...asks, safeBins: ['cut', 'wc'] }))).toBe('good narrow');
  for (const bin of ['python3', 'python3.11', 'python-3', 'PYTHON2.7.18.exe', '/usr/bin/node20'])
    expect(await said(outside({ ...asks, safeBins: ['cut', bin] }))).toBe('low bins');
  for (const bin of ['3', 'a-python3.11', 'python3.11-x'])
    expect(await said(outside({ ...asks, safeBins: ['cut', bin] }))).toBe('good narrow');
  const profiled = { safeBins: ['python3'], safeBinProfiles: { python3: { allowedFlags: [] } } };
  expect(await said(outside({ ...asks, ...profiled }))).toBe('good narrow');
  for (const folder of ['/tmp', '/home/lin/bin', 'bin', '/usr/local/bin', 'C:\\Users\\lin\\bin'])
    expect(await said(outside({ ...asks, safeBinTrustedDirs: [folder] }))).toBe('low bin-folders');
  expect(await said(outside({ ...asks, safeBinTrustedDirs: ['/usr/bin'] }))).toBe('good narrow');
  const two = { entries: { main: {}, b: {} } };
  const helpers = { defaults: { subagents: { allowAgents: ['*'] } } };
  expect(await said(outside(asks, { agents: { ...two, ...helpers } }))).toBe('low any-helper');
  expect(await said(outside(asks, { agents: helpers }))).toBe('good narrow');
});

test('a node host is ruled elsewhere', async () => {
  const node = {
    name: 'openclaw-node',
    kind: 'systemd-user',
    file: '/home/lin/.config/systemd/user/openclaw-node.service',
    account: 'lin',
    administrator: false,
    env: {},
    options: startOptions(['openclaw', 'node', 'run', '--host', 'vps.example', '--port', '443', '--tls']),
    legacy: false,
  } as const;
  const settings = read({ tools: { profile: 'minimal' } });
  const on = async (...approvals: Json[]) => {
    const finding = await check.inspect(
      fakeProbes({
        settings: { all: async () => seen(settings) },
        openclaw: { services: async () => seen(node), setups: async () => seen(setup()) },
        orders: { approvals: async () => seen(...approvals.map((value) => ({ where: '/a.json', value }))) },
      }),
    );
    return `${finding.severity ?? finding.state} ${finding.because.id} ${finding.evidence[0]?.where}`;
  };
  expect(await on()).toBe(`high tool-rights.node-free ${node.file}`);
  expect(await on({ defaults: { security: 'full', ask: 'off' } })).toBe(
    `high tool-rights.node-free ${node.file}`,
  );
  expect(await on({ defaults: { security: 'deny' } })).toBe(`unknown tool-rights.node-ruled ${node.file}`);
});
