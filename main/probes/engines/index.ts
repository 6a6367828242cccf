import type { Host } from '../../system/read';
import { memoize } from '../partial-result';
import { linuxEngines } from './engines-linux';
import { macosEngines } from './engines-macos';
import { windowsEngines } from './engines-windows';
import { sandboxEngines } from './sandbox-engines';
import type { EngineProbe } from './types';

export type { Acceleration, EngineDetection, EngineFacts, EngineProbe, SandboxEngine } from './types';

const PLATFORMS = { linux: linuxEngines, darwin: macosEngines, win32: windowsEngines };

/** What tanks could be made with here; asked once. */
export const createEngineProbe = (host: Host): EngineProbe => ({
  look: memoize(() => PLATFORMS[host.platform](host)),
  sandbox: memoize(() => sandboxEngines(host)),
});
