import { devicesOf, isEngineSocket, strongOf } from '../../isolation/capabilities';
import { nodeOfEnvironment } from '../../isolation/image-node';
import { listOrEmpty, parseRecord, recordOrEmpty, textOrEmpty } from '../../isolation/json-values';
import type { ContainerIsolation, Share } from '../../isolation/types';
import { isLocalName } from '../../openclaw/address';
import type { Host } from '../../system/read';

/** One object of `docker … inspect`, which answers with an array; null for anything else. */
function firstOf(source: string): Readonly<Record<string, unknown>> | null {
  try {
    const all: unknown = JSON.parse(source);
    return Array.isArray(all) && all.length > 0 ? parseRecord(JSON.stringify(all[0])) : null;
  } catch {
    return null;
  }
}

export interface DockerIsolation extends ContainerIsolation {
  readonly folders: readonly Share[];
  /** Named volumes, which may be folders of this computer under another name. */
  readonly volumes: readonly (Share & { readonly driver: string })[];
  /** The container whose network it has. */
  readonly neighbour: string | null;
  /** Networks of somebody's own making that it is in. */
  readonly networks: readonly string[];
}

/** `docker inspect`: an array of one object with HostConfig, Config and Mounts (Docker Engine API). Null where it is none. */
export function parseDockerIsolation(source: string, name: string): DockerIsolation | null {
  const first = firstOf(source);
  const host = recordOrEmpty(first?.HostConfig);
  if (typeof host.Privileged !== 'boolean' || !Array.isArray(first?.Mounts)) return null;
  const user = textOrEmpty(recordOrEmpty(first.Config).User);
  const mounts = first.Mounts.map(recordOrEmpty).map((each) => ({
    from: textOrEmpty(each.Type) === 'volume' ? textOrEmpty(each.Name) : textOrEmpty(each.Source),
    to: textOrEmpty(each.Destination),
    writable: each.RW !== false,
    type: textOrEmpty(each.Type),
    driver: textOrEmpty(each.Driver),
  }));
  // Pipes are Windows' sockets.
  const folders = mounts
    .filter(({ type }) => type === 'bind' || type === 'npipe')
    .map(({ from, to, writable }) => ({ from, to, writable }));
  // What was asked for, and what it got: `-P` gives ports that nobody named.
  const ports = [host.PortBindings, recordOrEmpty(first.NetworkSettings).Ports];
  const published = ports
    .flatMap((each) => Object.entries(recordOrEmpty(each)))
    .flatMap(([port, bindings]) =>
      listOrEmpty(bindings)
        .map(recordOrEmpty)
        .map(({ HostIp, HostPort }) => ({
          ip: textOrEmpty(HostIp),
          port: textOrEmpty(HostPort) || port.split('/')[0],
        }))
        .filter(({ ip }) => !isLocalName(ip))
        .map(({ ip, port: at }) => `${ip || '0.0.0.0'}:${at}`),
    );
  const mode = textOrEmpty(host.NetworkMode);
  const neighbour = /^container:(.+)$/.exec(mode)?.[1] ?? null;
  return {
    name,
    engine: 'docker',
    privileged: host.Privileged,
    root: /^(?:|0|root)(?::|$)/.test(user) && /^(?:|host)$/.test(textOrEmpty(host.UsernsMode)),
    capabilities: host.Privileged
      ? ['CAP_SYS_ADMIN']
      : [
          ...strongOf(listOrEmpty(host.CapAdd)),
          ...(listOrEmpty(host.CapAdd).some((each) => /^(?:CAP_)?ALL$/i.test(textOrEmpty(each)))
            ? ['CAP_SYS_ADMIN']
            : []),
          ...(textOrEmpty(host.PidMode) === 'host' ? ['--pid host'] : []),
          ...(textOrEmpty(host.IpcMode) === 'host' ? ['--ipc host'] : []),
          ...devicesOf(
            listOrEmpty(host.Devices)
              .map((each) => textOrEmpty(recordOrEmpty(each).PathOnHost))
              .map((path) => [path, path] as const),
          ),
        ],
    sockets: folders.map(({ from }) => from).filter(isEngineSocket),
    folders,
    volumes: mounts
      .filter(({ type }) => type === 'volume')
      .map(({ from, to, writable, driver }) => ({ from, to, writable, driver })),
    network: mode === 'host' ? 'host' : neighbour ? null : 'own',
    published: neighbour ? null : [...new Set(published)],
    neighbour,
    ...nodeOfEnvironment(recordOrEmpty(first.Config).Env),
    networks: Object.keys(recordOrEmpty(recordOrEmpty(first.NetworkSettings).Networks)).filter(
      (each) => !/^(?:bridge|none|host|default)$/.test(each),
    ),
  };
}

/**
 * The folder or share that a volume stands for; null for one of the engine's own. Undefined: it could not be told.
 * `volume inspect` has the options of a volume of the kind `local`, which are those of mount(8).
 */
export function volumeSource(source: string): string | null | undefined {
  const first = firstOf(source);
  if (first === null || textOrEmpty(first.Driver) !== 'local') return undefined;
  const options = recordOrEmpty(first.Options);
  if (Object.keys(options).length === 0 || textOrEmpty(options.type) === 'tmpfs') return null;
  return textOrEmpty(options.device) || undefined;
}

/** The walls of one of docker's containers, whose daemon runs already. Null: it didn't answer. */
export async function dockerIsolation(host: Host, name: string): Promise<ContainerIsolation | null> {
  const ask = async (...args: readonly string[]) => {
    const ended = await host.run('docker', args).catch(() => null);
    return ended?.code === 0 ? ended.stdout.toString('utf8') : '';
  };
  const inspect = async (each: string) =>
    parseDockerIsolation(await ask('inspect', '--type', 'container', each), name);
  const isolation = await inspect(name);
  if (isolation === null) return null;
  const { volumes, neighbour, networks, ...known } = isolation;
  // In another container's network the ports are that one's, and so is what can be reached.
  const holder = neighbour === null ? isolation : await inspect(neighbour);
  const behind = await Promise.all(
    volumes.map(async (each) => ({
      ...each,
      from: each.driver === 'local' ? volumeSource(await ask('volume', 'inspect', each.from)) : undefined,
    })),
  );
  const found = behind.flatMap(({ from, to, writable }) => (from ? [{ from, to, writable }] : []));
  // macvlan and ipvlan give it an address in the network outside, where all its ports are open.
  const drivers = await Promise.all(
    (holder?.networks ?? []).map(async (each) => firstOf(await ask('network', 'inspect', each))?.Driver),
  );
  const published = holder?.published ?? null;
  const isKnown = drivers.every((driver) => driver === 'bridge') || (published?.length ?? 0) > 0;
  const folders = [...known.folders, ...found];
  return {
    ...known,
    sockets: folders.map(({ from }) => from).filter(isEngineSocket),
    folders: folders.length === 0 && behind.some(({ from }) => from === undefined) ? null : folders,
    network: holder?.network ?? null,
    published: isKnown ? published : null,
  };
}
