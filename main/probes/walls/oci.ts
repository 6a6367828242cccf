import type { ContainerWall, Share } from '.';

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/**
 * Rights that lead out of a container (capabilities(7)); docker's and podman's own default list has none of them but
 * those that a root without a user namespace could misuse only together with a hole.
 */
const STRONG =
  /^CAP_(?:SYS_ADMIN|SYS_MODULE|SYS_PTRACE|SYS_RAWIO|SYS_BOOT|SYS_TIME|DAC_READ_SEARCH|NET_ADMIN|BPF|PERFMON|MAC_ADMIN|MAC_OVERRIDE|SYSLOG|CHECKPOINT_RESTORE)$/;

export const strongOf = (names: readonly unknown[]): readonly string[] => [
  ...new Set(
    names
      .map((name) => text(name).toUpperCase())
      .map((name) => (name.startsWith('CAP_') ? name : `CAP_${name}`))
      .filter((name) => STRONG.test(name)),
  ),
];

/** A socket of an engine: docker, podman, containerd, CRI-O, or the folder that they lie in. */
export const isEngineSocket = (path: string): boolean =>
  /(?:^|\/)(?:docker|podman|containerd|crio|buildkitd)\.sock$/.test(path) ||
  /^(?:\/var)?\/run\/?$/.test(path);

/** Small files that every engine puts in by itself. */
const ENGINE_FILES =
  /^\/(?:etc\/(?:resolv\.conf|hosts|hostname)|run\/\.containerenv|run\/secrets|dev\/shm|dev\/.*|proc|sys)(?:\/|$)/;

/** A named volume lies in the engine's own storage, not in somebody's folder. */
const isVolume = (source: string) => /\/(?:volumes|containers)\/.*(?:_data|userdata)(?:\/|$)/.test(source);

/** Devices that every container has (OCI runtime-spec, config-linux.md, "Default Devices"), and Docker's init. */
const USUAL_DEVICES =
  /^\/dev\/(?:null|zero|full|u?random|tty|console|ptmx|pts|shm|mqueue|core|fd|std(?:in|out|err)|init)(?:\/|$)/;

const devicesOf = (paths: readonly string[]) =>
  [...new Set(paths)]
    .filter((path) => path.startsWith('/dev/') && !USUAL_DEVICES.test(path))
    .map((path) => `--device ${path}`);

export interface OciWall
  extends Pick<ContainerWall, 'privileged' | 'root' | 'capabilities' | 'sockets' | 'folders' | 'network'> {
  readonly args: readonly string[];
  readonly annotations: Readonly<Record<string, unknown>>;
}

/**
 * `config.json` of a container (OCI runtime-spec, config.md and config-linux.md), which podman writes when a container
 * is made ready. Null where it is none.
 */
export function parseOci(source: string): OciWall | null {
  let all: Readonly<Record<string, unknown>>;
  try {
    all = record(JSON.parse(source));
  } catch {
    return null;
  }
  const process = record(all.process);
  const linux = record(all.linux);
  if (!all.ociVersion || !Array.isArray(linux.namespaces)) return null;
  const namespaces = linux.namespaces.map((each) => text(record(each).type));
  const capabilities = record(process.capabilities);
  const mounts = list(all.mounts).map(record);
  const binds = mounts.filter(
    ({ type, options }) => text(type) === 'bind' || list(options).some((each) => /^r?bind$/.test(text(each))),
  );
  const folders: Share[] = binds
    .filter(({ destination, source }) => !ENGINE_FILES.test(text(destination)) && !isVolume(text(source)))
    .map(({ destination, source, options }) => ({
      from: text(source),
      to: text(destination),
      writable: !list(options).includes('ro'),
    }));
  const annotations = record(all.annotations);
  const told = annotations['io.podman.annotations.privileged'];
  const uid = record(process.user).uid;
  return {
    privileged: told === 'TRUE' ? true : told === 'FALSE' ? false : null,
    root: typeof uid === 'number' ? uid === 0 && !namespaces.includes('user') : null,
    capabilities: [
      ...strongOf([...list(capabilities.bounding), ...list(capabilities.effective)]),
      ...(namespaces.includes('pid') ? [] : ['--pid host']),
      ...devicesOf([
        ...binds.map(({ source }) => text(source)),
        ...list(linux.devices).map((each) => text(record(each).path)),
      ]),
    ],
    sockets: folders.map(({ from }) => from).filter(isEngineSocket),
    folders,
    network: namespaces.includes('network') ? 'own' : 'host',
    args: list(process.args).map(text),
    annotations,
  };
}

/** `docker inspect`: an array of one object with HostConfig, Config and Mounts (Docker Engine API). Null where it is none. */
export function parseDockerWall(source: string, name: string): ContainerWall | null {
  let first: Readonly<Record<string, unknown>>;
  try {
    const all: unknown = JSON.parse(source);
    first = record(Array.isArray(all) ? all[0] : all);
  } catch {
    return null;
  }
  const host = record(first.HostConfig);
  if (typeof host.Privileged !== 'boolean' || !Array.isArray(first.Mounts)) return null;
  const user = text(record(first.Config).User);
  const folders = first.Mounts.map(record)
    .filter(({ Type }) => Type === 'bind')
    .map(({ Source, Destination, RW }) => ({
      from: text(Source),
      to: text(Destination),
      writable: RW !== false,
    }));
  // What was asked for, and what it got: `-P` gives ports that nobody named.
  const ports = [host.PortBindings, record(first.NetworkSettings).Ports];
  const published = ports
    .flatMap((each) => Object.entries(record(each)))
    .flatMap(([port, bindings]) =>
      list(bindings)
        .map(record)
        .map(({ HostIp, HostPort }) => ({ ip: text(HostIp), port: text(HostPort) || port.split('/')[0] }))
        .filter(({ ip }) => !/^(?:127\.|::1$|\[::1\]$)/.test(ip))
        .map(({ ip, port: at }) => `${ip || '0.0.0.0'}:${at}`),
    );
  return {
    name,
    engine: 'docker',
    privileged: host.Privileged,
    root: /^(?:|0|root)(?::|$)/.test(user) && text(host.UsernsMode) === '',
    capabilities: host.Privileged
      ? ['CAP_SYS_ADMIN']
      : [
          ...strongOf(list(host.CapAdd)),
          ...(list(host.CapAdd).some((each) => /^(?:CAP_)?ALL$/i.test(text(each))) ? ['CAP_SYS_ADMIN'] : []),
          ...(text(host.PidMode) === 'host' ? ['--pid host'] : []),
          ...devicesOf(list(host.Devices).map((each) => text(record(each).PathOnHost))),
        ],
    sockets: folders.map(({ from }) => from).filter(isEngineSocket),
    folders,
    network: text(host.NetworkMode) === 'host' ? 'host' : 'own',
    // In another container's network the ports are that one's.
    published: text(host.NetworkMode).startsWith('container:') ? null : [...new Set(published)],
  };
}
