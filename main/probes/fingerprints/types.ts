import type { Setup } from '../openclaw/types';
import type { PartialResult } from '../partial-result';
import type { Fingerprint } from './fingerprint';
import type { Comparison, KeptFingerprints } from './kept-fingerprints';

/** What was kept of the looks before. `none`: nothing was ever; `lost`: something was, and is gone or broken. */
export type KeptState =
  | { readonly state: 'none' }
  | { readonly state: 'lost'; readonly where: string }
  | { readonly state: 'kept'; readonly kept: KeptFingerprints };

export interface FingerprintProbe {
  /** When this look was begun, ISO 8601. */
  readonly at: string;
  /** Of every skill, plugin, hook and pack of hooks that was added to what comes with OpenClaw. */
  now(setup: Setup): Promise<PartialResult<Fingerprint>>;
  /** What Tankmate itself kept after the looks before. */
  before(): Promise<KeptState>;
  /** How an extension stands against what was kept. */
  compare(now: Fingerprint, kept: KeptFingerprints): Comparison;
}
