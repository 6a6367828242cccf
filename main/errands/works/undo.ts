import { createActions } from '../../actions/create';
import { createEngine } from '../../fixes/engine';
import { createGlance } from '../../fixes/glance';
import { progressTeller, tellDone } from '../told';
import type { Work } from '../work';
import { withUpdates } from './with-updates';

/** Takes entries of the journal back, newest first; none named: all. */
export const run: Work<'undo'> = async ({ entries }, { folder }, { signal, tell }) => {
  const engine = withUpdates(
    createEngine({
      folder,
      actions: createActions(),
      glance: createGlance({ folder, signal }),
      now: Date.now,
      signal,
      onProgress: progressTeller('undo', tell),
    }),
    folder,
  );
  return tellDone('undo', await engine.undo(entries));
};
