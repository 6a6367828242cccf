import { describe, expect, it } from 'vitest';
import check from '../../main/checks/folder-reach';
import type { SensitivePlace } from '../../main/probes/folders';
import type { Gateway } from '../../main/probes/gateways';
import type { Service, ServiceGrants } from '../../main/probes/openclaw';
import type { AccountAccess } from '../../main/probes/permissions';
import { fakeProbes, seen } from '../fakes/probes';

const place = (
  kind: SensitivePlace['kind'],
  name: string,
  reach: SensitivePlace['reach'],
  path = `/home/lin/${name}`,
): SensitivePlace => ({
  kind,
  name,
  reach,
  path,
  ...(reach === 'unknown' && { because: { id: 'error.disk-broken' } }),
});
const gateway = (account: string | null, administrator: boolean | null = false): Gateway => ({
  pid: 7,
  startedAt: null,
  program: 'openclaw-gatewa',
  account,
  administrator,
  copyPath: null,
  stateDir: null,
  listeners: null,
  where: 'this-computer',
});
const setup = (owner: string | null) => ({
  name: 'default',
  stateDir: '/home/lin/.openclaw',
  configPath: '/home/lin/.openclaw/openclaw.json',
  home: '/home/lin',
  owner,
  from: 'home' as const,
  legacy: false,
});
const unseen = { items: [], gaps: [{ where: '/home/ann', because: { id: 'look.not-allowed' } }] };

interface Given {
  places?: readonly SensitivePlace[];
  gateways?: readonly Gateway[];
  setups?: readonly ReturnType<typeof setup>[];
  copyWhere?: string;
  hidden?: boolean;
  me?: string;
  /** What the rights give to the account that OpenClaw runs under. */
  rights?: readonly AccountAccess[] | null;
  /** What its service, which doesn't run, would give it besides, and what the rights give to it then. */
  given?: { readonly grants: ServiceGrants; readonly rights: readonly AccountAccess[] | null };
}
const inspect = ({
  places = [],
  gateways = [],
  setups = [],
  copyWhere,
  hidden,
  me = 'lin',
  rights = null,
  given,
}: Given) =>
  check.inspect(
    fakeProbes({
      account: {
        current: async () => ({
          name: me,
          id: me === 'root' ? '0' : '1000',
          rights: 'ordinary',
          evidence: [],
        }),
      },
      openclaw: {
        copies: async () =>
          copyWhere
            ? seen({
                path: '/x',
                package: 'openclaw',
                version: '2026.9.6',
                kind: 'npm' as const,
                owner: null,
                where: copyWhere,
              })
            : seen(),
        setups: async () => (hidden ? unseen : seen(...setups)),
        services: async () => (given ? seen({ account: 'claw', grants: given.grants } as Service) : seen()),
      },
      gateways: { running: async () => seen(...gateways) },
      folders: { places: async () => places },
      permissions: {
        accountAccess: async (_account, _paths, _pids, grants = []) =>
          given && grants.includes(given.grants) ? given.rights : rights,
      },
    }),
  );

const OPEN = [
  place('browser', 'Firefox', 'opens'),
  place('chat', '微信', 'opens'),
  place('keys', '.ssh', 'absent'),
];

describe('folder-reach', () => {
  it('attention, high, when something private opens', async () => {
    const finding = await inspect({ places: OPEN, gateways: [gateway('lin')] });
    expect(finding).toMatchObject({ state: 'attention', severity: 'high' });
    expect(finding.because).toEqual({
      id: 'folder-reach.opens',
      values: { account: 'lin', tried: 3, count: 2, names: ['Firefox', '微信'] },
    });
    expect(finding.evidence.map(({ where }) => where)).toEqual(['/home/lin/Firefox', '/home/lin/微信']);
  });

  it.each([
    ['documents only', [place('documents', 'Desktop', 'opens')]],
    ['a file that often holds no key', [place('keys', 'npm', 'opens')]],
  ])('attention, medium, with %s', async (_name, places) => {
    expect(await inspect({ places, setups: [setup('lin')] })).toMatchObject({
      state: 'attention',
      severity: 'medium',
    });
  });

  it.each([
    ['attention', [{ path: '/home/lin/.ssh', reach: 'opens' as const }]],
    ['good', [{ path: '/home/lin/.ssh', reach: 'refused' as const }]],
    ['unknown', null],
  ])('%s, by what a service that doesn’t run would give to it', async (state, rights) => {
    const grants = { groups: ['shadow'], powers: [] };
    const otherwise = state === 'good' ? null : [{ path: '/home/lin/.ssh', reach: 'refused' as const }];
    const places = [place('keys', '.ssh', 'opens')];
    const finding = await inspect({
      places,
      setups: [setup('claw')],
      rights: otherwise,
      given: { grants, rights },
    });
    expect(finding.state).toBe(state);
  });

  it('good when every place that was tried refused or is absent', async () => {
    const places = [place('keys', '.ssh', 'refused'), place('mail', 'Foxmail', 'absent')];
    const finding = await inspect({ places, gateways: [gateway('lin')] });
    expect(finding.state).toBe('good');
    expect(finding.because.values).toEqual({ account: 'lin', tried: 2, refused: 1 });
  });

  it('unknown when something could not be tried', async () => {
    const places = [place('keys', '.ssh', 'refused'), place('mail', 'Foxmail', 'unknown')];
    expect((await inspect({ places, gateways: [gateway('lin')] })).state).toBe('unknown');
  });

  it.each([
    ['attention where they let it in', 'opens', 'attention', 'folder-reach.rights-open'],
    ['good where none does', 'refused', 'good', 'folder-reach.rights-none'],
    ['unknown where they can’t be told', 'unknown', 'unknown', 'folder-reach.not-told'],
  ] as const)('another account is judged by rights: %s', async (_name, reach, state, id) => {
    // What opens for the user says nothing of that account.
    const finding = await inspect({
      places: [...OPEN, place('mail', 'Foxmail', 'refused')],
      gateways: [gateway('claw')],
      rights: [
        {
          path: '/home/lin/Firefox',
          reach,
          ...(reach === 'unknown' && { because: { id: 'permissions.no-list' } }),
        },
        { path: '/home/lin/微信', reach: 'refused' },
        { path: '/home/lin/Foxmail', reach: 'refused' },
      ],
    });
    expect([finding.state, finding.because.id]).toEqual([state, id]);
  });

  it('what macOS itself asks about stays untold, though the rights let it in', async () => {
    const because = { id: 'folders.macos-decides' };
    const finding = await inspect({
      places: [{ ...place('documents', 'Desktop', 'unknown'), because }],
      gateways: [gateway('claw')],
      rights: [{ path: '/home/lin/Desktop', reach: 'opens' }],
    });
    expect(finding).toMatchObject({ state: 'unknown', because: { values: { reason: because } } });
  });

  it('unknown when it runs under another account of which nothing is known', async () => {
    const finding = await inspect({
      places: [place('keys', '.ssh', 'refused')],
      gateways: [gateway('claw')],
    });
    expect([finding.state, finding.because.id]).toEqual(['unknown', 'folder-reach.another-account']);
    // The user's own places open for the user, and say nothing of that account.
    expect((await inspect({ places: OPEN, gateways: [gateway('claw')] })).state).toBe('unknown');
  });

  it('the same account under any of its names', async () => {
    for (const account of ['lin', '1000', 'DESKTOP-7\\Lin'])
      expect((await inspect({ places: OPEN, gateways: [gateway(account)] })).state).toBe('attention');
  });

  it('an administrator opens what refuses everybody else', async () => {
    const places = [place('keys', '.ssh', 'refused')];
    for (const each of [gateway('root', true), gateway('NT AUTHORITY\\SYSTEM', null), gateway('ann', true)])
      expect(await inspect({ places, gateways: [each] })).toMatchObject({
        state: 'attention',
        severity: 'high',
      });
  });

  it('a copy that never ran would run under the account that looks', async () => {
    expect((await inspect({ places: OPEN, copyWhere: 'this-computer' })).state).toBe('attention');
  });

  it('each account of several counts', async () => {
    const both = await inspect({
      places: [place('keys', '.ssh', 'refused')],
      gateways: [gateway('lin'), gateway('claw')],
    });
    expect(both.state).toBe('unknown');
  });

  it('not applicable without OpenClaw, or with one in a container only', async () => {
    expect((await inspect({ places: OPEN })).because.id).toBe('folder-reach.nowhere');
    const elsewhere = await inspect({ places: OPEN, copyWhere: 'container:claw' });
    expect([elsewhere.state, elsewhere.because.id]).toEqual(['not-applicable', 'folder-reach.elsewhere']);
  });

  it('unknown when OpenClaw may hide where nobody could look', async () => {
    expect((await inspect({ places: OPEN, hidden: true })).state).toBe('unknown');
    // The one that was found is fine; another one may not be.
    const places = [place('keys', '.ssh', 'refused')];
    const finding = await inspect({ places, gateways: [gateway('lin')], hidden: true });
    expect([finding.state, finding.because.id]).toEqual(['unknown', 'folder-reach.hidden']);
  });
});
