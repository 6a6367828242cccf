import type { Message } from '../contract/finding';
import type { NpmPlace } from '../openclaw/keeper';
import type { Channel } from '../openclaw/release-channel';
import type { Gateway } from '../probes/gateways';
import type { Copy, Service, Setup } from '../probes/openclaw';
import type { Release } from '../probes/releases/release';
import type { PnpmPlace } from './pnpm';
import type { Signed } from './signature';
import type { Tool } from './stage';

/** How a copy is kept, where we can bring it up to date. */
export type Owner = NpmPlace | { readonly kind: 'pnpm'; readonly place: PnpmPlace };

/** All that was found out before anything is done. */
export interface UpdatePlan {
  readonly copy: Copy;
  readonly from: string;
  readonly channel: Channel;
  readonly release: Release;
  /** Host name of the registry that answered. */
  readonly registry: string;
  /** Address to use in place of the user's own npm setting; null: theirs. */
  readonly address: string | null;
  /** Who vouches for the package besides that registry: npm's signature, npm's own registry, or nobody. */
  readonly vouched: Exclude<Signed, 'forged'> | 'compared';
  readonly owner: Owner;
  readonly tool: Tool;
  /** The Node under the copy now. */
  readonly node: { readonly path: string; readonly version: string };
  /** Range of a Node to bring along; null: the present one does. */
  readonly bring: string | null;
  /** Setups whose state is backed up and migrated. */
  readonly setups: readonly Setup[];
  readonly gateways: readonly Gateway[];
  readonly services: readonly Service[];
  /** Bytes. */
  readonly room: { readonly needed: number; readonly free: number };
}

/** `current`: a registry answered, and there is nothing newer. `refused`: it can't be done by us, with what to do. */
export type Preflight =
  | { readonly state: 'ready'; readonly plan: UpdatePlan }
  | { readonly state: 'current'; readonly because: Message }
  | { readonly state: 'refused'; readonly because: Message };
