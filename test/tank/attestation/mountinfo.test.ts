import { expect, test } from 'vitest';
import { isFromOutside, isKernelInterface, mounted } from '../../../main/tank/attestation/guest-mounts';
import { but, loose } from './sealed';

const read = (line: string, kind = 'folder') => {
  const mount = mounted([line, kind]);
  if (!mount) throw new Error(line);
  return mount;
};

/** Lines of proc_pid_mountinfo(5), as kernels and engines write them. */
test.each([
  ['9p of QEMU', '40 29 0:35 / /mnt/shared rw - 9p hostshare rw,trans=virtio'],
  ['drvfs of WSL', '50 29 0:40 / /mnt/c rw,noatime - 9p C:\\134 rw,aname=drvfs;path=C:\\'],
  ['virtiofs', '40 29 0:35 / /Users/lin rw - virtiofs mount0 rw'],
  ['VirtualBox', '40 29 0:35 / /media/sf_docs rw - vboxsf docs rw'],
  ['VMware', '40 29 0:35 / /mnt/hgfs rw - fuse.vmhgfs-fuse vmhgfs-fuse rw'],
  ['sshfs', '40 29 0:35 / /home/openclaw/mac rw - fuse.sshfs :/Users/lin rw'],
  ['a share of the network', '40 29 0:35 / /srv rw - cifs //192.168.1.2/all rw'],
  ['NFS', '40 29 0:35 / /srv rw - nfs4 192.168.1.2:/srv rw'],
])('%s comes from outside, whatever the wall', (_, line) => {
  for (const boundary of ['machine', 'container', 'tidy'] as const)
    expect(isFromOutside(read(line), boundary)).toBe(true);
});

test.each([
  ['a folder', '90 80 254:0 /home/lin/Documents /data rw - ext4 /dev/vda rw', 'folder'],
  ['a file', '90 80 254:0 /home/lin/.netrc /home/openclaw/.netrc ro - ext4 /dev/vda rw', 'file'],
  ['a folder of a tmpfs', '90 80 0:25 /shared /data rw - tmpfs tmpfs rw', 'folder'],
  ['the whole disk', '90 80 254:0 / /host rw - ext4 /dev/vda rw', 'folder'],
  ['a root that is this computer’s', '80 70 254:0 / / rw - ext4 /dev/vda rw', 'folder'],
  ['a file in the place of the engine’s', '90 80 254:0 /home/lin/x /etc/hosts rw - ext4 /dev/vda rw', 'file'],
  ['a volume at another place', '90 80 254:0 /s/volumes/oc/_data /data rw - ext4 /dev/vda rw', 'folder'],
  [
    'a folder under a layer of its own',
    '90 80 0:55 / /data rw - overlay overlay rw,lowerdir=/home/lin',
    'folder',
  ],
  ['a file system over the engine’s own', '90 80 0:55 / /run/secrets rw - overlay overlay rw', 'folder'],
  ['something else at the home', '90 80 254:0 /home/lin /home/openclaw rw - ext4 /dev/vda rw', 'folder'],
])('%s in a container comes from outside, in a machine not', (_, line, kind) => {
  expect(isFromOutside(read(line, kind), 'container')).toBe(true);
  expect(isFromOutside(read(line, kind), 'machine')).toBe(false);
});

test.each([
  ['the image by overlay', '80 70 0:60 / / ro - overlay overlay rw,lowerdir=l', 'folder'],
  ['the image by fuse-overlayfs', '80 70 0:60 / / ro - fuse.fuse-overlayfs fuse-overlayfs rw', 'folder'],
  [
    'the image as a folder',
    '80 70 254:0 /h/.local/share/containers/storage/vfs/dir/8f2 / ro - ext4 /dev/vda rw',
    'folder',
  ],
  [
    'the one volume',
    '90 80 254:0 /h/.local/share/containers/storage/volumes/oc-home/_data /home/openclaw rw - ext4 /dev/vda rw',
    'folder',
  ],
  [
    'names by podman',
    '91 80 0:50 /containers/overlay-containers/4a/userdata/resolv.conf /etc/resolv.conf rw - tmpfs tmpfs rw',
    'file',
  ],
  [
    'names by Docker',
    '91 80 254:0 /var/lib/docker/containers/4a/hosts /etc/hosts rw - ext4 /dev/vda rw',
    'file',
  ],
  ['a device', '92 85 0:6 /null /dev/null rw - devtmpfs devtmpfs rw', 'file'],
  ['a mask', '93 84 0:6 /null /proc/kcore rw - devtmpfs devtmpfs rw', 'file'],
  ['its own memory', '94 80 0:61 / /tmp rw - tmpfs tmpfs rw', 'folder'],
])('%s of a container does not', (_, line, kind) => {
  expect(isFromOutside(read(line, kind), 'container')).toBe(false);
});

test('escaped places are read, and lines that are none are not', () => {
  expect(read('40 29 0:35 / /mnt/My\\040Files rw shared:5 - 9p x rw').at).toBe('/mnt/My Files');
  for (const line of ['', 'x', '1 2 3 4', ' - ', '1 2 3:4 / /x rw'])
    expect(mounted([line, 'folder'])).toBe(null);
});

test.each([
  ['/sys that can be written', '40 29 0:35 / /sys rw - sysfs sysfs rw', true],
  ['/sys that can’t', '40 29 0:35 / /sys ro - sysfs sysfs rw', false],
  ['control groups that can be written', '40 29 0:35 / /sys/fs/cgroup rw - cgroup2 cgroup rw', true],
  ['debugfs', '40 29 0:35 / /sys/kernel/debug ro - debugfs debugfs rw', true],
  ['this computer’s devices elsewhere', '40 29 0:6 / /all rw - devtmpfs devtmpfs rw', true],
  ['this computer’s /dev', '40 29 0:6 / /dev rw - devtmpfs devtmpfs rw', true],
])('%s in a container', (_, line, endpoint) => {
  expect(isKernelInterface(read(line), 'container')).toBe(endpoint);
  expect(isKernelInterface(read(line), 'machine')).toBe(false);
});

const lines = [['29 1 252:1 / / rw - ext4 /dev/vda1 rw', 'folder']];
test('what is judged of mounts', () => {
  const shared = ['40 29 0:35 / /mnt/c rw - 9p c rw', 'folder'];
  expect(loose(but('mounts', { all: 2, lines: [...lines, shared] }))).toEqual(['host-folders open']);
  expect(loose(but('mounts', { all: 9, lines }))).toEqual(['host-folders untested', 'mounts untested']);
  expect(loose(but('mounts', { all: 1, lines: [['nonsense', 'folder']] }))).toEqual([
    'host-folders untested',
    'mounts untested',
  ]);
  expect(loose(but('mounts', { all: 0, lines: [] }))).toEqual(['host-folders untested', 'mounts untested']);
  expect(loose(but('folders', { results: [{ path: '/mnt/c', end: 'opened', entries: 3 }] }))).toEqual([
    'host-folders open',
  ]);
  expect(loose(but('folders', { results: [] }))).toEqual(['host-folders untested']);
});
