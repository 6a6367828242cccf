import { createChangeEngine } from '../../changes/engine';
import type { RescanResult } from '../../changes/index';
import { openclawWorks } from '../../changes/still-works';
import { checks } from '../../checks';
import type { KeyToRenew } from '../../contract/work';
import { keysToRenew } from '../../openclaw/key-pages';
import { createRescan } from '../../scan/rescan';
import { createActions } from '../../system/write/create-actions';
import type { JobFunction } from '../job-function';
import { progressReporter } from '../progress';

/** True for a fix that takes keys from where they lay open: they may be known, so they are to be renewed. */
const fixesSecrets = (id: string) =>
  checks.some((check) => check.id === 'plain-secrets' && check.fixes.some((fix) => id.startsWith(fix.id)));

async function keysIn({ probes }: RescanResult): Promise<readonly KeyToRenew[]> {
  const { items } = await probes.openclaw.setups();
  const contents = await Promise.all(items.map((setup) => probes.contents.secrets(setup)));
  return keysToRenew(contents.flatMap((each) => each.items));
}

/** Carries out the fixes with these ids, as they were shown. */
export const fixJob: JobFunction<'fix'> = async ({ fixes }, { folder, remembered }, { signal, emit }) => {
  const rescan = createRescan({ folder, signal, remembered });
  let keys: Promise<readonly KeyToRenew[]> | null = null;
  const engine = createChangeEngine({
    folder,
    actions: createActions(),
    proof: openclawWorks(folder, signal),
    async rescan(influences) {
      const scanned = await rescan(influences);
      // Before anything is changed: afterwards they don't lie there any more.
      if (fixes.some(({ id }) => fixesSecrets(id))) keys ??= keysIn(scanned).catch(() => []);
      await keys;
      return scanned;
    },
    now: Date.now,
    signal,
    onProgress: progressReporter('fix', emit),
  });
  const outcomes = await engine.apply(fixes);
  const moved = outcomes.some(({ fix, result }) => result === 'fixed' && fixesSecrets(fix));
  return { kind: 'fix', outcomes, keys: moved && keys ? await keys : [] };
};
