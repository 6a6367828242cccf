import { devicesOf, isEngineSocket, strongOf } from '../../isolation/capabilities';
import { nodeOfEnvironment } from '../../isolation/image-node';
import { listOrEmpty, parseRecord, recordOrEmpty, textOrEmpty } from '../../isolation/json-values';
import type { ContainerIsolation, Share } from '../../isolation/types';

/** What Podman itself puts in, from the folder that it keeps of each container (podman, libpod/container_internal_common.go). */
const ENGINE_FILE =
  /-containers\/([0-9a-f]{64})\/userdata\/(?:hostname|hosts|resolv\.conf|\.containerenv|shm|passwd|group|mtab|localtime|(?:run\/)?secrets(?:\/.*)?)$/;
const INIT = /^\/usr\/(?:\w+\/)*(?:catatonit|podman-init|tini)$/;
const KERNEL_TYPES = /^(?:proc|sysfs|tmpfs|ramfs|devpts|mqueue|cgroup2?)$/;
const SHARED_MEMORY = /^\/dev\/(?:shm|mqueue|hugepages)(?:\/|$)/;

/** Where Podman keeps everything, and the ids of what it keeps: only what comes from there is its own. */
export interface ContainerStore {
  /** By the name that it goes by, and by its real one. */
  readonly folders: readonly string[];
  readonly ids: ReadonlySet<string>;
}

export interface OciIsolation
  extends Pick<ContainerIsolation, 'privileged' | 'root' | 'capabilities' | 'sockets' | 'node'> {
  readonly folders: readonly Share[];
  /** Named volumes: what lies behind their names only the running container shows. */
  readonly volumes: readonly Share[];
  /** Or the path of the network name space that it is put into. */
  readonly network: 'own' | 'host' | { readonly path: string };
  /** The container whose names of the network it has: it was put into that one's network. */
  readonly neighbour: string | null;
  readonly args: readonly string[];
}

/** All that a mount brings in: under a layer of its own (`:O`) it is what lies at the bottom. */
function sourcesOf(mount: Readonly<Record<string, unknown>>, store: ContainerStore): readonly Share[] {
  const [type, source, to] = [
    textOrEmpty(mount.type),
    textOrEmpty(mount.source),
    textOrEmpty(mount.destination),
  ];
  const options = listOrEmpty(mount.options).map(textOrEmpty);
  const writable = !options.includes('ro');
  if (type === 'overlay')
    return (
      options
        .flatMap((each) => /^lowerdir=(.*)/.exec(each)?.[1]?.split(':') ?? [])
        // Another image, laid in as a folder.
        .filter((from) => !store.folders.some((folder) => from.startsWith(`${folder}/overlay/`)))
        .map((from) => ({ from, to, writable }))
    );
  const isBind = type === 'bind' || options.some((each) => /^r?bind$/.test(each));
  if (!isBind && KERNEL_TYPES.test(type)) return [];
  return [{ from: isBind ? source : `${type} ${source}`, to, writable }];
}

/**
 * `config.json` of a container (OCI runtime-spec, config.md and config-linux.md), which podman writes when a container
 * is made ready. Null where it is none.
 */
export function parseOci(source: string, id: string, store: ContainerStore): OciIsolation | null {
  const all = parseRecord(source);
  const linux = recordOrEmpty(all?.linux);
  if (!all?.ociVersion || !Array.isArray(linux.namespaces)) return null;
  const process = recordOrEmpty(all.process);
  const spaces = new Map(
    linux.namespaces
      .map(recordOrEmpty)
      .map(({ type, path }) => [textOrEmpty(type), textOrEmpty(path)] as const),
  );
  const capabilities = recordOrEmpty(process.capabilities);

  const given = listOrEmpty(all.mounts)
    .map(recordOrEmpty)
    .flatMap((each) => sourcesOf(each, store));
  const ownerOf = ({ from }: Share) => {
    const owner = ENGINE_FILE.exec(from)?.[1];
    return owner !== undefined && store.ids.has(owner) ? owner : null;
  };
  const isDevice = ({ from }: Share) => from.startsWith('/dev/') && !SHARED_MEMORY.test(from);
  const isVolume = ({ from }: Share) =>
    store.folders.some(
      (folder) =>
        from.startsWith(`${folder}/volumes/`) &&
        /^[^/]+\/_data$/.test(from.slice(`${folder}/volumes/`.length)),
    );
  const isOwn = (share: Share) =>
    ownerOf(share) !== null ||
    (share.from === share.to && /^\/sys(?:\/|$)/.test(share.from)) ||
    (/^\/(?:dev\/init|run\/podman-init)$/.test(share.to) && INIT.test(share.from));
  const folders = given.filter((each) => !isDevice(each) && !isOwn(each) && !isVolume(each));

  const network = spaces.get('network');
  const place = /^\/proc\/\d+\//.exec(network ?? '')?.[0];
  // Shared with the container whose network it shares, as in a pod; any other may be that of this computer.
  const isStray = (type: string) => spaces.get(type) && spaces.get(type) !== `${place}ns/${type}`;
  const annotation = recordOrEmpty(all.annotations)['io.podman.annotations.privileged'];
  const uid = recordOrEmpty(process.user).uid;
  return {
    privileged: annotation === 'TRUE' ? true : annotation === 'FALSE' ? false : null,
    root: typeof uid !== 'number' || (uid === 0 && isStray('user')) ? null : uid === 0 && !spaces.has('user'),
    capabilities:
      isStray('pid') || isStray('ipc')
        ? null
        : [
            ...strongOf([...listOrEmpty(capabilities.bounding), ...listOrEmpty(capabilities.effective)]),
            ...['pid', 'ipc'].filter((type) => !spaces.has(type)).map((type) => `--${type} host`),
            ...devicesOf([
              ...given.filter(isDevice).map(({ from, to }) => [from, to] as const),
              ...listOrEmpty(linux.devices)
                .map((each) => textOrEmpty(recordOrEmpty(each).path))
                .map((path) => [path, path] as const),
            ]),
          ],
    sockets: folders.map(({ from }) => from).filter(isEngineSocket),
    folders,
    volumes: given.filter(isVolume),
    network: network === undefined ? 'host' : network === '' ? 'own' : { path: network },
    neighbour:
      given
        .filter(({ to }) => to === '/etc/resolv.conf' || to === '/etc/hosts')
        .map(ownerOf)
        .find((owner) => owner !== null && owner !== id) ?? null,
    args: listOrEmpty(process.args).map(textOrEmpty),
    ...nodeOfEnvironment(process.env),
  };
}
