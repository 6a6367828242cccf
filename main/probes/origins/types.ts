import type { RegistryRank } from '../../openclaw/origins';
import type { Copy } from '../openclaw/types';
import type { Gap } from '../partial-result';

/** One thing that tells where a copy came from. */
export interface OriginRecord {
  /** The file that tells it. */
  readonly where: string;
  /** `web` was fetched from there, `git` cloned, `local` was a file or folder of this computer. */
  readonly by: 'web' | 'git' | 'local';
  /** Address, without anybody's credentials; of pnpm, yarn and bun their registry's where no other is named. */
  readonly from: string;
  /** Of `web`: whose registry that is. */
  readonly rank: RegistryRank | null;
  /** Name and version that were got; null where it doesn't tell. */
  readonly name: string | null;
  readonly version: string | null;
  /** The checksum that was held against what came. */
  readonly integrity: string | null;
}

/** What tells where a copy came from. */
export interface CopyOrigin {
  /** `repository` of its package.json, as it is written; null where it names none. */
  readonly repository: string | null;
  readonly records: readonly OriginRecord[];
  readonly gaps: readonly Gap[];
}

/** The registry that npm asks here. */
export interface RegistryInUse {
  readonly address: string;
  readonly rank: RegistryRank | null;
  /** Encrypted, and certificates are checked. */
  readonly proven: boolean;
}

export interface OriginProbe {
  /** Of a copy that lies on this computer itself. Nothing is asked of the network. */
  of(copy: Copy): Promise<CopyOrigin>;
  /** By npm's own settings for this account. Rejects where these can't be read. */
  registry(): Promise<RegistryInUse>;
}
