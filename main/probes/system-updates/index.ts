import type { Host } from '../../system/read';
import { memoize } from '../partial-result';
import type { SystemUpdatesProbe } from './types';
import { linuxUpdates } from './updates-linux';
import { macosUpdates } from './updates-macos';
import { windowsUpdates } from './updates-windows';

export type { SystemUpdates, SystemUpdatesProbe } from './types';

const PLATFORMS = { linux: linuxUpdates, darwin: macosUpdates, win32: windowsUpdates };

/** Tells how the system that `host` is stands with its own updates; asked once. */
export function createSystemUpdatesProbe(host: Host): SystemUpdatesProbe {
  return { look: memoize(() => PLATFORMS[host.platform](host).look()) };
}
