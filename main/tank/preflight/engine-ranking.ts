import type { Message, Platform } from '../../contract/finding';
import type { EngineId, IsolationKind } from '../../contract/tank';
import type { EngineFacts } from '../../probes/engines';
import type { Machine } from '../../probes/machine';

interface EngineKind {
  readonly boundary: IsolationKind;
  /** The name that people know it by. */
  readonly name: string;
  /** Where its driver ran with the real program; null: nowhere, and the driver lies in `drivers/experimental/`. */
  readonly tried: { readonly on: Platform; readonly with: string } | null;
}

export const ENGINE_KINDS: Readonly<Record<EngineId, EngineKind>> = {
  qemu: { boundary: 'machine', name: 'QEMU', tried: { on: 'linux', with: 'QEMU 7.2' } },
  podman: { boundary: 'container', name: 'Podman', tried: { on: 'linux', with: 'Podman 4.3' } },
  docker: { boundary: 'container', name: 'Docker', tried: null },
  lima: { boundary: 'machine', name: 'Lima', tried: null },
  multipass: { boundary: 'machine', name: 'Multipass', tried: null },
  virtualbox: { boundary: 'machine', name: 'VirtualBox', tried: null },
  hyperv: { boundary: 'machine', name: 'Hyper-V', tried: null },
  wsl: { boundary: 'tidy', name: 'WSL', tried: null },
};

const SYSTEMS: Readonly<Record<Platform, string>> = { linux: 'Linux', darwin: 'macOS', win32: 'Windows' };

/** Whether the driver ever ran with the real program on such a system. */
export function triedMessage(engine: EngineId, platform: Platform): Message {
  const { tried, name } = ENGINE_KINDS[engine];
  const system = SYSTEMS[platform];
  return tried?.on === platform
    ? { id: 'tank.ways-tried', values: { system, program: tried.with } }
    : { id: 'tank.ways-untried', values: { system, name } };
}

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
export function engineOrder(
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
