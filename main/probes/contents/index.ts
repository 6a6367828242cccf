import { settingsOfSetup } from '../../openclaw/settings-of-setup';
import type { Host } from '../../system/read';
import type { OpenClawProbe, Setup } from '../openclaw/types';
import { memoize, memoizeBy } from '../partial-result';
import type { SettingsProbe } from '../settings/types';
import { findContents, groupSearch } from './find-contents';
import type { ContentProbe } from './types';

export type { ContentMatches, ContentPlace, ContentProbe, Find } from './types';

/**
 * Looks into files, within bounds (`search-limits.ts`); whatever it could not look into is in `gaps`. One walk and one
 * reader answer both questions. Answers are remembered by setup until the look ends.
 */
export function createContentProbe(
  host: Host,
  settings: Pick<SettingsProbe, 'all'>,
  openclaw: Pick<OpenClawProbe, 'services'>,
): ContentProbe {
  const stateDirs = memoize(async () => (await settings.all()).items.map((each) => each.setup.stateDir));
  const services = memoize(async () => (await openclaw.services()).items);
  const search = groupSearch(host);
  const settingsOf = async (setup: Setup) => settingsOfSetup((await settings.all()).items, setup);
  const contents = memoizeBy(async (setup: Setup) =>
    findContents(host, setup, await settingsOf(setup), await services(), search, await stateDirs()),
  );
  return {
    secrets: async (setup) => (await contents(setup)).secrets,
    personal: async (setup) => (await contents(setup)).personal,
  };
}
