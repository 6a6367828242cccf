import type { Message } from '../../contract/finding';
import { isAtWork, isGateway, packageFolder } from '../../openclaw/gateway-process';
import { nameOf, parsePasswd } from '../account/passwd';
import { isWholeIdMap, type ProcessStatus, parseStatus, rootLike } from '../account/process-status';
import { errorCode, type Host, isAbsent } from '../host';
import { rootType } from '../machine/mounts';
import type { Copy } from '../openclaw';
import { couldNot, once, type Seen, type Unseen } from '../seen';
import type { Gateway, Process as Listed, Listener } from '.';
import {
  baseName,
  containerIn,
  openFiles,
  parseCmdline,
  parseStat,
  socketInodes,
  stateDirIn,
} from './linux-process';
import { type ProcSocket, parseProcNet } from './proc-net';

/** Small enough to read, large enough for every table; the kernel gives no size. */
const LIMIT = 16 * 1024 * 1024;

interface Process {
  readonly pid: number;
  readonly args: readonly string[];
}

interface Running {
  readonly found: Gateway;
  /** A launcher that started a gateway looks like one itself until it has its title. */
  readonly parent: number;
}

/** Gateways and sockets of Linux, from /proc alone. */
export function linuxGateways(host: Host, copies: () => Promise<readonly Copy[]>) {
  const text = (file: string) => host.readText(file, LIMIT);
  const quiet = (file: string) => text(file).catch(() => '');

  const accounts = once(async () => parsePasswd(await quiet('/etc/passwd')));

  /** Every process with its arguments. `unseen` when the system hides those of others (hidepid of proc(5)). */
  const processes = once(async (): Promise<Seen<Process>> => {
    const unseen: Unseen[] = [];
    try {
      const pids = (await host.list('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
      if (host.uid !== 0) {
        const hidden = /^.* \/proc .* - proc .*hidepid=(?!0|off)/m.test(await quiet('/proc/self/mountinfo'));
        if (hidden) unseen.push({ where: '/proc (hidepid)', because: { id: 'look.not-allowed' } });
      }
      const all = await Promise.all(
        pids.map(async (pid): Promise<Process[]> => {
          try {
            return [{ pid, args: parseCmdline(await text(`/proc/${pid}/cmdline`)) }];
          } catch (error) {
            // ENOENT on opening and ESRCH on reading: it ended meanwhile.
            if (!isAbsent(error) && errorCode(error) !== 'ESRCH' && unseen.length === 0)
              unseen.push({ where: `/proc/${pid}/cmdline`, because: couldNot(error) });
            return [];
          }
        }),
      );
      return { found: all.flat(), unseen };
    } catch (error) {
      return { found: [], unseen: [{ where: '/proc', because: couldNot(error) }] };
    }
  });

  /** Listening sockets that a process sees: those of its own network name space. Rejects when the IPv4 table can't be read. */
  async function socketsOf(pid: number | 'self'): Promise<readonly ProcSocket[]> {
    const [four, six] = await Promise.all([
      text(`/proc/${pid}/net/tcp`),
      text(`/proc/${pid}/net/tcp6`).catch((error) => {
        // No IPv6 in this kernel.
        if (isAbsent(error)) return '';
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
      const because: Message = couldNot(error);
      return { listeners: null, listenersUnknown: because };
    }
  }

  /** The copy that a gateway runs: its title hid the arguments, so by its children, its addons and its open files. */
  async function copyOf(pid: number, args: readonly string[], files: readonly string[] | null) {
    const known = (await copies()).filter((each) => each.where === 'this-computer').map(({ path }) => path);
    const scripts = (await processes()).found.filter((each) => each.args.slice(1, 4).some(packageFolder));
    const children = await Promise.all(
      scripts.map(async (each) =>
        parseStatus(await quiet(`/proc/${each.pid}/status`))?.parent === pid ? each.args.slice(1, 4) : [],
      ),
    );
    const maps = (await quiet(`/proc/${pid}/maps`)).split('\n').map((line) => line.slice(line.indexOf('/')));
    const paths = [...args.slice(1, 4), ...children.flat(), ...maps, ...(files ?? [])];
    const inside = known.find((folder) => paths.some((path) => path.startsWith(`${folder}/`)));
    if (inside) return inside;
    const folder = paths.map(packageFolder).find((each) => each !== null);
    return folder ? host.realpath(folder).catch(() => folder) : null;
  }

  /** By its control group, else by a process name space together with a root of layers. We may be inside as well. */
  async function whereIs(pid: number, status: ProcessStatus): Promise<string> {
    const [own, its] = await Promise.all(
      ['self', pid].map(async (each) => ({
        id: containerIn(await quiet(`/proc/${each}/cgroup`)),
        root: rootType(await quiet(`/proc/${each}/mountinfo`)),
      })),
    );
    if (its?.id && its.id !== own?.id) return `container:${its.id}`;
    const layered = its?.root?.includes('overlay') && !own?.root?.includes('overlay');
    return layered && status.pids.length > 1 ? `container:pid-${pid}` : 'this-computer';
  }

  async function gateway({ pid, args }: Process): Promise<Running | null> {
    const status = parseStatus(await quiet(`/proc/${pid}/status`));
    if (!status) return null;
    const files = await openFiles(host, pid);
    const where = await whereIs(pid, status);
    const here = where === 'this-computer';
    // The folders of a gateway in a container are those of its own file system, and not ours of the same name.
    const copyPath = here
      ? await copyOf(pid, args, files)
      : ((await copies()).find((each) => each.where === where)?.path ?? null);
    const database = files?.find((file) => file.endsWith('/state/openclaw.sqlite'));
    const stateDir =
      database?.slice(0, -'/state/openclaw.sqlite'.length) ?? stateDirIn(await quiet(`/proc/${pid}/environ`));
    const powers =
      rootLike(status.capabilities).length > 0 && isWholeIdMap(await quiet(`/proc/${pid}/uid_map`));
    const found: Gateway = {
      pid,
      startedAt: parseStat(await quiet(`/proc/${pid}/stat`))?.startedAt ?? null,
      program: status.name,
      account: nameOf(status.uid, await accounts()),
      administrator: status.uid === 0 || powers,
      copyPath,
      stateDir: here ? stateDir : null,
      ...(await sockets(pid, status, status.name, files)),
      where,
    };
    return { found, parent: status.parent };
  }

  async function listed({ pid, args }: Process): Promise<readonly Listed[]> {
    const [stat, status] = await Promise.all(
      ['stat', 'status'].map((file) => quiet(`/proc/${pid}/${file}`)),
    ).then(([stat = '', status = '']) => [parseStat(stat), parseStatus(status)] as const);
    if (!stat || !status) return [];
    const atWork = isAtWork({ program: baseName(args[0] ?? ''), args });
    return [
      {
        ...stat,
        pid,
        args,
        account: nameOf(status.uid, await accounts()),
        ours: host.uid === 0 || host.uid === status.uid,
        where: atWork ? await whereIs(pid, status) : 'this-computer',
      },
    ];
  }

  return {
    async processes(): Promise<Seen<Listed>> {
      const { found, unseen } = await processes();
      return { found: (await Promise.all(found.map(listed))).flat(), unseen };
    },

    async running(): Promise<Seen<Gateway>> {
      const { found, unseen } = await processes();
      const candidates = found.filter(({ args }) => isGateway({ program: baseName(args[0] ?? ''), args }));
      const all = (await Promise.all(candidates.map(gateway))).filter((each) => each !== null);
      const launchers = new Set(all.map(({ parent }) => parent));
      return { found: all.map(({ found }) => found).filter(({ pid }) => !launchers.has(pid)), unseen };
    },

    async listeners(): Promise<Seen<Listener>> {
      try {
        const table = await socketsOf('self');
        const owners = new Map<string, Process>();
        const open = new Set(table.map(({ inode }) => inode));
        for (const each of (await processes()).found) {
          if (open.size === 0) break;
          for (const inode of socketInodes((await openFiles(host, each.pid)) ?? []))
            if (open.delete(inode)) owners.set(inode, each);
        }
        const found = table.map(async (each) => {
          const pid = owners.get(each.inode)?.pid ?? null;
          const program = pid === null ? null : (await quiet(`/proc/${pid}/comm`)).trim() || null;
          return listener(each, pid, program);
        });
        return { found: await Promise.all(found), unseen: [] };
      } catch (error) {
        return { found: [], unseen: [{ where: '/proc/net/tcp', because: couldNot(error) }] };
      }
    },
  };
}
