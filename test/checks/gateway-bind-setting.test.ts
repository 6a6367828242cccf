import { expect, test } from 'vitest';
import check from '../../main/checks/gateway-bind-setting';
import { IN_CONTAINER } from '../../main/openclaw/gateway-settings';
import type { Json } from '../../main/probes/settings';
import { read, settingsProbes } from '../fakes/settings';

const result = async (gateway: Json, environment: Record<string, string> = {}) => {
  const finding = await check.inspect(settingsProbes(read({ gateway }, { environment })));
  return `${finding.severity ?? finding.state} ${finding.because.id.replace('gateway-bind-setting.', '')}`;
};

test('what the gateway listens on', async () => {
  expect(await result({})).toBe('good loopback');
  expect(await result({ bind: 'loopback' })).toBe('good loopback');
  expect(await result({ bind: '127.0.0.1' })).toBe('good loopback');
  expect(await result({ bind: 'lan' })).toBe('high network');
  expect(await result({ bind: '0.0.0.0' })).toBe('high network');
  expect(await result({ bind: '::' })).toBe('high network');
  expect(await result({ bind: 'lan', auth: { mode: 'none' } })).toBe('critical no-password');
  expect(await result({ bind: 'tailnet' })).toBe('medium tailnet');
  expect(await result({ bind: 'auto' })).toBe('medium container');
  expect(await result({ bind: 'somewhere' })).toBe('unknown settings.odd');
});

test('an address of one’s own', async () => {
  expect(await result({ bind: 'custom', customBindHost: '127.0.0.1' })).toBe('good loopback');
  expect(await result({ bind: 'custom', customBindHost: '192.168.1.4' })).toBe('high network');
  expect(await result({ bind: 'custom', customBindHost: '100.100.1.1' })).toBe('medium tailnet');
  expect(await result({ bind: 'custom', customBindHost: '203.0.113.9' })).toBe('critical internet');
  expect(await result({ bind: 'custom' })).toBe('high network');
  expect(await result({ bind: 'custom', customBindHost: `\${ADDRESS}` })).toBe('unknown settings.odd');
  expect(await result({ bind: 'custom', customBindHost: `\${ADDRESS}` }, { ADDRESS: '0.0.0.0' })).toBe(
    'high network',
  );
  // Only `custom` reads the address.
  expect(await result({ bind: 'loopback', customBindHost: '0.0.0.0' })).toBe('good loopback');
});

test('unset inside what OpenClaw takes for a container', async () => {
  const inside = { [IN_CONTAINER]: 'yes' };
  expect(await result({}, inside)).toBe('medium container-unset');
  expect(await result({ bind: 'auto' }, inside)).toBe('medium container');
  expect(await result({ bind: 'loopback' }, inside)).toBe('good loopback');
  expect(await result({ tailscale: { mode: 'serve' } }, inside)).toBe('medium serve');
  const word = { ...inside, '--bind': 'loopback' };
  expect(await result({}, word)).toBe('good loopback');
});

test('Tailscale', async () => {
  expect(await result({ tailscale: { mode: 'off' } })).toBe('good loopback');
  expect(await result({ tailscale: { mode: 'serve' } })).toBe('medium serve');
  expect(await result({ tailscale: { mode: 'serve', preserveFunnel: true } })).toBe('high keeps-funnel');
  expect(await result({ tailscale: { mode: 'funnel' } })).toBe('critical funnel');
  expect(await result({ tailscale: { mode: 'always' } })).toBe('unknown settings.odd');
});

test('a gateway elsewhere, and an address from the service', async () => {
  expect(await result({ mode: 'remote', bind: 'lan' })).toBe('not-applicable remote');
  expect(await result({ mode: 'local' })).toBe('good loopback');
  expect(await result({ mode: 'far' })).toBe('unknown settings.odd');
  expect(await result({}, { OPENCLAW_GATEWAY_BIND: 'lan' })).toBe('high network');
  expect(await result({}, { OPENCLAW_GATEWAY_BIND: 'loopback' })).toBe('good loopback');
  expect(await result({ bind: 'loopback' }, { '--bind': 'lan' })).toBe('high network');
  expect(await result({}, { '--bind': 'loopback', OPENCLAW_GATEWAY_BIND: 'lan' })).toBe('good loopback');
  expect(await result({}, { '--tailscale': 'funnel' })).toBe('critical funnel');
  expect(await result({}, { '--tailscale': 'serve' })).toBe('medium serve');
});
