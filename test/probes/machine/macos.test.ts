import { describe, expect, it } from 'vitest';
import { createMachineProbe } from '../../../main/probes/machine';
import { fakeHost } from '../../fakes/host';

// Format: `sysctl -n` prints the bare value; an unknown name is exit code 1 and a line on standard error.
const look = (guest: string | null, model: string | null) =>
  createMachineProbe(
    fakeHost({
      platform: 'darwin',
      commands: {
        ...(guest !== null && { '/usr/sbin/sysctl -n kern.hv_vmm_present': `${guest}\n` }),
        '/usr/sbin/sysctl -n hw.model': model === null ? { code: 1, stderr: 'unknown oid' } : `${model}\n`,
      },
    }),
  ).look();

describe('where macOS runs', () => {
  it.each([
    ['0', 'Mac14,2', 'no', undefined],
    ['1', 'VirtualMac2,1', 'yes', 'Apple Virtualization'],
    ['1', 'Mac14,2', 'yes', undefined],
    [null, 'VMware7,1', 'yes', 'VMware'],
    [null, 'Parallels16,1', 'yes', 'Parallels'],
    [null, 'MacBookPro11,1', 'unknown', undefined],
    [null, null, 'unknown', undefined],
    ['', '', 'unknown', undefined],
  ])('kern.hv_vmm_present %s and %s: %s', async (guest, model, is, name) => {
    const { virtualMachine, container, wsl } = await look(guest, model);
    expect(virtualMachine.is).toBe(is);
    expect(virtualMachine.name).toBe(name);
    expect(container.is).toBe('no');
    expect(wsl).toBe(false);
  });
});
