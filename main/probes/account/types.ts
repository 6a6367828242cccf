import type { Evidence } from '../../contract/finding';

/**
 * - `administrator`: has the rights now (uid 0, elevated token, UAC off).
 * - `can-become`: gets them with its own password or a click, or is root in all but name (sudo, wheel, admin, docker, lxd, disk groups; a split token).
 * - `ordinary`: neither.
 */
export type Rights = 'administrator' | 'can-become' | 'ordinary' | 'unknown';

export interface Account {
  readonly name: string;
  /** Numeric id, or SID on Windows. */
  readonly id: string;
  readonly rights: Rights;
  /** Where the rights come from, or why they could not be told. */
  readonly evidence: readonly Evidence[];
}

export interface AccountProbe {
  /** The account that looks. */
  current(): Promise<Account>;
  /** Another account of this computer, by name, uid or SID. Rights `unknown` where it can't be told. */
  named(nameOrId: string): Promise<Account>;
}
