import type { Platform } from '../../contract/finding';
import type { EngineId } from '../../contract/tank';
import type { EngineFacts } from '../../probes/engines';
import { installs as hyperv } from '../engines/hyperv/install';
import { installs as lima } from '../engines/lima/install';
import { installs as multipass } from '../engines/multipass/install';
import { installs as virtualbox } from '../engines/virtualbox/install';
import { installs as wsl } from '../engines/wsl/install';
import { linuxInstall } from './packages';

/** One command that puts an engine's program on this computer. */
export interface Install {
  readonly program: string;
  readonly args: readonly string[];
  readonly admin: boolean;
  /** What it downloads, about. */
  readonly megabytes: number;
}

const KNOWN: Readonly<Partial<Record<EngineId, Partial<Record<Platform, Install>>>>> = {
  hyperv,
  lima,
  multipass,
  virtualbox,
  wsl,
};
/** Parts of Windows itself. */
const ALWAYS_THERE = ['dism', 'wsl'];

/** The command that puts an engine here; null where it is done by hand. Needs nothing that isn't there. */
export function installOf(engine: EngineId, platform: Platform, facts: EngineFacts): Install | null {
  if (platform === 'linux') return linuxInstall(engine, facts);
  const install = KNOWN[engine]?.[platform];
  return install && [...ALWAYS_THERE, ...facts.tools].includes(install.program) ? install : null;
}
