import type { Message } from '../../contract/finding';
import type { ServiceGrants, Setup } from '../openclaw/types';
import type { PartialResult } from '../partial-result';
import type { StateFile } from './state-files';

/** Who else can get at a file or folder, besides its owner and the system itself. */
export interface Permission {
  readonly path: string;
  readonly kind: 'file' | 'folder';
  readonly owner: string | null;
  /** As the system writes it: `0644`, or an SDDL string. */
  readonly mode: string;
  /** Counting the folders above it: a 0644 file in a 0700 folder is reached by nobody. */
  readonly others: 'none' | 'read' | 'write' | 'unknown';
  /** Names of groups or accounts that reach it; `everyone` for all. */
  readonly who: readonly string[];
  readonly because?: Message;
}

/** A permission of something that OpenClaw keeps, with what it holds. */
export type StatePermission = Permission & Pick<StateFile, 'holds'>;

/** What one account may do with a place that exists. */
export interface AccountAccess {
  readonly path: string;
  readonly reach: 'opens' | 'refused' | 'unknown';
  /** With `unknown`. */
  readonly because?: Message;
}

export interface PermissionProbe {
  /**
   * What an account, by its name or number, may open by the rights of Linux and macOS; macOS' own questions to the user
   * are not counted. `pids` are its processes here, which may have more groups and rights than the account; `grants` is what
   * services give to those that they start. Null where the account or a group of these isn't known, and on Windows.
   */
  accountAccess(
    account: string,
    paths: readonly string[],
    pids?: readonly number[],
    grants?: readonly ServiceGrants[],
  ): Promise<readonly AccountAccess[] | null>;
  /** One for each path that exists. */
  of(paths: readonly string[]): Promise<readonly Permission[]>;
  /** The state folder of a setup and what matters in it, its backups and its logs. */
  within(setup: Setup): Promise<PartialResult<StatePermission>>;
}
