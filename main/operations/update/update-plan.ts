import type { UpdateRisk } from '../../contract/change';
import type { Message } from '../../contract/finding';
import type { NodePin } from '../../openclaw/node-pins';
import type { NpmPlace } from '../../openclaw/package-manager';
import type { ReleaseChannel } from '../../openclaw/release-channel';
import type { Gateway } from '../../probes/gateways';
import type { Copy, Service, Setup } from '../../probes/openclaw';
import type { Release } from '../../probes/releases/release';
import type { PnpmPlace } from './pnpm';
import type { PackageTool } from './stage';
import type { Vouched } from './verify-lock';

/** How a copy is kept, where we can bring it up to date. */
export type CopyManager = NpmPlace | { readonly kind: 'pnpm'; readonly place: PnpmPlace };

export interface Risk {
  readonly id: UpdateRisk;
  readonly says: Message;
}

/** All that was found out before anything is done. */
export interface UpdatePlan {
  readonly copy: Copy;
  readonly from: string;
  readonly channel: ReleaseChannel;
  readonly release: Release;
  /** Host name of the registry that answered. */
  readonly registry: string;
  /** Address to use in place of the user's own npm setting; null: theirs. */
  readonly address: string | null;
  /** Who vouches for the package besides that registry. */
  readonly vouched: Vouched;
  /** What isn't done unless the user chooses it, knowing. */
  readonly risks: readonly Risk[];
  readonly owner: CopyManager;
  readonly tool: PackageTool;
  /** npm, also where it doesn't keep the copy; null: there is none, and nothing to fetch with it. */
  readonly npm: PackageTool | null;
  /** The Node under the copy now. */
  readonly node: { readonly path: string; readonly version: string };
  /** A Node to bring along; null: the present one does. */
  readonly bring: NodePin | null;
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
