import { describe, expect, it } from 'vitest';
import check from '../../main/checks/state-permissions';
import type { PartialResult } from '../../main/probes/partial-result';
import type { StatePermission } from '../../main/probes/permissions';
import { fakeProbes, seen } from '../fakes/probes';

const setup = (stateDir = '/home/lin/.openclaw') => ({
  name: 'default',
  stateDir,
  configPath: `${stateDir}/openclaw.json`,
  home: '/home/lin',
  owner: 'lin',
  from: 'home' as const,
  legacy: false,
});
const permission = (
  holds: StatePermission['holds'],
  others: StatePermission['others'],
  who: readonly string[] = ['everyone'],
): StatePermission => ({
  path: `/home/lin/.openclaw/${holds}`,
  kind: 'file',
  owner: 'lin',
  mode: '0644',
  others,
  who,
  holds,
});
const notAllowed = { id: 'look.not-allowed' };

const inspect = (
  within: (stateDir: string) => PartialResult<StatePermission>,
  setups = seen(setup()) as PartialResult<ReturnType<typeof setup>>,
  copies: PartialResult<never> = seen(),
) =>
  check.inspect(
    fakeProbes({
      account: { current: async () => ({ name: 'lin', id: '1000', rights: 'ordinary', evidence: [] }) },
      openclaw: { setups: async () => setups, copies: async () => copies, services: async () => seen() },
      gateways: { running: async () => seen() },
      permissions: { within: async ({ stateDir }) => within(stateDir) },
    }),
  );
const of = (...permissions: StatePermission[]) => inspect(() => seen(...permissions));

describe('state-permissions', () => {
  it.each([
    ['names', 'write', 'critical'],
    ['settings', 'read', 'high'],
    ['keys', 'read', 'high'],
    ['conversations', 'read', 'medium'],
    ['logs', 'read', 'medium'],
    ['names', 'read', 'low'],
  ] as const)('%s that others %s', async (holds, others, severity) => {
    expect(await of(permission('keys', 'none'), permission(holds, others))).toMatchObject({
      state: 'attention',
      severity,
    });
  });

  it('the worst speaks, all are shown', async () => {
    const finding = await of(
      permission('logs', 'read'),
      permission('settings', 'write', ['ann']),
      permission('keys', 'unknown'),
    );
    expect(finding.because).toEqual({
      id: 'state-permissions.written',
      values: { who: ['ann'], folder: '/home/lin/.openclaw', count: 1 },
    });
    expect(finding.evidence.map(({ where, state }) => [where.split('/').at(-1), state])).toEqual([
      ['settings', undefined],
      ['logs', 'attention'],
      ['keys', 'unknown'],
    ]);
  });

  it('good when all are closed', async () => {
    expect((await of(permission('keys', 'none'), permission('settings', 'none'))).state).toBe('good');
  });

  it('unknown when one could not be told, or not be listed', async () => {
    expect((await of(permission('keys', 'none'), permission('settings', 'unknown'))).state).toBe('unknown');
    const unlisted = { items: [permission('keys', 'none')], gaps: [{ where: '/x', because: notAllowed }] };
    expect((await inspect(() => unlisted)).state).toBe('unknown');
  });

  it('every set-up counts', async () => {
    const both = seen(setup(), setup('/srv/claw'));
    const finding = await inspect(
      (folder) => seen(permission('keys', folder === '/srv/claw' ? 'read' : 'none')),
      both,
    );
    expect(finding).toMatchObject({ state: 'attention', because: { values: { folder: '/srv/claw' } } });
  });

  it('not applicable without set-ups, unknown when some may hide', async () => {
    expect((await inspect(() => seen(), seen())).state).toBe('not-applicable');
    const hidden = { items: [], gaps: [{ where: '/home/ann', because: notAllowed }] };
    expect((await inspect(() => seen(), hidden)).state).toBe('unknown');
    expect((await inspect(() => seen(), seen(), hidden)).state).toBe('unknown');
  });
});
