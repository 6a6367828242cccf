import type { ShownAppUpdate } from './app-update';
import type { Card } from './card';
import type { TileId } from './finding';
import type { Language, Report } from './report';
import type {
  ChangeEntry,
  HistoryItem,
  JobProgress,
  JobSummary,
  LastNotice,
  Preferences,
  Quarantined,
  ShownEngineRanking,
  ShownMove,
  ShownTank,
} from './work';

/** How far a scan has come: a tile is done when all its checks have answered. */
export interface ScanProgress {
  readonly done: number;
  readonly of: number;
  readonly tilesDone: readonly TileId[];
  /** All checks have answered, and OpenClaw's own audit is being asked. Absent: not now. */
  readonly asks?: 'second-opinion';
}

/** What the app is made of. */
export interface About {
  readonly version: string;
  readonly electron: string;
  readonly chromium: string;
  readonly node: string;
  /** False in a checkout in which the licences were not gathered. */
  readonly hasNotices: boolean;
}

/** All that the page, the tray and the notices know. Main owns it; every change raises the revision. */
export interface AppState {
  readonly revision: number;
  readonly language: Language;
  /** The user’s own home, for which `~` stands in what is shown. */
  readonly home?: string;
  /** The user has seen the welcome and asked for a scan, now or in an earlier run. */
  readonly welcomed: boolean;
  readonly looking: ScanProgress | null;
  /** The newest scan, in the language above. While looking, the one before it. */
  readonly report: Report | null;
  /** Why the last scan ended without a report; null when it did not. */
  readonly lookFailed: 'cancelled' | 'failed' | null;
  /** Why it failed, where that is known: a part of a sentence. */
  readonly failure?: string | null;
  /** Something is being changed; null when nothing is. */
  readonly working: JobProgress | null;
  /** What the last change came to, until it is dismissed; null when there is nothing to tell. */
  readonly workDone: JobSummary | null;
  /** The journal, newest first. */
  readonly changes: readonly ChangeEntry[];
  /** Looks and changes, newest first. */
  readonly history: readonly HistoryItem[];
  readonly preferences: Preferences;
  /** What an uninstall quarantined and can be deleted for good; null or absent: nothing. */
  readonly quarantined?: Quarantined | null;
  /** Tanks of ours, made or being made. Absent: not looked yet. */
  readonly tanks?: readonly ShownTank[];
  /** What a tank could be made with here; null or absent: not looked yet. */
  readonly offer?: ShownEngineRanking | null;
  /** What of a home outside would move into the tank; empty: there is none, or no tank to move into. */
  readonly moves?: readonly ShownMove[];
  /** The finding that a notice asks to be shown; null when none does. */
  readonly wanted: string | null;
  /** The screen that the menu asks to be shown; null or absent: none. */
  readonly wantedScreen?: 'settings' | 'about' | null;
  readonly about?: About;
  /**
   * Settings files that OpenClaw itself can’t read; `reason` is a part of a sentence, `fix` the id of what puts a backup in
   * its place. Absent: not looked yet.
   */
  readonly brokenSettings?: readonly {
    readonly file: string;
    readonly line: number | null;
    readonly reason: string;
    readonly fix?: string;
  }[];
  /** The helper’s card, as it was made last; absent: none was. */
  readonly card?: Card;
  /** The newest notice since the app was started. */
  readonly lastNotice?: LastNotice | null;
  /** How it stands with newer versions of Tankmate itself. Absent: not looked yet. */
  readonly appUpdate?: ShownAppUpdate;
  /** False where this start has no fixed place that a start at login could name: from source code, say. */
  readonly canStartAtLogin?: boolean;
  /** False where the desktop shows no tray, so that closing the window ends the app. */
  readonly tray: boolean;
  /** True where the window runs without Chromium's sandbox, as on a system that lets an AppImage have none. */
  readonly sandboxOff?: boolean;
  /** Where the debug log is written; null or absent: it is off. */
  readonly debugLog?: string | null;
}

/** New values of some fields. No field is ever taken out of the state. */
export type StatePatch = Partial<Omit<AppState, 'revision'>>;

/** One change of the state: a state of the revision before it, with the patch put in, is the state of this revision. */
export interface StateChange {
  readonly revision: number;
  readonly patch: StatePatch;
}
