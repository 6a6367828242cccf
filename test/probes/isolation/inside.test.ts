import { describe, expect, test } from 'vitest';
import { strongBits } from '../../../main/isolation/capabilities';
import { guestIsolation } from '../../../main/probes/isolation/guest-isolation';
import { parseGuestMounts } from '../../../main/probes/isolation/guest-mounts';
import type { Host } from '../../../main/system/read';
import { type FakeMachine, fakeHost } from '../../fakes/host';
import { seen } from '../../fakes/probes';

const ID = 'ab'.repeat(32);
const WHERE = {
  machine: { container: false, wsl: false },
  wsl: { container: false, wsl: true },
  container: { container: true, wsl: false },
};
// Lines of /proc/self/mountinfo: id, parent, device, root, mount point, options, - type source options.
const line = (root: string, to: string, options: string, type: string, source: string, more = 'rw') =>
  `36 35 98:0 ${root} ${to} ${options},noatime - ${type} ${source} ${more}\n`;

describe('mounts', () => {
  test.each<[string, string, keyof typeof WHERE, readonly string[]]>([
    ['nothing but a disk', line('/', '/', 'rw', 'ext4', '/dev/vda1'), 'machine', []],
    ['WSL’s drive', line('/', '/mnt/c', 'rw', '9p', 'C:\\134'), 'wsl', ['/mnt/c']],
    ['what WSL itself needs', line('/', '/usr/lib/wsl/drivers', 'ro', '9p', 'drivers'), 'wsl', []],
    ['the same place elsewhere', line('/', '/run/user/1', 'rw', '9p', 'home'), 'machine', ['/run/user/1']],
    [
      'a folder of VirtualBox with a blank',
      line('/', '/media/sf_my\\040docs', 'rw', 'vboxsf', 'docs'),
      'machine',
      ['/media/sf_my docs'],
    ],
    ['a drive of the network', line('/', '/data', 'rw', 'fuse.rclone', 'cloud:'), 'machine', ['/data']],
    ['a program’s own FUSE', line('/', '/tmp/.mount_x', 'ro', 'fuse.x.AppImage', 'x'), 'machine', []],
    [
      'a bind mount on a computer itself',
      line('/home/lin', '/data', 'rw', 'ext4', '/dev/sda2'),
      'machine',
      [],
    ],
    ['a bind mount', line('/home/lin', '/data', 'rw', 'ext4', '/dev/sda2'), 'container', ['/data']],
    [
      'a folder that is called as an engine’s',
      line('/home/lin/docker/files', '/data', 'rw', 'ext4', '/dev/sda1'),
      'container',
      ['/data'],
    ],
    ['a whole partition', line('/', '/data', 'rw', 'ext4', '/dev/sda2'), 'container', ['/data']],
    ['a whole disk of Windows', line('/', '/data', 'rw', 'ntfs3', '/dev/sdb1'), 'container', ['/data']],
    ['a drive over FUSE', line('/', '/data', 'rw', 'fuse.rclone', 'x'), 'container', ['/data']],
    ['Docker Desktop’s folders', line('/', '/data', 'rw', 'fakeowner', 'grpcfuse'), 'container', ['/data']],
    ['a folder under a layer', line('/', '/data', 'rw', 'overlay', 'overlay'), 'container', ['/data']],
    [
      'a socket',
      line('/docker.sock', '/tmp/docker.sock', 'rw', 'tmpfs', 'tmpfs'),
      'container',
      ['/tmp/docker.sock'],
    ],
    ['what runs outside', line('/user/1000', '/x', 'rw', 'tmpfs', 'tmpfs'), 'container', ['/x']],
    [
      'a folder among names',
      line('/home/lin', '/etc/hosts', 'rw', 'ext4', '/dev/sda2'),
      'container',
      ['/etc/hosts'],
    ],
    ['all devices', line('/', '/all', 'rw', 'devtmpfs', 'udev'), 'container', ['/all']],
    ['the image', line('/', '/', 'rw', 'overlay', 'overlay'), 'container', []],
    ['the image over FUSE', line('/', '/', 'rw', 'fuse.fuse-overlayfs', 'f'), 'container', []],
    ['LXC’s own', line('/', '/proc/stat', 'rw', 'fuse.lxcfs', 'lxcfs'), 'container', []],
    [
      'Docker’s names',
      line(`/var/lib/docker/containers/${ID}/hosts`, '/etc/hosts', 'rw', 'ext4', '/dev/sda2'),
      'container',
      [],
    ],
    [
      'Podman’s names',
      line(`/containers/overlay-containers/${ID}/userdata/hosts`, '/etc/hosts', 'rw', 'tmpfs', 'tmpfs'),
      'container',
      [],
    ],
    [
      'its own init',
      line('/usr/libexec/podman/catatonit', '/run/podman-init', 'ro', 'ext4', '/dev/sda2'),
      'container',
      [],
    ],
    ['its own devices', line('/', '/dev', 'rw', 'tmpfs', 'tmpfs'), 'container', []],
    ['its own memory', line('/', '/dev/shm', 'rw', 'tmpfs', 'shm'), 'container', []],
  ])('%s', (_name, mounts, where, to) => {
    const seen = parseGuestMounts(mounts, WHERE[where]);
    expect(seen.shares.map((share) => share.to)).toEqual(to);
    expect(seen.unsure).toEqual([]);
  });

  test.each([
    ['all that runs, here or outside', line('/', '/run', 'rw', 'tmpfs', 'tmpfs')],
    ['memory of many', line('/', '/dev/shm', 'rw', 'tmpfs', 'tmpfs')],
    ['what looks like a volume', line('/home/lin/volumes/x/_data', '/run', 'rw', 'ext4', '/dev/sda2')],
  ])('%s: whose it is can’t be told in a container', (_name, mounts) => {
    const to = mounts.split(' ')[4];
    expect(parseGuestMounts(mounts, WHERE.container)).toEqual({ shares: [], devices: [], unsure: [to] });
  });

  test('memory made by a root of its own is its own', () => {
    const mounts = line('/', '/run', 'rw', 'tmpfs', 'none', 'rw,uid=100000,gid=100000');
    expect(parseGuestMounts(mounts, WHERE.container).unsure).toEqual([]);
    const people = line('/', '/run', 'rw', 'tmpfs', 'tmpfs', 'rw,uid=1000,gid=1000');
    expect(parseGuestMounts(people, WHERE.container).unsure).toEqual(['/run']);
  });

  test('devices are told as devices', () => {
    const device = (name: string, at = `/dev/${name}`) => line(`/${name}`, at, 'rw', 'devtmpfs', 'udev');
    const mounts = [device('sda'), device('null'), device('tty'), device('null', '/proc/keys')].join('');
    expect(parseGuestMounts(mounts, WHERE.container)).toEqual({
      shares: [],
      devices: ['--device /dev/sda'],
      unsure: [],
    });
  });
});

test('rights are read from the bounding set', () => {
  expect(strongBits('CapBnd:\t0000000000000000\n')).toEqual([]);
  expect(strongBits('CapBnd:\t000001ffffffffff\n')).toContain('CAP_SYS_ADMIN');
  expect(strongBits('CapBnd:\t0000000000000004\n')).toEqual(['CAP_DAC_READ_SEARCH']);
  expect(strongBits('CapBnd:\t00000000a80425fb\n')).toEqual([]);
  expect(strongBits('Name: sh\n')).toBeNull();
});

describe('the look', () => {
  const BINFMT = '/proc/sys/fs/binfmt_misc';
  const look = async (
    where: 'wsl' | 'container',
    files: FakeMachine['files'],
    processes: object = seen(),
    more: Partial<Host> = {},
  ) => {
    const machine = {
      look: async () => ({ container: { is: where === 'container' ? 'yes' : 'no' }, wsl: where === 'wsl' }),
    };
    const all = { '/proc/self/mountinfo': '', '/proc/self/status': 'CapBnd:\t0\n', ...files };
    const host = { ...fakeHost({ files: all }), ...more };
    const { items, gaps } = await guestIsolation(host, machine as never, {
      processes: async () => processes as never,
    });
    return { ...items[0], gaps: gaps.map((each) => each.where) };
  };

  test('Windows can be started by any name of WSL’s', async () => {
    const late = `${BINFMT}/WSLInterop-late`;
    expect(await look('wsl', { [late]: 'enabled\n' })).toMatchObject({ startsWindows: true, gaps: [] });
    expect(await look('wsl', { [late]: 'disabled\n' })).toMatchObject({ startsWindows: false, gaps: [] });
    expect(await look('wsl', { [`${BINFMT}/status`]: '' })).toMatchObject({
      startsWindows: false,
      gaps: [],
    });
  });

  test('what can’t be read is not off', async () => {
    const denied = { [`${BINFMT}/WSLInterop`]: { denied: true as const } };
    expect(await look('wsl', denied)).toMatchObject({ startsWindows: null, gaps: [BINFMT] });
  });

  test.each<[string, boolean | null, readonly string[]]>([
    ['ENOENT', false, []],
    ['ENODEV', false, []],
    ['EHOSTDOWN', false, []],
    ['EIO', null, [BINFMT]],
  ])('formats that answer %s start Windows: %s', async (code, startsWindows, gaps) => {
    const list = () => Promise.reject(Object.assign(new Error(code), { code }));
    expect(await look('wsl', {}, seen(), { list })).toMatchObject({ startsWindows, gaps });
  });

  test('WSL’s own windows bring the clipboard along', async () => {
    const off = { [`${BINFMT}/status`]: '' };
    expect(await look('wsl', off)).toMatchObject({ channels: [] });
    expect(await look('wsl', { ...off, '/mnt/wslg/.X11-unix/X0': '' })).toMatchObject({ channels: ['WSLg'] });
  });

  test('programs that can’t be seen may carry a clipboard', async () => {
    const hidden = { items: [], gaps: [{ where: '/proc (hidepid)', because: { id: 'look.not-allowed' } }] };
    const { gaps } = await look('wsl', { [`${BINFMT}/status`]: '' }, hidden);
    expect(gaps).toEqual(['/proc (hidepid)']);
  });

  test('a container’s sockets, devices and doubts', async () => {
    const mounts = [
      line('/docker.sock', '/tmp/docker.sock', 'rw', 'tmpfs', 'tmpfs'),
      line('/sda', '/dev/sda', 'rw', 'devtmpfs', 'udev'),
      line('/', '/tmp', 'rw', 'tmpfs', 'tmpfs'),
      line('/', '/run', 'rw', 'tmpfs', 'tmpfs'),
    ];
    expect(await look('container', { '/proc/self/mountinfo': mounts.join('') })).toMatchObject({
      sockets: ['/docker.sock'],
      capabilities: ['--device /dev/sda'],
      gaps: ['/tmp, /run'],
    });
    const denied = { '/run/podman': { denied: true as const, folder: true as const } };
    expect(await look('container', denied)).toMatchObject({
      sockets: [],
      gaps: ['/run/podman/podman.sock'],
    });
  });
});
