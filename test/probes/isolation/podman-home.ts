import { containerIsolation } from '../../../main/probes/isolation/container-isolation';
import { type FakeFile, fakeHost } from '../../fakes/host';
import { seen } from '../../fakes/probes';

export const STORE = '/home/lin/.local/share/containers/storage';
export const ID = 'ab'.repeat(32);
export const HOLDER = 'cd'.repeat(32);

export interface Told {
  readonly id?: string;
  readonly mounts?: readonly object[];
  readonly namespaces?: readonly object[];
  readonly uid?: number;
  readonly bounding?: readonly string[];
  readonly privileged?: string;
  readonly args?: readonly string[];
  /** Whose names of the network it has. */
  readonly namesOf?: string;
}

export const SPACES = ['pid', 'network', 'ipc', 'mount', 'user'].map((type) => ({ type }));
/** Put into a network by its path. */
export const into = (path: string) => [
  ...SPACES.filter(({ type }) => type !== 'network'),
  { type: 'network', path },
];

/** The members of config.json that OCI runtime-spec 1.0 names, as podman 4.3 fills them for a rootless container. */
export const oci = (told: Told = {}) =>
  JSON.stringify({
    ociVersion: '1.0.2-dev',
    process: {
      user: { uid: told.uid ?? 10001, gid: 10001 },
      args: told.args ?? ['/opt/openclaw/bin/openclaw', 'gateway', 'run'],
      ...(told.bounding && { capabilities: { bounding: told.bounding } }),
    },
    mounts: [
      { destination: '/proc', type: 'proc', source: 'proc' },
      ...[
        ['/etc/hosts', told.namesOf ?? told.id ?? ID],
        ['/etc/hostname', told.id ?? ID],
      ].map(([destination, id]) => ({
        destination,
        type: 'bind',
        source: `/run/user/1000/containers/overlay-containers/${id}/userdata${destination?.slice(4)}`,
        options: ['bind', 'ro'],
      })),
      {
        destination: '/dev/shm',
        type: 'bind',
        source: `${STORE}/overlay-containers/${told.id ?? ID}/userdata/shm`,
        options: ['bind'],
      },
      {
        destination: '/home/openclaw',
        type: 'bind',
        source: `${STORE}/volumes/oc-home/_data`,
        options: ['rw', 'rbind'],
      },
      ...(told.mounts ?? []),
    ],
    annotations: { 'io.podman.annotations.privileged': told.privileged ?? 'FALSE' },
    linux: { namespaces: told.namespaces ?? SPACES },
  });

const named = (id: string, name: string) => ({
  id,
  names: [name],
  metadata: JSON.stringify({ 'image-name': 'localhost/tankmate:1', name }),
});
export const RECORDS = JSON.stringify([named(ID, 'tankmate-openclaw'), named(HOLDER, 'holder')]);

/** What the kernel says of mounts in the container: the volume, and what `more` lays over it. */
const mounted = (...more: string[]) =>
  ['/lin/.local/share/containers/storage/volumes/oc-home/_data /home/openclaw', ...more]
    .map((each) => `40 30 8:1 ${each} rw,nosuid - ext4 /dev/sda2 rw\n`)
    .join('');

const process = (pid: number, parent: number, ...args: string[]) => ({
  pid,
  parent,
  program: args[0]?.split('/').at(-1),
  args,
  ours: true,
  where: 'this-computer',
});
const watched = (pid: number, id: string, ...runs: readonly string[]) => [
  process(pid, 1, '/usr/bin/conmon', '--api-version', '1', '-c', id, '-u', id),
  process(pid + 1, pid, '/bin/sh', ...runs),
];

export interface Scene {
  readonly config?: string | FakeFile;
  /** What it runs. */
  readonly runs?: readonly string[];
  readonly holder?: Told;
  readonly records?: Record<string, string>;
  readonly running?: boolean;
  readonly mounts?: readonly string[];
  /** Networks of processes, by number. */
  readonly networks?: Readonly<Record<string, string>>;
  readonly listeners?: readonly object[];
  readonly processes?: readonly [pid: number, parent: number, ...args: string[]][];
}

/** A home with one container of OpenClaw, which runs as process 101 in the network 7, beside one that runs as 201. */
export function home(scene: Scene = {}) {
  const { running = true, networks = {}, records = { 'containers.json': RECORDS } } = scene;
  const folder = `${STORE}/overlay-containers`;
  const links: Record<string, FakeFile> = Object.fromEntries(
    Object.entries({ self: '1', 101: '7', 201: '8', ...networks }).map(([pid, network]) => [
      `/proc/${pid}/ns/net`,
      { link: `net:[${network}]` },
    ]),
  );
  const files = {
    ...Object.fromEntries(Object.entries(records).map(([name, text]) => [`${folder}/${name}`, text])),
    [`${folder}/${ID}/userdata/config.json`]: scene.config ?? oci(),
    [`${folder}/${HOLDER}/userdata/config.json`]: oci({ id: HOLDER, args: ['sleep'], ...scene.holder }),
    '/proc/101/mountinfo': mounted(...(scene.mounts ?? [])),
    ...links,
  };
  const processes = [
    ...(running ? watched(100, ID, ...(scene.runs ?? [])) : []),
    ...watched(200, HOLDER),
    ...(scene.processes ?? []).map((each) => process(...each)),
  ];
  return containerIsolation(
    fakeHost({ files }),
    { copies: async () => seen() },
    {
      processes: async () => seen(...(processes as never[])),
      listeners: async () => seen(...((scene.listeners ?? []) as never[])),
    },
  );
}
