import { settingsOfSetup } from '../../openclaw/settings-of-setup';
import type { Host } from '../../system/read';
import type { OpenClawProbe, Setup } from '../openclaw/types';
import { memoizeBy, type PartialResult } from '../partial-result';
import type { OpenClawSettings, SettingsProbe } from '../settings/types';
import { findPlugins } from './find-plugins';
import { findSkills, skillFolders } from './find-skills';
import type { Extension, ExtensionProbe } from './types';

export type { ExtensionContent } from './content/extension-content';
export type { Behaviour as ExtensionBehaviour } from './content/judge';
export type { VettedFolder } from './content/look-into-folder';
export type { Extension, ExtensionProbe } from './types';

/** The readers of code are large, and are loaded when something is to be read. */
const lookingInto = () => import('./content/look-into-extensions');

/** Reads folders and records; starts nothing. Answers are remembered by setup until the look ends. */
export function createExtensionProbe(
  host: Host,
  settings: Pick<SettingsProbe, 'all'>,
  openclaw: OpenClawProbe,
): ExtensionProbe {
  const remember = (
    look: (host: Host, setup: Setup, settings: OpenClawSettings | null) => Promise<PartialResult<Extension>>,
  ) =>
    memoizeBy(async (setup: Setup) => {
      const { items } = await settings.all();
      return look(host, setup, settingsOfSetup(items, setup));
    });
  const bundledFolders = skillFolders(host);
  const skills = remember(async (host, setup, settings) => {
    const { items, gaps } = await openclaw.copies();
    const copies = items.filter(({ where }) => where === 'this-computer').map(({ path }) => path);
    const found = await findSkills(host, setup, settings, copies, bundledFolders);
    return { items: found.items, gaps: [...found.gaps, ...gaps] };
  });
  const plugins = remember(findPlugins);
  return {
    skills,
    plugins,
    skillContents: memoizeBy(async (setup: Setup) =>
      (await lookingInto()).lookIntoExtensions(host, await skills(setup)),
    ),
    pluginContents: memoizeBy(async (setup: Setup) => {
      const { lookIntoExtensions, OF_PACKAGES } = await lookingInto();
      return lookIntoExtensions(host, await plugins(setup), OF_PACKAGES);
    }),
  };
}
