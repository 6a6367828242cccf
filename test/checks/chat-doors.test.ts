import { expect, test } from 'vitest';
import check from '../../main/checks/chat-doors';
import type { Json } from '../../main/probes/settings';
import { read, settingsProbes } from '../fakes/settings';

const inspect = (channels: Json, more: { [key: string]: Json } = {}) =>
  check.inspect(settingsProbes(read({ channels, ...more })));
const result = async (...args: Parameters<typeof inspect>) => {
  const { state, severity, because } = await inspect(...args);
  return `${severity ?? state} ${because.id.replace('chat-doors.', '')}`;
};

test('private talks', async () => {
  expect(await result({})).toBe('good none');
  expect(await result({ telegram: { botToken: 'x' } })).toBe('good closed');
  expect(await result({ telegram: { dmPolicy: 'pairing' } })).toBe('good closed');
  expect(await result({ telegram: { dmPolicy: 'allowlist', allowFrom: [42] } })).toBe('good closed');
  expect(await result({ telegram: { dmPolicy: 'open', allowFrom: ['*'] } })).toBe('critical strangers');
  expect(await result({ telegram: { dmPolicy: 'open' } })).toBe('critical strangers');
  expect(await result({ telegram: { dmPolicy: 'allowlist', allowFrom: ['*'] } })).toBe('critical strangers');
  expect(await result({ telegram: { allowFrom: ['1', '*'] } })).toBe('critical strangers');
  expect(
    await result({ telegram: { dmPolicy: 'disabled', allowFrom: ['*'], groupPolicy: 'disabled' } }),
  ).toBe('good closed');
  expect(await result({ telegram: { dmPolicy: 'sometimes' } })).toBe('unknown settings.odd');
  expect(await result({ telegram: { dmPolicy: `\${POLICY}` } })).toBe('unknown settings.odd');
});

test('older ways to write it', async () => {
  expect(await result({ discord: { dm: { policy: 'open', allowFrom: ['*'] } } })).toBe('critical strangers');
  expect(await result({ discord: { dm: { policy: 'open', enabled: false } } })).toBe('good closed');
  expect(await result({}, { whatsapp: { dmPolicy: 'open', allowFrom: ['*'] } })).toBe('critical strangers');
});

test('groups', async () => {
  expect(await result({ telegram: { groupPolicy: 'open' } })).toBe('high any-group');
  expect(await result({ feishu: { groupPolicy: 'allowall' } })).toBe('high any-group');
  expect(await result({ telegram: { groupPolicy: 'disabled' } })).toBe('good closed');
  expect(await result({ telegram: { groupAllowFrom: ['*'] } })).toBe('high any-group');
  expect(await result({ telegram: { groupAllowFrom: ['*'], groups: { '-100': {} } } })).toBe('good closed');
  expect(await result({ telegram: { groups: { '*': { requireMention: false } } } })).toBe(
    'medium group-unasked',
  );
  expect(await result({ telegram: { groups: { '*': { requireMention: true } } } })).toBe('good closed');
  expect(await result({ discord: { guilds: { '*': {} } } })).toBe('medium group-unasked');
  expect(await result({ defaults: { groupPolicy: 'open' }, matrix: {}, telegram: { botToken: 'x' } })).toBe(
    'high any-group',
  );
  expect(await result({ irc: { channels: ['#a', '#b'] } })).toBe('good closed');
});

test('what an app does by itself', async () => {
  expect(await result({ qqbot: { appId: '1' } })).toBe('critical strangers');
  expect(await result({ qqbot: { appId: '1', allowFrom: ['me'] } })).toBe('good closed');
  expect(await result({ yuanbao: { appKey: '1' } })).toBe('critical strangers');
  expect(await result({ zalo: { botToken: '1' } })).toBe('high any-group');
  expect(await result({ 'some-new-app': { token: '1' } })).toBe('unknown settings.odd');
  expect(await result({ 'some-new-app': { groupPolicy: 'disabled' } })).toBe('unknown settings.odd');
  expect(await result({ 'some-new-app': { dmPolicy: 'disabled' } })).toBe('unknown settings.odd');
  expect(await result({ 'some-new-app': { dmPolicy: 'allowlist', groupPolicy: 'disabled' } })).toBe(
    'good closed',
  );
});

test('what is switched off is closed', async () => {
  const open = { dmPolicy: 'open', allowFrom: ['*'] };
  expect(await result({ telegram: { enabled: false, ...open } })).toBe('good none');
  expect(await result({ telegram: open }, { plugins: { entries: { telegram: { enabled: false } } } })).toBe(
    'good none',
  );
  expect(await result({ telegram: {} })).toBe('good none');
  expect(await result({ telegram: { enabled: 'no', ...open } })).toBe('critical strangers');
});

test('every account is looked at', async () => {
  const accounts = { home: { dmPolicy: 'pairing' }, work: { dmPolicy: 'open', allowFrom: ['*'] } };
  const finding = await inspect({ telegram: { accounts }, slack: { dmPolicy: 'pairing' } });
  expect(finding).toMatchObject({
    severity: 'critical',
    because: { id: 'chat-doors.strangers', values: { channel: 'telegram/work' } },
  });
  expect(await result({ telegram: { accounts: { a: { enabled: false, dmPolicy: 'open' } } } })).toBe(
    'good closed',
  );
  expect(await result({ qqbot: { accounts: { a: { allowFrom: ['me'] } } } })).toBe('good closed');
  expect(await result({ qqbot: { accounts: { a: { appId: '1' } } } })).toBe('critical strangers');
  expect(await result({ telegram: { dmPolicy: 'open', accounts: { a: {} } } })).toBe('critical strangers');
});

test('the ids of people are not shown', async () => {
  const finding = await inspect({ whatsapp: { dmPolicy: 'allowlist', allowFrom: ['+8613800138000', '*'] } });
  expect(finding.severity).toBe('critical');
  expect(JSON.stringify(finding)).not.toContain('13800138000');
  expect(finding.evidence[0]).toMatchObject({ saw: '*' });
  const off = await inspect({ telegram: { enabled: false, botToken: '123:SECRET' } });
  expect(JSON.stringify(off)).not.toContain('SECRET');
});
