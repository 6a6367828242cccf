import { expect, test } from 'vitest';
import check from '../../../main/checks/control-page-origins';
import fix from '../../../main/checks/fixes/close-control-page';
import { CONFIG, planOn, probesOf, textAfter } from './settings';

const state = async (text: string) => (await check.inspect(probesOf({ files: { [CONFIG]: text } }))).state;

test.each([
  [
    'any page among those that are named',
    '{ gateway: { controlUi: { allowedOrigins: ["https://a.example", "*"] } } }',
    '{ gateway: { controlUi: { allowedOrigins: ["https://a.example"] } } }',
  ],
  [
    'any page at all, and pages inside the page',
    '{ gateway: { port: 1, controlUi: { enabled: true, allowedOrigins: ["*"], embedSandbox: "trusted" } } }',
    '{ gateway: { port: 1, controlUi: { enabled: true } } }',
  ],
  [
    'pages that tell their own address',
    '{ gateway: { controlUi: { enabled: true, dangerouslyAllowHostHeaderOriginFallback: true } } }',
    '{ gateway: { controlUi: { enabled: true } } }',
  ],
])('%s', async (_name, before, after) => {
  expect(textAfter(await planOn(fix, before))).toBe(after);
  expect([await state(before), await state(after)]).toEqual(['attention', 'good']);
});

test.each([
  ['named pages', '{ gateway: { controlUi: { allowedOrigins: ["https://a.example"] } } }'],
  [
    'what only the person can decide',
    '{ gateway: { controlUi: { experimental: { customPlugins: true } } } }',
  ],
  ['broken', '{ gateway: { controlUi: { allowedOrigins: ["*"]'],
])('nothing to do: %s', async (_name, text) => expect(await planOn(fix, text)).toBeNull());
