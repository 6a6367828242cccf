import { runUninstall } from '../../operations/uninstall/run-uninstall';
import type { JobFunction } from '../job-function';
import { progressReporter } from '../progress';

/** Takes OpenClaw off this computer. */
export const uninstallJob: JobFunction<'leave'> = async ({ data }, { folder }, { signal, emit }) => {
  const { outcomes, keys, left } = await runUninstall({
    folder,
    data,
    signal,
    onProgress: progressReporter('leave', emit),
  });
  return { kind: 'leave', outcomes, keys, left };
};
