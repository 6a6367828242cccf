import type { Message } from '../../contract/finding';
import type { GatewayProbe, Process } from '../../probes/gateways';
import type { OwnershipProbe } from '../../probes/ownership';
import type { StopPlan } from './plan-stop';
import { isOpenClaw, processTree } from './process-tree';

/** What a scan after the stop saw. */
export interface StillThere {
  /** Everything could be seen, and there was nothing of OpenClaw. */
  readonly nothing: boolean;
  /** Null when there is nothing to say. */
  readonly because: Message | null;
  /** Programs that are still there and may start it again; null: none. */
  readonly warning: Message | null;
}

const one = (process: Process, { pids }: StopPlan, all: readonly Process[]): Message => {
  const { program, pid } = process;
  const parent = all.find((each) => each.pid === process.parent);
  return !pids.includes(pid) && parent && parent.pid > 1
    ? {
        id: 'stop.one-restarted',
        values: { program, pid: String(pid), parent: parent.program, parentPid: String(parent.pid) },
      }
    : { id: 'stop.one-running', values: { program, pid: String(pid) } };
};

/** Looks for OpenClaw's processes, and for what still listens on the ports of the gateways that were ended. */
export async function stillThere(
  {
    gateways,
    ownership,
  }: {
    readonly gateways: Pick<GatewayProbe, 'processes' | 'listeners'>;
    readonly ownership: OwnershipProbe;
  },
  plan: StopPlan,
  self: number,
): Promise<StillThere> {
  const [processes, listeners] = await Promise.all([
    gateways.processes(),
    plan.ports.length > 0 ? gateways.listeners() : { items: [], gaps: [] },
  ]);
  const { own: mine, byAdmin } = await processTree(processes.items, self, ownership);
  const own = [...mine, ...byAdmin];
  const inside = processes.items.filter(
    (each) => plan.containers.some((name) => each.where === `container:${name}`) && isOpenClaw(each),
  );
  const containers = new Set([
    ...plan.outOfReach,
    ...inside.map(({ where }) => where.replace(/^container:/, '')),
  ]);
  // A port that somebody else has taken since is theirs.
  const open = listeners.items.filter(
    ({ port, pid }) => plan.ports.includes(port) && (pid === null || plan.pids.includes(pid)),
  );
  const keepers = plan.keepers.filter(({ pid, startedAt }) =>
    processes.items.some((each) => each.pid === pid && each.startedAt === startedAt),
  );
  const named = keepers.map(({ program, pid }) => ({
    id: 'stop.one-running',
    values: { program, pid: String(pid) },
  }));
  const warning = named.length > 0 ? { id: 'stop.may-return', values: { what: named } } : null;
  const what: readonly Message[] = [
    ...own.map((process) => one(process, plan, processes.items)),
    ...[...containers].map((name) => ({ id: 'stop.container', values: { name } })),
    ...[...new Set(open.map(({ port }) => port))].map((port) => ({
      id: 'stop.one-port',
      values: { port: String(port) },
    })),
  ];
  if (what.length > 0)
    return { nothing: false, because: { id: 'stop.still-running', values: { what } }, warning };
  const gaps = [...processes.gaps, ...listeners.gaps];
  const where = gaps.map((each) => each.where);
  return gaps.length > 0
    ? { nothing: false, because: { id: 'stop.could-not-look', values: { where } }, warning }
    : { nothing: true, because: null, warning };
}
