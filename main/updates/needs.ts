import type { Change, Outcome, ShownEntry } from '../contract/change';
import type { Message } from '../contract/finding';
import type { Host } from '../probes/host';

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
  carryOut(undertaking: {
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
  /** How long a gateway may take to answer, in milliseconds; for tests. */
  readonly startLimitMs?: number;
}
