import type { Engine } from '../../fixes';
import { acquireLock } from '../../fixes/lock';
import { undoWithUpdates } from '../../updates/go-back';
import { eyes } from './update-now';

/** An engine whose undo also stops and starts what an update needs stopped and started. */
export const withUpdates = (engine: Engine, folder: string): Engine => ({
  ...engine,
  undo: (entries) =>
    undoWithUpdates(entries, {
      ...eyes(new AbortController().signal),
      folder,
      engine,
      lock: () => acquireLock(`${folder}/updates`),
    }),
});
