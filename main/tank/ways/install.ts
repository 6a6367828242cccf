import type { Platform } from '../../contract/finding';
import type { EngineId } from '../../contract/tank';
import type { EngineFacts } from '../../probes/engines';
import { linuxInstall } from './packages';

/** One command that puts an engine's program on this computer. */
export interface Install {
  readonly program: string;
  readonly args: readonly string[];
  readonly admin: boolean;
  /** What it downloads, about. */
  readonly megabytes: number;
}

/** The command that puts an engine here; null where it is done by hand. Needs nothing that isn't there. */
export function installOf(engine: EngineId, platform: Platform, facts: EngineFacts): Install | null {
  if (platform === 'linux') return linuxInstall(engine, facts);
  return null;
}
