import { createActions } from '../../actions/create';
import { checks } from '../../checks';
import type { KeyToRenew } from '../../contract/work';
import { createEngine } from '../../fixes/engine';
import { createGlance } from '../../fixes/glance';
import type { Glance } from '../../fixes/index';
import { keysToRenew } from '../../openclaw/key-pages';
import { progressTeller, tellDone } from '../told';
import type { Work } from '../work';

/** True for a fix that takes keys from where they lay open: they may be known, so they are to be renewed. */
const mendsSecrets = (id: string) =>
  checks.some((check) => check.id === 'plain-secrets' && check.fixes.some((fix) => id.startsWith(fix.id)));

async function keysIn({ probes }: Glance): Promise<readonly KeyToRenew[]> {
  const { found } = await probes.openclaw.setups();
  const contents = await Promise.all(found.map((setup) => probes.contents.secrets(setup)));
  return keysToRenew(contents.flatMap((each) => each.found));
}

/** Carries out the fixes with these ids, as they were shown. */
export const run: Work<'fix'> = async ({ fixes }, { folder, remembered }, { signal, tell }) => {
  const look = createGlance({ folder, signal, remembered });
  let keys: Promise<readonly KeyToRenew[]> | null = null;
  const engine = createEngine({
    folder,
    actions: createActions(),
    async glance() {
      const glance = await look();
      // Before anything is changed: afterwards they don't lie there any more.
      if (fixes.some(({ id }) => mendsSecrets(id))) keys ??= keysIn(glance).catch(() => []);
      await keys;
      return glance;
    },
    now: Date.now,
    signal,
    onProgress: progressTeller('fix', tell),
  });
  const outcomes = await engine.apply(fixes);
  const moved = outcomes.some(({ fix, result }) => result === 'fixed' && mendsSecrets(fix));
  return tellDone('fix', outcomes, moved && keys ? await keys : []);
};
