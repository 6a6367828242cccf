import type { TileId } from './finding';
import type { Language, Report } from './report';
import type {
  ChangeEntry,
  HistoryItem,
  LastNotice,
  Preferences,
  PutAway,
  ShownMove,
  ShownOffer,
  ShownTank,
  WorkDone,
  Working,
} from './work';

/** How far a look has come: a tile is done when all its checks have answered. */
export interface Looking {
  readonly done: number;
  readonly of: number;
  readonly tilesDone: readonly TileId[];
}

/** All that the page, the tray and the notices know. Main owns it; every change raises the revision. */
export interface AppState {
  readonly revision: number;
  readonly language: Language;
  /** The user has seen the welcome and asked for a look, now or in an earlier run. */
  readonly welcomed: boolean;
  readonly looking: Looking | null;
  /** The newest look, in the language above. While looking, the one before it. */
  readonly report: Report | null;
  /** Why the last look ended without a report; null when it did not. */
  readonly lookFailed: 'cancelled' | 'failed' | null;
  /** Something is being changed; null when nothing is. */
  readonly working: Working | null;
  /** What the last change came to, until it is put away; null when there is nothing to tell. */
  readonly workDone: WorkDone | null;
  /** The journal, newest first. */
  readonly changes: readonly ChangeEntry[];
  /** Looks and changes, newest first. */
  readonly history: readonly HistoryItem[];
  readonly preferences: Preferences;
  /** What leaving put away and can be deleted for good; null or absent: nothing. */
  readonly putAway?: PutAway | null;
  /** Tanks of ours, made or being made. Absent: not looked yet. */
  readonly tanks?: readonly ShownTank[];
  /** What a tank could be made with here; null or absent: not looked yet. */
  readonly offer?: ShownOffer | null;
  /** What of a home outside would move into the tank; empty: there is none, or no tank to move into. */
  readonly moves?: readonly ShownMove[];
  /** The finding that a notice asks to be shown; null when none does. */
  readonly wanted: string | null;
  /** The newest notice since the app was started. */
  readonly lastNotice?: LastNotice | null;
  /** False where this start has no fixed place that a start at login could name: from source code, say. */
  readonly canStartAtLogin?: boolean;
  /** False where the desktop shows no tray, so that closing the window ends the app. */
  readonly tray: boolean;
}
