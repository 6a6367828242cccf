import type { Message } from '../contract/finding';
import type { Probes } from '../probes';
import { isOpenClaw } from './kin';
import type { Data, LeavePlan } from './leave';
import { findLaunchers } from './leaving/launchers';
import { remainsOf } from './leaving/remains';
import { shellEdits } from './leaving/shell';

/** What a new look still finds, and what it could not look at. */
export interface Remaining {
  /** What was to be gone, and is not. */
  readonly failed: readonly Message[];
  /** What was left on purpose or is not this account's to take, and what could not be looked at. */
  readonly left: readonly Message[];
}

const one = (id: string, where: string): Message => ({ id: `leave.${id}`, values: { where } });

/** Looks at everything anew: copies, setups, services, programs that run, commands, shell lines, caches. */
export async function whatRemains(probes: Probes, plan: LeavePlan, data: Data): Promise<Remaining> {
  const { openclaw, gateways, files } = probes;
  const [copies, setups, services, processes] = await Promise.all([
    openclaw.copies(),
    openclaw.setups(),
    openclaw.services(),
    gateways.processes(),
  ]);
  const launchers = await findLaunchers(probes, copies.found);
  const [lines, around] = await Promise.all([
    shellEdits(files, copies.found, launchers),
    remainsOf(files, setups.found),
  ]);
  const off = plan.own.flatMap((change) =>
    change.kind === 'command' && change.args.includes('/DISABLE') ? [change.args[2]] : [],
  );
  const found: readonly (readonly [string, string])[] = [
    ...copies.found.map(
      ({ path, where }) => ['copy', where === 'this-computer' ? path : `${path} (${where})`] as const,
    ),
    ...(data === 'keep' ? [] : setups.found.map(({ stateDir }) => ['state', stateDir] as const)),
    ...services.found.filter(({ file }) => !off.includes(file)).map(({ file }) => ['service', file] as const),
    ...processes.found
      .filter(isOpenClaw)
      .map(({ program, pid }) => ['process', `${program} (pid ${pid})`] as const),
    ...launchers.map(({ path }) => ['command', path] as const),
    ...lines.map(({ path }) => ['line', path] as const),
    ...around.map((path) => ['stuck', path] as const),
  ];
  const said = plan.left.map(({ values }) => String(values?.where ?? ''));
  const isSaid = (where: string) => said.some((each) => each === where || where.startsWith(`${each}/`));
  const asked = plan.asAdmin.flatMap(({ args }) => args);
  const promised = (where: string) => plan.gone.includes(where) || (!isSaid(where) && !asked.includes(where));
  const failed = found.filter(([kind, where]) => kind !== 'stuck' && promised(where));
  const others = found.filter((each) => !failed.includes(each) && !isSaid(each[1]));
  const unseen = [copies, setups, services, processes].flatMap((each) =>
    each.unseen.map(({ where }) => where),
  );
  return {
    failed: failed.map(([kind, where]) => one(kind, where)),
    left: [
      ...plan.left,
      ...others.map(([kind, where]) => one(kind, where)),
      ...[...new Set(unseen)].map((where) => one('unseen', where)),
    ],
  };
}
