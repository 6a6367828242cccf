import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import type { About } from '../contract/state';

/** The licences of all that is bundled (`npm run notices`): beside the app's archive, or in the build of a checkout. */
const noticesPath = (): string =>
  join(app.isPackaged ? process.resourcesPath : join(app.getAppPath(), 'out'), 'THIRD-PARTY.txt');

/** What this app is made of, and the file that says so in full; null: this build has none. */
export function aboutApp(): { readonly about: About; readonly notices: string | null } {
  const { electron = '?', chrome = '?', node } = process.versions;
  const notices = existsSync(noticesPath()) ? noticesPath() : null;
  return {
    about: { version: app.getVersion(), electron, chromium: chrome, node, hasNotices: notices !== null },
    notices,
  };
}
