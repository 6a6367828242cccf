import { describe, expect, test } from 'vitest';
import fix from '../../../main/checks/fixes/strong-password';
import gatewayPassword from '../../../main/checks/gateway-password';
import { readJson5 } from '../../../main/openclaw/json5';
import { valueAt } from '../../../main/openclaw/read-settings';
import { CONFIG, planOf, planOn, probesOf, shownOf, textAfter } from './settings';

const GOOD = '9f2c7e5b1a8d4036c7e9f1b35d7a2048e6c4b8a09d1f3e57';
const NEW = /^[0-9a-f]{48}$/;
const auth = (text: string | null | undefined, path = 'gateway.auth.token') =>
  valueAt(readJson5(text ?? '{}'), path);
const state = async (text: string) =>
  (await gatewayPassword.inspect(probesOf({ files: { [CONFIG]: text } }))).state;

describe('a new token', () => {
  test.each([
    ['no password at all', '{ gateway: { auth: { mode: "none" } } }'],
    ['a short one', '{ gateway: { auth: { mode: "token", token: "lobster" } } }'],
    ['an example', '{ gateway: { auth: { token: "change-me" } } }'],
    ['a pattern', '{ gateway: { auth: { mode: "token", token: "abcabcabcabcabcabcabcabcabc" } } }'],
    ['a short password', '{ gateway: { auth: { mode: "password", password: "1234" } } }'],
    ['a password whose way in isn’t named', '{ gateway: { auth: { password: "1234" } } }'],
    ['none, and open to others', '{ gateway: { bind: "lan", auth: { rateLimit: {} } } }'],
    [
      'a proxy that is believed from anywhere',
      '{ gateway: { auth: { mode: "trusted-proxy" }, trustedProxies: ["0.0.0.0/0"] } }',
    ],
    ['a way in that nobody knows', '{ gateway: { auth: { mode: "magic" } } }'],
    [
      'a bad one in the settings’ own variable',
      '{ env: { vars: { OPENCLAW_GATEWAY_TOKEN: "lobster" } }, gateway: { auth: { mode: "token" } } }',
    ],
  ])('%s', async (_name, text) => {
    const plan = await planOn(fix, text);
    const after = textAfter(plan) ?? '';
    expect(auth(after)).toMatch(NEW);
    expect(auth(after, 'gateway.auth.mode')).toBe('token');
    expect(auth(after, 'gateway.auth.password')).toBeUndefined();
    expect(plan).toMatchObject({
      does: { id: 'fix.strong-password.does' },
      cost: { id: 'fix.strong-password.cost' },
      afterwards: { id: 'fix.strong-password.afterwards' },
    });
    expect(shownOf(plan)).not.toContain(String(auth(after)));
    expect(await state(text)).not.toBe('good');
    expect(await state(after)).toBe('good');
  });

  test('is another one each time, and shown the same', async () => {
    const text = '{ gateway: { auth: { mode: "none" } } }';
    const [one, two] = [await planOn(fix, text), await planOn(fix, text)];
    expect(textAfter(one)).not.toBe(textAfter(two));
    expect(shownOf(one)).toBe(shownOf(two));
    expect(shownOf(one)).toContain('‹48›');
  });

  test('the old one is not shown either', async () => {
    const plan = await planOn(fix, '{\n  gateway: { auth: { mode: "token", token: "lobster" } },\n}\n');
    expect(shownOf(plan)).not.toContain('lobster');
  });
});

describe('a good one stays', () => {
  test('when only the way in must change', async () => {
    const plan = await planOn(fix, `{ gateway: { auth: { mode: "none", token: "${GOOD}" } } }`);
    expect(textAfter(plan)).toBe(`{ gateway: { auth: { mode: "token", token: "${GOOD}" } } }`);
    expect(plan?.cost).toBeUndefined();
  });
  test('when only side doors are open', async () => {
    const text = `{ gateway: { auth: { mode: "password", password: "${GOOD}", allowTailscale: true }, controlUi: { allowInsecureAuth: true, dangerouslyDisableDeviceAuth: true, enabled: true } } }`;
    const plan = await planOn(fix, text);
    expect(textAfter(plan)).toBe(
      `{ gateway: { auth: { mode: "password", password: "${GOOD}", allowTailscale: false }, controlUi: { enabled: true } } }`,
    );
    expect(plan?.does.id).toBe('fix.strong-password.does-close');
    expect([await state(text), await state(textAfter(plan) ?? '')]).toEqual(['attention', 'good']);
  });
  test('in a store that can’t be opened', async () => {
    const text =
      '{ gateway: { auth: { mode: "token", token: { source: "store", provider: "default", id: "gateway" } }, controlUi: { dangerouslyDisableDeviceAuth: true } } }';
    const after = textAfter(await planOn(fix, text)) ?? '';
    expect(auth(after)).toEqual({ source: 'store', provider: 'default', id: 'gateway' });
    expect(after).not.toContain('dangerously');
  });
  test.each([
    ['strong', `{ gateway: { auth: { mode: "token", token: "${GOOD}" } } }`],
    ['OpenClaw makes one up', '{ gateway: { mode: "local" } }'],
    ['a gateway elsewhere', '{ gateway: { mode: "remote", auth: { mode: "none" } } }'],
    [
      'a proxy that is known',
      '{ gateway: { auth: { mode: "trusted-proxy" }, trustedProxies: ["192.168.1.4"] } }',
    ],
    ['broken', '{ gateway: { auth: { mode: "none" '],
  ])('nothing to do: %s', async (_name, text) => expect(await planOn(fix, text)).toBeNull());
});

describe('variables that win', () => {
  const text = '{ gateway: { auth: { mode: "token", token: "lobster" } } }';
  test('a bad one of the service is not mended by settings', async () => {
    const env = { OPENCLAW_GATEWAY_TOKEN: 'lobster' };
    expect(await planOn(fix, text, { services: [{ name: 'openclaw-gateway', env }] })).toBeNull();
  });
  test('the ways past it are closed all the same', async () => {
    const open = text.replace('gateway: {', 'gateway: { controlUi: { dangerouslyDisableDeviceAuth: true },');
    const services = [{ name: 'openclaw-gateway', env: { OPENCLAW_GATEWAY_TOKEN: 'lobster' } }];
    const plan = JSON.stringify(await planOn(fix, open, { services }));
    expect(plan).toContain('does-close');
    expect(plan.split('dangerouslyDisableDeviceAuth')).toHaveLength(2);
  });
  test('nor is one beside the settings’ own', async () => {
    const own =
      '{ env: { vars: { OPENCLAW_GATEWAY_TOKEN: "other" } }, gateway: { auth: { mode: "token" } } }';
    const env = { OPENCLAW_GATEWAY_TOKEN: 'lobster' };
    expect(await planOn(fix, own, { services: [{ name: 'openclaw-gateway', env }] })).toBeNull();
  });
  test('a reference to a bad one becomes a token', async () => {
    const env = { MY_TOKEN: 'lobster' };
    const plan = await planOn(fix, text.replace('"lobster"', '"$MY_TOKEN"'), {
      services: [{ name: 'openclaw-gateway', env }],
    });
    expect(auth(textAfter(plan))).toMatch(NEW);
  });
});

describe('clients on this computer', () => {
  test('in the same settings get the new token', async () => {
    const plan = await planOn(
      fix,
      '{ gateway: { auth: { mode: "token", token: "lobster" }, remote: { token: "lobster" } } }',
    );
    const after = textAfter(plan);
    expect(auth(after, 'gateway.remote.token')).toBe(auth(after));
  });
  test('in another setup get it by address and port', async () => {
    const [near, far] = ['/home/lin/.openclaw-near/openclaw.json', '/home/lin/.openclaw-far/openclaw.json'];
    const probes = probesOf({
      files: {
        [CONFIG]: '{ gateway: { port: 19000, auth: { mode: "none" } } }',
        [near]: '{ gateway: { mode: "remote", remote: { url: "ws://localhost:19000", token: "x" } } }',
        [far]: '{ gateway: { mode: "remote", remote: { url: "ws://10.0.0.4:19000", token: "x" } } }',
      },
    });
    const plan = await planOf(fix, probes);
    expect(auth(textAfter(plan, near), 'gateway.remote.token')).toBe(auth(textAfter(plan)));
    expect(textAfter(plan, far)).toBeUndefined();
  });
});

test('a running gateway takes the token up by itself, in time', async () => {
  const plan = await planOn(fix, '{ gateway: { auth: { mode: "none" } } }', { gateways: [{}] });
  expect(plan?.changes.map(({ kind }) => kind)).toEqual(['edit']);
  expect(plan?.settleMs).toBeGreaterThan(10_000);
});
