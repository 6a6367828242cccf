import type { Wall } from '../../contract/tank';

/** One line of proc_pid_mountinfo(5). */
export interface Mounted {
  /** The part of its file system that is seen here. */
  readonly root: string;
  readonly at: string;
  readonly options: readonly string[];
  readonly type: string;
  readonly source: string;
  /** `folder`, `file`, `socket`, or why that couldn't be told. */
  readonly kind: string;
}

const unescaped = (path: string) =>
  path.replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));

/** Null for a line that is none. */
export function mounted([line, kind]: readonly [string, string]): Mounted | null {
  const [front = '', back = ''] = line.split(' - ', 2);
  const [, , , root, at, options] = front.split(' ');
  const [type, source] = back.split(' ');
  if (root === undefined || at === undefined || options === undefined || !type) return null;
  return {
    root: unescaped(root),
    at: unescaped(at),
    options: options.split(','),
    type,
    source: source ?? '',
    kind,
  };
}

/**
 * File systems that bring in folders of the computer outside: QEMU's and WSL's 9p, virtiofs, VirtualBox, VMware,
 * Parallels, WSL 1, everything over FUSE, and those of the network.
 */
const SHARED =
  /^(9p|virtiofs|vboxsf|vmhgfs|hgfs|prl_fs|prl_vfs|drvfs|cifs|smb3|smbfs|nfs|nfs4|ceph|afs|fuse|fuseblk|fuse\..+)$/;
/** Of those, what a system makes for itself. */
const OWN_FUSE = /^fuse\.(lxcfs|snapfuse|portal|gvfsd-fuse)$/;
/** File systems without a disk: they hold the kernel's own. */
const KERNEL =
  /^(proc|sysfs|devpts|mqueue|cgroup|cgroup2|securityfs|debugfs|tracefs|bpf|pstore|configfs|fusectl|hugetlbfs|binfmt_misc|autofs|nsfs|efivarfs|rpc_pipefs|selinuxfs)$/;
/** What container engines lay over a file or two of their own (containers/storage, moby). */
const ENGINE_FILES =
  /^\/(etc\/(resolv\.conf|hosts|hostname)|run\/\.containerenv|\.containerenv|\.dockerenv|run\/secrets(\/.*)?|dev\/init|run\/podman-init|sbin\/docker-init|etc\/mtab)$/;
const ENGINE_STATE =
  /\/(userdata|overlay-containers|vfs-containers|containers|netns|catatonit|docker-init)(\/|$)/;
const NAMED_VOLUME = /\/volumes\/[^/]+\/_data$/;
const IMAGE = /\/(vfs\/dir|overlay2?|subvolumes|storage|rootfs|zfs)\//;
const PLAIN_DEVICES = /^\/dev\/(shm|mqueue)$/;

/** Brings in something of the computer outside: not what a tank of that wall is made of. */
export function isFromOutside(mount: Mounted, wall: Wall): boolean {
  const { type, at, root, kind } = mount;
  if (at === '/' && type === 'fuse.fuse-overlayfs') return false;
  if (SHARED.test(type)) return !OWN_FUSE.test(type);
  if (wall !== 'container' || KERNEL.test(type)) return false;
  if (at === '/') return !(type === 'overlay' || IMAGE.test(root));
  if (type === 'overlay') return false;
  // A part of some other file system that was laid over a place in here.
  if (type === 'tmpfs' || type === 'devtmpfs') {
    // Devices are another line.
    if (at.startsWith('/dev/') && kind !== 'folder') return false;
    if (root === '/' || PLAIN_DEVICES.test(at) || /^\/(proc|sys)(\/|$)/.test(at)) return false;
    return !(ENGINE_FILES.test(at) && ENGINE_STATE.test(root));
  }
  if (ENGINE_FILES.test(at)) return !ENGINE_STATE.test(root);
  return !(at === '/home/openclaw' && NAMED_VOLUME.test(root));
}

/** The kernel's own file systems that a container must not see, or not be able to write (OCI runtime specification, “Default Filesystems”). */
export function isKernelDoor({ type, options, root, at }: Mounted, wall: Wall): boolean {
  if (wall !== 'container') return false;
  if (/^(debugfs|tracefs|securityfs|configfs|efivarfs|bpf|binfmt_misc|rpc_pipefs)$/.test(type)) return true;
  if (type === 'devtmpfs') return root === '/' || at === '/dev';
  return /^(sysfs|cgroup|cgroup2)$/.test(type) && options.includes('rw');
}
