import { describe, expect, test } from 'vitest';
import check from '../../main/checks/container-walls';
import type { ContainerIsolation, GuestIsolation } from '../../main/isolation/types';
import { fakeProbes, seen } from '../fakes/probes';

const SEALED: ContainerIsolation = {
  name: 'oc',
  engine: 'podman',
  privileged: false,
  root: false,
  capabilities: [],
  sockets: [],
  folders: [],
  network: 'own',
  published: [],
};
const INSIDE: GuestIsolation = {
  shares: [],
  startsWindows: null,
  channels: [],
  sockets: [],
  capabilities: [],
};
const folder = { from: '/home/lin', to: '/data', writable: true };

function inspect(
  containers: readonly Partial<ContainerIsolation>[],
  { inside, unseen = [] }: { inside?: Partial<GuestIsolation>; unseen?: readonly string[] } = {},
) {
  const is = inside ? 'yes' : 'no';
  return check.inspect(
    fakeProbes({
      machine: {
        look: async () => ({
          container: { is, evidence: [] },
          virtualMachine: { is: 'no', evidence: [] },
          wsl: false,
          cloud: null,
        }),
      },
      openclaw: { copies: async () => seen({ where: 'this-computer' } as never), setups: async () => seen() },
      isolation: {
        containers: async () => ({
          items: containers.map((each) => ({ ...SEALED, ...each })),
          gaps: unseen.map((where) => ({ where, because: { id: 'look.not-allowed' } })),
        }),
        inside: async () => seen({ ...INSIDE, ...inside }),
      },
    }),
  );
}

describe('container-walls', () => {
  test('none: it does not apply', async () => {
    expect((await inspect([])).state).toBe('not-applicable');
  });

  test('one whose ports could not be told is not', async () => {
    expect((await inspect([{ published: null }])).state).toBe('unknown');
  });

  test('a sealed one is good', async () => {
    expect((await inspect([{}])).state).toBe('good');
  });

  test.each<[string, Partial<ContainerIsolation>, string]>([
    ['privileged', { privileged: true }, 'critical'],
    ['an engine’s socket', { sockets: ['/var/run/docker.sock'] }, 'critical'],
    ['the host’s network', { network: 'host' }, 'high'],
    ['strong rights', { capabilities: ['CAP_SYS_ADMIN'] }, 'high'],
    ['a folder', { folders: [folder] }, 'high'],
    ['a port for everybody', { published: ['0.0.0.0:18789'] }, 'high'],
    ['root', { root: true }, 'medium'],
  ])('%s', async (_name, wall, severity) => {
    expect(await inspect([{}, wall])).toMatchObject({ state: 'attention', severity });
  });

  test.each<[string, Partial<ContainerIsolation>]>([
    ['rights', { capabilities: null }],
    ['folders', { folders: null }],
    ['the network', { network: null }],
    ['the account', { root: null }],
    ['whether it is privileged', { privileged: null }],
  ])('%s that can’t be told are never good', async (_name, wall) => {
    expect((await inspect([wall])).state).toBe('unknown');
  });

  test('one that can’t be looked at is unknown, beside a sealed one', async () => {
    expect((await inspect([{}], { unseen: ['container:other'] })).state).toBe('unknown');
  });

  test('from inside', async () => {
    expect((await inspect([], { inside: {} })).state).toBe('good');
    expect(await inspect([], { inside: { shares: [folder] } })).toMatchObject({
      state: 'attention',
      severity: 'high',
    });
    expect(await inspect([], { inside: { sockets: ['/var/run/docker.sock'] } })).toMatchObject({
      severity: 'critical',
    });
    expect(await inspect([], { inside: { capabilities: ['CAP_SYS_MODULE'] } })).toMatchObject({
      severity: 'high',
    });
    expect((await inspect([], { inside: { capabilities: null } })).state).toBe('unknown');
  });
});
