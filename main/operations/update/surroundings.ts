import type { Probes } from '../../probes';
import type { FileProbe } from '../../probes/files';
import type { Gateway, Process } from '../../probes/gateways';
import type { Service } from '../../probes/openclaw';
import type { OwnershipProbe } from '../../probes/ownership';
import { keepersOf } from '../stop/keepers';
import { isOpenClaw } from '../stop/process-tree';
import type { Hold } from './hold';
import { serviceSteps } from './services';
import { gatewaysOf, type UpdateSurroundings, unclearGateway } from './setups';
import { UpdateError } from './update-error';

/**
 * Programs whose business it is to start others again, by their own manuals (supervisord(1), runsv(8), s6-supervise,
 * monit(1), supervise(8), forever, nodemon, and a pm2 that could not be told to hold it).
 */
const isSupervisor = ({ program, args }: Process): boolean =>
  [program, args[0] ?? '', args[1] ?? ''].some((word) =>
    /^(supervisord|runsv|s6-supervise|monit|supervise|perpd|forever|nodemon)(\.js|\.py)?$/.test(
      word.replace(/^.*[\\/]/, ''),
    ),
  ) || /^PM2 v/.test(args[0] ?? '');

/** Readers of what runs, made anew for each moment that counts. */
export interface UpdateProbes {
  readonly openclaw: Pick<Probes['openclaw'], 'services'>;
  readonly gateways: Pick<Probes['gateways'], 'running' | 'processes'>;
  readonly files: FileProbe;
  readonly ownership: OwnershipProbe;
}

/** A gateway that has to stand still, and what would start it again. */
export interface RunningGateway {
  readonly gateway: Gateway;
  readonly holds: readonly Hold[];
  /** What started it and may start it again, though nobody can say so: it is waited for. */
  readonly perhaps: readonly Process[];
}

/** What runs of a copy now, and what belongs to it. */
export interface Found {
  readonly standing: readonly RunningGateway[];
  readonly services: readonly Service[];
}

/** OpenClaw's own processes from a gateway upwards: a launcher, and the gateway itself. */
function upwards(gateway: Gateway, all: readonly Process[]): readonly Process[] {
  const chain: Process[] = [];
  let next = all.find(({ pid }) => pid === gateway.pid);
  while (next && next.pid > 1 && !chain.includes(next) && (chain.length === 0 || isOpenClaw(next))) {
    chain.push(next);
    const parent: number = next.parent;
    next = all.find(({ pid }) => pid === parent);
  }
  return chain;
}

/**
 * Looks which gateways of a copy run now, and who would start them again. Rejects with what stands in the way: one of
 * which nothing can be told, one of another account, a service of the whole computer, a keeper that nobody here can hold.
 */
export async function readSurroundings(
  around: Omit<UpdateSurroundings, 'gateways'>,
  { openclaw, gateways, files, ownership }: UpdateProbes,
  version: string,
): Promise<Found> {
  const [running, services, processes] = await Promise.all([
    gateways.running(),
    openclaw.services(),
    gateways.processes(),
  ]);
  const seen = { ...around, gateways: running.items };
  const unclear = unclearGateway(seen);
  if (unclear) throw new UpdateError('unclear-gateway', { pid: String(unclear.pid) });
  const mine = gatewaysOf(seen);
  const other = mine.find(({ account }) => account !== around.account);
  if (other) throw new UpdateError('gateway-of-other', { account: other.account ?? '?' });
  const system = services.items.find(
    (each) => each.kind.startsWith('systemd-system') && serviceSteps(each, files.uid) === null,
  );
  if (mine.length > 0 && system) throw new UpdateError('system-service', { name: system.name, version });
  const standing = await Promise.all(
    mine.map(async (gateway): Promise<RunningGateway> => {
      const own = upwards(gateway, processes.items);
      const { holds, loops, named } = await keepersOf({ files, ownership }, own, processes.items);
      const keeper = named.find(isSupervisor);
      if (keeper) throw new UpdateError('kept-by', { name: keeper.program, pid: String(keeper.pid) });
      const commands = holds.flatMap((each) => (each.kind === 'command' ? [each] : []));
      const shells = loops.map(({ pid, program, startedAt }) => ({
        kind: 'loop' as const,
        pid,
        program,
        startedAt,
      }));
      return { gateway, holds: [...commands, ...shells], perhaps: named };
    }),
  );
  return { standing, services: services.items };
}
