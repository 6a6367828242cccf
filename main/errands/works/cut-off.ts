import type { Told, WorkDone } from '../../contract/work';
import { recoverUpdates } from '../../updates/recover';
import type { Errand } from '../messages';
import { tellDone } from '../told';
import { updateNeeds } from './update-now';

/** Ends an update that an earlier run of the app left in the middle; null when there is none. */
export async function endCutOff({ folder, preferences }: Errand): Promise<Told<WorkDone> | null> {
  const outcomes = await recoverUpdates(
    updateNeeds({
      folder,
      mirror: preferences.mirror,
      offline: true,
      // What was cut off once is not cut off again.
      signal: new AbortController().signal,
      onProgress: () => {},
    }),
  );
  return outcomes.length > 0 ? tellDone('update', outcomes) : null;
}
