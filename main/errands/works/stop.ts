import { progressTeller, tellDone } from '../told';
import type { Work } from '../work';
import { stopNow } from './stop-now';

/** Stops every OpenClaw of this computer. */
export const run: Work<'stop'> = async (_task, { folder }, { signal, tell }) => {
  const { outcomes } = await stopNow({ folder, signal, onProgress: progressTeller('stop', tell) });
  return tellDone('stop', outcomes);
};
