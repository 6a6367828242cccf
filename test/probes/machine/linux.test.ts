import { describe, expect, it } from 'vitest';
import { createMachineProbe } from '../../../main/probes/machine';
import { rootFilesystem } from '../../../main/probes/machine/root-filesystem';
import { type FakeMachine, fakeHost } from '../../fakes/host';

type Files = NonNullable<FakeMachine['files']>;
const WHOLE = '         0          0 4294967295\n';
const mountinfo = (type: string) =>
  `21 27 0:19 / /proc rw,nosuid - proc proc rw\n27 1 254:0 / / rw,relatime shared:1 - ${type} /dev/vda rw\n`;
const BARE: Files = {
  '/proc/1/cgroup': '0::/init.scope\n',
  '/proc/self/mountinfo': mountinfo('ext4'),
  '/proc/self/uid_map': WHOLE,
  '/proc/sys/kernel/osrelease': '6.1.0-40-amd64\n',
  '/proc/cpuinfo': 'processor\t: 0\nflags\t\t: fpu vme de sse2 vmx\n',
  '/run/lock': { folder: true },
};
const dmi = (vendor: string, product: string, more: Files = {}): Files => ({
  '/sys/class/dmi/id/sys_vendor': `${vendor}\n`,
  '/sys/class/dmi/id/product_name': `${product}\n`,
  '/sys/class/dmi/id/bios_vendor': 'Any\n',
  ...more,
});
const GUEST = { '/proc/cpuinfo': 'flags\t\t: fpu hypervisor svm\n' };
const look = (files: Files, machine: FakeMachine = {}) =>
  createMachineProbe(fakeHost({ ...machine, files: { ...BARE, ...files } })).look();
const virt = (said: string, code = 0) => ({ 'systemd-detect-virt --vm': { code, stdout: `${said}\n` } });

describe('a virtual machine, on Linux', () => {
  it('is not a laptop', async () => {
    const machine = await look(dmi('LENOVO', '20XW0055GE'));
    expect(machine).toEqual({
      virtualMachine: {
        is: 'no',
        evidence: [{ kind: 'machine', where: '/sys/class/dmi/id', saw: 'LENOVO · 20XW0055GE' }],
      },
      container: { is: 'no', evidence: [] },
      wsl: false,
      cloud: null,
    });
  });

  it.each([
    ['QEMU', 'Standard PC (Q35 + ICH9, 2009)', 'QEMU', null],
    ['innotek GmbH', 'VirtualBox', 'VirtualBox', null],
    ['VMware, Inc.', 'VMware20,1', 'VMware', null],
    ['Microsoft Corporation', 'Virtual Machine', 'Hyper-V', null],
    ['Parallels International GmbH.', 'Parallels ARM Virtual Machine', 'Parallels', null],
    ['Apple Inc.', 'Apple Virtualization Generic Platform', 'Apple Virtualization', null],
  ])('is one by %s, %s', async (vendor, product, name, cloud) => {
    const machine = await look(dmi(vendor, product));
    expect(machine.virtualMachine).toMatchObject({ is: 'yes', name });
    expect(machine.cloud).toBe(cloud);
  });

  it.each([
    ['Amazon EC2', 't3.small', '', 'Amazon EC2'],
    ['Google', 'Google Compute Engine', '', 'Google Compute Engine'],
    ['Alibaba Cloud', 'Alibaba Cloud ECS', '', 'Alibaba Cloud'],
    ['Tencent Cloud', 'CVM', '', 'Tencent Cloud'],
    ['OpenStack Foundation', 'OpenStack Nova', 'HUAWEICLOUD', 'Huawei Cloud'],
    ['Microsoft Corporation', 'Virtual Machine', '7783-7084-3265-9085-8269-3286-77', 'Azure'],
    ['DigitalOcean', 'Droplet', '', 'DigitalOcean'],
    ['QEMU', 'Standard PC (i440FX + PIIX, 1996)', 'OracleCloud.com', 'Oracle Cloud'],
  ])('names the cloud of %s, %s', async (vendor, product, tag, cloud) => {
    const machine = await look({
      ...dmi(vendor, product, { '/sys/class/dmi/id/chassis_asset_tag': tag }),
      ...GUEST,
    });
    expect(machine.cloud).toBe(cloud);
    expect(machine.virtualMachine.is).toBe('yes');
  });

  it('is not a Surface', async () => {
    expect((await look(dmi('Microsoft Corporation', 'Surface Pro 9'))).virtualMachine.is).toBe('no');
  });

  it('is one by the flag of the processor alone', async () => {
    const { virtualMachine } = await look(GUEST);
    expect(virtualMachine).toEqual({
      is: 'yes',
      evidence: [{ kind: 'machine', where: '/proc/cpuinfo', saw: 'hypervisor' }],
    });
    expect((await look(GUEST, { commands: virt('kvm') })).virtualMachine.name).toBe('KVM');
  });

  it('is unknown on a board that shows neither firmware nor flags', async () => {
    const board = { '/proc/cpuinfo': 'processor\t: 0\nFeatures\t: fp asimd\n' };
    expect((await look(board)).virtualMachine.is).toBe('unknown');
    expect((await look(board, { commands: virt('none', 1) })).virtualMachine.is).toBe('no');
    expect((await look(board, { commands: virt('qemu') })).virtualMachine).toMatchObject({
      is: 'yes',
      name: 'QEMU',
    });
    const tree = { ...board, '/proc/device-tree/hypervisor/compatible': 'linux,kvm\0' };
    expect((await look(tree)).virtualMachine.is).toBe('yes');
  });

  it('asks the tool where the processor has no such flag, and takes a cloud’s name for no answer', async () => {
    const arm = { '/proc/cpuinfo': 'processor\t: 0\nFeatures\t: fp asimd\n' };
    const board = { ...dmi('Ampere', 'Altra'), ...arm };
    expect((await look(board, { commands: virt('qemu') })).virtualMachine).toMatchObject({ name: 'QEMU' });
    expect((await look(board)).virtualMachine.is).toBe('no');
    const rented = await look({ ...dmi('Amazon EC2', 't4g.small'), ...arm });
    expect(rented).toMatchObject({ virtualMachine: { is: 'unknown' }, cloud: 'Amazon EC2' });
  });

  it('is unknown with placeholders for names and without flags', async () => {
    const machine = await look({
      ...dmi('To Be Filled By O.E.M.', 'Default string'),
      '/proc/cpuinfo': { denied: true },
    });
    expect(machine.virtualMachine.is).toBe('unknown');
    expect(machine.virtualMachine.evidence).toContainEqual({
      kind: 'file',
      where: '/proc/cpuinfo',
      saw: { id: 'look.not-allowed' },
    });
  });

  it('is not the first domain of Xen, which is the computer itself', async () => {
    const xen = { ...dmi('LENOVO', '20XW'), ...GUEST, '/proc/xen/capabilities': 'control_d\n' };
    expect((await look(xen, { commands: virt('none', 1) })).virtualMachine.is).toBe('no');
  });

  it('does not ask the tool where the files have told', async () => {
    const host = fakeHost({ files: { ...BARE, ...dmi('QEMU', 'x') } });
    await createMachineProbe(host).look();
    expect(host.touched).not.toContain('systemd-detect-virt --vm');
  });
});

describe('a container, on Linux', () => {
  it('is not told by a left-over /.dockerenv', async () => {
    const { container } = await look({ '/.dockerenv': '' });
    expect(container).toEqual({ is: 'no', evidence: [{ kind: 'file', where: '/.dockerenv', saw: '✓' }] });
  });

  it.each<[string, Files]>([
    ['the overlay', { '/proc/self/mountinfo': mountinfo('overlay') }],
    ['mapped ids', { '/proc/self/uid_map': '0 100000 65536\n' }],
    ['the control group', { '/proc/1/cgroup': `0::/system.slice/docker-${'a'.repeat(64)}.scope\n` }],
  ])('is docker by /.dockerenv and %s', async (_, files) => {
    expect((await look({ '/.dockerenv': '', ...files })).container).toMatchObject({
      is: 'yes',
      name: 'docker',
    });
  });

  it('is podman by its file, and by the environment where the file is hidden', async () => {
    expect((await look({ '/run/.containerenv': '' })).container).toMatchObject({ is: 'yes', name: 'podman' });
    const readOnly = {
      '/proc/self/uid_map': '         0       1001          1\n         1     100000      65536\n',
    };
    const machine = await look(readOnly, { env: { container: 'podman' } });
    expect(machine.container).toMatchObject({ is: 'yes', name: 'podman' });
    const byInit = await look({ ...readOnly, '/proc/1/environ': 'A=1\0container=lxc\0' });
    expect(byInit.container).toMatchObject({ is: 'yes', name: 'lxc' });
  });

  it('is toolbox, not podman, where the home folder is shared', async () => {
    const files = { '/run/.containerenv': '', '/run/.toolboxenv': '' };
    expect((await look(files)).container.name).toBe('toolbox');
  });

  it('is unknown by one weak mark: a live system has an overlay, a sandbox mapped ids', async () => {
    expect((await look({ '/proc/self/mountinfo': mountinfo('overlay') })).container.is).toBe('unknown');
    expect((await look({ '/proc/self/uid_map': '1000 1000 1\n' })).container.is).toBe('unknown');
  });

  it('is unknown when its marks can’t be read', async () => {
    const machine = await look({ '/proc/self/mountinfo': { denied: true } });
    expect(machine.container.is).toBe('unknown');
  });

  it('reads the last mount of /', () => {
    expect(rootFilesystem(`1 1 0:2 / / rw - rootfs none rw\n${mountinfo('overlay')}`)).toBe('overlay');
    expect(rootFilesystem('nonsense\n\n1 2 3')).toBe(null);
  });
});

describe('WSL', () => {
  const wsl2 = { '/proc/sys/kernel/osrelease': '6.6.87.2-microsoft-standard-WSL2\n', ...GUEST };
  it('is a virtual machine in its second version only', async () => {
    expect(await look(wsl2)).toMatchObject({ wsl: true, virtualMachine: { is: 'yes', name: 'WSL 2' } });
    expect(await look({ '/proc/sys/kernel/osrelease': '4.4.0-19041-Microsoft\n' })).toMatchObject({
      wsl: true,
      virtualMachine: { is: 'no', name: 'WSL 1' },
    });
  });

  it('is not what a container on the same kernel is in', async () => {
    const machine = await look({ ...wsl2, '/.dockerenv': '', '/proc/self/mountinfo': mountinfo('overlay') });
    expect(machine).toMatchObject({ wsl: false, virtualMachine: { is: 'yes' }, container: { is: 'yes' } });
  });

  it('is not itself a container', async () => {
    expect((await look(wsl2, { env: { container: 'wsl' } })).container.is).toBe('no');
  });
});
