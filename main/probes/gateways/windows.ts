import { isGateway, packageFolder } from '../../openclaw/gateway-process';
import type { AccountProbe } from '../account';
import { SYSTEM } from '../account/whoami';
import type { Host } from '../host';
import type { Copy } from '../openclaw';
import { couldNot, once, type Seen } from '../seen';
import type { Gateway, Listener, Process } from '.';
import { parseNetstatAno, type WindowsSocket } from './netstat-ano';
import { PROCESS_QUERY, parseProcesses, splitCommand, type WindowsProcess } from './windows-processes';

const POWERSHELL_MS = 10_000;
const broken = (what: string) => Object.assign(new Error(what), { code: what });

/** Gateways and sockets of Windows: processes through PowerShell's CIM, sockets through netstat. No translated word is read. */
export function windowsGateways(
  host: Host,
  copies: () => Promise<readonly Copy[]>,
  accounts: Pick<AccountProbe, 'current'>,
) {
  const processes = once(async (): Promise<readonly WindowsProcess[]> => {
    const args = ['-NoProfile', '-NonInteractive', '-Command', PROCESS_QUERY];
    const { code, stdout } = await host.run('powershell', args, POWERSHELL_MS);
    const all = code === 0 ? parseProcesses(stdout.toString('utf8')) : null;
    if (!all || all.length === 0) throw broken('powershell');
    return all;
  });
  const sockets = once(async (): Promise<readonly WindowsSocket[]> => {
    const both = await Promise.all(['TCP', 'TCPv6'].map((what) => host.run('netstat', ['-ano', '-p', what])));
    if (both[0]?.code !== 0) throw broken('netstat');
    return both.flatMap(({ stdout }) => parseNetstatAno(stdout));
  });
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
    const folder = family
      .flatMap(({ command }) => splitCommand(command ?? '').map(packageFolder))
      .find((each) => each !== null);
    const own = await sockets().catch(() => null);
    const administrator = await isAdministrator(process);
    return {
      pid: process.pid,
      startedAt: process.startedAt,
      program: process.name,
      account: process.owner,
      administrator,
      copyPath: inside ?? folder ?? null,
      stateDir: null,
      ...(own
        ? { listeners: own.filter(({ pid }) => pid === process.pid).map((each) => listener(each, process)) }
        : { listeners: null, listenersUnknown: { id: 'look.error', values: { code: 'netstat' } } }),
      where: 'this-computer',
    };
  }

  return {
    async processes(): Promise<Seen<Process>> {
      try {
        const [all, me] = await Promise.all([processes(), accounts.current()]);
        const found = all.map((each) => ({
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
        return { found, unseen: [] };
      } catch (error) {
        return { found: [], unseen: [{ where: 'Win32_Process', because: couldNot(error) }] };
      }
    },

    async running(): Promise<Seen<Gateway>> {
      try {
        const all = await processes();
        const matching = all.filter(({ name, command }) =>
          isGateway({ program: name.replace(/\.exe$/i, ''), args: splitCommand(command ?? '') }),
        );
        const launchers = new Set(matching.map(({ parent }) => parent));
        const gateways = matching.filter(({ pid }) => !launchers.has(pid));
        const hidden = all.filter(({ name, command }) => command === null && /^(node|bun)\.exe$/i.test(name));
        return {
          found: await Promise.all(gateways.map((each) => gateway(each, all))),
          unseen: hidden.map(({ name, pid }) => ({
            where: `${name} (pid ${pid})`,
            because: { id: 'look.not-allowed' },
          })),
        };
      } catch (error) {
        return { found: [], unseen: [{ where: 'Win32_Process', because: couldNot(error) }] };
      }
    },

    async listeners(): Promise<Seen<Listener>> {
      try {
        const [found, all] = await Promise.all([sockets(), processes().catch(() => [])]);
        const owners = new Map(all.map((each) => [each.pid, each]));
        return { found: found.map((each) => listener(each, owners.get(each.pid))), unseen: [] };
      } catch (error) {
        return { found: [], unseen: [{ where: 'netstat', because: couldNot(error) }] };
      }
    },
  };
}
