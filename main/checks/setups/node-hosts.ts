import type { Evidence } from '../../contract/finding';
import { type Json, valueAt } from '../../openclaw/read-settings';
import { NODE_HOST } from '../../openclaw/start-options';
import type { Probes } from '../../probes';

/** A service by which this computer is a node: another computer's gateway has commands run here. */
export interface NodeHost {
  /** The computer that the gateway runs on; `?` where the command line doesn't tell. */
  readonly gateway: string;
  /** This computer's own approvals let through everything, unasked. Null where they can't be read. */
  readonly free: boolean | null;
  readonly evidence: readonly Evidence[];
}

/**
 * Without approvals of its own a node runs everything (docs/nodes/node-host.md: `full` with `ask: "off"`). What agents'
 * own lists say of it is told by the check of approvals.
 */
const isFree = (approvals: Json): boolean => {
  const security = valueAt(approvals, 'defaults.security') ?? 'full';
  return security === 'full' && (valueAt(approvals, 'defaults.ask') ?? 'off') === 'off';
};

/** The services that make this computer a node, each with what this computer's approvals let through. */
export async function nodeHostsOf(probes: Probes): Promise<readonly NodeHost[]> {
  const { items } = await probes.openclaw.services();
  const nodes = items.flatMap((service) => {
    const gateway = service.options?.[NODE_HOST];
    return gateway === undefined ? [] : [{ service, gateway }];
  });
  if (nodes.length === 0) return [];
  const setups = await probes.openclaw.setups();
  const approvals = await Promise.all(setups.items.map((setup) => probes.orders.approvals(setup)));
  const unread = setups.gaps.length > 0 || approvals.some(({ gaps }) => gaps.length > 0);
  const read = approvals.flatMap((each) => each.items);
  const free = read.length > 0 ? read.some(({ value }) => isFree(value)) : unread ? null : true;
  return nodes.map(({ service, gateway }) => ({
    gateway,
    free,
    evidence: [
      { kind: 'service', where: service.file, saw: `node run --host ${gateway}` },
      ...read.map(
        ({ where, value }): Evidence => ({
          kind: 'file',
          where,
          saw: `${String(valueAt(value, 'defaults.security') ?? 'full')} / ${String(valueAt(value, 'defaults.ask') ?? 'off')}`,
        }),
      ),
    ],
  }));
}
