import { isActing } from '../../openclaw/gateway-process';
import type { Process } from '../../probes/gateways';
import type { Ownership, OwnershipProbe } from '../../probes/ownership';

/** OpenClaw's processes of this computer, and those that belong to them. */
export interface ProcessTree {
  /** This home's, which this account may end, those above before those below. */
  readonly own: readonly Process[];
  /** Those that an administrator may be asked to end: of services of the whole computer, or with higher rights. */
  readonly byAdmin: readonly Process[];
  /** Those of other accounts or homes: they are named, and nobody touches them. */
  readonly others: readonly Process[];
  /** Those of which only the name says that they are OpenClaw. */
  readonly unsure: readonly Process[];
  /** What one's own started and that isn't itself OpenClaw: commands of its agents, a browser. */
  readonly started: readonly Process[];
  /** What started one's own and isn't OpenClaw, nearest first, the system's own first process left out. */
  readonly above: readonly Process[];
}

/** Whether a process is OpenClaw at work, beyond doubt. A command that looks or sets something ends by itself. */
export const isOpenClaw = ({ openclaw }: Process): boolean =>
  openclaw?.certain === true && isActing(openclaw.role);

const mayBe = ({ openclaw }: Process): boolean => openclaw !== undefined && openclaw.role !== 'command';

/**
 * Sorts a list of processes. `self` and those above it are never named as started by OpenClaw: when one of its agents
 * starts Tankmate, Tankmate has to live long enough to do its work.
 */
export async function processTree(
  all: readonly Process[],
  self: number,
  ownership: Pick<OwnershipProbe, 'ownerOf'>,
): Promise<ProcessTree> {
  const byPid = new Map(all.map((process) => [process.pid, process]));
  const chain = (pid: number): readonly Process[] => {
    const found: Process[] = [];
    for (let next = byPid.get(pid)?.parent; next !== undefined && next > 1 && found.length < 64; ) {
      const parent = byPid.get(next);
      if (!parent || found.includes(parent)) break;
      found.push(parent);
      next = parent.parent;
    }
    return found;
  };
  const spared = new Set([self, ...chain(self).map(({ pid }) => pid)]);
  const here = all.filter(({ pid, where }) => pid > 1 && pid !== self && where === 'this-computer');
  const whose = new Map<number, Ownership>(
    await Promise.all(
      here
        .filter(mayBe)
        .map(
          async (process) => [process.pid, await ownership.ownerOf({ kind: 'process', process })] as const,
        ),
    ),
  );
  const lines = new Map(all.map(({ pid }) => [pid, chain(pid)]));
  const depth = ({ pid }: Process) => lines.get(pid)?.length ?? 0;
  const downwards = (a: Process, b: Process) => depth(a) - depth(b);
  const actor = ({ pid }: Process) => whose.get(pid)?.actor;
  // Without the moment of its start nobody can tell later whether a number still is the same program.
  const own = here.filter((each) => actor(each) === 'us' && each.startedAt !== null);
  const ownPids = new Set(own.map(({ pid }) => pid));
  const started = here.filter(
    (process) =>
      !ownPids.has(process.pid) &&
      // Whatever can't be told of it, OpenClaw has started it.
      !['administrator', 'its-account'].includes(actor(process) ?? '') &&
      !spared.has(process.pid) &&
      process.ours !== false &&
      process.startedAt !== null &&
      lines.get(process.pid)?.some((each) => ownPids.has(each.pid)) === true,
  );
  const above = own.flatMap(({ pid }) => lines.get(pid) ?? []).filter(({ pid }) => !whose.has(pid));
  const ended = new Set([...own, ...started].map(({ pid }) => pid));
  return {
    own: own.toSorted(downwards),
    byAdmin: here.filter((each) => actor(each) === 'administrator' && each.startedAt !== null),
    others: here.filter((each) => actor(each) === 'its-account'),
    unsure: here.filter(
      (each) =>
        !ended.has(each.pid) &&
        (whose.get(each.pid)?.owner === 'unknown' || (whose.has(each.pid) && each.startedAt === null)),
    ),
    started: started.toSorted(downwards),
    above: [...new Set(above)],
  };
}
