import { expect, test } from 'vitest';
import chatDoors from '../../../main/checks/chat-doors';
import fix from '../../../main/checks/fixes/close-chats';
import { CONFIG, planOn, probesOf, textAfter } from './settings';

const state = async (text: string) =>
  (await chatDoors.inspect(probesOf({ files: { [CONFIG]: text } }))).state;

test.each([
  [
    'anyone privately',
    '{ channels: { telegram: { dmPolicy: "open", allowFrom: ["*"] } } }',
    '{ channels: { telegram: { dmPolicy: "pairing", allowFrom: [] } } }',
  ],
  [
    'anyone, the owner among them',
    '{ channels: { telegram: { dmPolicy: "open", allowFrom: [42, "*", "@me"] } } }',
    '{ channels: { telegram: { dmPolicy: "pairing", allowFrom: [42, "@me"] } } }',
  ],
  [
    'a list with everyone on it',
    '{ channels: { telegram: { dmPolicy: "allowlist", allowFrom: ["42", "*"] } } }',
    '{ channels: { telegram: { dmPolicy: "allowlist", allowFrom: ["42"] } } }',
  ],
  [
    'a list of everyone alone would shut the owner out',
    '{ channels: { telegram: { dmPolicy: "allowlist", allowFrom: ["*"] } } }',
    '{ channels: { telegram: { dmPolicy: "pairing", allowFrom: [] } } }',
  ],
  [
    'groups, and unasked in them',
    '{ channels: { telegram: { groupPolicy: "open", groups: { "*": { requireMention: false } } } } }',
    '{ channels: { telegram: { groupPolicy: "allowlist", groups: { "*": { requireMention: true } } } } }',
  ],
  [
    'an account of its own beside the channel’s',
    '{ channels: { telegram: { dmPolicy: "pairing", accounts: { work: { dmPolicy: "open", allowFrom: ["*", "7"] } } } } }',
    '{ channels: { telegram: { dmPolicy: "pairing", accounts: { work: { dmPolicy: "pairing", allowFrom: ["7"] } } } } }',
  ],
  [
    'a nested policy',
    '{ channels: { matrix: { dm: { policy: "open", allowFrom: ["*"] } } } }',
    '{ channels: { matrix: { dm: { policy: "pairing", allowFrom: [] } } } }',
  ],
  [
    'any server',
    '{ channels: { discord: { groupPolicy: "allowlist", guilds: { "*": {}, "123": { users: ["7"] } } } } }',
    '{ channels: { discord: { groupPolicy: "allowlist", guilds: { "123": { users: ["7"] } } } } }',
  ],
  [
    'a channel that is open by itself',
    '{ channels: { yuanbao: { appKey: "x" } } }',
    '{ channels: { yuanbao: { appKey: "x", dmPolicy: "pairing", groupPolicy: "allowlist" } } }',
  ],
  [
    'before channels had a place of their own',
    '{ whatsapp: { allowFrom: ["+8613800138000", "*"] } }',
    '{ whatsapp: { allowFrom: ["+8613800138000"] } }',
  ],
])('%s', async (_name, before, after) => {
  const plan = await planOn(fix, before);
  expect(textAfter(plan)).toBe(after);
  expect([await state(before), await state(after)]).toEqual(['attention', 'good']);
  expect(plan?.afterwards).toEqual({ id: 'fix.close-chats.afterwards' });
});

test.each([
  ['closed', '{ channels: { telegram: { dmPolicy: "pairing" } } }'],
  ['none', '{ gateway: {} }'],
  ['switched off', '{ channels: { telegram: { enabled: false, dmPolicy: "open", allowFrom: ["*"] } } }'],
  ['of unknown ways', '{ channels: { carrierpigeon: { loft: 1 } } }'],
  ['broken', '{ channels: { telegram: { dmPolicy: "open"'],
])('nothing to do: %s', async (_name, text) => expect(await planOn(fix, text)).toBeNull());
