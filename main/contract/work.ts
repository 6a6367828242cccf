import type { EntryState, FixResult, Outcome, ShownChange, UpdateRisk } from './change';
import type { Message, Severity } from './finding';
import type { AttemptId, AttemptOutcome, EngineOption, TankStatus } from './tank';

/** What can be under way besides a scan. One at a time. */
export type JobKind = 'fix' | 'undo' | 'update' | 'stop' | 'leave' | 'forget' | 'tank' | 'app-update';

/** How far it has come, in the reader's language. */
export interface JobProgress {
  readonly kind: JobKind;
  /** What is being done now, as a sentence. */
  readonly now: string;
  readonly done: number;
  readonly of: number;
  /** Of the step that is under way, 0 to 1; null when it can't be told. */
  readonly part: number | null;
  /** Of a download; absent: nothing is being downloaded. */
  readonly bytes?: { readonly done: number; readonly of: number };
  /** Milliseconds still to go, as a guess; absent: nobody can tell. */
  readonly leftMs?: number;
  /** Which work on the tank it is. */
  readonly tank?: TankCommandId;
  /** The last lines that programs said, for those who unfold them. */
  readonly lines: readonly string[];
  readonly cancellable: boolean;
}

/** As `JobProgress`, in no language yet. */
export interface UnlocalizedProgress extends Omit<JobProgress, 'now'> {
  readonly now: Message;
}

/** What can be done with a tank. `move-in` needs to know what is ticked, `restore` and `drop` which snapshot. */
export const TANK_COMMANDS = [
  'create',
  'start',
  'stop',
  'remove',
  'receipt',
  'snapshot',
  'restore',
  'drop',
  'update',
  'move-in',
  'move-out',
  'send',
  'fetch',
  'give-key',
  'ask',
] as const;
export type TankCommandId = (typeof TANK_COMMANDS)[number];

/** A way to make a tank, in the reader's language. */
export interface ShownEngineOption extends Omit<EngineOption, 'because' | 'tried' | 'leavesOpen'> {
  readonly because: string;
  readonly tried: string;
  readonly leavesOpen: string | null;
}

/** What can be done here, in the reader's language. */
export interface ShownEngineRanking {
  readonly best: ShownEngineOption | null;
  readonly others: readonly ShownEngineOption[];
}

export interface ShownAttempt {
  readonly id: AttemptId;
  readonly outcome: AttemptOutcome;
  /** What was tried, and how it ended. */
  readonly title: string;
  readonly saw: string;
}

/** A provider of models whose key the tank may be given. */
export interface ModelChoice {
  readonly id: string;
  /** Product's name. */
  readonly name: string;
  /** Names the page of its keys for a click; null: none is known. */
  readonly issuer: string | null;
  /** Where it is at home; null: the settings that moved in name it, and nothing more is known. */
  readonly home: 'china' | 'world' | null;
  /** The settings that moved in ask it. */
  readonly wanted: boolean;
}

/** A tank in the reader's language. */
export interface ShownTank extends Omit<TankStatus, 'step' | 'receipt' | 'wants'> {
  /** The engine's product name. */
  readonly engineName: string;
  readonly step: string | null;
  readonly receipt: { readonly at: string; readonly tries: readonly ShownAttempt[] } | null;
  /** The one that the settings inside ask first, then those that people usually have. */
  readonly models: readonly ModelChoice[];
}

/** What would move into the tank, in the reader's language. */
export interface ShownMove {
  readonly id: string;
  readonly from: string;
  readonly files: number;
  readonly bytes: number;
  readonly flagged: readonly { readonly id: string; readonly path: string; readonly why: string }[];
  readonly secrets: readonly {
    readonly id: string;
    readonly provider: string;
    readonly count: number;
    /** False when no page of the provider is known. */
    readonly page?: boolean;
  }[];
  readonly left: readonly string[];
}

/** How one fix, undo, update, stop or uninstall ended, in the reader's language. */
export interface JobOutcome {
  readonly fix: string;
  readonly entry: string | null;
  readonly does: string;
  readonly result: FixResult;
  readonly because: string;
  readonly afterwards: string | null;
  readonly choices?: readonly UpdateRisk[];
}

/** A key that lay open, and where its provider lets one renew it. */
export interface KeyToRenew {
  /** Rule of the scan, as `anthropic-api-key`; names the page for a click. */
  readonly id: string;
  /** Product's name. */
  readonly provider: string;
  readonly count: number;
  /** False when no page of the provider is known. */
  readonly page: boolean;
}

/** What the last work came to. */
export interface JobSummary {
  readonly kind: JobKind;
  /** Which work on the tank it was. */
  readonly tank?: TankCommandId;
  readonly outcomes: readonly JobOutcome[];
  readonly keys: readonly KeyToRenew[];
  /** What a scan after an uninstall still found, or could not see. Absent: not asked. */
  readonly left?: readonly Leftover[];
}

/** As `JobSummary`, in no language yet. Of what is left each message is the reason, its `where` the thing. */
export interface UnlocalizedSummary extends Omit<JobSummary, 'outcomes' | 'left'> {
  readonly outcomes: readonly Outcome[];
  readonly left?: readonly Message[];
}

/** One thing that an uninstall left, in the reader's language. */
export interface Leftover {
  /** Path or name; empty where there is none. */
  readonly where: string;
  readonly why: string;
}

/** What an uninstall quarantined and nobody has deleted yet. */
export interface Quarantined {
  /** Where each thing lay before; its place now where that is not known any more. */
  readonly things: readonly string[];
  /** Folder in which all of it lies. */
  readonly place: string;
  readonly bytes: number;
}

/** One change of the journal, in the reader's language. */
export interface ChangeEntry {
  readonly id: string;
  readonly fix: string;
  readonly finding: string | null;
  readonly does: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly state: EntryState;
  readonly changes: readonly ShownChange[];
  /** Of one that was taken back in part: what others had changed since, with what stood there before. */
  readonly left?: readonly string[];
  /** What undo would do with it as things stood at the last scan; absent: nothing is left to take back. */
  readonly undo?: { readonly changes: readonly ShownChange[]; readonly left: readonly string[] };
}

/** What happened, newest first: looks with what was different from the one before, and changes. */
export type HistoryItem =
  | {
      readonly kind: 'look';
      /** ISO 8601, UTC; of the first of several that found the same. */
      readonly at: string;
      /** When the last of several that found the same was. Absent when there was only one. */
      readonly until?: string;
      /** How many found the same, one after the other. Absent: one. */
      readonly count?: number;
      /** How many findings asked for something: they needed attention, or could not be told. */
      readonly things: number;
      readonly title: string;
      /** What got worse or better since the scan before; sentences. */
      readonly worse: readonly string[];
      readonly better: readonly string[];
    }
  | ({ readonly kind: 'change' } & ChangeEntry);

export const SNOOZES = ['hour', 'day', 'week'] as const;
export type Snooze = (typeof SNOOZES)[number];
/** For how long a finding can be accepted. */
export const TERMS = ['month', 'quarter', 'year'] as const;
export type Term = (typeof TERMS)[number];

/** A finding that the user lives with for a while. Critical ones come back. */
export interface Accepted {
  readonly finding: string;
  /** How bad it was then: worse than that comes back. Absent where it could not be told. */
  readonly severity?: Severity;
  /** In the user's words. */
  readonly reason: string;
  /** ISO 8601, UTC. */
  readonly since: string;
  readonly until: string;
}

/** The newest notice. */
export interface LastNotice {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** What it is about first of all. */
  readonly finding: string;
  readonly title: string;
}

/** Where OpenClaw can live. */
export const PLACES = ['tank', 'here'] as const;
export type Place = (typeof PLACES)[number];

/** What the user has chosen. */
export interface Preferences {
  /** Ask OSV, GitHub and npm for new holes, once a day. */
  readonly asksFeeds: boolean;
  /** Ask for a newer Tankmate, once a day. */
  readonly asksAppUpdates: boolean;
  /** The version of Tankmate that is to be said no more of; null: none. */
  readonly postponedVersion: string | null;
  /** Where updates come from: the user's own npm setting, or npmmirror. */
  readonly mirror: 'own' | 'npmmirror';
  /** Null: not asked yet. */
  readonly startsAtLogin: boolean | null;
  /** ISO 8601, UTC; null: notices come. */
  readonly snoozedUntil: string | null;
  readonly accepted: readonly Accepted[];
  /** Where OpenClaw shall live: in a tank of its own, or here, where it only talks. Null: not asked yet. */
  readonly place: Place | null;
}
