import type { Message } from '../../contract/finding';
import { PACKAGES } from '../../openclaw/install-places';
import { unitOf } from '../../openclaw/service-control';
import { errorCode, type Host, isAbsentReading } from '../../system/read';
import { nameOf, parsePasswd } from '../../system/read/accounts/passwd';
import {
  baseName,
  containerIn,
  openFiles,
  parseCmdline,
  parseStat,
  socketInodes,
  stateDirIn,
} from '../../system/read/processes/linux-process';
import { type ProcSocket, parseProcNet } from '../../system/read/processes/proc-net';
import { isWholeIdMap, type ProcessStatus, parseStatus, rootLike } from '../account/process-status';
import { rootFilesystem } from '../machine/root-filesystem';
import type { Copy } from '../openclaw/types';
import { linuxIdentities } from '../ownership/identify-linux';
import type { ProgramIdentity } from '../ownership/types';
import { type Gap, memoize, type PartialResult, readFailure } from '../partial-result';
import type { Gateway, Process as Listed, Listener } from './types';
import { unproven } from './unproven-gateway';

/** Small enough to read, large enough for every table; the kernel gives no size. */
const LIMIT = 16 * 1024 * 1024;

interface Process {
  readonly pid: number;
  readonly args: readonly string[];
  readonly parent: number;
}

interface Running {
  readonly found: Gateway;
  /** A launcher that started a gateway looks like one itself until it has its title. */
  readonly parent: number;
  /** False where only its name says that it is one, though more could have been seen. */
  readonly certain: boolean;
}

/** Gateways and sockets of Linux, from /proc alone. */
export function linuxGateways(host: Host, copies: () => Promise<readonly Copy[]>) {
  const text = (file: string) => host.readText(file, LIMIT);
  const quiet = (file: string) => text(file).catch(() => '');

  const accounts = memoize(async () => parsePasswd(await quiet('/etc/passwd')));

  /** Every process with its arguments. `unseen` when the system hides those of others (hidepid of proc(5)). */
  const processes = memoize(async (): Promise<PartialResult<Process>> => {
    const gaps: Gap[] = [];
    try {
      const pids = (await host.list('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
      if (host.uid !== 0) {
        const hidden = (await quiet('/proc/self/mountinfo')).split('\n').some((line) => {
          const [mount = '', kind = ''] = line.split(' - proc ', 2);
          return mount.includes(' /proc ') && /hidepid=(?!0|off)/.test(kind);
        });
        if (hidden) gaps.push({ where: '/proc (hidepid)', because: { id: 'look.not-allowed' } });
      }
      const all = await Promise.all(
        pids.map(async (pid): Promise<Process[]> => {
          try {
            const [cmdline, stat] = await Promise.all([
              text(`/proc/${pid}/cmdline`),
              quiet(`/proc/${pid}/stat`),
            ]);
            return [{ pid, args: parseCmdline(cmdline), parent: parseStat(stat)?.parent ?? 0 }];
          } catch (error) {
            // ENOENT on opening and ESRCH on reading: it ended meanwhile.
            if (!isAbsentReading(error) && errorCode(error) !== 'ESRCH' && gaps.length === 0)
              gaps.push({ where: `/proc/${pid}/cmdline`, because: readFailure(error) });
            return [];
          }
        }),
      );
      return { items: all.flat(), gaps };
    } catch (error) {
      return { items: [], gaps: [{ where: '/proc', because: readFailure(error) }] };
    }
  });

  const identities = memoize(async () => linuxIdentities(host, (await processes()).items));

  /** Listening sockets that a process sees: those of its own network name space. Rejects when the IPv4 table can't be read. */
  async function socketsOf(pid: number | 'self'): Promise<readonly ProcSocket[]> {
    const [four, six] = await Promise.all([
      text(`/proc/${pid}/net/tcp`),
      text(`/proc/${pid}/net/tcp6`).catch((error) => {
        // No IPv6 in this kernel.
        if (isAbsentReading(error)) return '';
        throw error;
      }),
    ]);
    return [...parseProcNet(four, 4), ...parseProcNet(six, 6)];
  }

  const listener = async (
    { address, family, port, uid }: ProcSocket,
    pid: number | null,
    program: string | null,
  ): Promise<Listener> => ({ address, family, port, pid, account: nameOf(uid, await accounts()), program });

  async function sockets(
    pid: number,
    status: ProcessStatus,
    program: string,
    files: readonly string[] | null,
  ): Promise<Pick<Gateway, 'listeners' | 'listenersUnknown' | 'perhaps'>> {
    try {
      const table = await socketsOf(pid);
      if (files) {
        const own = new Set(socketInodes(files));
        const mine = table.filter(({ inode }) => own.has(inode));
        return { listeners: await Promise.all(mine.map((each) => listener(each, pid, program))) };
      }
      const perhaps = table.filter(({ uid }) => uid === status.uid);
      return {
        listeners: null,
        listenersUnknown: { id: 'look.not-allowed' },
        perhaps: await Promise.all(perhaps.map((each) => listener(each, null, null))),
      };
    } catch (error) {
      const because: Message = readFailure(error);
      return { listeners: null, listenersUnknown: because };
    }
  }

  /**
   * An idle gateway holds no file of its package open. What npm installed for the very Node that it runs by, or what lies
   * in its working folder, is then the copy, where it is one of those that were found.
   */
  async function nearby(pid: number, known: readonly string[]): Promise<string | null> {
    const { dirname, join } = host.path;
    const [exe, cwd] = await Promise.all(
      ['exe', 'cwd'].map((name) => host.readLink(`/proc/${pid}/${name}`).catch(() => null)),
    );
    const folders = [
      ...(exe ? PACKAGES.map((name) => join(dirname(dirname(exe)), 'lib', 'node_modules', name)) : []),
      ...(cwd ? [cwd, ...PACKAGES.map((name) => join(cwd, 'node_modules', name))] : []),
    ];
    for (const folder of folders) {
      const real = await host.realpath(folder).catch(() => folder);
      if (known.includes(real)) return real;
    }
    return null;
  }

  /** The copy that a gateway runs, as it is listed where it is. */
  async function copyOf({ copyPath }: ProgramIdentity, pid: number): Promise<string | null> {
    const known = (await copies()).filter((each) => each.where === 'this-computer').map(({ path }) => path);
    if (copyPath === null) return nearby(pid, known);
    const real = await host.realpath(copyPath).catch(() => copyPath);
    return known.find((path) => path === copyPath || path === real) ?? real;
  }

  /** By its control group, else by a process name space together with a root of layers. We may be inside as well. */
  async function whereIs(pid: number, status: ProcessStatus): Promise<string> {
    const [own, its] = await Promise.all(
      ['self', pid].map(async (each) => ({
        id: containerIn(await quiet(`/proc/${each}/cgroup`)),
        root: rootFilesystem(await quiet(`/proc/${each}/mountinfo`)),
      })),
    );
    if (its?.id && its.id !== own?.id) return `container:${its.id}`;
    const layered = its?.root?.includes('overlay') && !own?.root?.includes('overlay');
    return layered && status.pids.length > 1 ? `container:pid-${pid}` : 'this-computer';
  }

  async function gateway({ pid }: Process, is: ProgramIdentity): Promise<Running | null> {
    const status = parseStatus(await quiet(`/proc/${pid}/status`));
    if (!status) return null;
    const files = await openFiles(host, pid);
    const where = await whereIs(pid, status);
    const here = where === 'this-computer';
    // The folders of a gateway in a container are those of its own file system, and not ours of the same name.
    const copyPath = here
      ? await copyOf(is, pid)
      : ((await copies()).find((each) => each.where === where)?.path ?? null);
    const database = files?.find((file) => file.endsWith('/state/openclaw.sqlite'));
    const stateDir =
      database?.slice(0, -'/state/openclaw.sqlite'.length) ?? stateDirIn(await quiet(`/proc/${pid}/environ`));
    const powers =
      rootLike(status.capabilities).length > 0 && isWholeIdMap(await quiet(`/proc/${pid}/uid_map`));
    const file = await host.readLink(`/proc/${pid}/exe`).catch(() => null);
    const found: Gateway = {
      pid,
      startedAt: parseStat(await quiet(`/proc/${pid}/stat`))?.startedAt ?? null,
      program: status.name,
      ...(file !== null && { file }),
      account: nameOf(status.uid, await accounts()),
      administrator: status.uid === 0 || powers,
      copyPath,
      stateDir: here ? stateDir : null,
      ...(await sockets(pid, status, status.name, files)),
      where,
    };
    // Of another account's no more than the name can be seen: it is shown, and touched by nobody.
    const others = host.uid !== 0 && host.uid !== status.uid;
    return { found, parent: status.parent, certain: is.certain || others };
  }

  async function listed({ pid, args }: Process): Promise<readonly Listed[]> {
    const [stat, status] = await Promise.all(
      ['stat', 'status'].map((file) => quiet(`/proc/${pid}/${file}`)),
    ).then(([stat = '', status = '']) => [parseStat(stat), parseStatus(status)] as const);
    if (!stat || !status) {
      // Its words are there all the same: a program of which nothing else can be told is still one that runs.
      const ended = await text(`/proc/${pid}/stat`).then(
        () => false,
        (error) => isAbsentReading(error) || errorCode(error) === 'ESRCH',
      );
      if (ended) return [];
      const known = { pid, args, program: baseName(args[0] ?? ''), parent: 0, startedAt: null };
      return args.length === 0 ? [] : [{ ...known, account: null, ours: null, where: 'this-computer' }];
    }
    const is = (await identities()).get(pid);
    const unit = is ? unitOf(await quiet(`/proc/${pid}/cgroup`)) : null;
    return [
      {
        ...stat,
        pid,
        args,
        account: nameOf(status.uid, await accounts()),
        ours: host.uid === 0 || host.uid === status.uid,
        where: is ? await whereIs(pid, status) : 'this-computer',
        ...(is && { openclaw: is }),
        ...(unit && { unit: { name: unit.unit, uid: unit.uid } }),
      },
    ];
  }

  return {
    async processes(): Promise<PartialResult<Listed>> {
      const { items, gaps } = await processes();
      return { items: (await Promise.all(items.map(listed))).flat(), gaps };
    },

    async running(): Promise<PartialResult<Gateway>> {
      const { items, gaps } = await processes();
      const known = await identities();
      const all = await Promise.all(
        items.map(async (each) => {
          const is = known.get(each.pid);
          return is?.role === 'gateway' ? await gateway(each, is) : null;
        }),
      ).then((running) => running.filter((each) => each !== null));
      const launchers = new Set(all.map(({ parent }) => parent));
      const sure = all.filter(({ certain, found }) => certain && !launchers.has(found.pid));
      const unsure = all.filter(({ certain }) => !certain).map(({ found }) => unproven(found));
      return { items: sure.map(({ found }) => found), gaps: [...gaps, ...unsure] };
    },

    async listeners(): Promise<PartialResult<Listener>> {
      try {
        const table = await socketsOf('self');
        const owners = new Map<string, Process>();
        const open = new Set(table.map(({ inode }) => inode));
        for (const each of (await processes()).items) {
          if (open.size === 0) break;
          for (const inode of socketInodes((await openFiles(host, each.pid)) ?? []))
            if (open.delete(inode)) owners.set(inode, each);
        }
        const found = table.map(async (each) => {
          const pid = owners.get(each.inode)?.pid ?? null;
          const program = pid === null ? null : (await quiet(`/proc/${pid}/comm`)).trim() || null;
          return listener(each, pid, program);
        });
        return { items: await Promise.all(found), gaps: [] };
      } catch (error) {
        return { items: [], gaps: [{ where: '/proc/net/tcp', because: readFailure(error) }] };
      }
    },
  };
}
