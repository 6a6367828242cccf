import { describe, expect, test } from 'vitest';
import { qemuIsolation } from '../../../main/isolation/qemu';
import { limaIsolation, virtualBoxIsolation } from '../../../main/probes/isolation/machine-files';
import { machineIsolation } from '../../../main/probes/isolation/machine-isolation';
import { type FakeMachine, fakeHost } from '../../fakes/host';
import { seen } from '../../fakes/probes';

describe('a machine by its command line or its file', () => {
  const qemu = (...args: string[]) =>
    qemuIsolation('qemu-system-x86', ['/usr/bin/qemu-system-x86_64', '-name', 'openclaw', ...args], 'pid 7');

  test('a sealed one', () => {
    expect(
      qemu('-netdev', 'user,id=n,hostfwd=tcp:127.0.0.1:22922-:22', '-device', 'virtio-rng-pci'),
    ).toMatchObject({
      holdsOpenClaw: true,
      folders: [],
      channels: [],
      published: [],
    });
  });

  test.each<[string, string[], object]>([
    [
      'a 9p folder',
      ['-virtfs', 'local,path=/home/lin,mount_tag=h,security_model=none'],
      { folders: [expect.stringContaining('/home/lin')] },
    ],
    ['virtiofs', ['-device', 'vhost-user-fs-pci,chardev=c,tag=h'], { folders: [expect.any(String)] }],
    // As libvirt 7 and newer write it.
    [
      'virtiofs in JSON',
      ['-device', '{"driver":"vhost-user-fs-pci","id":"fs0","chardev":"c","tag":"home"}'],
      { folders: [expect.stringContaining('home')] },
    ],
    [
      'a USB device in JSON',
      ['-device', '{"driver":"usb-host","id":"u"}'],
      { channels: [expect.any(String)] },
    ],
    [
      'a door in JSON',
      ['-netdev', '{"type":"user","id":"n","hostfwd":[{"str":"tcp::18789-:18789"}]}'],
      { published: ['tcp::18789-:18789'] },
    ],
    [
      'a whole disk in JSON',
      ['-blockdev', '{"driver":"raw","file":{"driver":"host_device","filename":"/dev/nvme0n1"}}'],
      { folders: [expect.stringContaining('/dev/nvme0n1')] },
    ],
    ['a whole disk', ['-drive', 'file=/dev/sda,format=raw'], { folders: [expect.any(String)] }],
    ['a screen for everybody', ['-vnc', ':0'], { published: ['vnc :0'] }],
    ['a screen at an address that begins as ours do', ['-vnc', '[::12]:0'], { published: ['vnc [::12]:0'] }],
    ['a screen for this computer', ['-vnc', '127.0.0.1:0,password=on'], { published: [] }],
    ['a screen for this computer in IPv6', ['-vnc', '[::1]:0'], { published: [] }],
    ['a bridge, whose doors nobody can tell', ['-netdev', 'tap,id=n,fd=3'], { published: null }],
    ['options in a file', ['-readconfig', '/etc/vm.cfg'], { published: null }],
    ['a Samba share', ['-nic', 'user,smb=/home/lin'], { folders: ['/home/lin'] }],
    ['a folder dressed as a disk', ['-drive', 'file=fat:rw:/home/lin'], { folders: [expect.any(String)] }],
    [
      'a clipboard',
      ['-chardev', 'qemu-vdagent,id=v,clipboard=on'],
      { channels: [expect.stringContaining('vdagent')] },
    ],
    ['a folder as its second disk', ['-hdb', 'fat:rw:/home/lin'], { folders: [expect.any(String)] }],
    ['a whole disk as its first', ['-hda', '/dev/sda'], { folders: ['file=/dev/sda'] }],
    [
      'a disk by a longer name',
      ['-drive', 'if=virtio,file.filename=/dev/sda'],
      { folders: [expect.any(String)] },
    ],
    [
      'a folder dressed in JSON',
      ['-blockdev', '{"driver":"vvfat","dir":"/home/lin"}'],
      { folders: [expect.stringContaining('/home/lin')] },
    ],
    ['a USB device by its old name', ['-usbdevice', 'host:046d:1'], { channels: ['host:046d:1'] }],
    ['shared memory', ['-device', 'ivshmem-plain,memdev=m'], { channels: [expect.any(String)] }],
    ['a device of this computer', ['-device', 'vfio-pci,host=01:00.0'], { channels: [expect.any(String)] }],
    ['a network by another program', ['-netdev', 'stream,id=n,addr.type=unix'], { published: null }],
    ['a network that is named later', ['-netdev', 'id=n,type=tap'], { published: null }],
    [
      'a device by its long name',
      ['-device', 'driver=vfio-pci,host=01:00.0'],
      { channels: [expect.any(String)] },
    ],
    [
      'a folder behind an option without value',
      ['-no-hpet', '-virtfs', 'local,path=/h'],
      { folders: ['local,path=/h'] },
    ],
    ['a folder with two dashes', ['--fsdev', 'local,id=f,path=/h'], { folders: ['local,id=f,path=/h'] }],
    ['a USB device', ['-device', 'usb-host,vendorid=0x1'], { channels: [expect.any(String)] }],
    [
      'a door for everybody',
      ['-netdev', 'user,id=n,hostfwd=tcp::18789-:18789'],
      { published: ['tcp::18789-:18789'] },
    ],
    [
      'a door at an address of the network',
      ['-nic', 'user,hostfwd=tcp:192.168.1.5:80-:80'],
      { published: [expect.any(String)] },
    ],
  ])('%s is seen', (_name, args, wall) => {
    expect(qemu(...args)).toMatchObject(wall);
  });

  test('another program is none, and another machine is nobody’s business', () => {
    expect(qemuIsolation('node', ['node', 'qemu-system-x86_64'], '')).toBeNull();
    expect(
      qemuIsolation('qemu-system-x86', ['qemu-system-x86_64', '-name', 'windows-10'], '')?.holdsOpenClaw,
    ).toBeNull();
  });

  test('VirtualBox’ file', () => {
    // The elements of a settings file of version 1.19 that matter here (VirtualBox manual, chapter 10).
    const box = (hardware: string) =>
      virtualBoxIsolation(
        `<?xml version="1.0"?><VirtualBox version="1.19-linux"><Machine uuid="{1}" name="OpenClaw"><Hardware>${hardware}</Hardware></Machine></VirtualBox>`,
        '/x.vbox',
      );
    expect(box('')).toMatchObject({
      name: 'OpenClaw',
      holdsOpenClaw: true,
      folders: [],
      channels: [],
      published: [],
    });
    expect(box('<Clipboard mode="Bidirectional"/><DragAndDrop mode="Disabled"/>')).toMatchObject({
      channels: ['Clipboard'],
    });
    expect(
      box('<SharedFolders><SharedFolder name="h" hostPath="/home/lin" writable="true"/></SharedFolders>'),
    ).toMatchObject({ folders: ['/home/lin'] });
    expect(
      box(
        '<Network><Adapter slot="0"><NAT><Forwarding name="a" hostip="127.0.0.1" hostport="22"/><Forwarding name="b" hostport="18789"/></NAT></Adapter></Network>',
      ),
    ).toMatchObject({ published: ['0.0.0.0:18789'] });
    expect(
      box('<USB><DeviceFilters><DeviceFilter name="Stick" active="true"/></DeviceFilters></USB>'),
    ).toMatchObject({ channels: ['USB Stick'] });
    expect(
      box('<Network><Adapter slot="0" enabled="true"><BridgedInterface name="eth0"/></Adapter></Network>'),
    ).toMatchObject({ published: null });
    expect(
      box('<Network><Adapter slot="0" enabled="true"><NATNetwork name="n"/></Adapter></Network>'),
    ).toMatchObject({ published: null });
    const screen = (more: string) =>
      box(`<RemoteDisplay enabled="true"><VRDEProperties>${more}</VRDEProperties></RemoteDisplay>`)
        ?.published;
    expect(screen('')).toEqual(['0.0.0.0:3389']);
    for (const here of ['127.0.0.1', '::1', '[::ffff:127.0.0.1]', 'localhost'])
      expect(screen(`<Property name="TCP/Address" value="${here}"/>`)).toEqual([]);
    expect(virtualBoxIsolation('<html/>', '')).toBeNull();
    expect(virtualBoxIsolation('not xml', '')).toBeNull();
  });

  test('Lima’s file: without a word about mounts the home folder is shared', () => {
    expect(limaIsolation('mounts: []\n', 'openclaw', 'f')).toMatchObject({
      holdsOpenClaw: true,
      folders: [],
    });
    expect(limaIsolation('cpus: 2\n', 'openclaw', 'f')).toMatchObject({ folders: ['~'] });
    expect(limaIsolation('mounts:\n- location: "~"\n', 'default', 'f')).toMatchObject({
      folders: ['~'],
      holdsOpenClaw: null,
    });
    expect(
      limaIsolation('mounts: []\nportForwards:\n- guestPort: 18789\n  hostIP: 0.0.0.0\n', 'openclaw', 'f'),
    ).toMatchObject({ published: ['0.0.0.0:18789'] });
    expect(limaIsolation('mounts: []\nnetworks:\n- lima: bridged\n', 'openclaw', 'f')).toMatchObject({
      published: null,
    });
    expect(limaIsolation('a: [', 'x', 'f')).toBeNull();
  });

  test('Lima’s other ways in, and what is common to all of its machines', () => {
    const lima = (...files: [string, ...string[]]) =>
      limaIsolation(files[0], 'openclaw', 'f', files.slice(1));
    expect(lima('base: template:docker\nmounts: []\n')).toBeNull();
    expect(lima('mounts: []\n', 'mounts:\n- location: /srv\n')).toMatchObject({ folders: ['/srv'] });
    expect(lima('mounts: []\n', 'a: [')).toBeNull();
    expect(lima('mounts: []\nssh:\n  forwardAgent: true\n')).toMatchObject({ channels: ['forwardAgent'] });
    expect(
      lima('mounts: []\nportForwards:\n- guestSocket: /s\n  hostSocket: /run/docker.sock\n  reverse: true\n'),
    ).toMatchObject({ channels: ['/run/docker.sock'] });
  });
});

describe('this computer', () => {
  const machines = (files: FakeMachine['files'], processes: object = seen(), listeners: object = seen()) =>
    machineIsolation(fakeHost({ files: files ?? {}, env: {} }), {
      processes: async () => processes as never,
      listeners: async () => listeners as never,
    });

  test('Lima’s common files are read', async () => {
    const files = {
      '/home/lin/.lima/openclaw/lima.yaml': 'mounts: []\n',
      '/home/lin/.lima/_config/override.yaml': 'mounts:\n- location: "~"\n',
    };
    expect((await machines(files)).items).toMatchObject([{ folders: ['~'] }]);
  });

  test('a door that QEMU was told of later is seen by who listens', async () => {
    const args = ['qemu-system-x86_64', '-name', 'openclaw', '-nic', 'user,hostfwd=tcp::8080-:80'];
    const door = (port: number, address: string, pid = 7) => ({
      port,
      address,
      pid,
      family: 4,
      account: 'lin',
    });
    const listeners = [
      door(8080, '0.0.0.0'),
      door(9000, '0.0.0.0'),
      door(9001, '127.0.0.1'),
      door(9002, '0.0.0.0', 8),
      door(9003, '::ffff:127.0.0.1'),
      door(9004, '::'),
    ];
    const running = seen({ pid: 7, program: 'qemu-system-x86', args });
    expect((await machines({}, running, seen(...listeners))).items).toMatchObject([
      { published: ['tcp::8080-:80', '0.0.0.0:9000', '[::]:9004'] },
    ]);
  });

  test.each<[string, string, object]>([
    ['could be open', 'user', { published: null }],
    ['are open still where one is known', 'user,hostfwd=tcp::80-:80', { published: ['tcp::80-:80'] }],
  ])('doors that nobody can see %s', async (_name, nic, told) => {
    const args = ['qemu-system-x86_64', '-name', 'openclaw', '-nic', nic];
    const running = seen({ pid: 7, program: 'qemu-system-x86', args });
    const failed = { items: [], gaps: [{ where: '/proc/net/tcp', because: { id: 'look.not-allowed' } }] };
    expect((await machines({}, running, failed)).items).toMatchObject([told]);
  });

  test('machines that can’t be seen run among programs that can’t', async () => {
    const hidden = [{ where: '/proc (hidepid)', because: { id: 'look.not-allowed' } }];
    expect(await machines({}, { items: [], gaps: hidden })).toEqual({ items: [], gaps: hidden });
  });

  test('machines are found where VirtualBox, Lima and Tankmate keep them; a file that makes no sense is unseen', async () => {
    const box = '<VirtualBox><Machine name="tankmate-openclaw"><Hardware/></Machine></VirtualBox>';
    const { items, gaps } = await machines({
      '/home/lin/VirtualBox VMs/work/work.vbox': box.replace('tankmate-openclaw', 'work'),
      '/home/lin/.local/share/tankmate/tanks/openclaw/tankmate-openclaw/tankmate-openclaw.vbox': box,
      '/home/lin/.tankmate-lima/openclaw/lima.yaml': 'mounts: []\n',
      '/home/lin/.lima/default/lima.yaml': 'a: [',
    });
    expect(items.map(({ name, engine, holdsOpenClaw }) => [name, engine, holdsOpenClaw])).toEqual([
      ['work', 'VirtualBox', null],
      ['tankmate-openclaw', 'VirtualBox', true],
      ['openclaw', 'Lima', true],
    ]);
    expect(gaps.map(({ where }) => where)).toEqual(['/home/lin/.lima/default/lima.yaml']);
  });
});
