import type { GatewayProbe, Listener } from '../gateways';
import type { Host } from '../host';
import type { OpenClawProbe } from '../openclaw';
import { type Eyes, openEyes } from '../openclaw/eyes';
import { packageOfImage, parseStorage } from '../openclaw/parse-containers';
import type { Seen } from '../seen';
import type { ContainerWall } from '.';
import { parseDockerWall, parseOci } from './oci';

const CONFIG_BYTES = 1024 * 1024;
const isOpenClaw = (args: readonly string[]) =>
  args.some((word) => /(?:^|[\\/])openclaw(?:\.mjs)?$/.test(word));
const isForOthers = ({ address }: Listener) => !/^(?:127\.|::1$)/.test(address);

/** Rootless engines forward ports by a program of their own, whose sockets are this account's. */
const FORWARDERS = /^(?:rootlessport|rootlessport-child|rootlessport-chi|pasta|pasta\.avx2|slirp4netns)$/;

async function podmanWalls(eyes: Eyes, listeners: Seen<Listener> | null): Promise<readonly ContainerWall[]> {
  const { host } = eyes;
  const { join } = host.path;
  const config = host.env.XDG_CONFIG_HOME ?? join(host.home, '.config');
  const moved = /^\s*(?:rootless_storage_path|graphroot)\s*=\s*"([^"$]+)"/m.exec(
    (await eyes.quiet.text(join(config, 'containers', 'storage.conf'))) ?? '',
  )?.[1];
  const data = host.env.XDG_DATA_HOME ?? join(host.home, '.local', 'share');
  const ofAll = '/var/lib/containers/storage';
  const stores = [moved ?? join(data, 'containers', 'storage'), ofAll];
  const walls: ContainerWall[] = [];
  for (const store of stores) {
    const drivers = (await eyes.quiet.names(store)).filter((name) => name.endsWith('-containers'));
    for (const driver of drivers) {
      const folder = join(store, driver);
      const source = (await eyes.quiet.text(join(folder, 'containers.json'), 16 * CONFIG_BYTES)) ?? '[]';
      const names = new Map(idsOf(source));
      const images = new Map((parseStorage(source) ?? []).map(({ name, image }) => [name, image]));
      for (const [id, name] of names) {
        const known = packageOfImage(images.get(name) ?? '') !== null;
        const file = join(folder, id, 'userdata', 'config.json');
        const text = await eyes.quiet.text(file, CONFIG_BYTES);
        const wall = text === null ? null : parseOci(text);
        if (!known && !(wall && isOpenClaw(wall.args))) continue;
        if (wall === null) {
          eyes.sayUnseen(`container:${name}`, { id: 'look.not-there' });
          continue;
        }
        const { args: _args, annotations: _annotations, ...told } = wall;
        // The administrator's containers get theirs by rules of the network, where nobody listens.
        const open =
          store === ofAll
            ? null
            : listeners?.found.filter((each) => FORWARDERS.test(each.program ?? '') && isForOthers(each));
        walls.push({
          ...told,
          name,
          engine: 'podman',
          published: open?.map(({ address, port }) => `${address}:${port}`) ?? null,
        });
      }
    }
  }
  return walls;
}

/** Id and name of each record of containers/storage. */
function idsOf(source: string): readonly (readonly [string, string])[] {
  try {
    const all: unknown = JSON.parse(source);
    return (Array.isArray(all) ? all : []).flatMap((each: unknown) => {
      const { id, names } = (typeof each === 'object' && each !== null ? each : {}) as Record<
        string,
        unknown
      >;
      if (typeof id !== 'string' || !/^[0-9a-f]{12,64}$/.test(id)) return [];
      const name: unknown = Array.isArray(names) ? names[0] : null;
      return [[id, typeof name === 'string' ? name : id.slice(0, 12)] as const];
    });
  } catch {
    return [];
  }
}

/** The walls of every container with OpenClaw in it: podman's from its files, docker's where its daemon runs already. */
export async function containersHere(
  host: Host,
  openclaw: Pick<OpenClawProbe, 'copies'>,
  gateways: Pick<GatewayProbe, 'listeners'>,
): Promise<Seen<ContainerWall>> {
  const eyes = openEyes(host);
  const listeners = await gateways.listeners().catch(() => null);
  const podman = host.platform === 'linux' ? await podmanWalls(eyes, listeners) : [];
  const known = new Set(podman.map(({ name }) => name));
  const { found } = await openclaw.copies();
  const docker: ContainerWall[] = [];
  for (const { where } of found) {
    const name = /^container:(.+)$/.exec(where)?.[1];
    if (!name || known.has(name) || eyes.unseen.some((each) => each.where === where)) continue;
    known.add(name);
    // The copy was found by docker's own list, so its daemon runs.
    const ended = await host.run('docker', ['inspect', '--type', 'container', name]).catch(() => null);
    const wall = ended?.code === 0 ? parseDockerWall(ended.stdout.toString('utf8'), name) : null;
    if (wall) docker.push(wall);
    else eyes.sayUnseen(where, { id: 'look.saw-nothing' });
  }
  return { found: [...podman, ...docker], unseen: eyes.unseen };
}
