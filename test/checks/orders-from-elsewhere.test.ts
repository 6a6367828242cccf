import { expect, test } from 'vitest';
import check from '../../main/checks/orders-from-elsewhere';
import type { Json } from '../../main/probes/settings';
import { read, settingsProbes } from '../fakes/settings';

type Map = { [key: string]: Json };
const GOOD = '4be7a1905c6d2f83be0917ac5d64f2e8a1b3c5d7e9f10234';
const inspect = (value: Map, environment: Record<string, string> = {}) =>
  check.inspect(settingsProbes(read(value, { environment })));
const result = async (...args: Parameters<typeof inspect>) => {
  const { state, severity, because } = await inspect(...args);
  return `${severity ?? state} ${because.id.replace('orders-from-elsewhere.', '')}`;
};
const hooks = (more: Map, gateway: Map = {}) => ({
  hooks: { enabled: true, token: GOOD, defaultSessionKey: 'hook:in', allowedAgentIds: ['hooks'], ...more },
  gateway,
});

test('webhooks', async () => {
  expect(await result(hooks({}))).toBe('good closed');
  expect(await result({ hooks: { enabled: false, token: 'abc', path: '/' } })).toBe('good closed');
  expect(await result(hooks({ token: 'abc' }))).toBe('medium hook-token-weak');
  expect(await result(hooks({ token: 'a'.repeat(40) }))).toBe('medium hook-token-weak');
  expect(await result(hooks({ token: { source: 'file', id: '/x' } }))).toBe('unknown settings.odd');
  expect(await result(hooks({ path: '/' }))).toBe('high hook-root');
  expect(await result(hooks({ allowRequestSessionKey: true }))).toBe('medium hook-session-any');
  expect(await result(hooks({ allowRequestSessionKey: true }, { bind: 'lan' }))).toBe(
    'high hook-session-key',
  );
  expect(await result(hooks({ allowedAgentIds: ['*'] }))).toBe('low hook-any-agent');
  expect(await result(hooks({ allowedAgentIds: [] }))).toBe('good closed');
  expect(await result(hooks({ defaultSessionKey: ' ' }))).toBe('low hook-no-session');
  expect(await result(hooks({ mappings: [{ allowUnsafeExternalContent: true }] }))).toBe(
    'medium hook-unwrapped',
  );
});

test('the token of the gateway opens the webhooks', async () => {
  expect(await result(hooks({}, { auth: { token: GOOD } }))).toBe('high hook-token-reused');
  const named = hooks({ token: `\${A}` }, { auth: { password: `\${B}` } });
  expect(await result(named, { A: GOOD, B: GOOD })).toBe('high hook-token-reused');
  const { evidence } = await inspect(hooks({}, { auth: { token: GOOD } }));
  expect(JSON.stringify(evidence)).not.toContain(GOOD.slice(0, 8));
  expect(evidence[0]).toMatchObject({ saw: { id: 'settings.secret', values: { length: 48 } } });
});

test('over the network', async () => {
  expect(await result({ gateway: { tools: { allow: ['exec', 'session_status'] } } })).toBe(
    'medium http-tools',
  );
  expect(await result({ gateway: { tools: { allow: ['session_status'] } } })).toBe('good closed');
  const api = { http: { endpoints: { chatCompletions: { enabled: true } } } };
  expect(await result({ gateway: api })).toBe('low http-talk');
  expect(await result({ gateway: { ...api, auth: { mode: 'none' } } })).toBe('medium http-open');
  expect(await result({ plugins: { entries: { 'admin-http-rpc': { enabled: true } } } })).toBe(
    'medium admin-rpc',
  );
});

test('devices and other computers', async () => {
  const nodes = (more: Map) => result({ gateway: { nodes: more } });
  expect(await nodes({ commands: { allow: ['screen.record'] } })).toBe('medium node-commands');
  expect(await nodes({ commands: { allow: ['screen.record'], deny: ['screen.record'] } })).toBe(
    'good closed',
  );
  expect(await nodes({ allowCommands: ['sms.send'] })).toBe('medium node-commands');
  expect(await nodes({ commands: { deny: ['system.run'] } })).toBe('good closed');
  expect(await nodes({ commands: { deny: ['system.*'] } })).toBe('low node-deny');
  for (const cidr of ['0.0.0.0/0', '::/0', '203.0.113.0/24', '10.0.0.0/4'])
    expect(await nodes({ pairing: { autoApproveCidrs: [cidr] } })).toBe('high approves-anyone');
  expect(await nodes({ pairing: { autoApproveCidrs: ['192.168.1.0/24'] } })).toBe('low approves-network');
  const remote = (url: string) => result({ gateway: { remote: { url } } });
  expect(await remote('ws://203.0.113.9:18789')).toBe('high clear-remote');
  expect(await remote('ws://claw.example.org')).toBe('high clear-remote');
  expect(await remote('ws://nas.local:18789')).toBe('low clear-remote');
  expect(await remote('ws://[::1]:18789')).toBe('good closed');
  expect(await remote('wss://claw.example.org')).toBe('good closed');
});

test('people, calls and mails', async () => {
  expect(await result({ commands: { bash: true } })).toBe('medium chat-shell');
  expect(await result({ commands: { mcp: true } })).toBe('low chat-control');
  expect(await result({ commands: { ownerAllowFrom: ['telegram:42'] } })).toBe('good closed');
  expect(await result({ commands: { ownerAllowFrom: ['*'] } })).toBe('high owner-anyone');
  expect(await result({ commands: { allowFrom: { telegram: ['42'] } } })).toBe('good closed');
  expect(await result({ commands: { allowFrom: { telegram: ['42', '*'] } } })).toBe('high commands-anyone');
  const approvers = { execApprovals: { approvers: ['*'] } };
  expect(await result({ channels: { slack: approvers } })).toBe('high approver-anyone');
  expect(await result({ channels: { slack: { accounts: { a: approvers } } } })).toBe('high approver-anyone');
  expect(await result({ channels: { slack: { enabled: false, ...approvers } } })).toBe('good closed');
  const plugin = (name: string, config: Json, enabled = true) =>
    result({ plugins: { entries: { [name]: { enabled, config } } } });
  expect(await plugin('voice-call', { inboundPolicy: 'open' })).toBe('medium calls-open');
  expect(await plugin('voice-call', { inboundPolicy: 'open' }, false)).toBe('good closed');
  expect(await plugin('imap', { accounts: { me: { senderAuth: { min: 'mutable' } } } })).toBe(
    'medium mail-unproven',
  );
});
