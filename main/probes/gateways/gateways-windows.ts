import type { Host } from '../../system/read';
import { silentProgram } from '../../system/read/plain-error';
import { commanded } from '../../system/read/powershell';
import { parseNetstatAno, type WindowsSocket } from '../../system/read/processes/netstat-ano';
import {
  PROCESS_QUERY,
  parseProcesses,
  splitCommand,
  type WindowsProcess,
} from '../../system/read/processes/windows-processes';
import type { AccountProbe } from '../account/types';
import { SYSTEM } from '../account/whoami';
import type { Copy } from '../openclaw/types';
import { identitiesFromList } from '../ownership/identify-from-list';
import type { ProgramIdentity } from '../ownership/types';
import { memoize, type PartialResult, readFailure } from '../partial-result';
import type { Gateway, Listener, Process } from './types';
import { unproven } from './unproven-gateway';

const POWERSHELL_MS = 10_000;

/** Gateways and sockets of Windows: processes through PowerShell's CIM, sockets through netstat. No translated word is read. */
export function windowsGateways(
  host: Host,
  copies: () => Promise<readonly Copy[]>,
  accounts: Pick<AccountProbe, 'current'>,
) {
  const processes = memoize(async (): Promise<readonly WindowsProcess[]> => {
    const { code, stdout } = await host.run('powershell', commanded(PROCESS_QUERY), POWERSHELL_MS);
    const all = code === 0 ? parseProcesses(stdout.toString('utf8')) : null;
    if (!all || all.length === 0) throw silentProgram('powershell');
    return all;
  });
  const sockets = memoize(async (): Promise<readonly WindowsSocket[]> => {
    const both = await Promise.all(['TCP', 'TCPv6'].map((what) => host.run('netstat', ['-ano', '-p', what])));
    if (both[0]?.code !== 0) throw silentProgram('netstat');
    return both.flatMap(({ stdout }) => parseNetstatAno(stdout));
  });
  const identities = memoize(async () =>
    identitiesFromList(
      host,
      (await processes()).map(({ name, path, command, ...each }) => ({
        ...each,
        program: name.replace(/\.exe$/i, ''),
        args: splitCommand(command ?? ''),
        file: path,
      })),
      new Set(),
    ),
  );
  const listener = (socket: WindowsSocket, owner?: WindowsProcess): Listener => ({
    ...socket,
    account: owner?.owner ?? null,
    program: owner?.name ?? null,
  });

  /**
   * Windows shows a process of higher rights no command line to us, so one that is shown is not elevated,
   * unless we are. The built-in administrator (a SID that ends in -500) always is.
   */
  async function isAdministrator({ owner, command }: WindowsProcess): Promise<boolean | null> {
    if (owner === SYSTEM || owner?.endsWith('-500')) return true;
    const { rights } = await accounts.current();
    return command !== null && (rights === 'ordinary' || rights === 'can-become') ? false : null;
  }

  async function gateway(process: WindowsProcess, all: readonly WindowsProcess[]): Promise<Gateway> {
    const known = (await copies()).filter((each) => each.where === 'this-computer').map(({ path }) => path);
    const family = [process, ...all.filter(({ parent }) => parent === process.pid)];
    const lines = family.map(({ command }) => command?.toLowerCase().replaceAll('/', '\\') ?? '');
    const inside = known.find((folder) => lines.some((line) => line.includes(`${folder.toLowerCase()}\\`)));
    const own = await sockets().catch(() => null);
    const administrator = await isAdministrator(process);
    return {
      pid: process.pid,
      startedAt: process.startedAt,
      program: process.name,
      ...(process.path !== null && { file: process.path }),
      account: process.owner,
      administrator,
      copyPath: inside ?? (await identities()).get(process.pid)?.copyPath ?? null,
      stateDir: null,
      ...(own
        ? { listeners: own.filter(({ pid }) => pid === process.pid).map((each) => listener(each, process)) }
        : { listeners: null, listenersUnknown: { id: 'error.no-answer' } }),
      where: 'this-computer',
    };
  }

  return {
    async processes(): Promise<PartialResult<Process>> {
      try {
        const [all, me] = await Promise.all([processes(), accounts.current()]);
        const known = await identities();
        const items = all.map((each) => ({
          ...(known.has(each.pid) && { openclaw: known.get(each.pid) as ProgramIdentity }),
          pid: each.pid,
          parent: each.parent,
          program: each.name,
          args: splitCommand(each.command ?? ''),
          startedAt: each.startedAt,
          account: each.owner,
          // A command line is shown of what this account may open only; whose it is was asked of OpenClaw's own only.
          ours:
            me.rights === 'administrator' ||
            (each.command === null ? null : each.owner === null || each.owner === me.id),
          where: 'this-computer',
        }));
        return { items, gaps: [] };
      } catch (error) {
        return { items: [], gaps: [{ where: 'Win32_Process', because: readFailure(error) }] };
      }
    },

    async running(): Promise<PartialResult<Gateway>> {
      try {
        const all = await processes();
        const known = await identities();
        const matching = all.filter(({ pid }) => known.get(pid)?.role === 'gateway');
        const launchers = new Set(matching.map(({ parent }) => parent));
        const gateways = matching.filter(({ pid }) => !launchers.has(pid) && known.get(pid)?.certain);
        const unsure = matching.filter(({ pid }) => known.get(pid)?.certain === false);
        const hidden = all.filter(({ name, command }) => command === null && /^(node|bun)\.exe$/i.test(name));
        return {
          items: await Promise.all(gateways.map((each) => gateway(each, all))),
          gaps: [
            ...hidden.map(({ name, pid }) => ({
              where: `${name} (pid ${pid})`,
              because: { id: 'look.not-allowed' },
            })),
            ...unsure.map(({ name, pid }) => unproven({ program: name, pid })),
          ],
        };
      } catch (error) {
        return { items: [], gaps: [{ where: 'Win32_Process', because: readFailure(error) }] };
      }
    },

    async listeners(): Promise<PartialResult<Listener>> {
      try {
        const [found, all] = await Promise.all([sockets(), processes().catch(() => [])]);
        const owners = new Map(all.map((each) => [each.pid, each]));
        return { items: found.map((each) => listener(each, owners.get(each.pid))), gaps: [] };
      } catch (error) {
        return { items: [], gaps: [{ where: 'netstat', because: readFailure(error) }] };
      }
    },
  };
}
