import type { ChangeEngine } from '../../changes';
import { readers } from '../../operations/update/run-update';
import { undoWithUpdates } from '../../operations/update/undo-update';
import { toolsOf } from '../../system/write/create-actions';
import { acquireLock } from '../../system/write/lock-file';
import { processesOf } from '../../system/write/processes';

/** An engine whose undo also stops and starts what an update needs stopped and started. */
export const withUpdates = (engine: ChangeEngine, folder: string): ChangeEngine => ({
  ...engine,
  undo: (entries) =>
    undoWithUpdates(entries, {
      host: readers(new AbortController().signal).host,
      look: () => readers(new AbortController().signal).probes,
      processes: processesOf(toolsOf()),
      folder,
      engine,
      lock: () => acquireLock(`${folder}/updates`),
    }),
});
