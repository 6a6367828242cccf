import { expect, test } from 'vitest';
import fix from '../../../main/checks/fixes/limit-orders';
import check from '../../../main/checks/orders-from-elsewhere';
import { CONFIG, planOn, probesOf, shownOf, textAfter } from './settings';

const state = async (text: string) => (await check.inspect(probesOf({ files: { [CONFIG]: text } }))).state;

test.each([
  [
    'tools that are asked for over the network',
    '{ gateway: { tools: { deny: ["x"], allow: ["exec", "session_status"] } } }',
    '{ gateway: { tools: { deny: ["x"], allow: ["session_status"] } } }',
  ],
  [
    'devices from anywhere',
    '{ gateway: { nodes: { pairing: { autoApproveLocal: true, autoApproveCidrs: ["0.0.0.0/0"] } } } }',
    '{ gateway: { nodes: { pairing: { autoApproveLocal: true } } } }',
  ],
  [
    'everybody as owner and for commands',
    '{ commands: { ownerAllowFrom: ["*", "telegram:42"], allowFrom: { telegram: ["*", "42"] } } }',
    '{ commands: { ownerAllowFrom: ["telegram:42"], allowFrom: { telegram: ["42"] } } }',
  ],
])('%s', async (_name, before, after) => {
  const plan = await planOn(fix, before);
  expect(textAfter(plan)).toBe(after);
  expect(plan).toMatchObject({ cost: { id: 'fix.limit-orders.cost' } });
  expect([await state(before), await state(after)]).toEqual(['attention', 'good']);
});

const hooks = (token: string) =>
  `{ hooks: { enabled: true, token: "${token}", defaultSessionKey: "hook:in", allowedAgentIds: ["hooks"] } }`;

test('a token that can be guessed is drawn anew, and not shown', async () => {
  const plan = await planOn(fix, hooks('short'));
  expect(plan).toMatchObject({ afterwards: { id: 'fix.limit-orders.afterwards' } });
  const after = textAfter(plan) ?? '';
  const [, token = ''] = /token: "([0-9a-f]{48})"/.exec(after) ?? [];
  expect(token).toHaveLength(48);
  expect(shownOf(plan)).not.toContain(token);
  expect(await state(after)).toBe('good');
});

test('webhooks that may choose a talk, unless a mapping needs it', async () => {
  const loose = (mappings: string) =>
    `{ hooks: { enabled: true, token: "4be7a1905c6d2f83be0917ac5d64f2e8a1b3c5d7e9f10234", allowRequestSessionKey: true, path: "/"${mappings} } }`;
  expect(textAfter(await planOn(fix, loose('')))).not.toMatch(/allowRequestSessionKey|path/);
  const needed = await planOn(fix, loose(', mappings: [{ sessionKey: "hook:{{id}}" }]'));
  expect(textAfter(needed)).toMatch(/allowRequestSessionKey/);
});

test.each([
  ['a token in a variable', hooks(`\${HOOK_TOKEN}`)],
  [
    'what somebody switched on',
    '{ gateway: { http: { endpoints: { chatCompletions: { enabled: true } } } } }',
  ],
  ['webhooks that are off', '{ hooks: { enabled: false, token: "abc" } }'],
])('nothing to do: %s', async (_name, text) => expect(await planOn(fix, text)).toBeNull());
