import { progressTeller, tellDone } from '../told';
import type { Work } from '../work';
import { updateNow } from './update-now';

/** Brings one copy to the newest release of its channel. */
export const run: Work<'update'> = async ({ copy }, { folder, offline, preferences }, { signal, tell }) => {
  const onProgress = progressTeller('update', tell);
  return tellDone(
    'update',
    await updateNow(copy, { folder, signal, offline, mirror: preferences.mirror, onProgress }),
  );
};
