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
  expect(await result({ telegram: { groupAllowFrom: ['*'], groups: { '-100': {} } } })).toBe('low members');
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

test('rules of single groups, topics and rooms', async () => {
  const telegram = (groups: Json, more: { [key: string]: Json } = {}) =>
    result({ telegram: { groups, ...more } });
  expect(await telegram({ '*': { groupPolicy: 'open' } })).toBe('high any-group');
  expect(await telegram({ '*': { allowFrom: ['*'] } })).toBe('high any-group');
  expect(await telegram({ '*': { topics: { 7: { groupPolicy: 'open' } } } })).toBe('high any-group');
  expect(await telegram({ '-100': { groupPolicy: 'open' } })).toBe('low members');
  expect(await telegram({ '-100': { allowFrom: ['42'], topics: { 7: { allowFrom: ['*'] } } } })).toBe(
    'low members',
  );
  expect(await telegram({ '-100': { allowFrom: ['42'] } })).toBe('good closed');
  expect(await telegram({ '-100': {} })).toBe('low members');
  expect(await telegram({ '-100': {} }, { allowFrom: ['42'] })).toBe('good closed');
  expect(await telegram({ '-100': { groupPolicy: 'open', enabled: false } })).toBe('good closed');
  expect(await telegram({ '-100': { groupPolicy: 'open' } }, { groupPolicy: 'disabled' })).toBe(
    'low members',
  );
  // Groups that are named are all that there are, even under an open policy.
  expect(await telegram({ '-100': {} }, { groupPolicy: 'open' })).toBe('low members');
  const account = { telegram: { accounts: { work: { groups: { '*': { groupPolicy: 'open' } } } } } };
  expect(await result(account)).toBe('high any-group');
  const guilds = (of: Json) => result({ discord: { token: 'x', guilds: of } });
  expect(await guilds({ 42: {} })).toBe('low members');
  expect(await guilds({ 42: { roles: ['9'] } })).toBe('good closed');
  expect(await guilds({ 42: { users: ['7'], channels: { help: { enabled: true } } } })).toBe('good closed');
  expect(await guilds({ 42: { channels: { help: { users: ['7'] } } } })).toBe('good closed');
  expect(await guilds({ 42: { users: ['7'], channels: { help: { users: ['*'] } } } })).toBe('low members');
  expect(await guilds({ '*': { users: ['*'] } })).toBe('high any-group');
  expect(await result({ slack: { channels: { C1: {} } } })).toBe('low members');
  expect(await result({ slack: { channels: { C1: { users: ['U1'] }, C2: { enabled: false } } } })).toBe(
    'good closed',
  );
  expect(await result({ matrix: { groups: { '*': { users: ['*'] } } } })).toBe('high any-group');
  expect(await result({ matrix: { groupAllowFrom: ['@me:x'], groups: { '!a:x': {} } } })).toBe('good closed');
  expect(await result({ whatsapp: { groups: { '1@g.us': {} } } })).toBe('good closed');
});

test('telegram’s own list is a boundary for its accounts', async () => {
  const accounts = { alerts: { dmPolicy: 'open', allowFrom: ['*'] } };
  expect(await result({ telegram: { accounts } })).toBe('critical strangers');
  expect(await result({ telegram: { allowFrom: ['42'], accounts } })).toBe('good closed');
  expect(await result({ telegram: { allowFrom: ['42', '*'], accounts } })).toBe('critical strangers');
  expect(await result({ slack: { allowFrom: ['42'], accounts } })).toBe('critical strangers');
});

test('what lets people in besides lists', async () => {
  const slack = (more: { [key: string]: Json }) => result({ slack: more });
  expect(await slack({ dangerouslyAllowNameMatching: true })).toBe('low names-match');
  expect(await slack({ accounts: { a: { dangerouslyAllowNameMatching: true } } })).toBe('low names-match');
  expect(await result({ sms: { dangerouslyDisableSignatureValidation: true } })).toBe('high unsigned');
  expect(await result({ twitch: { allowedRoles: ['all'] } })).toBe('high any-role');
  expect(await result({ twitch: { allowedRoles: ['all'], allowFrom: ['1'] } })).toBe('good closed');
  const group = (more: Json) => ({ accessGroups: { us: more } });
  const list = { telegram: { dmPolicy: 'allowlist', allowFrom: ['accessGroup:us'] } };
  expect(await result(list, group({ type: 'message.senders', members: { '*': ['*'] } }))).toBe(
    'high group-of-everyone',
  );
  expect(await result({}, group({ type: 'message.senders', members: { '*': ['*'] } }))).toBe('good none');
  expect(await result(list, group({ type: 'discord.channelAudience' }))).toBe('low audience');
  const two = { telegram: { dmPolicy: 'allowlist', allowFrom: ['1', '2'] } };
  expect(await result(two, { session: { dmScope: 'main' } })).toBe('low shared-talk');
  expect(await result(two)).toBe('good closed');
  expect(await result(two, { session: { groupScope: 'main' } })).toBe('medium shared-room');
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
    because: {
      id: 'chat-doors.strangers',
      values: {
        channel: {
          id: 'channel.account',
          values: { channel: { id: 'channel.telegram' }, account: 'work' },
        },
      },
    },
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
