import type { Gateway, Process } from '../gateways/types';
import type { Copy, Service, Setup } from '../openclaw/types';
import type { Proof } from './program-identity';

export type { ProgramIdentity, Proof } from './program-identity';

/**
 * Whose something is:
 * - `this-home`: the OpenClaw of the account and home that are looked at.
 * - `other-account`: OpenClaw, of another account or of another home.
 * - `somebody-else`: not OpenClaw's, whatever it is called.
 * - `unknown`: it can't be told. It is left alone, and named.
 */
export type Owner = 'this-home' | 'other-account' | 'somebody-else' | 'unknown';

/**
 * Who may act on it: `us`, by this account's own rights; an `administrator`, whom we may ask (services of the whole
 * computer, what this account runs with higher rights); `its-account`, which has to do it itself; or `nobody` of ours.
 */
export type Actor = 'us' | 'administrator' | 'its-account' | 'nobody';

export interface Ownership {
  readonly owner: Owner;
  readonly actor: Actor;
  /** Account whose it is; null where that can't be told. */
  readonly account: string | null;
  readonly evidence: readonly Proof[];
}

/** What can be asked about. */
export type Thing =
  | { readonly kind: 'process'; readonly process: Process }
  | { readonly kind: 'gateway'; readonly gateway: Gateway }
  | { readonly kind: 'service'; readonly service: Service }
  | { readonly kind: 'copy'; readonly copy: Copy }
  | { readonly kind: 'setup'; readonly setup: Setup }
  /** A command that something would run, in a folder; null where that can't be told. */
  | { readonly kind: 'command'; readonly args: readonly string[]; readonly cwd: string | null };

/** Answers for everything that is looked at, stopped, left, updated or mended whose it is. */
export interface OwnershipProbe {
  /** Never rejects but when the look ends: what can't be read makes `unknown`. */
  ownerOf(thing: Thing): Promise<Ownership>;
}
