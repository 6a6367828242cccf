import type { Setup } from '../openclaw';
import type { Seen } from '../seen';

export interface Extension {
  readonly name: string;
  readonly path: string;
  /** `bundled` ships with OpenClaw; `unrecorded` has no record of where it came from. */
  readonly source: 'bundled' | 'clawhub' | 'npm' | 'git' | 'path' | 'unrecorded' | 'unknown';
  /** The registry, package or address that is recorded. */
  readonly from?: string;
  readonly version?: string;
  /** Held to one exact version or commit. */
  readonly pinned: boolean | null;
  readonly enabled: boolean | null;
}

export interface ExtensionProbe {
  skills(setup: Setup): Promise<Seen<Extension>>;
  plugins(setup: Setup): Promise<Seen<Extension>>;
}
