import type { Look, RememberedReleases } from '../contract/look';
import type { Report } from '../contract/report';
import type { Looking } from '../contract/state';
import type {
  ChangeEntry,
  HistoryItem,
  Preferences,
  PutAway,
  ShownMove,
  ShownOffer,
  ShownTank,
  Told,
  WorkDone,
  Working,
  WorkKind,
} from '../contract/work';
import type { Deed } from '../tank/deed';

/** The same report in every language, so that switching costs nothing. */
export type Reports = Told<Report>;

/** What is to be done before the look that ends every errand. */
export type Task =
  | { readonly kind: 'look' }
  /** Asks the feeds for new holes. */
  | { readonly kind: 'refresh' }
  | { readonly kind: 'fix'; readonly fixes: readonly { readonly id: string; readonly fingerprint: string }[] }
  /** None named: all. */
  | { readonly kind: 'undo'; readonly entries: readonly string[] }
  | { readonly kind: 'stop' }
  | { readonly kind: 'leave'; readonly data: 'keep' | 'delete' }
  | { readonly kind: 'forget' }
  | { readonly kind: 'update'; readonly copy: string }
  | ({ readonly kind: 'tank' } & TankTask);

/** Work on a tank. All names are known to main, all paths chosen by it or by the user in the system's own window. */
export type TankTask = Deed;

/** Changes something, and so must not be cut off half way. */
export const isWork = (task: Task): task is Task & { kind: WorkKind } =>
  task.kind !== 'look' && task.kind !== 'refresh';

/** What main asks of a process of its own. */
export interface Errand {
  readonly task: Task;
  readonly offline: boolean;
  /** The app's own folder, where its journal, history and advisory data lie. */
  readonly folder: string;
  readonly preferences: Preferences;
  readonly remembered?: RememberedReleases;
  /** The look of an earlier run, to be put into words first: something to show while looking. */
  readonly previous?: Look;
}

/** What an errand came to. */
export interface Ended {
  readonly look: Look;
  readonly reports: Reports;
  readonly changes: Told<readonly ChangeEntry[]>;
  readonly history: Told<readonly HistoryItem[]>;
  /** What leaving put away and nobody has deleted yet. */
  readonly putAway?: PutAway | null;
  readonly tanks?: Told<readonly ShownTank[]>;
  readonly offer?: Told<ShownOffer>;
  readonly moves?: Told<readonly ShownMove[]>;
  /** Null after a look that followed no work. */
  readonly work: Told<WorkDone> | null;
  /** At least one of the feeds answered in this errand. */
  readonly feedsAnswered?: boolean;
}

/** What that process tells meanwhile; `done` or `failed` comes last. */
export type News =
  | { readonly kind: 'previous'; readonly reports: Reports }
  | { readonly kind: 'progress'; readonly looking: Looking }
  | { readonly kind: 'working'; readonly working: Told<Working> }
  | ({ readonly kind: 'done' } & Ended)
  | { readonly kind: 'failed'; readonly reason: string };

/** The one word that main may say after the errand. */
export const CANCEL = 'cancel';
