import { devicesOf } from '../../isolation/capabilities';
import { isKernels, isOwnFuse, isShared, type Mount, parseMount } from '../../isolation/mount-table';
import type { Share } from '../../isolation/types';

/** What the mounts of this inside show. */
export interface GuestMounts {
  readonly shares: readonly Share[];
  /** As `--device /dev/sda`. */
  readonly devices: readonly string[];
  /** Places of which nobody inside can tell whose they are. */
  readonly unsure: readonly string[];
}

/** What of FUSE is somebody else's in a virtual machine as well: other folders of FUSE it makes for itself. */
const FUSE_FROM_OUTSIDE =
  /^fuse\.(?:vmhgfs-fuse|sshfs|rclone|s3fs|gcsfuse|grpcfuse|osxfs|prl\w*|smbnetfs|curlftpfs)$/;
/** What WSL itself needs: its programs and its settings, read-only. */
const WSL_OWN =
  /^\/(?:usr\/lib\/wsl|init|mnt\/wslg?|tmp\/\.X11-unix|usr\/lib\/modules|run\/user|proc|sys)(?:\/|$)/;

/** Small files that an engine lays in from the folder that it keeps of each container or pod (moby, podman, containerd, kubelet). */
const ENGINE_FILES = /^\/(?:etc\/(?:resolv\.conf|hosts|hostname)|run\/\.containerenv|dev\/termination-log)$/;
const ENGINE_STATE =
  /\/(?:[0-9a-f]{64}\/(?:userdata\/)?(?:resolv\.conf|hosts|hostname|\.containerenv)|pods\/[0-9a-f-]{36}\/(?:etc-hosts|containers\/[^/]+\/[^/]+))$/;
const INIT_AT = /^\/(?:dev\/init|run\/podman-init|sbin\/docker-init)$/;
const INIT = /\/(?:catatonit|podman-init|tini|docker-init)$/;
/** Layers of an engine that runs in here itself. */
const OWN_LAYERS =
  /^\/(?:var\/lib|home\/[^/]+\/\.local\/share)\/(?:docker|containers|containerd)\/.*\/(?:merged|rootfs)$/;
/** The look of a named volume, which a folder of somebody's could have as well. */
const LIKE_A_VOLUME = /\/volumes\/[^/]+\/_data$|\/volumes\/kubernetes\.io~empty-dir\//;

type Whose = 'own' | 'outside' | 'device' | 'unsure';

/** A file system in memory: fresh in here, or a part or the whole of one of the computer outside. */
function whoseMemory({ root, at, source, superOptions }: Mount): Whose {
  if (root !== '/') return ENGINE_FILES.test(at) && ENGINE_STATE.test(root) ? 'own' : 'outside';
  if (/^\/(?:dev|(?:proc|sys)\/.*)$/.test(at) || source === 'shm') return 'own';
  // Made by a root whose number outside is none of a person: in a user namespace, so in here.
  if (superOptions.some((each) => /^uid=\d{6,}$/.test(each))) return 'own';
  return 'unsure';
}

function whoseInContainer(mount: Mount): Whose {
  const { type, at, root } = mount;
  if (isKernels(type) || isOwnFuse(type) || at === '/') return 'own';
  if (isShared(type)) return 'outside';
  if (type === 'overlay') return OWN_LAYERS.test(at) ? 'own' : 'outside';
  if (type === 'squashfs' && at.startsWith('/snap/')) return 'own';
  if (type === 'devtmpfs') return root === '/' ? 'outside' : 'device';
  if (type === 'tmpfs' || type === 'ramfs') return whoseMemory(mount);
  if (ENGINE_FILES.test(at) && ENGINE_STATE.test(root)) return 'own';
  if (INIT_AT.test(at) && INIT.test(root)) return 'own';
  return LIKE_A_VOLUME.test(root) ? 'unsure' : 'outside';
}

const whoseInMachine = ({ type, at }: Mount, wsl: boolean): Whose =>
  !isShared(type) || (type.startsWith('fuse') && !FUSE_FROM_OUTSIDE.test(type)) || (wsl && WSL_OWN.test(at))
    ? 'own'
    : 'outside';

/** Reads `/proc/self/mountinfo` (proc_pid_mountinfo(5)). In a container, all that was laid in counts. */
export function parseGuestMounts(
  mountinfo: string,
  where: { container: boolean; wsl: boolean },
): GuestMounts {
  const all = mountinfo.split('\n').flatMap((line) => {
    const mount = parseMount(line);
    if (mount === null) return [];
    const whose = where.container ? whoseInContainer(mount) : whoseInMachine(mount, where.wsl);
    return [{ ...mount, whose }];
  });
  const of = (whose: Whose) => all.filter((each) => each.whose === whose);
  return {
    shares: of('outside').map(({ type, source, root, at, options }) => ({
      from: isShared(type) ? `${type} ${source}` : root,
      to: at,
      writable: options.includes('rw'),
    })),
    devices: devicesOf(of('device').map(({ root, at }) => [`/dev${root}`, at] as const)),
    unsure: of('unsure').map(({ at }) => at),
  };
}
