import type { CommandChange } from '../../contract/change';
import type { Message } from '../../contract/finding';
import type { Probes } from '../../probes';
import type { Service } from '../../probes/openclaw';
import { isOpenClaw } from '../stop/process-tree';
import { findLaunchers } from './launchers';
import { copiesBut, type Data, type UninstallPlan, type UninstallPlanOptions } from './plan-uninstall';
import { remainsOf } from './residue';
import { shellEdits } from './shell';

/** What a new scan still finds, and what it could not look at. */
export interface Remaining {
  /** What was to be gone, and is not. */
  readonly failed: readonly Message[];
  /** What was left on purpose or is not this account's to take, and what could not be looked at. */
  readonly left: readonly Message[];
}

/** What is not promised to be gone. */
const SPARED: readonly string[] = ['stuck', 'off', 'off-task'];

const one = (id: string, where: string): Message => ({ id: `leave.${id}`, values: { where } });

/** What a command switched off: a scheduled task by its name, a unit by its file's. */
const switchedOff = ({ args }: CommandChange) =>
  args.includes('/DISABLE') ? args[2] : args.includes('disable') ? args.at(-1) : undefined;

/** What OpenClaw's installer leaves of a Windows account: tools that it brought along (install.ps1), entries of the PATH. */
async function onWindows({ env, path, platform, lstat }: Probes['files']): Promise<readonly Message[]> {
  if (platform !== 'win32') return [];
  const entries = (env.PATH ?? env.Path ?? '').split(path.delimiter);
  const ours = entries.filter((entry) => /[\\/]\.?(openclaw|clawdbot|moltbot)([\\/]|$)/i.test(entry));
  const deps = env.LOCALAPPDATA ? path.join(env.LOCALAPPDATA, 'OpenClaw', 'deps') : null;
  const kind =
    deps &&
    (await lstat(deps).then(
      () => 'deps',
      (error: unknown) =>
        error instanceof Error && 'code' in error && error.code === 'ENOENT' ? null : 'unseen',
    ));
  return [
    ...[...new Set(ours)].map((each) => one('path-entry', each)),
    ...(deps && kind ? [one(kind, deps)] : []),
  ];
}

/**
 * Looks at everything anew: copies, setups, services, programs that run, commands, shell lines, caches. `given` are the
 * commands that an administrator has allowed by now; what is not meant is not looked for.
 */
export async function findLeftovers(
  probes: Probes,
  plan: UninstallPlan,
  data: Data,
  given: readonly CommandChange[] = [],
  { except = [] }: UninstallPlanOptions = {},
): Promise<Remaining> {
  const { openclaw, gateways, files, ownership } = probes;
  const [copies, setups, services, processes] = await Promise.all([
    copiesBut(openclaw, except),
    openclaw.setups(),
    openclaw.services(),
    gateways.processes(),
  ]);
  const meant = setups.items.filter(({ stateDir }) => !plan.staying.includes(stateDir));
  const launchers = await findLaunchers(probes, copies.items);
  const [lines, around, windows] = await Promise.all([
    shellEdits(files, copies.items, launchers),
    remainsOf(files, meant),
    onWindows(files),
  ]);
  // What other accounts run is theirs, and stays.
  const running = processes.items.filter(isOpenClaw);
  const whose = await Promise.all(running.map((process) => ownership.ownerOf({ kind: 'process', process })));
  const own = running.filter((_, at) => whose[at]?.owner === 'this-home');
  const off = [...plan.own, ...given].map((change) => change.kind === 'command' && switchedOff(change));
  const offKind = ({ kind, file }: Service) => {
    if (!off.includes(file) && !off.includes(files.path.basename(file))) return 'service';
    return kind === 'scheduled-task' ? 'off-task' : 'off';
  };
  const found: readonly (readonly [string, string])[] = [
    ...copies.items.map(
      ({ path, where }) => ['copy', where === 'this-computer' ? path : `${path} (${where})`] as const,
    ),
    ...(data === 'keep' ? [] : meant.map(({ stateDir }) => ['state', stateDir] as const)),
    ...services.items.map((service) => [offKind(service), service.file] as const),
    ...own.map(({ program, pid }) => ['process', `${program} (pid ${pid})`] as const),
    ...launchers.map(({ path }) => ['command', path] as const),
    ...lines.map(({ path }) => ['line', path] as const),
    ...around.map((path) => ['stuck', path] as const),
  ];
  // What is another account's stays as a matter of course.
  const theirs = plan.named.filter(({ id }) => id === 'leave.others');
  const said = [...plan.left, ...theirs].map(({ values }) => String(values?.where ?? ''));
  const isSaid = (where: string) => said.some((each) => each === where || where.startsWith(`${each}/`));
  const asked = plan.asAdmin.flatMap(({ args }) => args);
  const isAsked = (where: string) => asked.includes(where) || asked.includes(files.path.basename(where));
  const promised = (where: string) => plan.gone.includes(where) || (!isSaid(where) && !isAsked(where));
  const failed = found.filter(([kind, where]) => !SPARED.includes(kind) && promised(where));
  const others = found.filter((each) => !failed.includes(each) && !isSaid(each[1]));
  const gaps = [copies, setups, services, processes].flatMap((each) => each.gaps.map(({ where }) => where));
  return {
    failed: failed.map(([kind, where]) => one(kind, where)),
    left: [
      ...plan.left,
      ...others.map(([kind, where]) => one(kind, where)),
      ...windows,
      ...[...new Set(gaps)].map((where) => one('unseen', where)),
    ],
  };
}
