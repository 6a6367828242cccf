import { describe, expect, test } from 'vitest';
import check from '../../main/checks/vm-walls';
import type { GuestIsolation, MachineIsolation } from '../../main/isolation/types';
import { fakeProbes, seen } from '../fakes/probes';

const SEALED: MachineIsolation = {
  name: 'openclaw',
  engine: 'QEMU',
  where: 'qemu-system-x86 (pid 7)',
  holdsOpenClaw: true,
  folders: [],
  channels: [],
  published: [],
};
const INSIDE: GuestIsolation = {
  shares: [],
  startsWindows: null,
  channels: [],
  sockets: [],
  capabilities: [],
};

interface Where {
  readonly inside?: Partial<GuestIsolation>;
  readonly wsl?: boolean;
  readonly cloud?: string;
  readonly lives?: boolean;
  readonly unseen?: boolean;
}

function inspect(
  machines: readonly Partial<MachineIsolation>[],
  { inside, wsl = false, cloud, lives = true, unseen }: Where = {},
) {
  const copies = lives ? seen({ where: 'this-computer' } as never) : seen<never>();
  return check.inspect(
    fakeProbes({
      machine: {
        look: async () => ({
          container: { is: 'no', evidence: [] },
          virtualMachine: { is: inside ? 'yes' : 'no', evidence: [] },
          wsl,
          cloud: cloud ?? null,
        }),
      },
      files: { platform: 'linux' },
      openclaw: { copies: async () => copies, setups: async () => seen() },
      isolation: {
        machines: async () => ({
          items: machines.map((each) => ({ ...SEALED, ...each })),
          gaps: unseen ? [{ where: '/x.vbox', because: { id: 'look.not-allowed' } }] : [],
        }),
        inside: async () => seen({ ...INSIDE, ...inside }),
      },
    }),
  );
}

describe('vm-walls', () => {
  test('no machine, or one without OpenClaw: it does not apply', async () => {
    expect((await inspect([])).state).toBe('not-applicable');
    expect((await inspect([{ holdsOpenClaw: null, folders: ['/home/lin'] }])).state).toBe('not-applicable');
  });

  test('a sealed one is good', async () => {
    expect((await inspect([{}])).state).toBe('good');
  });

  test.each<[string, Partial<MachineIsolation>, string]>([
    ['a shared folder', { folders: ['/home/lin'] }, 'high'],
    ['a door for everybody', { published: ['0.0.0.0:18789'] }, 'high'],
    ['a clipboard', { channels: ['Clipboard'] }, 'medium'],
  ])('%s', async (_name, wall, severity) => {
    expect(await inspect([{}, wall])).toMatchObject({ state: 'attention', severity });
  });

  test('one whose doors could not be told is not', async () => {
    expect((await inspect([{ published: null }])).state).toBe('unknown');
  });

  test('what can’t be looked at is never good', async () => {
    expect((await inspect([{}], { unseen: true })).state).toBe('unknown');
  });

  test('from inside a machine', async () => {
    expect((await inspect([], { inside: {} })).state).toBe('good');
    const shares = [{ from: 'virtiofs home', to: '/mnt/home', writable: true }];
    expect(await inspect([], { inside: { shares } })).toMatchObject({ state: 'attention', severity: 'high' });
    expect(await inspect([], { inside: { channels: ['spice-vdagentd'] } })).toMatchObject({
      severity: 'medium',
    });
  });

  test('from inside WSL', async () => {
    const shares = [{ from: '9p C:', to: '/mnt/c', writable: true }];
    const found = await inspect([], { wsl: true, inside: { shares, startsWindows: true } });
    expect(found).toMatchObject({ state: 'attention', severity: 'high' });
    expect((await inspect([], { wsl: true, inside: { startsWindows: false } })).state).toBe('good');
  });

  test('a rented server, and a machine without OpenClaw in it, are not judged from inside', async () => {
    const shares = [{ from: 'virtiofs x', to: '/x', writable: true }];
    expect((await inspect([], { inside: { shares }, cloud: 'Hetzner' })).state).toBe('not-applicable');
    expect((await inspect([], { inside: { shares }, lives: false })).state).toBe('not-applicable');
  });
});
