import { createChangeEngine } from '../../changes/engine';
import { createRescan } from '../../scan/rescan';
import { createActions } from '../../system/write/create-actions';
import type { JobFunction } from '../job-function';
import { progressReporter } from '../progress';
import { withUpdates } from './with-updates';

/** Takes entries of the journal back, newest first; none named: all. */
export const undoJob: JobFunction<'undo'> = async ({ entries }, { folder }, { signal, emit }) => {
  const engine = withUpdates(
    createChangeEngine({
      folder,
      actions: createActions(),
      rescan: createRescan({ folder, signal }),
      now: Date.now,
      signal,
      onProgress: progressReporter('undo', emit),
    }),
    folder,
  );
  return { kind: 'undo', outcomes: await engine.undo(entries), keys: [] };
};
