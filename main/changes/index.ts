import type { Change, Outcome, PlannedFix, ShownChange, ShownEntry } from '../contract/change';
import type { Finding, Message } from '../contract/finding';
import type { Influence } from '../contract/influence';
import type { Probes } from '../probes';

/** One look for the engine: the findings, and readers that saw the same machine. */
export interface RescanResult {
  readonly findings: readonly Finding[];
  readonly probes: Probes;
  /** Answers once for each `about`, and anew when what was read for it was influenced. Left out: always anew. */
  ask?<T>(about: object, plan: () => Promise<T>): Promise<T>;
}

/** Looks at the machine: without influences at everything, with those of a change at what it can have influenced. */
export type Rescan = (influences?: readonly Influence[]) => Promise<RescanResult>;

/** Work that mends no single finding: stop, leave, an update's swap. */
export interface Operation {
  /** Stable id: `stop`, `leave`, … */
  readonly id: string;
  readonly does: Message;
  readonly changes: readonly Change[];
  /** Looks again: null when it is as it should be, else why not (then all is taken back). */
  verify(): Promise<Message | null>;
  readonly afterwards?: Message;
}

/** How far the batch has come; a step is one fix, entry or change. */
export interface Progress {
  readonly now: Message;
  readonly done: number;
  readonly of: number;
  readonly part?: number;
  readonly line?: string;
}

export interface RequestedFix {
  readonly id: string;
  /** As it was shown; null: as it is planned now (a terminal's `--yes`). */
  readonly fingerprint: string | null;
  /** As it was shown, for an end before anything could be planned anew; absent where nothing was. */
  readonly does?: Message;
}

/** What undo would do now with one entry. */
export interface UndoPreview {
  readonly entry: ShownEntry;
  /** As they would be made, backwards. No secrets. */
  readonly changes: readonly ShownChange[];
  /** What would be left, with what stood there before. */
  readonly left: readonly Message[];
}

/** Chooses among the fixes that a scan offers. */
export type ChooseFixes = (plans: readonly PlannedFix[]) => readonly RequestedFix[];

/**
 * Runs changes: remember, write the journal (fsync), carry out, look again, close the entry or take it back.
 * One at a time for this account, whoever asks: a second one is `refused`.
 */
export interface ChangeEngine {
  /**
   * Plans anew before each fix; what is not as shown any more is refused. What needs a fix that failed is skipped, and
   * everything else goes on. A function chooses among what the engine's own first scan offers, and once these are done
   * among what is offered only then, each fix once.
   */
  apply(wanted: readonly RequestedFix[] | ChooseFixes): Promise<readonly Outcome[]>;
  /** Newest first; none named: all that can be undone. */
  undo(entries: readonly string[]): Promise<readonly Outcome[]>;
  /** What `undo` would do now, in its order. Changes nothing. */
  previewUndo(entries: readonly string[]): Promise<readonly UndoPreview[]>;
  applyOperation(undertaking: Operation): Promise<Outcome>;
  /**
   * Deletes for good. First every entry that needs what lies there is made irreversible: not offered for undo any more, and its
   * former texts erased. What failed stays deleted as far as it came: `left-changed`.
   */
  purge(discarding: PurgeRequest): Promise<Outcome>;
  /** Newest first. A file of the journal that makes no sense is set aside and left out. */
  entries(): Promise<readonly ShownEntry[]>;
}

/** What is quarantined and is to be deleted for good. */
export interface PurgeRequest {
  /** Stable id: `forget`. */
  readonly id: string;
  readonly does: Message;
  /** Folders that were made for what was quarantined. */
  readonly places: readonly string[];
  /** Delete them; without an undo. */
  readonly changes: readonly Change[];
  /** Looks again: null when all is gone, else what is still there. */
  verify(): Promise<Message | null>;
}

/** What the log of changes says of each step; chained by hashes, so that a later edit shows. */
export interface LogRecord {
  /** Counts from 1. */
  readonly number: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** `sealed`: it can't be taken back any more, because what it needs for that is deleted for good. */
  readonly what:
    | 'begun'
    | 'done'
    | 'rolled-back'
    | 'undone'
    | 'undone-in-part'
    | 'left-changed'
    | 'refused'
    | 'repaired'
    | 'sealed';
  /** Empty where no entry was begun: `refused`, and `repaired`, which says that a crash cut the line before it off. */
  readonly entry: string;
  readonly fix: string;
  readonly finding: string | null;
  readonly changes: readonly ShownChange[];
  /** SHA-256 of the record before, in hexadecimal; 64 zeros for the first. */
  readonly previous: string;
  /** SHA-256 over this record without this field, as canonical JSON. */
  readonly hash: string;
}
