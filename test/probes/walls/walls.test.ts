import { describe, expect, test } from 'vitest';
import { createWallProbe } from '../../../main/probes/walls';
import { sharesIn, strongBits } from '../../../main/probes/walls/inside';
import { limaWall, qemuWall, virtualBoxWall } from '../../../main/probes/walls/machines';
import { parseDockerWall, parseOci } from '../../../main/probes/walls/oci';
import { type FakeMachine, fakeHost } from '../../fakes/host';
import { seen } from '../../fakes/probes';

// The members of config.json that OCI runtime-spec 1.0 names, as podman 4.3 fills them for a rootless container.
const oci = (
  told: {
    mounts?: object[];
    namespaces?: object[];
    uid?: number;
    bounding?: string[];
    privileged?: string;
  } = {},
) =>
  JSON.stringify({
    ociVersion: '1.0.2-dev',
    process: {
      user: { uid: told.uid ?? 10001, gid: 10001 },
      args: ['/opt/openclaw/bin/openclaw', 'gateway', 'run'],
      ...(told.bounding && { capabilities: { bounding: told.bounding } }),
    },
    mounts: [
      { destination: '/proc', type: 'proc', source: 'proc' },
      {
        destination: '/etc/hosts',
        type: 'bind',
        source: '/run/user/1000/containers/overlay-containers/ab/userdata/hosts',
        options: ['bind', 'ro'],
      },
      {
        destination: '/home/openclaw',
        type: 'bind',
        source: '/home/lin/.local/share/containers/storage/volumes/oc-home/_data',
        options: ['rw', 'rbind'],
      },
      ...(told.mounts ?? []),
    ],
    annotations: { 'io.podman.annotations.privileged': told.privileged ?? 'FALSE' },
    linux: { namespaces: told.namespaces ?? [{ type: 'pid' }, { type: 'network' }, { type: 'user' }] },
  });

describe('a container by its own configuration', () => {
  test('a sealed one has nothing but its volume', () => {
    expect(parseOci(oci())).toMatchObject({
      privileged: false,
      root: false,
      capabilities: [],
      sockets: [],
      folders: [],
      network: 'own',
    });
  });

  test.each<[string, Parameters<typeof oci>[0], object]>([
    [
      'a folder of somebody’s',
      { mounts: [{ destination: '/data', type: 'bind', source: '/home/lin', options: ['rbind', 'rw'] }] },
      { folders: [{ from: '/home/lin', to: '/data', writable: true }] },
    ],
    [
      'the engine’s socket',
      { mounts: [{ destination: '/s', type: 'bind', source: '/var/run/docker.sock', options: ['rbind'] }] },
      { sockets: ['/var/run/docker.sock'] },
    ],
    [
      'the folder in which it lies',
      { mounts: [{ destination: '/x', type: 'bind', source: '/run', options: ['rbind'] }] },
      { sockets: ['/run'] },
    ],
    ['the computer’s network', { namespaces: [{ type: 'pid' }] }, { network: 'host' }],
    ['root without a user namespace', { uid: 0, namespaces: [{ type: 'network' }] }, { root: true }],
    ['strong rights', { bounding: ['CAP_CHOWN', 'CAP_SYS_ADMIN'] }, { capabilities: ['CAP_SYS_ADMIN'] }],
    [
      'all processes of the computer',
      { namespaces: [{ type: 'network' }] },
      { capabilities: ['--pid host'] },
    ],
    [
      'a disk of the computer',
      { mounts: [{ destination: '/dev/sda', type: 'bind', source: '/dev/sda', options: ['bind'] }] },
      { capabilities: ['--device /dev/sda'] },
    ],
    ['no wall at all', { privileged: 'TRUE' }, { privileged: true }],
  ])('%s is seen', (_name, told, wall) => {
    expect(parseOci(oci(told))).toMatchObject(wall);
  });

  test.each([
    '',
    '{}',
    'null',
    '[]',
    '{"ociVersion":"1"}',
    '{"ociVersion":"1","linux":{"namespaces":"all"}}',
  ])('what is none (%s) is null', (source) => {
    expect(parseOci(source)).toBeNull();
  });

  test('docker’s inspect is read the same way', () => {
    const inspect = (host: object, user = '10001', mounts: object[] = []) =>
      parseDockerWall(
        JSON.stringify([
          { HostConfig: { Privileged: false, ...host }, Config: { User: user }, Mounts: mounts },
        ]),
        'oc',
      );
    const local = { PortBindings: { '18789/tcp': [{ HostIp: '127.0.0.1', HostPort: '18789' }] } };
    expect(inspect(local)).toMatchObject({ root: false, published: [], network: 'own', folders: [] });
    expect(inspect({ PortBindings: { '18789/tcp': [{ HostIp: '', HostPort: '18789' }] } })).toMatchObject({
      published: ['0.0.0.0:18789'],
    });
    expect(inspect({ NetworkMode: 'host' }, '')).toMatchObject({ network: 'host', root: true });
    expect(inspect({ CapAdd: ['SYS_ADMIN'] }, '0:0')).toMatchObject({
      capabilities: ['CAP_SYS_ADMIN'],
      root: true,
    });
    expect(inspect({ CapAdd: ['ALL'] })).toMatchObject({ capabilities: ['CAP_SYS_ADMIN'] });
    expect(inspect({ PidMode: 'host', Devices: [{ PathOnHost: '/dev/nvme0n1' }] })).toMatchObject({
      capabilities: ['--pid host', '--device /dev/nvme0n1'],
    });
    // Ports of the container whose network it is in are that one's.
    expect(inspect({ NetworkMode: 'container:ab' })).toMatchObject({ published: null });
    expect(
      parseDockerWall(
        JSON.stringify([
          {
            HostConfig: { Privileged: false, PublishAllPorts: true, PortBindings: {} },
            Config: { User: '1' },
            Mounts: [],
            NetworkSettings: { Ports: { '18789/tcp': [{ HostIp: '0.0.0.0', HostPort: '32768' }] } },
          },
        ]),
        'oc',
      ),
    ).toMatchObject({ published: ['0.0.0.0:32768'] });
    expect(
      inspect({}, '1', [{ Type: 'bind', Source: '/var/run/docker.sock', Destination: '/s', RW: false }]),
    ).toMatchObject({ sockets: ['/var/run/docker.sock'] });
    expect(parseDockerWall('{"x":1}', 'oc')).toBeNull();
  });
});

describe('a machine by its command line or its file', () => {
  const qemu = (...args: string[]) =>
    qemuWall('qemu-system-x86', ['/usr/bin/qemu-system-x86_64', '-name', 'openclaw', ...args], 'pid 7');

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
    ['a bridge, whose doors nobody can tell', ['-netdev', 'tap,id=n,fd=3'], { published: null }],
    ['options in a file', ['-readconfig', '/etc/vm.cfg'], { published: null }],
    ['a Samba share', ['-nic', 'user,smb=/home/lin'], { folders: ['/home/lin'] }],
    ['a folder dressed as a disk', ['-drive', 'file=fat:rw:/home/lin'], { folders: [expect.any(String)] }],
    [
      'a clipboard',
      ['-chardev', 'qemu-vdagent,id=v,clipboard=on'],
      { channels: [expect.stringContaining('vdagent')] },
    ],
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
    expect(qemuWall('node', ['node', 'qemu-system-x86_64'], '')).toBeNull();
    expect(
      qemuWall('qemu-system-x86', ['qemu-system-x86_64', '-name', 'windows-10'], '')?.holdsOpenClaw,
    ).toBeNull();
  });

  test('VirtualBox’ file', () => {
    // The elements of a settings file of version 1.19 that matter here (VirtualBox manual, chapter 10).
    const box = (hardware: string) =>
      virtualBoxWall(
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
    expect(virtualBoxWall('<html/>', '')).toBeNull();
    expect(virtualBoxWall('not xml', '')).toBeNull();
  });

  test('Lima’s file: without a word about mounts the home folder is shared', () => {
    expect(limaWall('mounts: []\n', 'openclaw', 'f')).toMatchObject({ holdsOpenClaw: true, folders: [] });
    expect(limaWall('cpus: 2\n', 'openclaw', 'f')).toMatchObject({ folders: ['~'] });
    expect(limaWall('mounts:\n- location: "~"\n', 'default', 'f')).toMatchObject({
      folders: ['~'],
      holdsOpenClaw: null,
    });
    expect(
      limaWall('mounts: []\nportForwards:\n- guestPort: 18789\n  hostIP: 0.0.0.0\n', 'openclaw', 'f'),
    ).toMatchObject({ published: ['0.0.0.0:18789'] });
    expect(limaWall('mounts: []\nnetworks:\n- lima: bridged\n', 'openclaw', 'f')).toMatchObject({
      published: null,
    });
    expect(limaWall('a: [', 'x', 'f')).toBeNull();
  });
});

describe('from inside', () => {
  // Lines of /proc/self/mountinfo: id, parent, device, root, mount point, options, - type source options.
  const line = (root: string, to: string, options: string, type: string, source: string) =>
    `36 35 98:0 ${root} ${to} ${options},noatime - ${type} ${source} rw\n`;

  test.each<[string, string, boolean, readonly string[]]>([
    ['nothing but a disk', line('/', '/', 'rw', 'ext4', '/dev/vda1'), false, []],
    ['WSL’s drive', line('/', '/mnt/c', 'rw', '9p', 'C:\\134'), false, ['/mnt/c']],
    ['what WSL itself needs', line('/', '/usr/lib/wsl/drivers', 'ro', '9p', 'drivers'), false, []],
    [
      'a folder of VirtualBox with a blank',
      line('/', '/media/sf_my\\040docs', 'rw', 'vboxsf', 'docs'),
      false,
      ['/media/sf_my docs'],
    ],
    ['a bind mount in a container', line('/home/lin', '/data', 'rw', 'ext4', '/dev/sda2'), true, ['/data']],
    [
      'the engine’s own files in a container',
      line('/var/lib/docker/containers/a/hosts', '/etc/hosts', 'rw', 'ext4', '/dev/sda2'),
      true,
      [],
    ],
    ['a whole partition in a container', line('/', '/data', 'rw', 'ext4', '/dev/sda2'), true, ['/data']],
    ['Docker Desktop’s folders', line('/', '/data', 'rw', 'fakeowner', 'grpcfuse'), true, ['/data']],
    ['a bind mount on a computer itself', line('/home/lin', '/data', 'rw', 'ext4', '/dev/sda2'), false, []],
  ])('%s', (_name, mounts, isContainer, to) => {
    expect(sharesIn(mounts, isContainer).map((share) => share.to)).toEqual(to);
  });

  test('rights are read from the bounding set', () => {
    expect(strongBits('CapBnd:\t0000000000000000\n')).toEqual([]);
    expect(strongBits('CapBnd:\t000001ffffffffff\n')).toContain('CAP_SYS_ADMIN');
    expect(strongBits('CapBnd:\t00000000a80425fb\n')).toEqual([]);
    expect(strongBits('Name: sh\n')).toBeNull();
  });
});

describe('this computer', () => {
  const ID = 'ab'.repeat(32);
  const STORE = '/home/lin/.local/share/containers/storage/overlay-containers';
  const records = JSON.stringify([
    {
      id: ID,
      names: ['tankmate-openclaw'],
      metadata: JSON.stringify({ 'image-name': 'localhost/tankmate:1', name: 'tankmate-openclaw' }),
    },
  ]);
  const machine = {
    look: async () => ({
      container: { is: 'no', evidence: [] },
      virtualMachine: { is: 'no', evidence: [] },
      wsl: false,
      cloud: null,
    }),
  } as never;
  const probe = (files: FakeMachine['files'], listeners: object[] = []) =>
    createWallProbe(fakeHost({ files: files ?? {}, env: {} }), { copies: async () => seen() }, machine, {
      processes: async () => seen(),
      listeners: async () => seen(...(listeners as never[])),
    });

  test('a podman container is known by what it runs, whatever its image is called', async () => {
    const files = { [`${STORE}/containers.json`]: records, [`${STORE}/${ID}/userdata/config.json`]: oci() };
    expect((await probe(files).containers()).found).toMatchObject([
      { name: 'tankmate-openclaw', engine: 'podman', published: [] },
    ]);
    const open = [
      { address: '0.0.0.0', family: 4, port: 18789, pid: 1, account: 'lin', program: 'rootlessport' },
    ];
    expect((await probe(files, open).containers()).found).toMatchObject([{ published: ['0.0.0.0:18789'] }]);
  });

  test('whom the administrator’s containers let in can’t be told by who listens', async () => {
    const store = '/var/lib/containers/storage/overlay-containers';
    const files = { [`${store}/containers.json`]: records, [`${store}/${ID}/userdata/config.json`]: oci() };
    expect((await probe(files).containers()).found).toMatchObject([{ published: null }]);
  });

  test('one that can’t be read is unseen, not sealed', async () => {
    const named = records.replace('localhost/tankmate:1', 'localhost/openclaw:1');
    const { found, unseen } = await probe({ [`${STORE}/containers.json`]: named }).containers();
    expect(found).toEqual([]);
    expect(unseen.map(({ where }) => where)).toEqual(['container:tankmate-openclaw']);
  });

  test('machines are found where VirtualBox, Lima and Tankmate keep them; a file that makes no sense is unseen', async () => {
    const box = '<VirtualBox><Machine name="tankmate-openclaw"><Hardware/></Machine></VirtualBox>';
    const { found, unseen } = await probe({
      '/home/lin/VirtualBox VMs/work/work.vbox': box.replace('tankmate-openclaw', 'work'),
      '/home/lin/.local/share/tankmate/tanks/openclaw/tankmate-openclaw/tankmate-openclaw.vbox': box,
      '/home/lin/.tankmate-lima/openclaw/lima.yaml': 'mounts: []\n',
      '/home/lin/.lima/default/lima.yaml': 'a: [',
    }).machines();
    expect(found.map(({ name, engine, holdsOpenClaw }) => [name, engine, holdsOpenClaw])).toEqual([
      ['work', 'VirtualBox', null],
      ['tankmate-openclaw', 'VirtualBox', true],
      ['openclaw', 'Lima', true],
    ]);
    expect(unseen.map(({ where }) => where)).toEqual(['/home/lin/.lima/default/lima.yaml']);
  });

  test('other people’s containers are none of ours', async () => {
    const other = oci().replace('/opt/openclaw/bin/openclaw', '/usr/bin/nginx');
    const files = { [`${STORE}/containers.json`]: records, [`${STORE}/${ID}/userdata/config.json`]: other };
    expect(await probe(files).containers()).toEqual({ found: [], unseen: [] });
  });
});
