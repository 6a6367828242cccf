import type { Evidence } from '../../contract/finding';
import type { Host } from '../host';
import { once } from '../seen';
import { linuxMachine } from './linux';
import { macosMachine } from './macos';
import { type Room, roomOf } from './room';
import { windowsMachine } from './windows';

/** One answer with what it rests on. */
export interface Answer {
  readonly is: 'yes' | 'no' | 'unknown';
  /** `QEMU/KVM`, `Hyper-V`, `docker`, `podman`, `WSL`, `Alibaba Cloud` and the like. */
  readonly name?: string;
  readonly evidence: readonly Evidence[];
}

/** Two separate answers: a container may sit in a virtual machine. */
export interface Machine {
  readonly virtualMachine: Answer;
  readonly container: Answer;
  /** WSL is a virtual machine that shares the Windows drives: tidy separation, not a wall. */
  readonly wsl: boolean;
  /** A rented server, by the name of its provider. */
  readonly cloud: string | null;
}

export interface MachineProbe {
  look(): Promise<Machine>;
  /** Memory and free disk, asked only where somebody wonders if OpenClaw could live here. */
  room(): Promise<Room>;
}

const PLATFORMS = { linux: linuxMachine, darwin: macosMachine, win32: windowsMachine };

/** Tells what `host` runs in; asked once. */
export function createMachineProbe(host: Host): MachineProbe {
  return {
    look: once(() => PLATFORMS[host.platform](host).look()),
    room: once(() => roomOf(host)),
  };
}
