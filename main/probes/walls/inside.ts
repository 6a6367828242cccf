import type { GatewayProbe } from '../gateways';
import type { Host } from '../host';
import type { MachineProbe } from '../machine';
import { couldNot, type Seen, type Unseen } from '../seen';
import type { Inside, Share } from '.';
import { isEngineSocket } from './oci';

/**
 * File systems that bring in folders of the computer outside: QEMU's and WSL's 9p, virtiofs, VirtualBox, VMware,
 * Parallels, WSL's drvfs, Docker Desktop. Network drives (cifs, nfs) are somebody else's folders all the same.
 */
const FROM_OUTSIDE =
  /^(?:9p|virtiofs|vboxsf|fuse\.vmhgfs-fuse|vmhgfs|prl_fs|drvfs|cifs|smb3|nfs4?|fuse\.sshfs|fakeowner|fuse\.grpcfuse|fuse\.osxfs)$/;
/** What WSL itself needs: its programs and its settings, read-only. */
const WSL_OWN =
  /^\/(?:usr\/lib\/wsl|init|mnt\/wslg?|tmp\/\.X11-unix|usr\/lib\/modules|run\/user|proc|sys)(?:\/|$)/;
/** Programs that carry a clipboard across (SPICE, VirtualBox, VMware, Parallels). */
const AGENTS = /^(?:spice-vdagent|spice-vdagentd|VBoxClient|vmware-user|prlcc)$/;

/** Bits of CAP_SYS_MODULE, CAP_SYS_RAWIO, CAP_SYS_PTRACE, CAP_SYS_ADMIN (linux/capability.h). */
const BITS = [
  ['CAP_SYS_MODULE', 16n],
  ['CAP_SYS_RAWIO', 17n],
  ['CAP_SYS_PTRACE', 19n],
  ['CAP_SYS_ADMIN', 21n],
] as const;

/** Folders from outside in `/proc/self/mountinfo` (proc_pid_mountinfo(5)). In a container, bind mounts of its engine count too. */
export function sharesIn(mountinfo: string, isContainer: boolean): readonly Share[] {
  return mountinfo.split('\n').flatMap((line) => {
    const [before = '', after = ''] = line.split(' - ');
    const fields = before.split(' ');
    const [type = '', source = ''] = after.split(' ');
    const root = fields[3] ?? '';
    const to = (fields[4] ?? '').replace(/\\(\d{3})/g, (_, octal) =>
      String.fromCharCode(Number.parseInt(octal, 8)),
    );
    const writable = (fields[5] ?? '').split(',').includes('rw');
    if (FROM_OUTSIDE.test(type) && !WSL_OWN.test(to)) return [{ from: `${type} ${source}`, to, writable }];
    const bound = isContainer && /^(?:ext[234]|xfs|btrfs|zfs|f2fs)$/.test(type) && to !== '/';
    const own = /\/(?:containers|volumes|docker)\//.test(root) || /^\/(?:etc|dev|proc|sys)\//.test(to);
    return bound && !own ? [{ from: root, to, writable }] : [];
  });
}

/** The strong ones among the rights that a program here could ever have (`CapBnd`, proc_pid_status(5)). */
export function strongBits(status: string): readonly string[] | null {
  const mask = /^CapBnd:\s*([0-9a-f]+)$/m.exec(status)?.[1];
  if (mask === undefined) return null;
  const bits = BigInt(`0x${mask}`);
  return BITS.filter(([, bit]) => (bits >> bit) & 1n).map(([name]) => name);
}

/** What can be seen from inside about the walls around. */
export async function insideHere(
  host: Host,
  machine: Pick<MachineProbe, 'look'>,
  gateways: Pick<GatewayProbe, 'processes'>,
): Promise<Seen<Inside>> {
  const { container, wsl } = await machine.look();
  const unseen: Unseen[] = [];
  if (host.platform !== 'linux')
    return { found: [], unseen: [{ where: host.platform, because: { id: 'look.saw-nothing' } }] };
  const text = async (file: string) =>
    host.readText(file).catch((error: unknown) => {
      unseen.push({ where: file, because: couldNot(error) });
      return null;
    });
  const there = (file: string) =>
    host.lstat(file).then(
      () => true,
      () => false,
    );
  const [mounts, status, processes, interop] = await Promise.all([
    text('/proc/self/mountinfo'),
    text('/proc/self/status'),
    gateways.processes(),
    wsl ? host.readText('/proc/sys/fs/binfmt_misc/WSLInterop').catch(() => '') : null,
  ]);
  const sockets = ['/var/run/docker.sock', '/run/podman/podman.sock', '/run/containerd/containerd.sock'];
  const open = container.is === 'yes' ? await Promise.all(sockets.map(there)) : [];
  const shares = mounts === null ? [] : sharesIn(mounts, container.is === 'yes');
  return {
    found: [
      {
        shares,
        startsWindows: interop === null ? null : /^enabled/.test(interop),
        channels: [
          ...new Set(processes.found.map(({ program }) => program).filter((program) => AGENTS.test(program))),
        ],
        sockets: [
          ...sockets.filter((_, at) => open[at]),
          ...shares.map(({ from }) => from).filter(isEngineSocket),
        ],
        capabilities: container.is === 'yes' ? (status === null ? null : strongBits(status)) : [],
      },
    ],
    unseen: mounts === null ? unseen : unseen.filter(({ where }) => where !== '/proc/self/status'),
  };
}
