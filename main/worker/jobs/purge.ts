import { runPurge } from '../../operations/uninstall/purge';
import type { JobFunction } from '../job-function';
import { progressReporter } from '../progress';

/** Deletes for good what an uninstall quarantined. */
export const purgeJob: JobFunction<'forget'> = async (_task, { folder }, { signal, emit }) => ({
  kind: 'forget',
  outcomes: [await runPurge({ folder, signal, onProgress: progressReporter('forget', emit) })],
  keys: [],
});
