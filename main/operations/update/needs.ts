import type { Change, Outcome, ShownEntry, UpdateRisk } from '../../contract/change';
import type { Message } from '../../contract/finding';
import type { openRegistries } from '../../probes/releases/version-facts';
import type { Host } from '../../system/read';
import type { Processes } from '../../system/write/processes/end-process';
import type { UpdateProbes } from './surroundings';

/** How far an update has come; a step is one of its named ones. */
export interface UpdateProgress {
  readonly now: Message;
  readonly done: number;
  readonly of: number;
  readonly part?: number;
  readonly line?: string;
}

/** What an update needs of the engine in `fixes/`. */
export interface SwapEngine {
  applyOperation(undertaking: {
    readonly id: string;
    readonly does: Message;
    readonly changes: readonly Change[];
    verify(): Promise<Message | null>;
  }): Promise<Outcome>;
  undo(entries: readonly string[]): Promise<readonly Outcome[]>;
  entries(): Promise<readonly ShownEntry[]>;
}

export interface UpdateNeeds {
  readonly host: Host;
  /** The app's own folder. */
  readonly folder: string;
  readonly engine: SwapEngine;
  /** One update at a time for this account: null when another one is under way. */
  lock(): Promise<(() => Promise<void>) | null>;
  /** Milliseconds since 1970. */
  now(): number;
  /** Takes back what was begun. */
  readonly signal: AbortSignal;
  onProgress(progress: UpdateProgress): void;
  /** Processes of this computer, told apart by when they started. */
  readonly processes: Processes;
  /** Readers of what runs now: new ones each time. */
  look(): UpdateProbes;
  /** The last line that a program of the engine said, masked; null: none did. */
  lastLine?(): string | null;
  /** What the user chose, knowing. */
  readonly accepted: readonly UpdateRisk[];
  /** Opens the registries that are asked about dependencies; for tests. */
  readonly registries?: typeof openRegistries;
  /** How long a gateway may take to answer, in milliseconds; for tests. */
  readonly startLimitMs?: number;
}
