import { isAtWork } from '../openclaw/gateway-process';
import type { Process } from '../probes/gateways';

/** OpenClaw's processes of this computer, and those that belong to them. */
export interface Kin {
  /** OpenClaw itself, those above before those below. */
  readonly own: readonly Process[];
  /** What it started and that isn't itself OpenClaw: commands of its agents, a browser. */
  readonly started: readonly Process[];
  /** What started it and isn't OpenClaw, nearest first, the system's own first process left out. */
  readonly above: readonly Process[];
}

const bare = (program: string) => program.replace(/^.*[\\/]/, '').replace(/\.exe$/i, '');

/** Whether a process is OpenClaw at work. Its short name is no help where it renamed itself or its threads. */
export const isOpenClaw = ({ program, args }: Process): boolean =>
  [bare(program), bare(args[0] ?? '')].some((name) => isAtWork({ program: name, args }));

/**
 * Sorts a list of processes. `self` and those above it are never named as started by OpenClaw: when one of its agents
 * starts Tankmate, Tankmate has to live long enough to do its work.
 */
export function kinOf(all: readonly Process[], self: number): Kin {
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
  const own = all.filter(
    (process) => process.pid > 1 && process.where === 'this-computer' && isOpenClaw(process),
  );
  const ownPids = new Set(own.map(({ pid }) => pid));
  const lines = new Map(all.map(({ pid }) => [pid, chain(pid)]));
  const depth = ({ pid }: Process) => lines.get(pid)?.length ?? 0;
  const downwards = (a: Process, b: Process) => depth(a) - depth(b);
  const started = all.filter(
    ({ pid, where }) =>
      where === 'this-computer' &&
      !ownPids.has(pid) &&
      !spared.has(pid) &&
      lines.get(pid)?.some((each) => ownPids.has(each.pid)) === true,
  );
  const above = own.flatMap(({ pid }) => lines.get(pid) ?? []).filter(({ pid }) => !ownPids.has(pid));
  return {
    own: own.toSorted(downwards),
    started: started.toSorted(downwards),
    above: [...new Set(above)],
  };
}
