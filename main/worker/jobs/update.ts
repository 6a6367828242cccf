import { updateNow } from '../../operations/update/run-update';
import type { JobFunction } from '../job-function';
import { progressReporter } from '../progress';

/** Brings one copy to the newest release of its channel. */
export const updateJob: JobFunction<'update'> = async (
  { copy, accepted },
  { folder, offline, preferences },
  { signal, emit },
) => {
  const onProgress = progressReporter('update', emit);
  const options = { folder, signal, offline, mirror: preferences.mirror, accepted, onProgress };
  return { kind: 'update', outcomes: await updateNow(copy, options), keys: [] };
};
