import { describe, expect, test } from 'vitest';
import check from '../../main/checks/service-account';
import type { Service } from '../../main/probes/openclaw';
import type { Gap } from '../../main/probes/partial-result';
import { translatorFor } from '../../main/report/render';
import { fakeProbes } from '../fakes/probes';

const service = (kind: Service['kind'], account: string | null, administrator: boolean | null): Service => ({
  name: 'openclaw-gateway',
  kind,
  file: '/etc/systemd/system/openclaw-gateway.service',
  account,
  administrator,
  env: {},
  legacy: false,
});
const inspect = (items: Service[], gaps: Gap[] = []) =>
  check.inspect(fakeProbes({ openclaw: { services: async () => ({ items, gaps }) } }));

describe('service-account', () => {
  test.each<[Service['kind'], string, string]>([
    ['systemd-system', 'root', 'critical'],
    ['launch-daemon', 'root', 'critical'],
    ['scheduled-task', 'S-1-5-18', 'critical'],
    ['scheduled-task', 'NT AUTHORITY\\SYSTEM', 'critical'],
    ['scheduled-task', 'lin', 'high'],
  ])('%s as %s is %s', async (kind, account, severity) => {
    const finding = await inspect([service(kind, account, true)]);
    expect(finding).toMatchObject({
      state: 'attention',
      severity,
      evidence: [{ kind: 'service', saw: account }],
    });
    expect(translatorFor('en')(finding.because)).toContain(account);
  });

  test('one of an ordinary account is good', async () => {
    const finding = await inspect([
      service('systemd-user', 'lin', false),
      service('systemd-system', 'claw', false),
    ]);
    expect(finding.state).toBe('good');
  });

  test('one whose account can’t be told is unknown, also beside a good one', async () => {
    const finding = await inspect([
      service('systemd-user', 'lin', false),
      service('scheduled-task', null, null),
    ]);
    expect(finding.state).toBe('unknown');
  });

  test('none is not applicable, unless something could not be seen', async () => {
    expect((await inspect([])).state).toBe('not-applicable');
    const unseen = [{ where: '/root', because: { id: 'look.not-allowed' } }];
    expect((await inspect([], unseen)).state).toBe('unknown');
  });
});
