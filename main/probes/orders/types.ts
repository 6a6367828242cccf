import type { TurnedLine } from '../../openclaw/dangers/turned-orders';
import type { Json } from '../../openclaw/read-settings';
import type { Setup } from '../openclaw/types';
import type { PartialResult } from '../partial-result';

/** Code that a gateway runs inside itself when something happens (docs/automation/hooks.md). */
export interface HookFolder {
  readonly name: string;
  readonly path: string;
  /** In the state folder, or in an agent's workspace. */
  readonly place: 'managed' | 'workspace';
}

/** A pack of hooks that npm brought, as its record tells it. */
export interface HookPack {
  readonly name: string;
  readonly path: string;
  /** The wish itself names an exact version. */
  readonly pinned: boolean;
  /** Its checksum is kept. */
  readonly proven: boolean;
  /** The version that was installed. */
  readonly version?: string;
  /** The version that its package.json says now; null where it says none, left out where nothing is to be compared. */
  readonly present?: string | null;
}

/** Which commands run on this computer without asking, as its own file or table says. */
export interface HostApprovals {
  /** The file, or the database with the table's name behind `#`. */
  readonly where: string;
  readonly value: Json;
}

/** A text that the agent obeys: instructions, memory, a planned task. Only what is wrong with it leaves the reader. */
export interface OrderText {
  /** The file; for one of several in a file, with its name behind a colon. */
  readonly where: string;
  /** Lines of it that turn the agent against its owner. */
  readonly turned: readonly TurnedLine[];
}

/** What tells an agent or a gateway what to do besides its settings and its people. */
export interface OrderProbe {
  hooks(setup: Setup): Promise<PartialResult<HookFolder>>;
  packs(setup: Setup): Promise<PartialResult<HookPack>>;
  approvals(setup: Setup): Promise<PartialResult<HostApprovals>>;
  instructions(setup: Setup): Promise<PartialResult<OrderText>>;
}
