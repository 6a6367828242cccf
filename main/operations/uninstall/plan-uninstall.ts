import { asAdministrator } from '../../checks/fixes/retire-copy';
import type { Change, CommandChange } from '../../contract/change';
import type { Message } from '../../contract/finding';
import type { Probes } from '../../probes';
import type { Copy, Setup } from '../../probes/openclaw';
import type { Actor } from '../../probes/ownership';
import { cronEdits } from './cron';
import { findLaunchers, type Launcher } from './launchers';
import type { Linked } from './links';
import { outermost } from './paths';
import { quarantineMoves } from './quarantine-moves';
import { remainsOf } from './residue';
import { removeService, removeServiceAsAdmin } from './services';
import { shellEdits } from './shell';
import { statesOf } from './state';

/**
 * What is to become of state folders: they stay; they are exported and put away; or they are quarantined as they are,
 * because what matters of them lives elsewhere by now.
 */
export type Data = 'keep' | 'delete' | 'put-away';

/** All that an uninstall would do. */
export interface UninstallPlan {
  /** What this account does by itself, all of it undoable until it is deleted for good. */
  readonly own: readonly Change[];
  /** One question to an administrator each. */
  readonly asAdmin: readonly CommandChange[];
  /** Paths that are not there any more afterwards: what the scan holds against them. */
  readonly gone: readonly string[];
  /** Folders to be exported before anything is quarantined. */
  readonly exported: readonly string[];
  /** What no program can take away safely, with why. */
  readonly left: readonly Message[];
  /** What stays because it is the user's own. */
  readonly named: readonly Message[];
  /** State folders of this account's other homes, which are not meant. */
  readonly staying: readonly string[];
}

/** What of all that a scan finds is meant. */
export interface UninstallPlanOptions {
  /** Places of copies that are none of its business: `container:<name>`, `wsl:<distro>`. */
  readonly except?: readonly string[];
  /** State folder of the one home that leaves; all of them unless told. The program leaves with it, whoever else uses it. */
  readonly home?: string;
}

/** All copies but those in these places. */
export async function copiesBut(openclaw: Pick<Probes['openclaw'], 'copies'>, except: readonly string[]) {
  const { items, gaps } = await openclaw.copies();
  return {
    items: items.filter(({ where }) => !except.includes(where)),
    gaps: gaps.filter(({ where }) => !except.includes(where)),
  };
}

const nothing = { before: [], files: [], after: [] };

/** Kinds of copies that lie in a folder of their own and in nothing else. */
const MOVABLE: readonly Copy['kind'][] = ['npm', 'pnpm', 'yarn', 'bun', 'install-cli'];

const left = (id: string, where: string): Message => ({ id: `leave.${id}`, values: { where } });

/** A checkout that the installer made: a command of this account leads to it. Another is somebody's own work. */
const isInstalled = (copy: Copy, launchers: readonly Launcher[], links: ReadonlyMap<string, string>) =>
  launchers.some(({ path }) => links.get(path)?.startsWith(copy.path) === true);

/** What OpenClaw keeps for itself, and is not a collection of somebody's: that could be of any size. */
const isSettings = ({ kind, from }: Linked) =>
  kind === 'file' || /[\\/](?:credentials|identity|secrets)$/.test(from);

interface Sorted {
  readonly paths: readonly string[];
  readonly asAdmin: readonly CommandChange[];
  readonly left: readonly Message[];
}

async function copiesOf(
  probes: Probes,
  copies: readonly Copy[],
  launchers: readonly Launcher[],
): Promise<Sorted> {
  const { files } = probes;
  const paths: string[] = [];
  const asAdmin: CommandChange[] = [];
  const staying: Message[] = [];
  const targets = new Map<string, string>();
  for (const { path } of launchers) {
    const target = await files.realpath(path).catch(() => null);
    if (target) targets.set(path, target);
  }
  for (const copy of copies) {
    const mine =
      files.platform === 'win32' ? copy.path.toLowerCase().startsWith(files.home.toLowerCase()) : null;
    const uid = (await files.lstat(copy.path).catch(() => null))?.uid;
    const ours = mine ?? uid === files.uid;
    if (copy.where !== 'this-computer') staying.push(left('container', `${copy.path} (${copy.where})`));
    else if (copy.bundledIn) staying.push(left('app', copy.bundledIn));
    else if (copy.kind === 'git' && !isInstalled(copy, launchers, targets))
      staying.push(left('checkout', copy.path));
    else if (!MOVABLE.includes(copy.kind) && copy.kind !== 'git')
      staying.push(left('unknown-copy', copy.path));
    else if (ours) paths.push(copy.path);
    else if (uid === 0) {
      // The commands of the whole computer's copy first, as with one's own: none is left to lead to half a program.
      const own = launchers.filter((each) => each.uid === 0 && targets.get(each.path)?.startsWith(copy.path));
      const moved = await Promise.all(
        [...own.map(({ path }) => path), copy.path].map((path) => asAdministrator(probes, path)),
      );
      if (moved.includes(null)) staying.push(left('others', copy.path));
      else asAdmin.push(...moved.flatMap((each) => (each ? [each.change] : [])));
    } else staying.push(left('others', copy.path));
  }
  return { paths, asAdmin, left: staying };
}

/** What lies in a package manager's or installer's folders around a copy, and serves nothing else. */
async function around({ files }: Probes, copies: readonly string[]): Promise<readonly string[]> {
  const { basename, join } = files.path;
  const found = await Promise.all(
    copies.map(async (copy) => {
      // pnpm: global/<v>/.pnpm/openclaw@…/node_modules/openclaw, with a link to it at global/<v>/node_modules/openclaw.
      const top = /^(.*?)[\\/]\.pnpm[\\/]/.exec(copy)?.[1];
      const link =
        top === undefined
          ? null
          : join(/node_modules$/.test(top) ? top : join(top, 'node_modules'), basename(copy));
      const isLink = link !== null && (await files.lstat(link).catch(() => null))?.kind === 'link';
      // install-cli.sh keeps a Node of its own beside the copy: <prefix>/tools/node-v…
      const tools = /^(.*[\\/]\.openclaw[\\/]tools)[\\/]/.exec(copy)?.[1];
      return [...(isLink && link ? [link] : []), ...(tools ? [tools] : [])];
    }),
  );
  return found.flat();
}

/**
 * Plans how OpenClaw leaves this computer. Everything goes into `quarantine` first, so that all of it can come back;
 * what is not surely OpenClaw's is named and left alone. Nothing of it may run meanwhile.
 */
export async function planUninstall(
  probes: Probes,
  data: Data,
  quarantine: string,
  { except = [], home }: UninstallPlanOptions = {},
): Promise<UninstallPlan> {
  const { openclaw, files, ownership } = probes;
  const [copies, services, states] = await Promise.all([
    copiesBut(openclaw, except),
    openclaw.services(),
    statesOf(probes),
  ]);
  const launchers = await findLaunchers(probes, copies.items);
  const sorted = await copiesOf(probes, copies.items, launchers);
  const whose = await Promise.all(
    services.items.map(async (service) => (await ownership.ownerOf({ kind: 'service', service })).actor),
  );
  const by = (actors: readonly Actor[]) =>
    services.items.filter((_, at) => actors.includes(whose[at] ?? 'nobody'));
  const serviceChanges = await Promise.all(
    by(['us', 'administrator']).map(async (service) => ({
      service,
      does: await removeService(files, service),
    })),
  );
  const isMeant = ({ stateDir }: Setup) => home === undefined || stateDir === home;
  const going = states.own.filter(({ setup }) => isMeant(setup));
  const staying = states.own.flatMap(({ setup }) => (isMeant(setup) ? [] : [setup.stateDir]));
  // Only what ran named it: it can't be told any more whose it is.
  const isLost = home !== undefined && going.length === 0 && !states.others.some(isMeant);
  const setups: readonly Setup[] = going.map(({ setup }) => setup);
  const state = data !== 'keep' ? going.flatMap(({ paths }) => paths) : [];
  const linked =
    data === 'keep'
      ? []
      : states.linked.filter(({ stateDir }) => setups.some((each) => each.stateDir === stateDir));
  const copied = linked.filter(isSettings).map(({ target }) => target);
  const mine = launchers.filter(({ uid }) => files.uid === null || uid === files.uid);
  const paths = [
    ...serviceChanges.flatMap(({ does }) => (does ?? nothing).files),
    ...mine.map(({ path }) => path),
    ...sorted.paths,
    ...(await around(probes, sorted.paths)),
    ...(await remainsOf(files, setups)),
    ...state,
  ];
  const apart = [
    ...paths,
    ...copies.items.map(({ path }) => path),
    ...setups.flatMap((each) => [each.stateDir, each.configPath]),
  ];
  const { moves, stuck } = await quarantineMoves(probes, paths, apart, quarantine);
  const [edits, cron] = await Promise.all([shellEdits(files, copies.items, launchers), cronEdits(files)]);
  const others = serviceChanges.filter(({ does }) => does === null).map(({ service }) => service);
  const commands = others.map((service) => [service, removeServiceAsAdmin(files, service)] as const);
  const asAdmin = [
    ...commands.flatMap(([, command]) => (command?.kind === 'command' ? [command] : [])),
    ...sorted.asAdmin,
  ];
  return {
    own: [
      ...serviceChanges.flatMap(({ does }) => (does ?? nothing).before),
      ...edits,
      ...cron.edits,
      ...moves,
      ...serviceChanges.flatMap(({ does }) => (does ?? nothing).after),
    ],
    asAdmin,
    gone: moves.flatMap((change) => (change.kind === 'move' ? [change.from] : [])),
    // What a link leads to stays where it is; in the export it must not be missing.
    exported: data === 'delete' ? outermost([...state, ...copied], files.path.sep) : [],
    left: [
      ...sorted.left,
      ...stuck.map((path) => left('stuck', path)),
      ...commands.filter(([, command]) => command === null).map(([{ file }]) => left('service', file)),
      ...by(['nobody']).map(({ file }) => left('unproven', file)),
      ...states.others.map(({ stateDir }) => left('state', stateDir)),
      ...states.elsewhere.map((path) => left('state', path)),
      ...linked.map(({ target, from }): Message => ({ id: 'leave.linked', values: { where: target, from } })),
      ...(isLost ? [left('state', home)] : []),
    ],
    named: [
      ...states.workspaces.map((path) => left('workspace', path)),
      ...by(['its-account']).map(({ file }) => left('others', file)),
      ...staying.map((path) => left('other-home', path)),
      ...(data === 'keep' ? setups.map(({ stateDir }) => left('kept', stateDir)) : []),
      ...(cron.untold ? [{ id: 'leave.cron' }] : []),
      ...(files.platform === 'win32' ? [{ id: 'leave.user-path' }] : []),
    ],
    staying,
  };
}
