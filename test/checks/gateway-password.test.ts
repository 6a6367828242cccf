import { expect, test } from 'vitest';
import check from '../../main/checks/gateway-password';
import type { Json } from '../../main/probes/settings';
import { translatorFor } from '../../main/report/render';
import { read, settingsProbes } from '../fakes/settings';

const STRONG = '37c7742330e288a151df2d5aadf24654c54f35c31e68c889';
const inspect = (gateway: Json, environment: Record<string, string> = {}, legacy = false) =>
  check.inspect(settingsProbes(read({ gateway }, { environment, setup: { legacy } })));
const result = async (...args: Parameters<typeof inspect>) => {
  const { state, severity, because } = await inspect(...args);
  return `${severity ?? state} ${because.id.replace('gateway-password.', '')}`;
};
const withToken = (token: Json, more: { [key: string]: Json } = {}) => ({
  auth: { mode: 'token', token, ...more },
});

test('the password itself', async () => {
  expect(await result(withToken(STRONG))).toBe('good strong');
  expect(await result({ auth: { token: STRONG } })).toBe('good strong');
  expect(await result({ auth: { mode: 'none', token: STRONG } })).toBe('critical none');
  expect(await result(withToken('undefined'))).toBe('critical placeholder');
  expect(await result(withToken('your-token-goes-here-for-now'))).toBe('critical placeholder');
  expect(await result(withToken('lobster'))).toBe('high short');
  expect(await result(withToken('0123456789abcdef0123456789abcdef'))).toBe('high pattern');
  expect(await result({ auth: { mode: 'password', password: 'lobster', token: STRONG } })).toBe('high short');
  expect(await result({ auth: { password: 'lobster' } })).toBe('high short');
  expect(await result(withToken(12345678))).toBe('unknown settings.odd');
  expect(await result({ auth: { mode: 'open', token: STRONG } })).toBe('unknown settings.odd');
});

test('none set', async () => {
  expect(await result({})).toBe('good made');
  expect(await result({ auth: { mode: 'token' } })).toBe('good made');
  expect(await result({ bind: 'lan', auth: { mode: 'token' } })).toBe('high missing-open');
  expect(await result({ tailscale: { mode: 'funnel' } })).toBe('high missing-open');
  expect(await result({}, {}, true)).toBe('unknown settings.odd');
  // What OpenClaw makes of these can't be told, so it isn't said that others get to it.
  expect(await result({ bind: 'LAN' })).toBe('unknown settings.odd');
  expect(await result({ bind: 5 })).toBe('unknown settings.odd');
});

test('from elsewhere: seen, it is judged; unseen, it is unknown', async () => {
  for (const token of [
    `\${CLAW_TOKEN}`,
    '$CLAW_TOKEN',
    { source: 'env', provider: 'default', id: 'CLAW_TOKEN' },
  ]) {
    expect(await result(withToken(token))).toBe('unknown settings.odd');
    expect(await result(withToken(token), { CLAW_TOKEN: STRONG })).toBe('good strong');
    expect(await result(withToken(token), { CLAW_TOKEN: 'lobster' })).toBe('high short');
  }
  for (const source of ['file', 'exec', 'store'])
    expect(await result(withToken({ source, provider: 'default', id: 'x' }))).toBe('unknown settings.odd');
  expect(await result({}, { OPENCLAW_GATEWAY_TOKEN: STRONG })).toBe('good strong');
  expect(await result({}, { OPENCLAW_GATEWAY_TOKEN: 'lobster' })).toBe('high short');
  // Which of the two holds depends on the version, so both must be good.
  expect(await result(withToken(STRONG), { OPENCLAW_GATEWAY_TOKEN: 'lobster' })).toBe('high short');
  // The command line of its service wins.
  expect((await inspect({ auth: { mode: 'token', token: STRONG } }, { '--auth': 'none' })).state).toBe(
    'attention',
  );
  expect(await result({}, { OPENCLAW_GATEWAY_PASSWORD: 'lobster' })).toBe('high short');
});

test('ways around it', async () => {
  const proxy = { mode: 'trusted-proxy', trustedProxy: { userHeader: 'x-user' } };
  expect(await result({ auth: proxy, trustedProxies: ['10.0.0.2'] })).toBe('medium proxy');
  expect(await result({ auth: proxy })).toBe('high proxy-loose');
  expect(await result({ auth: proxy, trustedProxies: ['0.0.0.0/0'] })).toBe('high proxy-loose');
  const good = withToken(STRONG);
  expect(await result({ ...good, controlUi: { allowInsecureAuth: true } })).toBe('high insecure');
  expect(await result({ ...good, controlUi: { dangerouslyDisableDeviceAuth: true } })).toBe(
    'critical device',
  );
  expect(await result({ ...good, deep: { down: { dangerouslyX: true } } })).toBe('high dangerous');
  expect(await result({ ...good, controlUi: { dangerouslyX: false } })).toBe('good strong');
  expect(await result(withToken(STRONG, { allowTailscale: true }))).toBe('medium tailscale');
  expect(await result({ ...good, tailscale: { mode: 'serve' } })).toBe('medium tailscale');
  expect(
    await result({ ...withToken(STRONG, { allowTailscale: false }), tailscale: { mode: 'serve' } }),
  ).toBe('good strong');
  expect(await result({ mode: 'remote', auth: { mode: 'none' } })).toBe('not-applicable remote');
});

test('what stands in front of the gateway', async () => {
  const proxy = (trustedProxy: Json, trustedProxies: Json = ['10.1.2.3']) =>
    result({ auth: { mode: 'trusted-proxy', trustedProxy }, trustedProxies });
  const whole = { userHeader: 'x-user', allowUsers: ['me'] };
  expect(await proxy(whole)).toBe('medium proxy');
  expect(await proxy({ allowUsers: ['me'] })).toBe('high proxy-no-header');
  expect(await proxy({ ...whole, deviceAutoApprove: { enabled: true, scopes: ['operator.admin'] } })).toBe(
    'high proxy-approves',
  );
  const good = withToken(STRONG);
  expect(await result({ ...good, allowRealIpFallback: true })).toBe('low address-forged');
  expect(await result({ ...good, bind: 'lan', allowRealIpFallback: true })).toBe('high address-forged');
  expect(await result({ ...good, trustedProxies: ['0.0.0.0/0'] })).toBe('medium proxies-anywhere');
  expect(await result({ ...good, trustedProxies: ['10.0.0.0/8', '::1'] })).toBe('good strong');
  expect(await result({ ...good, bind: 'lan' })).toBe('low no-rate-limit');
  const limited = withToken(STRONG, { rateLimit: { maxAttempts: 10 } });
  expect(await result({ ...limited, bind: 'lan' })).toBe('good strong');
});

test('no secret is ever shown', async () => {
  const secrets = [STRONG, 'lobster-tank', '0123456789abcdef0123456789abcdef', `prefix-secret-\${MISSING}`];
  for (const secret of secrets)
    for (const gateway of [
      withToken(secret),
      { auth: { password: secret } },
      { bind: 'lan', ...withToken([secret]) },
    ]) {
      const finding = await inspect(gateway, { OPENCLAW_GATEWAY_TOKEN: secret });
      const said =
        JSON.stringify(finding) + finding.evidence.map(({ saw }) => translatorFor('en')(saw)).join();
      for (const part of [secret, secret.slice(0, 8)]) expect(said).not.toContain(part);
    }
});
