import { isRuntime, packageFolder, scriptOf, titledRole } from '../../openclaw/gateway-process';
import type { Host } from '../../system/read';
import { baseName, openFiles, socketInodes, stateDirIn } from '../../system/read/processes/linux-process';
import { parseProcNet } from '../../system/read/processes/proc-net';
import { packageFinder } from './find-package';
import { lockOf, temporaryFolder } from './gateway-lock';
import { byFamily, identifyScript, identity } from './identify';
import { stateFolderIn } from './state-folder';
import type { ProgramIdentity, Proof } from './types';

/** One process as /proc lists it. */
export interface Row {
  readonly pid: number;
  readonly parent: number;
  readonly args: readonly string[];
}

const LIMIT = 16 * 1024 * 1024;
const DATABASE = '/state/openclaw.sqlite';

/** `NAME=value` parts of /proc/PID/environ: what a process was started with (proc_pid_environ(5)). */
const parseEnvironment = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text.split('\0').flatMap((part): [string, string][] => {
      const cut = part.indexOf('=');
      return cut > 0 ? [[part.slice(0, cut), part.slice(cut + 1)]] : [];
    }),
  );

/** What each of these processes is of OpenClaw's, by number; what is something else is left out. */
export async function linuxIdentities(
  host: Host,
  rows: readonly Row[],
): Promise<ReadonlyMap<number, ProgramIdentity>> {
  const quiet = (file: string) => host.readText(file, LIMIT).catch(() => '');
  const leads = (file: string) => host.readLink(file).catch(() => null);
  const findHere = packageFinder(host);
  const ownMounts = await leads('/proc/self/ns/mnt');

  const environmentOf = (pid: number) =>
    host.readText(`/proc/${pid}/environ`, LIMIT).then(parseEnvironment, () => null);

  /** Paths of a process with other mounts are those of its own root (proc_pid_root(5)). */
  async function finderFor(pid: number) {
    const mounts = await leads(`/proc/${pid}/ns/mnt`);
    return mounts === ownMounts ? findHere : packageFinder(host, `/proc/${pid}/root`);
  }

  const runsAsNode = async (pid: number) => (await environmentOf(pid))?.has('ELECTRON_RUN_AS_NODE') === true;

  async function byScript({ pid, args }: Row): Promise<ProgramIdentity | null> {
    if (args.length < 2) return null;
    const file = await leads(`/proc/${pid}/exe`);
    const program = baseName(args[0] ?? '');
    const asNode =
      file !== null &&
      !isRuntime(baseName(file)) &&
      scriptOf({ program: 'node', args }) !== null &&
      (await runsAsNode(pid));
    const cwd = await leads(`/proc/${pid}/cwd`);
    return identifyScript({ program, args, file, cwd, asNode }, await finderFor(pid), host.path);
  }

  /** A package of OpenClaw among files that a process holds open or has loaded. */
  async function loaded(pid: number, files: readonly string[] | null): Promise<string | null> {
    const maps = (await quiet(`/proc/${pid}/maps`)).split('\n').map((line) => line.slice(line.indexOf('/')));
    const paths = [...new Set([...maps, ...(files ?? [])])].filter((path) => path.startsWith('/'));
    const find = await finderFor(pid);
    // Addons that npm put beside the package lie in packages of their own.
    for (const path of paths.filter((each) => /\.(node|[cm]?js|json)$/.test(each))) {
      const folder = packageFolder(path);
      const found = await find(folder === null ? path : host.path.join(folder, 'package.json'));
      if (found.state === 'ours') return found.folder;
    }
    return null;
  }

  async function listens(pid: number, files: readonly string[] | null): Promise<number | null> {
    const own = new Set(socketInodes(files ?? []));
    const tables = await Promise.all(['tcp', 'tcp6'].map((name) => quiet(`/proc/${pid}/net/${name}`)));
    const all = [...parseProcNet(tables[0] ?? '', 4), ...parseProcNet(tables[1] ?? '', 6)];
    return all.find(({ inode }) => own.has(inode))?.port ?? null;
  }

  /**
   * A title says what a program calls itself, and anybody may call itself so: that it runs by a JavaScript runtime and
   * a second witness make it OpenClaw's.
   */
  async function byTitle(
    row: Row,
    scripts: ReadonlyMap<number, ProgramIdentity>,
  ): Promise<ProgramIdentity | null> {
    const { pid, args } = row;
    const role = titledRole(args);
    if (role === null) return null;
    const file = await leads(`/proc/${pid}/exe`);
    const environment = await environmentOf(pid);
    const asNode = environment?.has('ELECTRON_RUN_AS_NODE') === true;
    if (file !== null && !isRuntime(baseName(file)) && !asNode) return null;
    const files = await openFiles(host, pid);
    const evidence: Proof[] = [{ by: 'title', saw: args[0]?.trim() ?? '' }];
    let copy: string | null = null;
    const near = [
      ...rows.filter(({ parent }) => parent === pid).map((each) => [each.pid, 'child'] as const),
      [row.parent, 'parent'] as const,
    ];
    for (const [other, by] of near) {
      const known = scripts.get(other);
      if (!known?.certain || known.copyPath === null) continue;
      copy ??= known.copyPath;
      evidence.push({ by, saw: known.copyPath });
    }
    const inside = await loaded(pid, files);
    if (inside !== null) evidence.push({ by: 'program', saw: inside });
    copy ??= inside;
    const database = files?.find((each) => each.endsWith(DATABASE));
    if (database) evidence.push({ by: 'state', saw: database.slice(0, -DATABASE.length) });
    const named = [...(environment?.keys() ?? [])].find((name) => name.startsWith('OPENCLAW_'));
    if (named) evidence.push({ by: 'state', saw: named });
    const environ = await quiet(`/proc/${pid}/environ`);
    const places = { state: stateDirIn(environ), temporary: temporaryFolder(environment) };
    const lock = role === 'node' ? null : await lockOf(host, pid, places);
    if (lock !== null) return identity('gateway', true, copy, [...evidence, { by: 'lock', saw: lock }]);
    // Commands listen nowhere, but for the moment of a login: it is a gateway, or nobody can say that it is none.
    const open = role === 'starting' ? await listens(pid, files) : null;
    if (open !== null)
      return identity('gateway', false, copy, [...evidence, { by: 'socket', saw: String(open) }]);
    let certain = evidence.length > 1;
    if (role === 'gateway' && !certain) {
      const [port, state] = [await listens(pid, files), await stateFolderIn(host, environment?.get('HOME'))];
      if (port !== null) evidence.push({ by: 'socket', saw: String(port) });
      if (state !== null) evidence.push({ by: 'state', saw: state });
      certain = port !== null && state !== null;
    }
    return identity(role, certain, copy, evidence);
  }

  async function all(find: (row: Row) => Promise<ProgramIdentity | null>) {
    const found = await Promise.all(
      rows.map(async (row): Promise<[number, ProgramIdentity][]> => {
        const is = await find(row);
        return is ? [[row.pid, is]] : [];
      }),
    );
    return found.flat();
  }

  const scripts = new Map(await all(byScript));
  const known = new Map([...scripts, ...(await all((row) => byTitle(row, scripts)))]);
  const homes = await Promise.all(
    [...known].map(
      async ([pid, is]): Promise<[number, ProgramIdentity]> => [
        pid,
        { ...is, home: (await environmentOf(pid))?.get('HOME') ?? null },
      ],
    ),
  );
  return byFamily(rows, new Map(homes));
}
