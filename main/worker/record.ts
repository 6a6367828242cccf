import { join } from 'node:path';
import { createJournal, showEntry } from '../changes/journal';
import { previewEach } from '../changes/preview-undo';
import type { ShownEntry } from '../contract/change';
import type { ScanResult } from '../contract/scan-result';
import { quarantinedIn } from '../operations/uninstall/quarantine';
import type { Probes } from '../probes';
import { historyItems } from '../report/history/localize-history';
import { addTo, isHistory } from '../report/history/stored';
import { createActions } from '../system/write/create-actions';
import { jsonFile } from '../system/write/json-file';
import type { JobResult } from './protocol';
import { tanksAndOffer } from './tanks';

/** So many changes are shown with what undo would do now; the page shows the newest first. */
const PREVIEWED = 30;

/**
 * Adds the scan to the history in `folder`, and tells the journal, the history, the tanks and what is quarantined.
 * A disk that doesn't take it is said to `log`; what is told is right all the same.
 */
export async function recordScan(
  look: ScanResult,
  {
    folder,
    probes,
    tanks = tanksAndOffer,
  }: { readonly folder: string; readonly probes?: Probes; readonly tanks?: typeof tanksAndOffer },
  log: (line: string) => void = (line) => console.error(`tankmate: ${line}`),
): Promise<Pick<JobResult, 'changes' | 'history' | 'quarantined' | 'tanks' | 'offer' | 'moves'>> {
  const journal = createJournal(folder, Date.now);
  const entries: readonly ShownEntry[] = await journal
    .read()
    .then((all) => all.map(showEntry))
    .catch((error: unknown) => {
      log(`the journal could not be read: ${String(error)}`);
      return [];
    });
  const undo = await previewEach(createActions(), journal, PREVIEWED).catch(() => new Map());
  const file = jsonFile(join(folder, 'history.json'), isHistory);
  const history = addTo(file.read(), look, entries);
  await file.write(history).catch((error: unknown) => log(`the history could not be kept: ${String(error)}`));
  return {
    ...(await tanks(look, folder, log, probes)),
    quarantined: await quarantinedIn(folder, entries),
    changes: entries.map((entry) => {
      const would = undo.get(entry.id);
      return { ...entry, ...(would && { undo: would }) };
    }),
    history: historyItems(history, entries),
  };
}
