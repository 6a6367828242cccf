/** One line of proc_pid_mountinfo(5). */
export interface Mount {
  /** The part of its file system that is seen here. */
  readonly root: string;
  readonly at: string;
  readonly options: readonly string[];
  readonly type: string;
  readonly source: string;
  /** Those of the file system itself. */
  readonly superOptions: readonly string[];
}

const unescaped = (path: string) =>
  path.replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));

/** Null for a line that is none. */
export function parseMount(line: string): Mount | null {
  const [front = '', back = ''] = line.split(' - ', 2);
  const [, , , root, at, options] = front.split(' ');
  const [type, source, superOptions] = back.split(' ');
  if (root === undefined || at === undefined || options === undefined || !type) return null;
  return {
    root: unescaped(root),
    at: unescaped(at),
    options: options.split(','),
    type,
    source: unescaped(source ?? ''),
    superOptions: (superOptions ?? '').split(','),
  };
}

/**
 * File systems that bring in folders of the computer outside: QEMU's and WSL's 9p, virtiofs, VirtualBox, VMware,
 * Parallels, WSL 1, Docker Desktop, everything over FUSE, and those of the network.
 */
const SHARED =
  /^(9p|virtiofs|vboxsf|vmhgfs|hgfs|prl_fs|prl_vfs|drvfs|fakeowner|cifs|smb3|smbfs|nfs|nfs4|ceph|afs|fuse|fuseblk|fuse\..+)$/;
/** Of those, what a system makes for itself. */
const OWN_FUSE = /^fuse\.(lxcfs|snapfuse|portal|gvfsd-fuse)$/;
/** File systems without a disk: they hold the kernel's own. */
const KERNEL =
  /^(proc|sysfs|devpts|mqueue|cgroup|cgroup2|securityfs|debugfs|tracefs|bpf|pstore|configfs|fusectl|hugetlbfs|binfmt_misc|autofs|nsfs|efivarfs|rpc_pipefs|selinuxfs)$/;

export const isShared = (type: string): boolean => SHARED.test(type) && !OWN_FUSE.test(type);
export const isOwnFuse = (type: string): boolean => OWN_FUSE.test(type);
export const isKernels = (type: string): boolean => KERNEL.test(type);
