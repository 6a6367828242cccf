import type { Host } from '../host';
import { record } from '../openclaw/parse-containers';
import type { ContainerWall, Share } from '.';
import { list, parseRecord, text } from './fields';
import { devicesOf, isEngineSocket, strongOf } from './rights';
import { isLocal } from './signs';

/** One object of `docker … inspect`, which answers with an array; null for anything else. */
function firstOf(source: string): Readonly<Record<string, unknown>> | null {
  try {
    const all: unknown = JSON.parse(source);
    return Array.isArray(all) && all.length > 0 ? parseRecord(JSON.stringify(all[0])) : null;
  } catch {
    return null;
  }
}

export interface DockerWall extends ContainerWall {
  readonly folders: readonly Share[];
  /** Named volumes, which may be folders of this computer under another name. */
  readonly volumes: readonly (Share & { readonly driver: string })[];
  /** The container whose network it has. */
  readonly neighbour: string | null;
  /** Networks of somebody's own making that it is in. */
  readonly networks: readonly string[];
}

/** `docker inspect`: an array of one object with HostConfig, Config and Mounts (Docker Engine API). Null where it is none. */
export function parseDockerWall(source: string, name: string): DockerWall | null {
  const first = firstOf(source);
  const host = record(first?.HostConfig);
  if (typeof host.Privileged !== 'boolean' || !Array.isArray(first?.Mounts)) return null;
  const user = text(record(first.Config).User);
  const mounts = first.Mounts.map(record).map((each) => ({
    from: text(each.Type) === 'volume' ? text(each.Name) : text(each.Source),
    to: text(each.Destination),
    writable: each.RW !== false,
    type: text(each.Type),
    driver: text(each.Driver),
  }));
  // Pipes are Windows' sockets.
  const folders = mounts
    .filter(({ type }) => type === 'bind' || type === 'npipe')
    .map(({ from, to, writable }) => ({ from, to, writable }));
  // What was asked for, and what it got: `-P` gives ports that nobody named.
  const ports = [host.PortBindings, record(first.NetworkSettings).Ports];
  const published = ports
    .flatMap((each) => Object.entries(record(each)))
    .flatMap(([port, bindings]) =>
      list(bindings)
        .map(record)
        .map(({ HostIp, HostPort }) => ({ ip: text(HostIp), port: text(HostPort) || port.split('/')[0] }))
        .filter(({ ip }) => !isLocal(ip))
        .map(({ ip, port: at }) => `${ip || '0.0.0.0'}:${at}`),
    );
  const mode = text(host.NetworkMode);
  const neighbour = /^container:(.+)$/.exec(mode)?.[1] ?? null;
  return {
    name,
    engine: 'docker',
    privileged: host.Privileged,
    root: /^(?:|0|root)(?::|$)/.test(user) && /^(?:|host)$/.test(text(host.UsernsMode)),
    capabilities: host.Privileged
      ? ['CAP_SYS_ADMIN']
      : [
          ...strongOf(list(host.CapAdd)),
          ...(list(host.CapAdd).some((each) => /^(?:CAP_)?ALL$/i.test(text(each))) ? ['CAP_SYS_ADMIN'] : []),
          ...(text(host.PidMode) === 'host' ? ['--pid host'] : []),
          ...(text(host.IpcMode) === 'host' ? ['--ipc host'] : []),
          ...devicesOf(
            list(host.Devices)
              .map((each) => text(record(each).PathOnHost))
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
    networks: Object.keys(record(record(first.NetworkSettings).Networks)).filter(
      (each) => !/^(?:bridge|none|host|default)$/.test(each),
    ),
  };
}

/**
 * The folder or share that a volume stands for; null for one of the engine's own. Undefined: it could not be told.
 * `volume inspect` has the options of a volume of the kind `local`, which are those of mount(8).
 */
export function behindVolume(source: string): string | null | undefined {
  const first = firstOf(source);
  if (first === null || text(first.Driver) !== 'local') return undefined;
  const options = record(first.Options);
  if (Object.keys(options).length === 0 || text(options.type) === 'tmpfs') return null;
  return text(options.device) || undefined;
}

/** The walls of one of docker's containers, whose daemon runs already. Null: it didn't answer. */
export async function dockerWall(host: Host, name: string): Promise<ContainerWall | null> {
  const ask = async (...words: readonly string[]) => {
    const ended = await host.run('docker', words).catch(() => null);
    return ended?.code === 0 ? ended.stdout.toString('utf8') : '';
  };
  const inspect = async (each: string) =>
    parseDockerWall(await ask('inspect', '--type', 'container', each), name);
  const wall = await inspect(name);
  if (wall === null) return null;
  const { volumes, neighbour, networks, ...told } = wall;
  // In another container's network the ports are that one's, and so is what can be reached.
  const holder = neighbour === null ? wall : await inspect(neighbour);
  const behind = await Promise.all(
    volumes.map(async (each) => ({
      ...each,
      from: each.driver === 'local' ? behindVolume(await ask('volume', 'inspect', each.from)) : undefined,
    })),
  );
  const found = behind.flatMap(({ from, to, writable }) => (from ? [{ from, to, writable }] : []));
  // macvlan and ipvlan give it an address in the network outside, where all its ports are open.
  const drivers = await Promise.all(
    (holder?.networks ?? []).map(async (each) => firstOf(await ask('network', 'inspect', each))?.Driver),
  );
  const published = holder?.published ?? null;
  const isTold = drivers.every((driver) => driver === 'bridge') || (published?.length ?? 0) > 0;
  const folders = [...told.folders, ...found];
  return {
    ...told,
    sockets: folders.map(({ from }) => from).filter(isEngineSocket),
    folders: folders.length === 0 && behind.some(({ from }) => from === undefined) ? null : folders,
    network: holder?.network ?? null,
    published: isTold ? published : null,
  };
}
