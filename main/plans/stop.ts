import type { Change, EndChange } from '../contract/change';
import type { Message } from '../contract/finding';
import { isOnlyALoop, mayStartAgain, shellRuns } from '../openclaw/hold';
import type { Probes } from '../probes';
import type { FileProbe } from '../probes/files';
import type { Gateway, Process } from '../probes/gateways';
import type { Seen } from '../probes/seen';
import { containersToStop } from './containers';
import { holdBack, holdBackAsAdmin, needsAdmin } from './hold';
import { isOpenClaw, kinOf } from './kin';
import { pm2Stops } from './pm2';
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
  /** In containers that no command of ours can stop, by name. */
  readonly outOfReach: readonly string[];
  /** What was done, once nothing is left. */
  readonly summary: Message;
  /** What the user has to know then; null: nothing. */
  readonly afterwards: Message | null;
}

/** What planning needs of the readers: no search for copies, which takes longer than there is. */
export type StopProbes = {
  readonly openclaw: Pick<Probes['openclaw'], 'services'>;
  readonly gateways: Pick<Probes['gateways'], 'running' | 'processes'>;
  readonly files: FileProbe;
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

/** Shells right above OpenClaw that would only start it again. */
async function loops(files: FileProbe, above: readonly Process[]): Promise<readonly Process[]> {
  const found = await Promise.all(
    above.map(async (process) => {
      const runs = shellRuns(process.args);
      if (runs === null || process.ours !== true) return [];
      const text =
        'text' in runs ? runs.text : ((await files.exact(runs.file).catch(() => null))?.text ?? '');
      return isOnlyALoop(text) ? [process] : [];
    }),
  );
  return found.flat();
}

const byAdmin = (files: FileProbe, processes: readonly Process[]): readonly Change[] => {
  if (processes.length === 0) return [];
  const pids = processes.map(({ pid }) => String(pid));
  const windows = files.platform === 'win32';
  return [
    {
      kind: 'command',
      program: windows
        ? files.path.join(files.env.SystemRoot ?? 'C:\\Windows', 'System32', 'taskkill.exe')
        : '/bin/kill',
      args: windows ? ['/F', '/T', ...pids.flatMap((pid) => ['/PID', pid])] : ['-KILL', ...pids],
      admin: true,
      undo: null,
    },
  ];
};

async function services(
  files: FileProbe,
  found: readonly RunningService[],
  quarantine: string,
): Promise<{ own: readonly Change[]; asAdmin: readonly Change[]; held: number; running: number }> {
  const isAdmins = ({ service }: RunningService) => needsAdmin(files, service);
  const own = await Promise.all(
    found.filter((each) => !isAdmins(each)).map((each) => holdBack(files, each, quarantine)),
  );
  const asAdmin = found.filter(isAdmins).flatMap((each) => holdBackAsAdmin(files, each, each.enabled));
  const held = own.filter((changes) => changes.length > 0).length;
  return { own: own.flat(), asAdmin, held, running: found.filter(({ running }) => running).length };
}

/**
 * Plans the end of every OpenClaw on this computer. Services are held back first, so that nothing comes back; then
 * those who would start it again, then OpenClaw from the top down, then what it started.
 */
export async function planStop(
  { openclaw, gateways, files }: StopProbes,
  { quarantine, self }: { readonly quarantine: string; readonly self: number },
): Promise<StopPlan> {
  const [all, running, starting] = await Promise.all([
    gateways.processes(),
    gateways.running(),
    openclaw.services(),
  ]);
  const { own, started, above } = kinOf(all.found, self);
  const [shells, held, pm2, containers] = await Promise.all([
    loops(files, above),
    runningServices(files, starting.found, own).then((found) => services(files, found, quarantine)),
    pm2Stops(files, own, above),
    containersToStop(
      files,
      all.found.filter((each) => each.where !== 'this-computer' && isOpenClaw(each)),
    ),
  ]);
  const ours = own.filter(({ ours }) => ours !== false);
  const main = Math.max(1, ours.filter(({ parent }) => !own.some(({ pid }) => pid === parent)).length);
  const share = Math.max(100, Math.floor(GRACE_MS / main));
  const isTop = ({ parent }: Process) => !own.some(({ pid }) => pid === parent);
  const ends = [
    ...shells.map((each) => ending(each, 0)),
    ...ours.map((each) => ending(each, isTop(each) || ours.length <= main * 2 ? share : 100)),
    ...started.filter(({ ours }) => ours !== false).map((each) => ending(each, 0)),
  ];
  const others = own.filter(({ ours }) => ours === false);
  return {
    own: [...held.own, ...pm2, ...containers.own, ...ends],
    asAdmin: [...held.asAdmin, ...containers.asAdmin, ...byAdmin(files, others)],
    ports: portsOf(running),
    pids: [...own, ...started].map(({ pid }) => pid),
    keepers: above.filter(
      (each) =>
        !shells.includes(each) && own.some(({ parent }) => parent === each.pid) && mayStartAgain(each),
    ),
    outOfReach: containers.outOfReach,
    summary: { id: 'stop.stopped', values: { ended: ours.length, held: held.held } },
    afterwards: afterwardsOf(ours.length - held.running, starting),
  };
}

/** Services of which nothing could be seen may start it again; what no service started, no undo starts. */
function afterwardsOf(loose: number, { unseen }: Seen<unknown>): Message | null {
  const where = unseen.map((each) => each.where);
  if (where.length > 0) return { id: 'stop.services-unseen', values: { where } };
  return loose > 0 ? { id: 'stop.again' } : null;
}

const portsOf = ({ found }: Seen<Gateway>): readonly number[] => [
  ...new Set(
    found
      .filter(({ where }) => where === 'this-computer')
      .flatMap(({ listeners }) => listeners?.map(({ port }) => port) ?? []),
  ),
];
