import { isSettings, loadSettings } from '../config/settings';
import type { Language } from '../contract/report';
import { safeText } from '../contract/safe-text';
import { translatorFor } from '../report/render';
import { appDataFolder } from '../system/read/app-paths';
import { jsonFile } from '../system/write/json-file';
import { recover } from '../worker/jobs/recover';
import { write } from './print';

/** Ends what an earlier run left in the middle, and says so on standard error: the command's own answer comes after it. */
export async function recoverFirst(language: Language): Promise<void> {
  const folder = appDataFolder();
  const { preferences } = loadSettings(jsonFile(`${folder}/settings.json`, isSettings), () => {}).get();
  const translate = translatorFor(language);
  for (const { because } of await recover({ folder, mirror: preferences.mirror }))
    await write(process.stderr, `${safeText(translate(because))}\n`);
}
