import { runStop } from '../../operations/stop/run-stop';
import type { JobFunction } from '../job-function';
import { progressReporter } from '../progress';

/** Stops every OpenClaw of this computer. */
export const stopJob: JobFunction<'stop'> = async (_task, { folder }, { signal, emit }) => {
  const { outcomes } = await runStop({ folder, signal, onProgress: progressReporter('stop', emit) });
  return { kind: 'stop', outcomes, keys: [] };
};
