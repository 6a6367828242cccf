import { describe, expect, test } from 'vitest';
import check from '../../main/checks/gateway-owner';
import type { Gateway } from '../../main/probes/gateways';
import type { Gap } from '../../main/probes/partial-result';
import { translatorFor } from '../../main/report/render';
import { fakeProbes } from '../fakes/probes';

const gateway = (
  account: string | null,
  administrator: boolean | null,
  where = 'this-computer',
): Gateway => ({
  pid: 4242,
  startedAt: null,
  program: 'openclaw-gatewa',
  account,
  administrator,
  copyPath: null,
  stateDir: null,
  listeners: [],
  where,
});
const inspect = (items: Gateway[], gaps: Gap[] = []) =>
  check.inspect(fakeProbes({ gateways: { running: async () => ({ items, gaps }) } }));
const hidden: Gap[] = [{ where: '/proc', because: { id: 'look.not-allowed' } }];

describe('gateway-owner', () => {
  test('a gateway of root is critical, wherever the others run', async () => {
    const finding = await inspect([gateway('lin', false), gateway('root', true)]);
    expect(finding).toMatchObject({ state: 'attention', severity: 'critical' });
    expect(finding.evidence[0]).toEqual({
      kind: 'process',
      where: 'openclaw-gatewa (pid 4242)',
      saw: 'root',
      facts: { account: 'root' },
    });
    expect(translatorFor('zh-CN')(finding.because)).toContain('root');
  });

  test('one of root inside a container is one wall away from that', async () => {
    const finding = await inspect([gateway('root', true, 'container:abc')]);
    expect(finding).toMatchObject({ state: 'attention', severity: 'high' });
    expect(translatorFor('en')(finding.because)).toContain('(abc)');
  });

  test('an ordinary one is good, one that can’t be told is not', async () => {
    expect((await inspect([gateway('lin', false)])).state).toBe('good');
    const untold = await inspect([gateway('lin', false), gateway(null, null)]);
    expect(untold.state).toBe('unknown');
    expect(translatorFor('en')(untold.because)).toContain('an account that can’t be seen');
  });

  test('none is not applicable, unless something could not be seen', async () => {
    expect((await inspect([])).state).toBe('not-applicable');
    expect((await inspect([], hidden)).state).toBe('unknown');
    expect((await inspect([gateway('lin', false)], hidden)).state).toBe('unknown');
  });
});
