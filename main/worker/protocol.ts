import type { RunningApp } from '../app-update/choose-release';
import type { RequestedFix } from '../changes';
import type { Accesses } from '../contract/accesses';
import type { AppUpdateStatus } from '../contract/app-update';
import type { UpdateRisk } from '../contract/change';
import type { Message, State } from '../contract/finding';
import type { RememberedReleases, ScanResult } from '../contract/scan-result';
import type { ScanProgress } from '../contract/state';
import type { EngineRanking, MovePlan, TankStatus } from '../contract/tank';
import type {
  JobKind,
  Preferences,
  Quarantined,
  UnlocalizedProgress,
  UnlocalizedSummary,
} from '../contract/work';
import type { UnlocalizedChange, UnlocalizedHistoryItem } from '../report/history/localize-history';
import type { Access } from '../system/read/access-log';
import type { TankRequest } from '../tank/lifecycle/command';

/** What is to be done before the scan that ends every job. */
export type JobTask =
  /** `asks`: with OpenClaw's own audit beside it, which somebody asked for. */
  | { readonly kind: 'look'; readonly asks?: 'second-opinion' }
  /** Asks the feeds for new holes. */
  | { readonly kind: 'refresh' }
  | { readonly kind: 'fix'; readonly fixes: readonly RequestedFix[] }
  /** None named: all. */
  | { readonly kind: 'undo'; readonly entries: readonly string[] }
  | { readonly kind: 'stop' }
  | { readonly kind: 'leave'; readonly data: 'keep' | 'delete' }
  | { readonly kind: 'forget' }
  | { readonly kind: 'update'; readonly copy: string; readonly accepted: readonly UpdateRisk[] }
  | ({ readonly kind: 'tank' } & TankTask)
  /** Puts a newer Tankmate in place of the one that runs. */
  | { readonly kind: 'app-update' };

/** Work on a tank. All names are known to main, all paths chosen by it or by the user in the system's own window. */
export type TankTask = TankRequest;

/** Changes something, and so must not be cut off half way. */
export const isWork = (task: JobTask): task is JobTask & { kind: JobKind } =>
  task.kind !== 'look' && task.kind !== 'refresh';

/** What main asks of a process of its own. */
export interface Job {
  readonly task: JobTask;
  readonly offline: boolean;
  /** The app's own folder, where its journal, history and advisory data lie. */
  readonly folder: string;
  readonly preferences: Preferences;
  readonly remembered?: RememberedReleases;
  readonly app: RunningApp;
  /** Whether it is time to ask for a newer Tankmate. */
  readonly asksApp?: boolean;
}

/** What a job came to. Its messages are in no language yet. */
export interface JobResult {
  readonly look: ScanResult;
  /** What was opened, run and asked for the look, but not for work before it. */
  readonly accesses?: Accesses;
  readonly changes: readonly UnlocalizedChange[];
  readonly history: readonly UnlocalizedHistoryItem[];
  /** What an uninstall quarantined and nobody has deleted yet. */
  readonly quarantined?: Quarantined | null;
  readonly tanks?: readonly TankStatus[];
  readonly offer?: EngineRanking;
  readonly moves?: readonly MovePlan[];
  /** Null after a scan that followed no work. */
  readonly work: UnlocalizedSummary | null;
  /** At least one of the feeds answered in this job. */
  readonly feedsAnswered?: boolean;
  readonly appUpdate?: AppUpdateStatus;
  /** Somebody who was asked for a newer Tankmate in this job said what can be believed. */
  readonly appAnswered?: boolean;
}

/** What that process tells meanwhile; `done` or `failed` comes last. */
export type JobEvent =
  | { readonly kind: 'progress'; readonly looking: ScanProgress }
  | { readonly kind: 'working'; readonly working: UnlocalizedProgress }
  /** Whether it only looks from now on, and so can be ended wherever it is, or has something to write. */
  | { readonly kind: 'phase'; readonly looking: boolean }
  | ({ readonly kind: 'done' } & JobResult)
  | { readonly kind: 'failed'; readonly because: Message };

/** The one message that main may send after the job. */
export const CANCEL = 'cancel';

/** What the terminal asks of the process that looks for it. */
export interface ScanRequest {
  /** The app's own folder. */
  readonly folder: string;
  readonly offline: boolean;
  /** Wants what `debug` is told: that process can't write a log itself. */
  readonly debugs: boolean;
  /** Wants to know what the look opened, ran and asked. */
  readonly traces: boolean;
}

/** What that process tells; `done` or `failed` comes last. */
export type ScanEvent =
  | { readonly kind: 'alive' }
  | { readonly kind: 'debug'; readonly text: string }
  | { readonly kind: 'finding'; readonly id: string; readonly state: State }
  | { readonly kind: 'accesses'; readonly accesses: readonly Access[] }
  | { readonly kind: 'done'; readonly look: ScanResult }
  | { readonly kind: 'failed'; readonly reason: string };
