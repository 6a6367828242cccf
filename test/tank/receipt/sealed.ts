import { TRIES, type TryId } from '../../../main/contract/tank';
import { doorsFor } from '../../../main/tank/receipt/addresses';
import type { Inside } from '../../../main/tank/receipt/answers';
import { type Listener, wordOf } from '../../../main/tank/receipt/canary';
import { judge } from '../../../main/tank/receipt/judge';
import { ENGINE_SOCKETS, SCREEN_SOCKETS } from '../../../main/tank/receipt/judges/channels';
import { USUAL_PLACES } from '../../../main/tank/receipt/judges/folders';
import type { Seen } from '../../../main/tank/receipt/judges/parts';
import { PROGRAMS } from '../../../main/tank/receipt/judges/rights';

const listener = (address: string, loopback: boolean) => ({
  address,
  port: 41000,
  loopback,
  web: false,
  heard: true,
});
const listeners = [listener('127.0.0.1', true), listener('::1', true), listener('192.168.1.20', false)];

const network = {
  own: [{ name: 'eth0', address: '10.0.2.15', cidr: '10.0.2.15/24' }],
  gateways: ['10.0.2.2'],
  resolvers: ['127.0.0.53', '10.0.2.3'],
  neighbours: ['10.0.2.2'],
  listeners: 2,
  listening: ['0100007F:4965', '00000000:0016'],
  names: [{ name: 'host.docker.internal', addresses: [] }],
  kernel: '6.8.0-31-generic',
};
export const doors = doorsFor(listeners, network);
/** Every door refused. */
export const refused = doors.map(({ id }) => ({ id, end: 'refused', code: 'ECONNREFUSED', said: '' }));

/** As an Ubuntu virtual machine answers that leaves nothing open. */
export const inside = {
  account: {
    value: {
      uid: 10001,
      name: 'openclaw',
      groups: [{ id: 10001, name: 'openclaw' }],
      capabilities: '0000000000000000',
      bound: '000001ffffffffff',
      noNewPrivileges: '0',
      seccomp: '0',
      uidMap: '0          0 4294967295',
      namespaces: {
        pid: 'pid:[4026531836]',
        ipc: 'ipc:[4026531839]',
        uts: 'uts:[4026531838]',
        user: 'user:[4026531837]',
      },
      gateways: [{ pid: 812, uid: 10001 }],
    },
  },
  network: { value: network },
  mounts: {
    value: {
      all: 3,
      lines: [
        ['29 1 252:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw', 'folder'],
        ['24 29 0:22 / /proc rw,nosuid shared:13 - proc proc rw', 'folder'],
        ['25 29 0:23 / /sys rw,nosuid shared:7 - sysfs sysfs rw', 'folder'],
      ],
    },
  },
  knocks: { value: { told: refused, neighbours: ['10.0.2.2', '10.0.2.3'] } },
  sockets: { value: { tried: ENGINE_SOCKETS.length + SCREEN_SOCKETS.length, found: [], interop: false } },
  folders: { value: { told: USUAL_PLACES.map((path) => ({ path, end: 'ENOENT', entries: 0 })) } },
  rights: {
    value: {
      programs: PROGRAMS.map(({ id }) => ({ id, end: id === 'doas' ? 'absent' : 'refused', out: '' })),
      readable: [],
      writable: [],
    },
  },
  kernel: { value: { module: 1, writable: [] } },
  devices: {
    value: {
      all: 2,
      nodes: [
        { path: 'null', block: false, usable: true },
        { path: 'vda', block: true, usable: false },
      ],
      channels: [],
      usb: ['1d6b'],
      memory: 4_000_000_000,
      processors: 2,
      memoryMax: null,
      pidsMax: null,
    },
  },
} satisfies Inside;

export const canary = { nonce: 'abc', song: 'xyz', listeners, deaf: [], visitors: [] };
const fact = (id: string) => ({ id, outcome: 'blocked', saw: { id: 'said' } });

export const sealed = {
  engine: 'qemu',
  wall: 'machine',
  door: 'tunnel',
  limits: { memoryMiB: 4096, processors: 2, diskGiB: 12 },
  inside,
  witness: inside.knocks,
  doors,
  canary,
  outside: { value: ['engine-settings', 'mounts', 'ports', 'limits', 'devices', 'clipboard'].map(fact) },
  exposed: [],
} as unknown as Seen;

/** Lines that are not `blocked`, as `id outcome`. */
export const loose = (seen: Seen): readonly string[] =>
  judge(seen)
    .filter(({ outcome }) => outcome !== 'blocked')
    .map(({ id, outcome }) => `${id} ${outcome}`);

/** The sealed one, but for one piece of the inside. */
export const withInside = (told: Readonly<Record<string, unknown>>, other: Partial<Seen> = {}): Seen => ({
  ...sealed,
  ...other,
  inside: { ...inside, ...told } as unknown as Inside,
});

/** The sealed one, but for some fields of one piece. */
export const but = <K extends keyof typeof inside>(
  id: K,
  fields: Readonly<Record<string, unknown>>,
  other: Partial<Seen> = {},
) => withInside({ [id]: { value: { ...inside[id].value, ...fields } } }, other);

/** The sealed one in another network, where all that is knocked at then ends so. */
export function knockedAll(
  end: string,
  told: Partial<typeof network>,
  listeners: readonly Listener[] = canary.listeners,
  code: string | null = null,
): Seen {
  const changed = { ...network, ...told };
  const there = doorsFor(listeners, changed);
  const knocks = {
    value: { told: there.map(({ id }) => ({ id, end, code, said: '' })), neighbours: [] },
  };
  return withInside(
    { network: { value: changed }, knocks },
    { doors: there, witness: knocks, canary: { ...canary, listeners } },
  );
}

/** The first door of that purpose. */
export const doorOf = (purpose: TryId, self = false) => {
  const door = doors.find((each) => each.purpose === purpose && each.self === self);
  if (!door) throw new Error(`no door for ${purpose}`);
  return door;
};
/** What is told, but for one door. */
export const knocking = (id: string, told: { end: string; said?: string } | null) =>
  refused.flatMap((each) => (each.id !== id ? [each] : told ? [{ ...each, said: '', ...told }] : []));
export const visit = (door: string) => ({
  address: '127.0.0.1',
  port: 41000,
  from: '127.0.0.1',
  word: wordOf('abc', door).trim(),
});
export const all = TRIES;
