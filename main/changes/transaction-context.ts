import type { Actions } from '../system/write';
import type { Progress } from './index';
import type { Journal } from './journal';

/** What every batch of changes works with. */
export interface TransactionContext {
  /** The app's own folder. */
  readonly folder: string;
  readonly actions: Actions;
  readonly journal: Journal;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Stops a batch between two steps; what is under way is taken back. */
  readonly signal: AbortSignal;
  readonly report: (progress: Omit<Progress, 'done' | 'of'>) => void;
}
