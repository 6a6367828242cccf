import { expect, test } from 'vitest';
import { judgeCommandLine } from '../../../../main/isolation/qemu';
import { qemuArguments } from '../../../../main/tank/drivers/qemu/qemu-arguments';
import { tankPlan } from '../../../fakes/command-runner';

const x64 = { acceleration: 'tcg', ssh: 22922, seed: true } as const;

test('all that QEMU is told, word by word', () => {
  expect(qemuArguments(tankPlan(), x64)).toEqual([
    ...['-name', 'tankmate-openclaw'],
    ...['-machine', 'q35,usb=off,vmport=off,dump-guest-core=off'],
    ...[
      '-accel',
      'tcg,thread=multi,tb-size=512',
      '-cpu',
      'Opteron_G3,-misalignsse,+ssse3,+sse4.1,+sse4.2',
      '-smp',
      '2',
      '-m',
      '4096',
    ],
    ...['-nodefaults', '-no-user-config', '-display', 'none'],
    ...['-sandbox', 'on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny'],
    '-blockdev',
    'driver=qcow2,node-name=disk,discard=unmap,file.driver=file,file.filename=disk.qcow2,file.discard=unmap',
    ...['-device', 'virtio-blk-pci,drive=disk,bootindex=0'],
    '-blockdev',
    'driver=raw,node-name=seed,read-only=on,file.driver=file,file.filename=seed.iso',
    ...['-device', 'virtio-blk-pci,drive=seed'],
    ...['-netdev', 'user,id=net,ipv6=off,hostfwd=tcp:127.0.0.1:22922-:22'],
    ...['-device', 'virtio-net-pci,netdev=net,romfile='],
    ...['-device', 'virtio-rng-pci'],
    ...['-device', 'virtio-balloon-pci,free-page-reporting=on'],
    ...['-chardev', 'ringbuf,id=console,size=65536', '-serial', 'chardev:console'],
    ...['-qmp', 'unix:qmp.sock,server=on,wait=off', '-pidfile', 'qemu.pid'],
  ]);
});

test('the help of the processor is used where it is, and the seed only when it is wanted', () => {
  const args = qemuArguments(tankPlan(), { ...x64, acceleration: 'kvm', seed: false });
  expect(args.join(' ')).toContain('-accel kvm -cpu host');
  expect(args.join(' ')).not.toContain('seed');
});

test('arm64 starts by UEFI', () => {
  const args = qemuArguments(tankPlan({ architecture: 'arm64' }), { ...x64, firmware: '/usr/share/x.fd' });
  expect(args.join(' ')).toContain('-machine virt,dump-guest-core=off');
  expect(args.join(' ')).toContain('-bios /usr/share/x.fd');
});

const SEALED = { settings: [], mounts: [], ports: [], devices: [], clipboard: [] };
const line = (...more: string[]) => [
  '/usr/bin/qemu-system-x86_64',
  ...qemuArguments(tankPlan(), x64),
  ...more,
];

test('what we tell it ourselves lets nothing through', () => {
  expect(judgeCommandLine(line(), 22922)).toEqual(SEALED);
});

test.each([
  ['mounts', ['-virtfs', 'local,path=/home,mount_tag=h,security_model=none']],
  ['mounts', ['-fsdev', 'local,id=f,path=/home,security_model=none']],
  ['mounts', ['-device', 'virtio-9p-pci,fsdev=f,mount_tag=h']],
  ['mounts', ['-device', 'vhost-user-fs-pci,chardev=c,tag=h']],
  ['mounts', ['-drive', 'file=fat:rw:/home,if=virtio']],
  ['mounts', ['--hdb', '/dev/sda']],
  ['mounts', ['/dev/sda']],
  ['mounts', ['-blockdev', 'driver=raw,node-name=d,file.driver=host_device,file.filename=/dev/sda']],
  ['mounts', ['-blockdev', '{"driver":"vvfat","node-name":"d","dir":"/home","rw":true}']],
  ['mounts', ['-netdev', 'user,id=net,ipv6=off,smb=/home']],
  ['ports', ['-netdev', 'user,id=net,ipv6=off,hostfwd=tcp::2222-:22']],
  ['ports', ['-netdev', 'user,id=net,ipv6=off,hostfwd=tcp:0.0.0.0:22922-:22']],
  ['ports', ['-netdev', 'user,id=net,ipv6=off,guestfwd=tcp:10.0.2.100:1234-tcp:127.0.0.1:631']],
  ['ports', ['-netdev', 'user,id=net,ipv6=off,hostfwd=tcp:127.0.0.1:18789-:18789']],
  ['settings', ['-netdev', 'user,id=net,hostfwd=tcp:127.0.0.1:22922-:22']],
  ['settings', ['-nic', 'user,ipv6=on']],
  ['settings', ['-netdev', 'tap,id=net']],
  ['settings', ['-nic', 'bridge,br=br0']],
  ['settings', ['-sandbox', 'off']],
  ['settings', ['-monitor', 'tcp:127.0.0.1:4444,server=on,wait=off']],
  ['settings', ['-vnc', ':0']],
  ['settings', ['-s']],
  ['settings', ['-chardev', 'socket,id=s,host=0.0.0.0,port=1,server=on,wait=off']],
  ['settings', ['-qmp', 'tcp:0.0.0.0:4444,server=on']],
  ['settings', ['-something-new', 'on']],
  ['devices', ['-usb']],
  ['devices', ['-device', 'usb-host,vendorid=0x1,productid=0x2']],
  ['devices', ['-device', 'driver=vfio-pci,host=01:00.0']],
  ['devices', ['-audiodev', 'pa,id=a']],
  ['devices', ['-device', '{"driver":"usb-host"}']],
  ['clipboard', ['-chardev', 'qemu-vdagent,id=v,clipboard=on']],
  ['clipboard', ['-device', 'virtserialport,chardev=v,name=com.redhat.spice.0']],
  ['clipboard', ['-spice', 'port=5900,disable-ticketing=on']],
  ['clipboard', ['-display', 'gtk']],
] as const)('a leak of %s shows there and nowhere else: %j', (channel, args) => {
  const judged = judgeCommandLine(line(...args), 22922);
  expect(judged[channel]).not.toEqual([]);
  expect({ ...judged, [channel]: [] }).toEqual(SEALED);
});

test.each(['-nodefaults', '-no-user-config', '-sandbox', '-display'])('without %s it is loose', (word) => {
  const args = line();
  const at = args.indexOf(word);
  args.splice(at, word.startsWith('-no') ? 1 : 2);
  expect(judgeCommandLine(args, 22922).settings).toEqual([expect.stringContaining(word)]);
});
