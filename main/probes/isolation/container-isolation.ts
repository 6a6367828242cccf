import type { ContainerIsolation } from '../../isolation/types';
import type { Host } from '../../system/read';
import type { GatewayProbe } from '../gateways/types';
import { createTolerantReader } from '../openclaw/tolerant-reader';
import type { OpenClawProbe } from '../openclaw/types';
import type { PartialResult } from '../partial-result';
import { dockerIsolation } from './docker-isolation';
import { podmanIsolation } from './podman-isolation';
import { listenersSeen } from './published-ports';

/** The walls of every container with OpenClaw in it: podman's from its files, docker's where its daemon runs already. */
export async function containerIsolation(
  host: Host,
  openclaw: Pick<OpenClawProbe, 'copies'>,
  gateways: Pick<GatewayProbe, 'processes' | 'listeners'>,
): Promise<PartialResult<ContainerIsolation>> {
  const reader = createTolerantReader(host);
  const [processes, listeners] = await Promise.all([
    gateways.processes().catch(() => null),
    listenersSeen(gateways),
  ]);
  const around = { processes: processes?.items ?? [], listeners };
  const podman = host.platform === 'linux' ? await podmanIsolation(reader, around) : [];
  const known = new Set(podman.map(({ name }) => name));
  const { items } = await openclaw.copies();
  const docker: ContainerIsolation[] = [];
  for (const { where } of items) {
    const name = /^container:(.+)$/.exec(where)?.[1];
    if (!name || known.has(name) || reader.gaps.some((each) => each.where === where)) continue;
    known.add(name);
    // The copy was found by docker's own list, so its daemon runs.
    const isolation = await dockerIsolation(host, name);
    if (isolation) docker.push(isolation);
    else reader.addGap(where, { id: 'look.saw-nothing' });
  }
  return { items: [...podman, ...docker], gaps: reader.gaps };
}
