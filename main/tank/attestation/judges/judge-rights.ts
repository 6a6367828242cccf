import type { Message } from '../../../contract/finding';
import {
  type AttestationEvidence,
  receiptMessage,
  some,
  untested,
  type Verdict,
  verdict,
} from './verdict-parts';

/** Who is in one of these may become the administrator (each program's own manual says so). */
const POWERFUL = new Set(
  'root sudo wheel admin docker lxd lxc incus incus-admin libvirt disk shadow kmem'.split(' '),
);
/** The account that the layout of every tank gives to OpenClaw. */
const ACCOUNT = { name: 'openclaw', uid: 10001 };

export function judgeAccount({ inside: { account } }: AttestationEvidence): Verdict {
  if ('missing' in account) return untested('account', account.missing);
  const { uid, name, groups, capabilities, gateways } = account.value;
  const who = { name: name ?? String(uid), uid: String(uid) };
  const powers = groups.filter((group) => group.id === 0 || POWERFUL.has(group.name ?? ''));
  const strange = gateways.filter((gateway) => gateway.uid !== uid);
  const rights =
    capabilities !== null && /^[0-9a-f]{1,16}$/i.test(capabilities) ? BigInt(`0x${capabilities}`) : null;
  const found: Message[] = [
    ...(uid === 0 ? [receiptMessage('account-root')] : []),
    ...(rights !== null && rights !== 0n
      ? [receiptMessage('account-rights', { rights: capabilities ?? '' })]
      : []),
    ...powers.map((group) => receiptMessage('account-group', { group: group.name ?? String(group.id) })),
    ...strange.map((gateway) =>
      receiptMessage('account-gateway', { pid: String(gateway.pid), uid: String(gateway.uid) }),
    ),
  ];
  if (found.length > 0) return verdict('account', 'open', { ...who, found: some(found) });
  if (rights === null) return untested('account', receiptMessage('because-rights'));
  if (name !== ACCOUNT.name && uid !== ACCOUNT.uid)
    return untested('account', receiptMessage('because-account', who));
  return verdict('account', 'blocked', {
    ...who,
    gateway: receiptMessage(gateways.length > 0 ? 'account-gateway-same' : 'account-gateway-unseen'),
  });
}

/** Programs that make an administrator of somebody; each is told to do no more than to say who it became. */
export const PROGRAMS = [
  { id: 'sudo', argv: ['sudo', '-n', 'id', '-u'] },
  // Ends well only for somebody who may run something without a password (sudo(8), -l with -n).
  { id: 'sudo -l', argv: ['sudo', '-n', '-l'] },
  { id: 'doas', argv: ['doas', '-n', 'id', '-u'] },
  { id: 'su', argv: ['su', '-c', 'id -u', 'root'] },
  { id: 'pkexec', argv: ['pkexec', '--disable-internal-agent', 'id', '-u'] },
  { id: 'setpriv', argv: ['setpriv', '--reuid', '0', 'id', '-u'] },
] as const;
/** Whoever can read the first, or write the others, is the administrator a moment later. */
export const READABLE = [
  '/etc/shadow',
  '/etc/gshadow',
  '/etc/sudoers',
  '/etc/ssh/ssh_host_ed25519_key',
  '/root',
];
export const WRITABLE = [
  '/etc/passwd',
  '/etc/group',
  '/etc/shadow',
  '/etc/sudoers',
  '/etc/sudoers.d',
  '/etc/pam.d',
  '/etc/systemd/system',
  '/etc/cron.d',
  '/etc/crontab',
  '/etc/profile.d',
  '/etc/ld.so.preload',
  '/etc/ld.so.conf.d',
  '/root',
  '/bin',
  '/usr/bin',
  '/usr/sbin',
  '/usr/lib',
  '/usr/local/bin',
  '/usr/local/sbin',
  '/opt/node/bin',
  '/opt/node/bin/node',
];

export function judgeSudo({ inside: { rights } }: AttestationEvidence): Verdict {
  if ('missing' in rights) return untested('sudo', rights.missing);
  const { programs, readable, writable } = rights.value;
  const found: Message[] = [
    ...programs
      .filter(({ end }) => end === 'ran')
      .map(({ id }) => receiptMessage('sudo-ran', { program: id })),
    ...readable.map((path) => receiptMessage('sudo-readable', { path })),
    ...writable.map((path) => receiptMessage('sudo-writable', { path })),
  ];
  if (found.length > 0) return verdict('sudo', 'open', { found: some(found) });
  const ended = (id: string) => programs.filter((each) => each.id === id).map(({ end }) => end);
  const odd = PROGRAMS.filter(({ id }) => {
    const ends = ended(id);
    return ends.length !== 1 || !['refused', 'absent', 'EACCES'].includes(ends[0] ?? '');
  });
  if (odd.length > 0)
    return untested('sudo', receiptMessage('because-programs', { programs: odd.map(({ id }) => id) }));
  const there = PROGRAMS.filter(({ id }) => ended(id)[0] !== 'absent').map(({ id }) => id);
  if (there.length === 0) return untested('sudo', receiptMessage('because-no-programs'));
  return verdict('sudo', 'blocked', { programs: there, files: READABLE.length + WRITABLE.length });
}

/** Ways into the kernel that are files: whoever may write one runs something as the administrator outside of everything (core(5), proc_sys_kernel(5), cgroups(7)). */
export const SWITCHES = [
  '/proc/sys/kernel/core_pattern',
  '/proc/sys/kernel/modprobe',
  '/proc/sys/kernel/hotplug',
  '/proc/sys/fs/binfmt_misc/register',
  '/proc/sysrq-trigger',
  '/proc/kcore',
  '/sys/kernel/uevent_helper',
  '/sys/kernel/debug',
  '/sys/fs/cgroup/release_agent',
  '/sys/fs/cgroup/memory/release_agent',
  '/sys/fs/cgroup/devices/release_agent',
  '/sys/firmware/efi/efivars',
];
const EPERM = 1;
const ENOSYS = 38;

export function judgeKernel({ inside: { kernel } }: AttestationEvidence): Verdict {
  if ('missing' in kernel) return untested('kernel-modules', kernel.missing);
  const { module, writable } = kernel.value;
  const took = typeof module === 'number' && module !== EPERM && module !== ENOSYS;
  const found: Message[] = [
    ...(took ? [receiptMessage('kernel-took', { number: String(module) })] : []),
    ...writable.map((path) => receiptMessage('sudo-writable', { path })),
  ];
  if (found.length > 0) return verdict('kernel-modules', 'open', { found: some(found) });
  if (typeof module !== 'number') return untested('kernel-modules', receiptMessage('because-no-call'));
  return verdict('kernel-modules', 'blocked', {
    module: receiptMessage(module === EPERM ? 'kernel-refused' : 'kernel-none'),
    files: SWITCHES.length,
  });
}
