import { asAdministrator } from '../checks/fixes/retire-copy';
import { mayMove } from '../checks/quarantine/movable';
import { quarantinePlace } from '../checks/quarantine/place';
import type { Change, CommandChange } from '../contract/change';
import type { Message } from '../contract/finding';
import type { Probes } from '../probes';
import type { Copy, Setup } from '../probes/openclaw';
import { cronEdits } from './leaving/cron';
import { findLaunchers, type Launcher } from './leaving/launchers';
import { remainsOf } from './leaving/remains';
import { leavingService, leavingServiceAsAdmin } from './leaving/services';
import { shellEdits } from './leaving/shell';
import { statesOf } from './leaving/state';

/**
 * What is to become of state folders: they stay; they are exported and put away; or they are put away as they are,
 * because what matters of them lives elsewhere by now.
 */
export type Data = 'keep' | 'delete' | 'put-away';

/** All that leaving would do. */
export interface LeavePlan {
  /** What this account does by itself, all of it undoable until it is deleted for good. */
  readonly own: readonly Change[];
  /** One question to an administrator each. */
  readonly asAdmin: readonly CommandChange[];
  /** Paths that are not there any more afterwards: what the look holds against them. */
  readonly gone: readonly string[];
  /** Folders to be exported before anything is put away. */
  readonly exported: readonly string[];
  /** What no program can take away safely, with why. */
  readonly left: readonly Message[];
  /** What stays because it is the user's own. */
  readonly named: readonly Message[];
  /** State folders of this account's other homes, which are not meant. */
  readonly staying: readonly string[];
}

/** What of all that a look finds is meant. */
export interface Meant {
  /** Places of copies that are none of its business: `container:<name>`, `wsl:<distro>`. */
  readonly except?: readonly string[];
  /** State folder of the one home that leaves; all of them unless told. The program leaves with it, whoever else uses it. */
  readonly home?: string;
}

/** All copies but those in these places. */
export async function copiesBut(openclaw: Pick<Probes['openclaw'], 'copies'>, except: readonly string[]) {
  const { found, unseen } = await openclaw.copies();
  return {
    found: found.filter(({ where }) => !except.includes(where)),
    unseen: unseen.filter(({ where }) => !except.includes(where)),
  };
}

const nothing = { before: [], files: [], after: [] };

/** Kinds of copies that lie in a folder of their own and in nothing else. */
const MOVABLE: readonly Copy['kind'][] = ['npm', 'pnpm', 'yarn', 'bun', 'install-cli'];

const left = (id: string, where: string): Message => ({ id: `leave.${id}`, values: { where } });

const isIn = (inner: string, outer: string, separator: string) => inner.startsWith(`${outer}${separator}`);

/** A checkout that the installer made: a command of this account leads to it. Another is somebody's own work. */
const isInstalled = (copy: Copy, launchers: readonly Launcher[], links: ReadonlyMap<string, string>) =>
  launchers.some(({ path }) => links.get(path)?.startsWith(copy.path) === true);

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

/** In a folder that everybody writes to, each may rename what is theirs (sticky bit, inode(7)): `/tmp`. */
async function mayMoveFromShared({ files }: Probes, path: string): Promise<boolean> {
  const [facts, above] = await Promise.all(
    [path, files.path.dirname(path)].map((each) => files.lstat(each).catch(() => null)),
  );
  return facts?.uid === files.uid && above?.kind === 'folder' && (above.mode & 0o1002) === 0o1002;
}

async function movesOf(
  probes: Probes,
  paths: readonly string[],
  apart: readonly string[],
  quarantine: string,
): Promise<{ moves: readonly Change[]; stuck: readonly string[] }> {
  const separator = probes.files.path.sep;
  const whole = [...new Set(paths)].filter((path) => !paths.some((other) => isIn(path, other, separator)));
  const moves: Change[] = [];
  const stuck: string[] = [];
  for (const from of whole) {
    const to = await quarantinePlace(probes.files, quarantine, 'left', from);
    const may = (await mayMove(probes, from, quarantine, apart)) || (await mayMoveFromShared(probes, from));
    if (to !== null && may) moves.push({ kind: 'move', from, to });
    else stuck.push(from);
  }
  return { moves, stuck };
}

/**
 * Plans how OpenClaw leaves this computer. Everything goes into `quarantine` first, so that all of it can come back;
 * what is not surely OpenClaw's is named and left alone. Nothing of it may run meanwhile.
 */
export async function planLeave(
  probes: Probes,
  data: Data,
  quarantine: string,
  { except = [], home }: Meant = {},
): Promise<LeavePlan> {
  const { openclaw, files } = probes;
  const [copies, services, states] = await Promise.all([
    copiesBut(openclaw, except),
    openclaw.services(),
    statesOf(probes),
  ]);
  const launchers = await findLaunchers(probes, copies.found);
  const sorted = await copiesOf(probes, copies.found, launchers);
  const leaving = await Promise.all(
    services.found.map(async (service) => ({ service, does: await leavingService(files, service) })),
  );
  const isMeant = ({ stateDir }: Setup) => home === undefined || stateDir === home;
  const going = states.own.filter(({ setup }) => isMeant(setup));
  const staying = states.own.flatMap(({ setup }) => (isMeant(setup) ? [] : [setup.stateDir]));
  // Only what ran named it: it can't be told any more whose it is.
  const isLost = home !== undefined && going.length === 0 && !states.others.some(isMeant);
  const setups: readonly Setup[] = going.map(({ setup }) => setup);
  const state = data !== 'keep' ? going.flatMap(({ paths }) => paths) : [];
  const mine = launchers.filter(({ uid }) => files.uid === null || uid === files.uid);
  const paths = [
    ...leaving.flatMap(({ does }) => (does ?? nothing).files),
    ...mine.map(({ path }) => path),
    ...sorted.paths,
    ...(await around(probes, sorted.paths)),
    ...(await remainsOf(files, setups)),
    ...state,
  ];
  const apart = [
    ...paths,
    ...copies.found.map(({ path }) => path),
    ...setups.flatMap((each) => [each.stateDir, each.configPath]),
  ];
  const { moves, stuck } = await movesOf(probes, paths, apart, quarantine);
  const [edits, cron] = await Promise.all([shellEdits(files, copies.found, launchers), cronEdits(files)]);
  const others = leaving.filter(({ does }) => does === null).map(({ service }) => service);
  const commands = others.map((service) => [service, leavingServiceAsAdmin(files, service)] as const);
  const asAdmin = [
    ...commands.flatMap(([, command]) => (command?.kind === 'command' ? [command] : [])),
    ...sorted.asAdmin,
  ];
  return {
    own: [
      ...leaving.flatMap(({ does }) => (does ?? nothing).before),
      ...edits,
      ...cron.edits,
      ...moves,
      ...leaving.flatMap(({ does }) => (does ?? nothing).after),
    ],
    asAdmin,
    gone: moves.flatMap((change) => (change.kind === 'move' ? [change.from] : [])),
    exported: data === 'delete' ? state : [],
    left: [
      ...sorted.left,
      ...stuck.map((path) => left('stuck', path)),
      ...commands.filter(([, command]) => command === null).map(([{ file }]) => left('service', file)),
      ...states.others.map(({ stateDir }) => left('state', stateDir)),
      ...(isLost ? [left('state', home)] : []),
    ],
    named: [
      ...states.workspaces.map((path) => left('workspace', path)),
      ...staying.map((path) => left('other-home', path)),
      ...(data === 'keep' ? setups.map(({ stateDir }) => left('kept', stateDir)) : []),
      ...(cron.untold ? [{ id: 'leave.cron' }] : []),
      ...(files.platform === 'win32' ? [{ id: 'leave.user-path' }] : []),
    ],
    staying,
  };
}

/** Deletes for good what leaving put away: what lies in `quarantine`, a folder of Tankmate's own. There is no way back. */
export function planForget({ platform, path, env }: Probes['files'], quarantine: string): readonly Change[] {
  const windows = platform === 'win32';
  return [
    {
      kind: 'command',
      program: windows ? path.join(env.SystemRoot ?? 'C:\\Windows', 'System32', 'cmd.exe') : '/bin/rm',
      args: windows ? ['/d', '/c', 'rmdir', '/s', '/q', quarantine] : ['-rf', '--', quarantine],
      admin: false,
      undo: null,
      limitMs: 300_000,
    },
  ];
}
