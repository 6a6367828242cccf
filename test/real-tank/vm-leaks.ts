import type { AttemptId } from '../../main/contract/tank';
import type { Guest } from '../../main/tank/model/types';

/** One hole that can be made in a running, sealed virtual machine over its control channel, and closed again. */
export interface VmLeak {
  readonly id: string;
  /** The lines of the receipt that turn open, and no others. */
  readonly turns: readonly AttemptId[];
  /** Run inside as the administrator, in order. */
  readonly open: readonly (readonly string[])[];
  /** Puts it back exactly as it was; may be run when only a part of `open` was. */
  readonly undo: readonly (readonly string[])[];
}

const sh = (...lines: readonly string[]) => ['sh', '-euc', lines.join('\n')];
/** The tank's own rules; a rule of ours before all others, known by its comment. */
const CHAIN = 'inet tankmate output';
const letOut = (match: string) => sh(`nft insert rule ${CHAIN} ${match} accept comment '"leak"'`);
const letNoneOut = sh(
  `nft -a list chain ${CHAIN} | sed -n 's/.*comment "leak".* # handle \\([0-9]*\\)$/\\1/p' |`,
  `while read -r handle; do nft delete rule ${CHAIN} handle "$handle"; done`,
);

/** A program that goes on after the command has ended, until its unit is stopped. */
const begin = (unit: string, ...argv: readonly string[]) => [
  'systemd-run',
  '--quiet',
  '--collect',
  `--unit=leak-${unit}`,
  ...argv,
];
const end = (unit: string) => sh(`systemctl stop leak-${unit}.service 2>/dev/null || true`);
const NODE = '/opt/node/bin/node';
const listenAt = (where: string) =>
  `const { createServer } = require('node:net'); createServer((s) => s.on('error', () => {}).end()).listen(${where});`;
/** Waits for what was begun: `test` of the shell. */
const until = (test: string) =>
  sh(`for each in $(seq 100); do if ${test}; then exit 0; fi; sleep 0.2; done; exit 1`);
const listening = (place: string) => until(`ss -ltnH 'src ${place}' | grep -q .`);

/** The mode of a file, kept in memory until it is put back. */
const loosen = (name: string, file: string, change: string) =>
  sh(`file=${file}`, `stat -c %a "$file" >/run/leak-${name}`, `chmod ${change} "$file"`);
const tighten = (name: string, file: string) =>
  sh(`if [ -e /run/leak-${name} ]; then chmod "$(cat /run/leak-${name})" ${file}; rm /run/leak-${name}; fi`);

/** Numbers of calls to the kernel for which there is no program on a small system (asm/unistd_64.h, asm-generic/unistd.h). */
const calls = (architecture: 'x64' | 'arm64') =>
  architecture === 'x64'
    ? { mount: 165, setxattr: 188, removexattr: 197 }
    : { mount: 40, setxattr: 5, removexattr: 14 };

const ROOT_DISK = '"$(findmnt -no SOURCE /)"';

/**
 * All of them. `addresses`: this computer's own in its networks, as the canary listens on them; `gateway`: where the
 * guest's network has this computer's loopback (10.0.2.2 in QEMU's and VirtualBox's user networks).
 *
 * Not here, as they are the engine's and not the guest's to open: `engine-settings`, `mounts`, `limits`, and a
 * clipboard's channel of SPICE (`-device virtserialport,name=com.redhat.spice.0`, which turns `clipboard`).
 */
export function vmLeaks(
  addresses: readonly string[],
  gateway = '10.0.2.2',
  architecture: 'x64' | 'arm64' = 'x64',
): readonly VmLeak[] {
  const { mount, setxattr, removexattr } = calls(architecture);
  const perl = (text: string) => ['perl', '-e', text];
  const ipv4 = addresses.filter((each) => !each.includes(':'));
  return [
    {
      id: 'group',
      turns: ['account'],
      open: [['usermod', '-aG', 'disk', 'openclaw']],
      undo: [sh('gpasswd -d openclaw disk || true')],
    },
    {
      // A file system as a folder of this computer would come in by; nobody serves it, and nothing hangs on it.
      id: 'shared-folder',
      turns: ['host-folders'],
      open: [
        sh('modprobe fuse 2>/dev/null || true', 'mkdir -p /mnt/leak'),
        perl(
          `$^F = 99; open(F, "+<", "/dev/fuse") or die $!; my $o = "fd=" . fileno(F) . ",rootmode=40000,user_id=0,group_id=0"; my ($s, $t, $k) = ("leak", "/mnt/leak", "fuse.sshfs"); syscall(${mount}, $s, $t, $k, 0, $o) == 0 or die $!;`,
        ),
      ],
      undo: [sh('umount -l /mnt/leak 2>/dev/null || true', 'if [ -d /mnt/leak ]; then rmdir /mnt/leak; fi')],
    },
    {
      id: 'host-loopback',
      turns: ['host-loopback'],
      open: [letOut(`ip daddr ${gateway}`)],
      undo: [letNoneOut],
    },
    ...(ipv4.length > 0
      ? [
          {
            id: 'lan',
            turns: ['lan'] as const,
            open: [letOut(`ip daddr { ${ipv4.join(', ')} }`)],
            undo: [letNoneOut],
          },
        ]
      : []),
    {
      // All rules gone, as after a break-in to the guest's administrator.
      id: 'no-rules',
      turns: ipv4.length > 0 ? ['host-loopback', 'lan'] : ['host-loopback'],
      open: [['nft', 'delete', 'table', 'inet', 'tankmate']],
      undo: [['systemctl', 'restart', 'nftables.service']],
    },
    {
      // A stand-in for a cloud's service, which the guest can be made to reach without one.
      id: 'metadata',
      turns: ['metadata'],
      open: [
        ['ip', 'address', 'replace', '169.254.169.254/32', 'dev', 'lo'],
        begin('metadata', NODE, '-e', listenAt("80, '169.254.169.254'")),
        listening('169.254.169.254:80'),
      ],
      undo: [end('metadata'), sh('ip address delete 169.254.169.254/32 dev lo 2>/dev/null || true')],
    },
    {
      id: 'engine-socket',
      turns: ['engine-sockets'],
      open: [
        begin('docker', '-p', 'UMask=0000', NODE, '-e', listenAt("'/run/docker.sock'")),
        until('[ -S /run/docker.sock ]'),
      ],
      undo: [end('docker'), sh('rm -f /run/docker.sock')],
    },
    {
      // Another guest in a network of its own beside this one.
      id: 'neighbour',
      turns: ['other-guests'],
      open: [
        sh(
          'ip netns add leak',
          'ip link add leak0 type veth peer name leak1 netns leak',
          'ip address add 10.77.0.2/24 dev leak0',
          'ip link set leak0 up',
          'ip -n leak address add 10.77.0.3/24 dev leak1',
          'ip -n leak link set leak1 up',
        ),
        begin('neighbour', 'ip', 'netns', 'exec', 'leak', NODE, '-e', listenAt('22')),
        until("ip netns exec leak ss -ltnH 'sport = :22' | grep -q ."),
        letOut('ip daddr 10.77.0.0/24'),
      ],
      undo: [
        letNoneOut,
        end('neighbour'),
        sh('ip link delete leak0 2>/dev/null || true', 'ip netns delete leak 2>/dev/null || true'),
      ],
    },
    {
      id: 'sudoers',
      turns: ['sudo'],
      open: [sh('umask 337', "echo 'openclaw ALL=(ALL:ALL) NOPASSWD: ALL' >/etc/sudoers.d/zz-leak")],
      undo: [sh('rm -f /etc/sudoers.d/zz-leak')],
    },
    {
      // One program is enough, and the words for it are not asked for by name.
      id: 'sudoers-one',
      turns: ['sudo'],
      open: [sh('umask 337', "echo 'openclaw ALL=(root) NOPASSWD: /usr/bin/less' >/etc/sudoers.d/zz-leak")],
      undo: [sh('rm -f /etc/sudoers.d/zz-leak')],
    },
    {
      id: 'shadow',
      turns: ['sudo'],
      open: [loosen('shadow', '/etc/shadow', 'o+r')],
      undo: [tighten('shadow', '/etc/shadow')],
    },
    {
      // The right to load modules, on the program that asks for it (capabilities(7), "File capabilities": version 2).
      id: 'module-loader',
      turns: ['kernel-modules'],
      open: [
        perl(
          `my ($f, $n, $v) = ("/usr/bin/perl", "security.capability", pack("V5", 0x02000001, 1 << 16, 0, 0, 0)); syscall(${setxattr}, $f, $n, $v, 20, 0) == 0 or die $!;`,
        ),
      ],
      undo: [
        perl(
          `my ($f, $n) = ("/usr/bin/perl", "security.capability"); syscall(${removexattr}, $f, $n) == 0 or $! == 61 or die $!;`,
        ),
      ],
    },
    {
      id: 'screen',
      turns: ['clipboard'],
      open: [
        sh('mkdir -p /tmp/.X11-unix', 'chmod 1777 /tmp/.X11-unix'),
        begin('screen', '-p', 'UMask=0000', NODE, '-e', listenAt("'/tmp/.X11-unix/X9'")),
        until('[ -S /tmp/.X11-unix/X9 ]'),
      ],
      undo: [end('screen'), sh('rm -f /tmp/.X11-unix/X9')],
    },
    {
      id: 'disk',
      turns: ['devices'],
      open: [loosen('disk', ROOT_DISK, 'o+r')],
      undo: [tighten('disk', ROOT_DISK)],
    },
    {
      // As if the gateway listened for every network: on the address that engines forward to.
      id: 'wide-gateway',
      turns: ['ports'],
      open: [
        sh(
          "own=$(ip -4 -o address show scope global | sed -n '1s/.* inet \\([0-9.]*\\).*/\\1/p')",
          'test -n "$own"',
          `systemd-run --quiet --collect --unit=leak-wide ${NODE} -e "require('node:net').createServer().listen(18789, '$own')"`,
        ),
        until("ss -ltnH 'sport = :18789' | grep -qv '127.0.0.1:\\|\\[::1\\]:'"),
      ],
      undo: [end('wide')],
    },
  ];
}

/** Opens it, does the work, and closes it again whatever came of that. Rejects when it couldn't be opened or closed. */
export async function withLeak<T>(
  guest: Guest,
  { id, open, undo }: VmLeak,
  work: () => Promise<T>,
): Promise<T> {
  const all = async (commands: VmLeak['open'], what: string) => {
    for (const argv of commands) {
      const { code, err } = await guest.run('root', argv);
      if (code !== 0) throw new Error(`${id} could not be ${what}: ${argv.join(' ')}: ${err}`);
    }
  };
  try {
    await all(open, 'opened');
    return await work();
  } finally {
    await all(undo, 'closed');
  }
}
