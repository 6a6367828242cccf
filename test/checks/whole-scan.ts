import { checks } from '../../main/checks';
import type { Finding } from '../../main/contract/finding';
import { createProbes } from '../../main/probes/create-probes';
import { scan } from '../../main/scan/run-checks';
import { type FakeFile, type FakeMachine, fakeHost } from '../fakes/host';

export type Files = Record<string, string | FakeFile>;
export const PASSWD = 'root:x:0:0::/root:/bin/sh\nlin:x:1000:1000::/home/lin:/bin/sh\n';
/** Settings that nothing is wrong with. */
export const SAFE = {
  meta: { lastTouchedVersion: '2026.9.6' },
  gateway: {
    mode: 'local',
    bind: 'loopback',
    auth: { mode: 'token', token: '37c7742330e288a151df2d5aadf24654c54f35c31e68c889' },
  },
  agents: { defaults: { sandbox: { mode: 'all', workspaceAccess: 'none' } } },
  tools: {
    profile: 'minimal',
    exec: { security: 'deny' },
    elevated: { enabled: false },
    fs: { workspaceOnly: true },
  },
};
export const HOME = '/home/lin';
export const STATE = `${HOME}/.openclaw`;
export const COPY = `${HOME}/.npm-global/lib/node_modules/openclaw`;
export const packageText = (version = '2026.9.6', name = 'openclaw') => JSON.stringify({ name, version });

/** A program at a folder, as npm lays it. */
export const copyAt = (folder: string, version = '2026.9.6'): Files => ({
  [`${folder}/package.json`]: packageText(version),
  [`${folder}/openclaw.mjs`]: '#!/usr/bin/env node\n',
  [`${folder}/dist/index.js`]: '',
});
export const settingsAt = (folder = STATE, value: object = SAFE): Files => ({
  [folder]: { folder: true, mode: 0o700 },
  [`${folder}/openclaw.json`]: { text: JSON.stringify(value), mode: 0o600 },
});

/** One running program, as /proc shows it (proc(5)). */
export function processAt(
  pid: number,
  args: readonly string[],
  more: {
    exe?: string;
    cwd?: string;
    environ?: string;
    comm?: string;
    sockets?: readonly number[];
    fds?: readonly string[];
  } = {},
): Files {
  const at = `/proc/${pid}`;
  const comm = more.comm ?? (args[0] ?? '').split('/').at(-1) ?? '';
  const fds = [...(more.sockets ?? []).map((inode) => `socket:[${inode}]`), ...(more.fds ?? [])];
  return {
    [`${at}/comm`]: `${comm.slice(0, 15)}\n`,
    [`${at}/cmdline`]: `${args.join('\0')}\0`,
    [`${at}/stat`]: `${pid} (${comm.slice(0, 15)}) S 1 ${pid} ${pid} 0 -1 4194304 0 0 0 0 0 0 0 0 20 0 1 0 ${1000 + pid} 0 0`,
    [`${at}/status`]: `Name:\t${comm.slice(0, 15)}\nPPid:\t1\nUid:\t1000\t1000\t1000\t1000\nGid:\t1000\t1000\t1000\t1000\nCapEff:\t0000000000000000\nNSpid:\t${pid}\n`,
    [`${at}/environ`]: `${more.environ ?? 'HOME=/home/lin'}\0`,
    [`${at}/exe`]: { link: more.exe ?? '/usr/bin/node' },
    [`${at}/cwd`]: { link: more.cwd ?? HOME },
    [`${at}/maps`]: '',
    [`${at}/cgroup`]: '0::/user.slice\n',
    ...Object.fromEntries(fds.map((target, at2) => [`${at}/fd/${at2 + 3}`, { link: target }])),
    [`${at}/net/tcp`]: { link: '/proc/self/net/tcp' },
    [`${at}/net/tcp6`]: { link: '/proc/self/net/tcp6' },
  };
}
const hex = (port: number) => port.toString(16).toUpperCase().padStart(4, '0');
/** The table of listening sockets: address in the kernel's own spelling, port and inode. */
export const tcpTable = (
  ...rows: readonly (readonly [address: string, port: number, inode: number])[]
): Files => ({
  '/proc/self/net/tcp': `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n${rows
    .map(
      ([address, port, inode], at) =>
        `   ${at}: ${address}:${hex(port)} 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 ${inode} 1 0000000000000000 100 0 0 10 0\n`,
    )
    .join('')}`,
  '/proc/self/net/tcp6': '',
});
export const LOOPBACK = '0100007F';
export const ANYWHERE = '00000000';

/** All checks on a machine in memory, by id. */
export async function scanOf(files: Files, machine: FakeMachine = {}): Promise<ReadonlyMap<string, Finding>> {
  const base: Files =
    machine.platform === undefined || machine.platform === 'linux'
      ? { '/etc/passwd': PASSWD, ...tcpTable() }
      : {};
  const host = fakeHost({
    env: { PATH: '/usr/bin', HOME },
    tidy: true,
    ...machine,
    files: { ...base, ...files },
  });
  const probes = createProbes(host, {
    offline: true,
    folder: host.path.join(host.home, '.config', 'Tankmate'),
  });
  const findings = await scan(checks, probes, host.platform, host.signal);
  return new Map(findings.map((finding) => [finding.id, finding]));
}
