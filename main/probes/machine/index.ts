import type { Host } from '../../system/read';
import { memoize } from '../partial-result';
import { capacityOf } from './capacity';
import { linuxMachine } from './machine-linux';
import { macosMachine } from './machine-macos';
import { windowsMachine } from './machine-windows';
import type { MachineProbe } from './types';

export type { Machine, MachineAnswer, MachineProbe } from './types';

const PLATFORMS = { linux: linuxMachine, darwin: macosMachine, win32: windowsMachine };

/** Tells what `host` runs in; asked once. */
export function createMachineProbe(host: Host): MachineProbe {
  return {
    look: memoize(() => PLATFORMS[host.platform](host).look()),
    room: memoize(() => capacityOf(host)),
  };
}
