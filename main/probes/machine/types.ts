import type { Evidence } from '../../contract/finding';
import type { Capacity } from './capacity';

/** One answer with what it rests on. */
export interface MachineAnswer {
  readonly is: 'yes' | 'no' | 'unknown';
  /** `QEMU/KVM`, `Hyper-V`, `docker`, `podman`, `WSL`, `Alibaba Cloud` and the like. */
  readonly name?: string;
  readonly evidence: readonly Evidence[];
}

/** Two separate answers: a container may sit in a virtual machine. */
export interface Machine {
  readonly virtualMachine: MachineAnswer;
  readonly container: MachineAnswer;
  /** WSL is a virtual machine that shares the Windows drives: tidy separation, not a wall. */
  readonly wsl: boolean;
  /** A rented server, by the name of its provider. */
  readonly cloud: string | null;
}

export interface MachineProbe {
  look(): Promise<Machine>;
  /** Memory and free disk, asked only where somebody wonders if OpenClaw could live here. */
  room(): Promise<Capacity>;
}
