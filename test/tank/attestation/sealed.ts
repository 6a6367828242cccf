import { ATTEMPTS, type AttemptId } from '../../../main/contract/tank';
import { type CanaryListener, tokenOf } from '../../../main/tank/attestation/canary';
import { connectionTargets } from '../../../main/tank/attestation/connection-targets';
import type { GuestAnswers } from '../../../main/tank/attestation/guest-answers';
import { judgeAttempts } from '../../../main/tank/attestation/judge-attempts';
import { ENGINE_SOCKETS, SCREEN_SOCKETS } from '../../../main/tank/attestation/judges/judge-channels';
import { USUAL_PLACES } from '../../../main/tank/attestation/judges/judge-folders';
import { PROGRAMS } from '../../../main/tank/attestation/judges/judge-rights';
import type { AttestationEvidence } from '../../../main/tank/attestation/judges/verdict-parts';

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
export const targets = connectionTargets(listeners, network);
/** Every door refused. */
export const refused = targets.map(({ id }) => ({ id, end: 'refused', code: 'ECONNREFUSED', said: '' }));

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
  connections: { value: { results: refused, neighbours: ['10.0.2.2', '10.0.2.3'] } },
  sockets: { value: { tried: ENGINE_SOCKETS.length + SCREEN_SOCKETS.length, found: [], interop: false } },
  folders: { value: { results: USUAL_PLACES.map((path) => ({ path, end: 'ENOENT', entries: 0 })) } },
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
} satisfies GuestAnswers;

export const canary = { nonce: 'abc', reply: 'xyz', listeners, deaf: [], clients: [] };
const fact = (id: string) => ({ id, outcome: 'blocked', saw: { id: 'said' } });

export const sealed = {
  engine: 'qemu',
  boundary: 'machine',
  access: 'tunnel',
  limits: { memoryMiB: 4096, processors: 2, diskGiB: 12 },
  inside,
  witness: inside.connections,
  targets,
  canary,
  outside: { value: ['engine-settings', 'mounts', 'ports', 'limits', 'devices', 'clipboard'].map(fact) },
  exposed: [],
} as unknown as AttestationEvidence;

/** Lines that are not `blocked`, as `id outcome`. */
export const loose = (seen: AttestationEvidence): readonly string[] =>
  judgeAttempts(seen)
    .filter(({ outcome }) => outcome !== 'blocked')
    .map(({ id, outcome }) => `${id} ${outcome}`);

/** The sealed one, but for one piece of the inside. */
export const withInside = (
  results: Readonly<Record<string, unknown>>,
  other: Partial<AttestationEvidence> = {},
): AttestationEvidence => ({
  ...sealed,
  ...other,
  inside: { ...inside, ...results } as unknown as GuestAnswers,
});

/** The sealed one, but for some fields of one piece. */
export const but = <K extends keyof typeof inside>(
  id: K,
  fields: Readonly<Record<string, unknown>>,
  other: Partial<AttestationEvidence> = {},
) => withInside({ [id]: { value: { ...inside[id].value, ...fields } } }, other);

/** The sealed one in another network, where all that is knocked at then ends so. */
export function knockedAll(
  end: string,
  results: Partial<typeof network>,
  listeners: readonly CanaryListener[] = canary.listeners,
  code: string | null = null,
): AttestationEvidence {
  const changed = { ...network, ...results };
  const there = connectionTargets(listeners, changed);
  const connections = {
    value: { results: there.map(({ id }) => ({ id, end, code, said: '' })), neighbours: [] },
  };
  return withInside(
    { network: { value: changed }, connections },
    { targets: there, witness: connections, canary: { ...canary, listeners } },
  );
}

/** The first door of that purpose. */
export const targetOf = (purpose: AttemptId, self = false) => {
  const target = targets.find((each) => each.purpose === purpose && each.self === self);
  if (!target) throw new Error(`no door for ${purpose}`);
  return target;
};
/** What is told, but for one door. */
export const connecting = (id: string, results: { end: string; said?: string } | null) =>
  refused.flatMap((each) => (each.id !== id ? [each] : results ? [{ ...each, said: '', ...results }] : []));
export const visit = (target: string) => ({
  address: '127.0.0.1',
  port: 41000,
  from: '127.0.0.1',
  token: tokenOf('abc', target).trim(),
});
export const all = ATTEMPTS;
