import type { ElectronApplication, Page } from 'playwright';
import { afterAll, beforeAll } from 'vitest';
import { type Home, makeHome, screen, startApp } from '../start';

/** The app, opened once for a file of tests; filled before the first of them. */
export interface Opened {
  app: ElectronApplication;
  page: Page;
  home: Home;
}

/** Opens the app with its first screen before the file's tests and closes it after them. */
export function openOnce(): Opened {
  const opened = {} as Opened;
  beforeAll(async () => {
    opened.home = makeHome();
    opened.app = await startApp(opened.home);
    opened.page = await opened.app.firstWindow();
    await screen(opened.page, 'welcome').waitFor({ timeout: 15_000 });
  });
  afterAll(async () => {
    await opened.app?.close();
    opened.home.remove();
  });
  return opened;
}

/** Long enough for what must not happen to have happened. */
export const settled = () => new Promise((resolve) => setTimeout(resolve, 400));
