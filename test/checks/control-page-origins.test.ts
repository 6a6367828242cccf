import { expect, test } from 'vitest';
import check from '../../main/checks/control-page-origins';
import type { Json } from '../../main/probes/settings';
import { read, settingsProbes } from '../fakes/settings';

const inspect = (gateway: Json) => check.inspect(settingsProbes(read({ gateway })));
const result = async (gateway: Json) => {
  const { state, severity, because } = await inspect(gateway);
  return `${severity ?? state} ${because.id.replace('control-page-origins.', '')}`;
};

test('which pages may talk to the gateway', async () => {
  expect(await result({})).toBe('good closed');
  expect(await result({ controlUi: { allowedOrigins: ['https://claw.example.org'] } })).toBe('good closed');
  expect(await result({ controlUi: { allowedOrigins: ['*'] } })).toBe('medium any-origin');
  expect(await result({ controlUi: { allowedOrigins: [' * '] }, bind: 'lan' })).toBe('high any-origin');
  expect(await result({ controlUi: { dangerouslyAllowHostHeaderOriginFallback: true } })).toBe(
    'medium host-header',
  );
  expect(await result({ bind: 'lan' })).toBe('medium no-origins');
  expect(await result({ bind: 'lan', controlUi: { enabled: false } })).toBe('good closed');
  expect(await result({ tailscale: { mode: 'serve' } })).toBe('good closed');
});

test('what the page itself may show and run', async () => {
  expect(await result({ controlUi: { allowExternalEmbedUrls: true } })).toBe('medium embeds');
  expect(await result({ controlUi: { embedSandbox: 'trusted' } })).toBe('medium trusted-frames');
  expect(await result({ controlUi: { experimental: { customPlugins: true } } })).toBe('low page-plugins');
});

test('each is said beside the worst', async () => {
  const { evidence } = await inspect({
    bind: 'lan',
    controlUi: { allowedOrigins: ['*'], embedSandbox: 'trusted' },
  });
  expect(evidence).toMatchObject([
    { saw: '*' },
    { saw: { id: 'settings.also', values: { because: { id: 'control-page-origins.trusted-frames' } } } },
  ]);
});

test('what makes no sense is unknown', async () => {
  expect(await result({ controlUi: { allowExternalEmbedUrls: 'yes' } })).toBe('unknown settings.odd');
  expect(await result({ controlUi: 7 })).toBe('unknown settings.odd');
});
