import { expect, test } from 'vitest';
import fix from '../../../main/checks/fixes/guards-on';
import check from '../../../main/checks/guards-off';
import { CONFIG, planOn, probesOf, textAfter } from './settings';

const state = async (text: string) => (await check.inspect(probesOf({ files: { [CONFIG]: text } }))).state;

test.each([
  [
    'what calls itself dangerous, known or not',
    '{ tools: { web: { fetch: { ssrfPolicy: { allowedHostnames: [], dangerouslyAllowPrivateNetwork: true } } } }, ui: { b: 1, bypassAll: true } }',
    '{ tools: { web: { fetch: { ssrfPolicy: { allowedHostnames: [] } } } }, ui: { b: 1 } }',
  ],
  [
    'certificates',
    '{ mcp: { servers: { x: { url: "https://a.example", sslVerify: false } } }, env: { A: "b", NODE_TLS_REJECT_UNAUTHORIZED: "0" } }',
    '{ mcp: { servers: { x: { url: "https://a.example" } } }, env: { A: "b" } }',
  ],
])('%s', async (_name, before, after) => {
  expect(textAfter(await planOn(fix, before))).toBe(after);
  expect([await state(before), await state(after)]).toEqual(['attention', 'good']);
});

test('only the person can decide it', () => expect(fix.recommended).toBe(false));

test.each([
  ['on', '{ browser: { noSandbox: false } }'],
  ['an address of somebody else', '{ models: { providers: { a: { baseUrl: "http://a.example" } } } }'],
])('nothing to do: %s', async (_name, text) => expect(await planOn(fix, text)).toBeNull());
