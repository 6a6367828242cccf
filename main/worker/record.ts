import { join } from 'node:path';
import { createJournal, showEntry } from '../changes/journal';
import { previewEach } from '../changes/preview-undo';
import type { ShownEntry } from '../contract/change';
import type { ScanResult } from '../contract/scan-result';
import type { Accepted } from '../contract/work';
import { quarantinedIn } from '../operations/uninstall/quarantine';
import type { Probes } from '../probes';
import { isKeptFingerprints, KEPT_FILE, keepFingerprints } from '../probes/fingerprints';
import { historyItems } from '../report/history/localize-history';
import { addTo, isHistory } from '../report/history/stored';
import { withinLimit } from '../scan/run-checks';
import { createActions } from '../system/write/create-actions';
import { jsonFile } from '../system/write/json-file';
import type { JobResult } from './protocol';
import { tanksAndOffer } from './tanks';

/** So many changes are shown with what undo would do now; the page shows the newest first. */
const PREVIEWED = 30;

/** Milliseconds: what the look has read is told at once. */
const LIMIT_MS = 10_000;

/**
 * Keeps the hashes of what is installed, for the next look to compare with. What the person accepted since they were told
 * counts as known from here on.
 */
async function keepSeen(look: ScanResult, folder: string, probes: Probes, accepted: readonly Accepted[]) {
  const { items } = await probes.openclaw.setups();
  const found = await Promise.all(items.map((setup) => probes.fingerprints.now(setup)));
  const file = jsonFile(join(folder, KEPT_FILE), isKeptFingerprints);
  const now = Date.parse(look.startedAt);
  const known = accepted.find(
    ({ finding, until }) => finding === 'extensions-changed' && Date.parse(until) > now,
  );
  const all = found.flatMap((each) => each.items);
  await file.write(keepFingerprints(file.read(), all, look.startedAt, known?.since ?? null));
}

/**
 * Adds the scan to the history in `folder`, keeps hashes of what is installed, and tells the journal, the history, the tanks and
 * what is quarantined.
 * A disk that doesn't take it is said to `log`; what is told is right all the same.
 */
export async function recordScan(
  look: ScanResult,
  {
    folder,
    probes,
    accepted = [],
    tanks = tanksAndOffer,
  }: {
    readonly folder: string;
    readonly probes?: Probes;
    readonly accepted?: readonly Accepted[];
    readonly tanks?: typeof tanksAndOffer;
  },
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
  if (probes)
    await withinLimit(keepSeen(look, folder, probes, accepted), LIMIT_MS, () => {}).catch((error: unknown) =>
      log(`what is installed could not be kept: ${String(error)}`),
    );
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
