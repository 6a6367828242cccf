import { join } from 'node:path';
import type { ShownEntry } from '../contract/change';
import type { Look } from '../contract/look';
import { createJournal, showEntry } from '../fixes/journal';
import { addTo, isHistory } from '../history/kept';
import { tellChanges, tellHistory } from '../history/tell';
import { putAwayIn } from '../plans/leaving/put-away';
import type { Probes } from '../probes';
import { keptFile } from '../state/kept';
import type { Ended } from './messages';
import { tanksNow } from './tanks';
import { inEveryLanguage } from './told';

/**
 * Adds the look to the history in `folder`, and tells the journal, the history and the tanks in every language, and what
 * lies put away.
 * A disk that doesn't take it is said to `log`; what is told is right all the same.
 */
export async function recordOf(
  look: Look,
  {
    folder,
    probes,
    tanks = tanksNow,
  }: { readonly folder: string; readonly probes?: Probes; readonly tanks?: typeof tanksNow },
  log: (line: string) => void = (line) => console.error(`tankmate: ${line}`),
): Promise<Pick<Ended, 'changes' | 'history' | 'putAway' | 'tanks' | 'offer' | 'moves'>> {
  const entries: readonly ShownEntry[] = await createJournal(folder, Date.now)
    .read()
    .then((all) => all.map(showEntry))
    .catch((error: unknown) => {
      log(`the journal could not be read: ${String(error)}`);
      return [];
    });
  const file = keptFile(join(folder, 'history.json'), isHistory);
  const history = addTo(file.read(), look, entries);
  await file.write(history).catch((error: unknown) => log(`the history could not be kept: ${String(error)}`));
  return {
    ...(await tanks(look, folder, log, probes)),
    putAway: await putAwayIn(folder, entries),
    changes: inEveryLanguage((speak) => tellChanges(entries, speak)),
    history: inEveryLanguage((speak) => tellHistory(history, entries, speak)),
  };
}
