import { describe, expect, it } from 'vitest';
import { createMachineProbe } from '../../../main/probes/machine';
import { parseCim, registryTexts } from '../../../main/probes/machine/machine-windows';
import { type FakeMachine, fakeHost } from '../../fakes/host';

// Format: `reg query` of Windows 11 (four blanks between columns), written by hand; it prints no translated word.
const bios = (vendor: string, product: string, board = '') =>
  [
    '',
    'HKEY_LOCAL_MACHINE\\HARDWARE\\DESCRIPTION\\System\\BIOS',
    '    BiosMajorRelease    REG_DWORD    0x5',
    `    BaseBoardManufacturer    REG_SZ    ${board}`,
    '    BIOSVendor    REG_SZ    American Megatrends International, LLC.',
    `    SystemManufacturer    REG_SZ    ${vendor}`,
    `    SystemProductName    REG_SZ    ${product}`,
    '',
  ].join('\r\n');
const BIOS = 'reg query HKLM\\HARDWARE\\DESCRIPTION\\System\\BIOS';
const GUEST = 'reg query HKLM\\SOFTWARE\\Microsoft\\Virtual Machine\\Guest\\Parameters';
const CONTAINER = 'reg query HKLM\\SYSTEM\\CurrentControlSet\\Control /v ContainerType';
const NO = { code: 1, stderr: '错误: 系统找不到指定的注册表项或值。' };

/** PowerShell is answered whatever its script is, so that the test doesn't repeat it. */
function look(commands: NonNullable<FakeMachine['commands']>, cim?: string) {
  const host = fakeHost({ platform: 'win32', commands: { [GUEST]: NO, [CONTAINER]: NO, ...commands } });
  const run: typeof host.run = (program, args, limit) =>
    program === 'powershell' && cim !== undefined
      ? Promise.resolve({ code: 0, stdout: Buffer.from(cim), stderr: Buffer.alloc(0) })
      : host.run(program, args, limit);
  return createMachineProbe({ ...host, run }).look();
}

describe('where Windows runs', () => {
  it.each([
    ['LENOVO', '21CB', 'no', undefined, null],
    ['Microsoft Corporation', 'Surface Laptop 5', 'no', undefined, null],
    ['Microsoft Corporation', 'Virtual Machine', 'yes', 'Hyper-V', null],
    ['innotek GmbH', 'VirtualBox', 'yes', 'VirtualBox', null],
    ['VMware, Inc.', 'VMware20,1', 'yes', 'VMware', null],
    ['Alibaba Cloud', 'Alibaba Cloud ECS', 'unknown', undefined, 'Alibaba Cloud'],
  ])('%s, %s: %s', async (vendor, product, is, name, cloud) => {
    const machine = await look({ [BIOS]: bios(vendor, product) });
    expect(machine.virtualMachine.is).toBe(is);
    expect(machine.virtualMachine.name).toBe(name);
    expect(machine).toMatchObject({ cloud, wsl: false, container: { is: 'no' } });
  });

  it('is a guest by the key of Hyper-V’s own exchange', async () => {
    const machine = await look({ [BIOS]: bios('', ''), [GUEST]: 'x' });
    expect(machine.virtualMachine).toMatchObject({ is: 'yes', name: 'Hyper-V' });
  });

  it('asks CIM only where the registry is silent', async () => {
    const cim = '{"vendor":"QEMU","product":"Standard PC (Q35 + ICH9, 2009)","bios":"SeaBIOS","board":null}';
    expect((await look({ [BIOS]: bios('', 'System Product Name') }, cim)).virtualMachine.name).toBe('QEMU');
    expect((await look({ [BIOS]: bios('Dell Inc.', 'XPS') }, cim)).virtualMachine.is).toBe('no');
  });

  it('is unknown when nothing answers, and never no', async () => {
    const machine = await createMachineProbe(fakeHost({ platform: 'win32' })).look();
    expect(machine.virtualMachine.is).toBe('unknown');
    expect(machine.container.is).toBe('unknown');
    expect((await look({ [BIOS]: bios('', '') }, 'not JSON')).virtualMachine.is).toBe('unknown');
    expect((await look({ [BIOS]: bios('', '') }, '[1,{"vendor":7}]')).virtualMachine.is).toBe('unknown');
  });

  it('tells a Windows container', async () => {
    const machine = await look({
      [BIOS]: bios('x', 'y'),
      [CONTAINER]: '    ContainerType    REG_DWORD    0x2\r\n',
    });
    expect(machine.container.is).toBe('yes');
  });

  it('reads values with blanks and none', () => {
    expect(registryTexts(bios('A  B C', ''))).toMatchObject({
      SystemManufacturer: 'A  B C',
      SystemProductName: '',
    });
    expect(parseCim('{"vendor":7,"product":"P"}')).toMatchObject({ vendor: '', product: 'P' });
    expect(parseCim('null')).toBe(null);
  });
});
