import type { JobKind, UnlocalizedSummary } from '../contract/work';
import type { JobContext, JobFunction, TaskOfKind } from './job-function';
import type { Job } from './protocol';

/** One line a kind; each is loaded when it is first needed. */
const LOADERS: { readonly [K in JobKind]?: () => Promise<JobFunction<K>> } = {
  fix: async () => (await import('./jobs/fix')).fixJob,
  undo: async () => (await import('./jobs/undo')).undoJob,
  stop: async () => (await import('./jobs/stop')).stopJob,
  leave: async () => (await import('./jobs/uninstall')).uninstallJob,
  forget: async () => (await import('./jobs/purge')).purgeJob,
  update: async () => (await import('./jobs/update')).updateJob,
  tank: async () => (await import('./jobs/tank')).tankJob,
  'app-update': async () => (await import('./jobs/app-update')).appUpdateJob,
};

async function runTask<K extends JobKind>(kind: K, job: Job, needs: JobContext): Promise<UnlocalizedSummary> {
  const load = LOADERS[kind];
  if (!load) throw new Error(`no way to ${kind} yet`);
  const run = await load();
  return run(job.task as TaskOfKind<K>, job, needs);
}

/**
 * Does what the job asks for before its scan; null when that is nothing. Rejects only when nothing was begun.
 * What an earlier run left in the middle is ended first, unless there is no time to lose.
 */
export async function runJob(job: Job, needs: JobContext): Promise<UnlocalizedSummary | null> {
  const { kind } = job.task;
  if (kind === 'stop') return runTask(kind, job, needs);
  const { recover } = await import('./jobs/recover');
  const { folder, preferences } = job;
  const outcomes = await recover({ folder, mirror: preferences.mirror, emit: needs.emit });
  if (kind !== 'look' && kind !== 'refresh') return runTask(kind, job, needs);
  const tank = outcomes.length > 0 && outcomes.every(({ fix }) => fix.startsWith('tank-'));
  return outcomes.length > 0 ? { kind: tank ? 'tank' : 'update', outcomes, keys: [] } : null;
}
