import type { Platform } from '../../contract/finding';
import type { EngineId, Wall } from '../../contract/tank';
import type { EngineFacts } from '../../probes/engines';
import type { Machine } from '../../probes/machine';

/** What each engine's walls are, and the name that people know it by. */
export const KINDS: Readonly<Record<EngineId, { readonly wall: Wall; readonly name: string }>> = {
  qemu: { wall: 'machine', name: 'QEMU' },
  podman: { wall: 'container', name: 'Podman' },
  docker: { wall: 'container', name: 'Docker' },
  lima: { wall: 'machine', name: 'Lima' },
  multipass: { wall: 'machine', name: 'Multipass' },
  virtualbox: { wall: 'machine', name: 'VirtualBox' },
  hyperv: { wall: 'machine', name: 'Hyper-V' },
  wsl: { wall: 'tidy', name: 'WSL' },
};

/** Offered only where it is there already: it is never put on a computer for this. */
export const ONLY_IF_THERE: Readonly<Record<Platform, readonly EngineId[]>> = {
  linux: ['lima', 'multipass', 'virtualbox', 'docker'],
  darwin: ['multipass', 'virtualbox'],
  win32: ['multipass'],
};

/**
 * From best to last. A kernel of its own first; inside a virtual machine, or where the processor gives no help, a
 * container without root before a virtual machine that would be many times slower. On Windows, Hyper-V where the
 * edition has it, then VirtualBox, and WSL last: it is tidy, and no wall.
 */
export function ladder(
  platform: Platform,
  { acceleration }: Pick<EngineFacts, 'acceleration'>,
  { virtualMachine }: Pick<Machine, 'virtualMachine'>,
): readonly EngineId[] {
  if (platform === 'darwin') return ['lima', 'multipass', 'virtualbox'];
  if (platform === 'win32') return ['hyperv', 'multipass', 'virtualbox', 'wsl'];
  const helped = acceleration.is === 'usable' && virtualMachine.is !== 'yes';
  return helped
    ? ['qemu', 'podman', 'lima', 'multipass', 'virtualbox', 'docker']
    : ['podman', 'docker', 'qemu', 'lima', 'multipass', 'virtualbox'];
}
