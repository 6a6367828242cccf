import type { Message } from '../../contract/finding';
import { listOrEmpty, recordOrEmpty, textOrEmpty } from '../../isolation/json-values';
import { parseMount } from '../../isolation/mount-table';
import type { ContainerIsolation, Share } from '../../isolation/types';
import { packageIn, parseStorage } from '../openclaw/parse-containers';
import type { TolerantReader } from '../openclaw/tolerant-reader';
import { readFailure } from '../partial-result';
import { type ContainerStore, type OciIsolation, parseOci } from './oci-config';
import {
  type NetworkView,
  networkOf,
  publishedPorts,
  type RunningContainer,
  runningContainer,
} from './published-ports';

const CONFIG_BYTES = 1024 * 1024;
const OF_ALL = '/var/lib/containers/storage';
const isOpenClaw = (args: readonly string[]) =>
  args.some((word) => /(?:^|[\\/])openclaw(?:\.mjs)?$/.test(word));

interface PodmanContainer {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  /** Its `config.json`. */
  readonly file: string;
  readonly oci: OciIsolation | null;
  readonly alive: RunningContainer | null;
}

/** Id and name of each record of containers/storage; null where it is no list of them. */
function idsOf(source: string): readonly (readonly [string, string])[] | null {
  try {
    const all: unknown = JSON.parse(source);
    if (!Array.isArray(all)) return null;
    return all
      .map(recordOrEmpty)
      .flatMap(({ id, names }) =>
        typeof id === 'string' && /^[0-9a-f]{12,64}$/.test(id)
          ? [[id, textOrEmpty(listOrEmpty(names)[0]) || id.slice(0, 12)] as const]
          : [],
      );
  } catch {
    return null;
  }
}

/** Everything that lies in one folder of a store: `--rm` ones have a list of their own since containers/storage 1.45. */
async function containersIn(
  reader: TolerantReader,
  store: string,
  driver: string,
  around: NetworkView,
): Promise<readonly PodmanContainer[]> {
  const { host, skippingDenied } = reader;
  const folder = host.path.join(store, driver);
  const files = ['containers.json', 'volatile-containers.json'].map((each) => host.path.join(folder, each));
  const lists = await Promise.all(
    files.map(async (file) => {
      const source = (await skippingDenied.readText(file, 16 * CONFIG_BYTES)) ?? '[]';
      const ids = idsOf(source);
      if (ids === null) reader.addGap(file, { id: 'look.saw-nothing' });
      const images = new Map((parseStorage(source) ?? []).map(({ name, image }) => [name, image]));
      return (ids ?? []).map(([id, name]) => ({ id, name, image: images.get(name) ?? '' }));
    }),
  );
  const records = lists.flat();
  const real = (await skippingDenied.realPath(store)) ?? store;
  const known: ContainerStore = { folders: [store, real], ids: new Set(records.map(({ id }) => id)) };
  return Promise.all(
    records.map(async (each): Promise<PodmanContainer> => {
      const file = host.path.join(folder, each.id, 'userdata', 'config.json');
      const config = await skippingDenied.readText(file, CONFIG_BYTES);
      return {
        ...each,
        file,
        oci: config === null ? null : parseOci(config, each.id, known),
        alive: await runningContainer(host, each.id, around.processes),
      };
    }),
  );
}

/** Whose network it is in: that of the engine's own making, or of another container that was seen. */
function networkIn(
  reader: TolerantReader,
  box: PodmanContainer,
  boxes: readonly PodmanContainer[],
  here: string | null,
): ContainerIsolation['network'] {
  const { host } = reader;
  if (box.oci === null) return null;
  const { network, neighbour } = box.oci;
  if (box.alive?.network && box.alive.network === here) return 'host';
  if (typeof network === 'string') return network;
  const runtime = host.env.XDG_RUNTIME_DIR ?? `/run/user/${host.uid}`;
  const made = [`${runtime}/netns`, '/run/netns', '/var/run/netns'];
  const [, parent = '', name = ''] = /^(.*)\/([^/]+)$/.exec(network.path) ?? [];
  if (made.includes(parent) && /^(?:netns|cni)-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(name))
    return 'own';
  const holder = boxes.find(({ id }) => id === neighbour);
  const isItsOwn = /^\/proc\/\d+\/ns\/net$/.test(network.path) && holder?.oci?.neighbour === null;
  return isItsOwn ? networkIn(reader, holder, boxes, here) : null;
}

/**
 * What lies behind a named volume, by what the running container sees at its place: a volume with options may be any
 * folder of this computer. Null: nothing but the volume. Undefined: it could not be told.
 */
async function sourceOfVolume(
  reader: TolerantReader,
  alive: RunningContainer | null,
  volume: Share,
): Promise<string | null | undefined> {
  const mountinfo =
    alive === null ? null : await reader.skippingDenied.readText(`/proc/${alive.pid}/mountinfo`);
  const mount = (mountinfo ?? '')
    .split('\n')
    .map(parseMount)
    .findLast((each) => each?.at === volume.to);
  if (!mount || mount.type === 'tmpfs') return undefined;
  // Seen from the top of its file system, which may be in the middle of the path, or have a part of its own before it.
  const last = (parts: number) => `/${volume.from.split('/').slice(-parts).join('/')}`;
  const { root } = mount;
  const isIt = root.endsWith(last(4)) || (root.endsWith(last(3)) && volume.from.endsWith(root));
  return isIt ? null : root;
}

async function isolationOf(
  reader: TolerantReader,
  { name, oci, alive, ...box }: PodmanContainer & { readonly oci: OciIsolation },
  boxes: readonly PodmanContainer[],
  ofAll: boolean,
  around: NetworkView,
): Promise<ContainerIsolation> {
  const { host } = reader;
  const network = networkIn(reader, { ...box, name, oci, alive }, boxes, await networkOf(host, 'self'));
  if (network === null && typeof oci.network !== 'string')
    reader.addGap(oci.network.path, { id: 'walls.network' });
  const behind = await Promise.all(
    oci.volumes.map(async (each) => ({ ...each, real: await sourceOfVolume(reader, alive, each) })),
  );
  for (const { from, real } of behind) if (real === undefined) reader.addGap(from, { id: 'walls.volume' });
  const folders = [
    ...oci.folders,
    ...behind.flatMap(({ real, to, writable }) => (real ? [{ from: real, to, writable }] : [])),
  ];
  const known = new Map(
    boxes.flatMap(({ oci: each, alive: running }) =>
      each && typeof each.network === 'object' && running?.network
        ? [[each.network.path, running.network]]
        : [],
    ),
  );
  return {
    name,
    engine: 'podman',
    privileged: oci.privileged,
    // Without root's engine, root inside is no more than this account.
    root: oci.root && !ofAll && host.uid !== 0 ? false : oci.root,
    capabilities: oci.capabilities,
    sockets: oci.sockets,
    folders: folders.length === 0 && behind.some(({ real }) => real === undefined) ? null : folders,
    network,
    ...(oci.node !== undefined && { node: oci.node }),
    // The administrator's containers get theirs by rules of the network, where nobody listens.
    published: ofAll || alive === null ? null : await publishedPorts(host, alive, known, around),
  };
}

/** Podman's containers with OpenClaw in them, by its files and by /proc; podman itself is never run. */
export async function podmanIsolation(
  reader: TolerantReader,
  around: NetworkView,
): Promise<readonly ContainerIsolation[]> {
  const { host } = reader;
  const { join } = host.path;
  const config = host.env.XDG_CONFIG_HOME ?? join(host.home, '.config');
  const moved = /^[ \t]*(?:rootless_storage_path|graphroot)\s*=\s*"([^"$\n]+)"/m.exec(
    (await reader.skippingDenied.readText(join(config, 'containers', 'storage.conf'))) ?? '',
  )?.[1];
  const data = host.env.XDG_DATA_HOME ?? join(host.home, '.local', 'share');
  const machines: ContainerIsolation[] = [];
  for (const store of [moved ?? join(data, 'containers', 'storage'), OF_ALL]) {
    const drivers = (await reader.skippingDenied.list(store)).filter((name) => name.endsWith('-containers'));
    const boxes = (
      await Promise.all(drivers.map((each) => containersIn(reader, store, each, around)))
    ).flat();
    for (const box of boxes) {
      const { oci, alive, file, name } = box;
      const runs = [...(oci?.args ?? []), ...(alive?.args ?? [])];
      if (packageIn(box) === null && !isOpenClaw(runs)) continue;
      if (oci) {
        machines.push(await isolationOf(reader, { ...box, oci }, boxes, store === OF_ALL, around));
        continue;
      }
      const because = await host
        .readText(file, CONFIG_BYTES)
        .then((): Message => ({ id: 'look.saw-nothing' }), readFailure);
      reader.addGap(`container:${name}`, because);
    }
  }
  return machines;
}
