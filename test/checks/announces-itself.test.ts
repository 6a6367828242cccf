import { expect, test } from 'vitest';
import check from '../../main/checks/announces-itself';
import type { Json } from '../../main/probes/settings';
import { read, settingsProbes } from '../fakes/settings';

const result = async (discovery: Json, gateway: Json = {}) => {
  const { state, severity, because } = await check.inspect(settingsProbes(read({ discovery, gateway })));
  return `${severity ?? state} ${because.id.replace('announces-itself.', '')}`;
};

test('what it announces', async () => {
  expect(await result({})).toBe('good quiet');
  expect(await result({ mdns: { mode: 'minimal' } })).toBe('good quiet');
  expect(await result({ mdns: { mode: 'off' } })).toBe('good quiet');
  expect(await result({ mdns: { mode: 'full' } })).toBe('low full');
  expect(await result({ mdns: { mode: 'full' } }, { bind: 'lan' })).toBe('high full');
  expect(await result({ mdns: { mode: 'loud' } })).toBe('unknown settings.odd');
  expect(await result({ wideArea: { domain: 'claw.internal' } })).toBe('low wide-area');
  expect(await result({ wideArea: { enabled: true } })).toBe('low wide-area');
  expect(await result({ wideArea: { enabled: false } })).toBe('good quiet');
});
