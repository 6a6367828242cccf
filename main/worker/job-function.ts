import type { JobKind, UnlocalizedProgress, UnlocalizedSummary } from '../contract/work';
import type { Job, JobTask } from './protocol';

/** What a job gets besides what it is asked for. */
export interface JobContext {
  readonly signal: AbortSignal;
  emit(working: UnlocalizedProgress): void;
}

export type TaskOfKind<K extends JobKind> = Extract<JobTask, { kind: K }>;

/** Runs jobs of one kind. Rejects only when nothing was begun. */
export type JobFunction<K extends JobKind> = (
  task: TaskOfKind<K>,
  job: Job,
  needs: JobContext,
) => Promise<UnlocalizedSummary>;
