import type { GatewayProbe } from '../gateways';
import type { Host } from '../host';
import type { OpenClawProbe } from '../openclaw';
import { openEyes } from '../openclaw/eyes';
import type { Seen } from '../seen';
import type { ContainerWall } from '.';
import { dockerWall } from './docker';
import { heard } from './forwards';
import { podmanWalls } from './podman';

/** The walls of every container with OpenClaw in it: podman's from its files, docker's where its daemon runs already. */
export async function containersHere(
  host: Host,
  openclaw: Pick<OpenClawProbe, 'copies'>,
  gateways: Pick<GatewayProbe, 'processes' | 'listeners'>,
): Promise<Seen<ContainerWall>> {
  const eyes = openEyes(host);
  const [processes, listeners] = await Promise.all([gateways.processes().catch(() => null), heard(gateways)]);
  const around = { processes: processes?.found ?? [], listeners };
  const podman = host.platform === 'linux' ? await podmanWalls(eyes, around) : [];
  const known = new Set(podman.map(({ name }) => name));
  const { found } = await openclaw.copies();
  const docker: ContainerWall[] = [];
  for (const { where } of found) {
    const name = /^container:(.+)$/.exec(where)?.[1];
    if (!name || known.has(name) || eyes.unseen.some((each) => each.where === where)) continue;
    known.add(name);
    // The copy was found by docker's own list, so its daemon runs.
    const wall = await dockerWall(host, name);
    if (wall) docker.push(wall);
    else eyes.sayUnseen(where, { id: 'look.saw-nothing' });
  }
  return { found: [...podman, ...docker], unseen: eyes.unseen };
}
