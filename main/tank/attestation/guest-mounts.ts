import type { IsolationKind } from '../../contract/tank';
import { isKernels, isOwnFuse, isShared, type Mount, parseMount } from '../../isolation/mount-table';

/** A mount, and what lies at its place. */
export interface Mounted extends Mount {
  /** `folder`, `file`, `socket`, or why that couldn't be told. */
  readonly kind: string;
}

/** Null for a line that is none. */
export function mounted([line, kind]: readonly [string, string]): Mounted | null {
  const mount = parseMount(line);
  return mount && { ...mount, kind };
}

/** What container engines lay over a file or two of their own (containers/storage, moby). */
const ENGINE_FILES =
  /^\/(etc\/(resolv\.conf|hosts|hostname)|run\/\.containerenv|\.containerenv|\.dockerenv|run\/secrets(\/.*)?|dev\/init|run\/podman-init|sbin\/docker-init|etc\/mtab)$/;
const ENGINE_STATE =
  /\/(userdata|overlay-containers|vfs-containers|containers|netns|catatonit|docker-init)(\/|$)/;
const NAMED_VOLUME = /\/volumes\/[^/]+\/_data$/;
const IMAGE = /\/(vfs\/dir|overlay2?|subvolumes|storage|rootfs|zfs)\//;
const PLAIN_DEVICES = /^\/dev\/(shm|mqueue)$/;

/** Brings in something of the computer outside: not what a tank of that wall is made of. */
export function isFromOutside(mount: Mounted, boundary: IsolationKind): boolean {
  const { type, at, root, kind } = mount;
  if (at === '/' && type === 'fuse.fuse-overlayfs') return false;
  if (isShared(type)) return true;
  if (boundary !== 'container' || isOwnFuse(type) || isKernels(type)) return false;
  if (at === '/') return !(type === 'overlay' || IMAGE.test(root));
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
export function isKernelInterface({ type, options, root, at }: Mounted, boundary: IsolationKind): boolean {
  if (boundary !== 'container') return false;
  if (/^(debugfs|tracefs|securityfs|configfs|efivarfs|bpf|binfmt_misc|rpc_pipefs)$/.test(type)) return true;
  if (type === 'devtmpfs') return root === '/' || at === '/dev';
  return /^(sysfs|cgroup|cgroup2)$/.test(type) && options.includes('rw');
}
