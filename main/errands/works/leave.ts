import { progressTeller, tellDone } from '../told';
import type { Work } from '../work';
import { leaveNow } from './leave-now';

/** Takes OpenClaw off this computer. */
export const run: Work<'leave'> = async ({ data }, { folder }, { signal, tell }) => {
  const { outcomes, keys, left } = await leaveNow({
    folder,
    data,
    signal,
    onProgress: progressTeller('leave', tell),
  });
  return tellDone('leave', outcomes, keys, left);
};
