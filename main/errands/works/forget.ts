import { progressTeller, tellDone } from '../told';
import type { Work } from '../work';
import { forgetNow } from './forget-now';

/** Deletes for good what leaving put away. */
export const run: Work<'forget'> = async (_task, { folder }, { signal, tell }) =>
  tellDone('forget', [await forgetNow({ folder, signal, onProgress: progressTeller('forget', tell) })]);
