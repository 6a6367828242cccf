import type { Change, EndChange } from '../../contract/change';
import type { Message } from '../../contract/finding';
import type { Probes } from '../../probes';
import type { FileProbe } from '../../probes/files';
import type { Gateway, Process } from '../../probes/gateways';
import type { Service } from '../../probes/openclaw';
import type { Actor } from '../../probes/ownership';
import type { PartialResult } from '../../probes/partial-result';
import { containersToStop } from './containers';
import { disableService, disableServiceAsAdmin, needsAdmin } from './disable-services';
import { endAsAdmin } from './end-as-admin';
import { keepersOf } from './keepers';
import { leftAlone } from './not-touched';
import { processTree } from './process-tree';
import { type RunningService, runningServices } from './running';

/** All that "stop it now" would do, in order. */
export interface StopPlan {
  /** What this account may do by itself: services held back first, then programs ended. */
  readonly own: readonly Change[];
  /** What takes administrator rights, each asked for by itself. */
  readonly asAdmin: readonly Change[];
  /** Ports on which a gateway listens now. */
  readonly ports: readonly number[];
  /** What is to be ended, so that another program that takes a port afterwards isn't blamed. */
  readonly pids: readonly number[];
  /** Programs right above that stay, and that may start it again. */
  readonly keepers: readonly Process[];
  /** Names of containers that are stopped, or in which it is ended. */
  readonly containers: readonly string[];
  /** In containers that no command of ours can stop, by name. */
  readonly outOfReach: readonly string[];
  /** What was done, once nothing is left. */
  readonly summary: Message;
  /** What the user has to know then; null: nothing. */
  readonly afterwards: Message | null;
  /** What is not touched, because it is another's or can't be told; null: nothing. */
  readonly left: Message | null;
}

/** What planning needs of the readers: no search for copies, which takes longer than there is. */
export type StopProbes = {
  readonly openclaw: Pick<Probes['openclaw'], 'services'>;
  readonly gateways: Pick<Probes['gateways'], 'running' | 'processes'>;
  readonly files: FileProbe;
  readonly ownership: Probes['ownership'];
};

/** All graces together, in milliseconds: the three seconds are for more than waiting. */
const GRACE_MS = 600;

const ending = ({ pid, program, startedAt }: Process, graceMs: number): EndChange => ({
  kind: 'end',
  pid,
  program,
  startedAt,
  graceMs,
  optional: true,
});

interface Held {
  readonly own: readonly Change[];
  readonly asAdmin: readonly Change[];
  /** How many are held back by this account. */
  readonly held: number;
  readonly running: number;
  /** Those that are left alone, and may start it again. */
  readonly left: readonly Service[];
}

async function services(
  { files, ownership }: Pick<StopProbes, 'files' | 'ownership'>,
  found: readonly RunningService[],
  quarantine: string,
): Promise<Held> {
  const asked = await Promise.all(
    found.map(async (each) => ({
      each,
      whose: await ownership.ownerOf({ kind: 'service', service: each.service }),
    })),
  );
  const by = (wanted: readonly Actor[]) =>
    asked.filter(({ whose }) => wanted.includes(whose.actor)).map(({ each }) => each);
  const ours = by(['us', 'administrator']);
  const isAdmins = ({ service }: RunningService) => needsAdmin(files, service);
  const own = await Promise.all(
    ours.filter((each) => !isAdmins(each)).map((each) => disableService(files, each, quarantine)),
  );
  return {
    own: own.flat(),
    asAdmin: ours.filter(isAdmins).flatMap((each) => disableServiceAsAdmin(files, each, each.enabled)),
    held: own.filter((changes) => changes.length > 0).length,
    running: ours.filter(({ running }) => running).length,
    // What somebody else's account starts for itself is named with its programs.
    left: by(['nobody']).map(({ service }) => service),
  };
}

/**
 * Plans the end of every OpenClaw of this home and account. Services are held back first, so that nothing comes back; then
 * those who would start it again, then OpenClaw from the top down, then what it started.
 */
export async function planStop(
  { openclaw, gateways, files, ownership }: StopProbes,
  { quarantine, self }: { readonly quarantine: string; readonly self: number },
): Promise<StopPlan> {
  const [all, running, starting] = await Promise.all([
    gateways.processes(),
    gateways.running(),
    openclaw.services(),
  ]);
  const { own, byAdmin, others, unsure, started } = await processTree(all.items, self, ownership);
  const [keepers, held, containers] = await Promise.all([
    keepersOf({ files, ownership }, own, all.items),
    runningServices(files, starting.items, [...own, ...byAdmin]).then((found) =>
      services({ files, ownership }, found, quarantine),
    ),
    containersToStop(files, all.items),
  ]);
  const isTop = ({ parent }: Process) => !own.some(({ pid }) => pid === parent);
  const main = Math.max(1, own.filter(isTop).length);
  const share = Math.max(100, Math.floor(GRACE_MS / main));
  const ends = [
    ...keepers.loops.map((each) => ending(each, 0)),
    ...own.map((each) => ending(each, isTop(each) || own.length <= main * 2 ? share : 100)),
    ...started.map((each) => ending(each, 0)),
    ...containers.ends.map((each) => ending(each, 100)),
  ];
  const end = endAsAdmin(files, byAdmin);
  const ended = new Set([...own, ...started, ...byAdmin].map(({ pid }) => pid));
  return {
    own: [...held.own, ...keepers.holds, ...containers.own, ...ends],
    asAdmin: [...held.asAdmin, ...containers.asAdmin, ...(end ? [end] : [])],
    ports: portsOf(running.items.filter(({ pid }) => ended.has(pid))),
    pids: [...ended],
    keepers: keepers.named,
    outOfReach: containers.outOfReach,
    containers: containers.meant,
    summary: { id: 'stop.stopped', values: { ended: own.length + containers.ends.length, held: held.held } },
    afterwards: afterwardsOf(own.length - held.running, starting),
    left: leftAlone([...others, ...containers.others], unsure, held.left),
  };
}

/** Services of which nothing could be seen may start it again; what no service started, no undo starts. */
function afterwardsOf(loose: number, { gaps }: PartialResult<unknown>): Message | null {
  const where = gaps.map((each) => each.where);
  if (where.length > 0) return { id: 'stop.services-unseen', values: { where } };
  return loose > 0 ? { id: 'stop.again' } : null;
}

const portsOf = (found: readonly Gateway[]): readonly number[] => [
  ...new Set(
    found
      .filter(({ where }) => where === 'this-computer')
      .flatMap(({ listeners }) => listeners?.map(({ port }) => port) ?? []),
  ),
];
