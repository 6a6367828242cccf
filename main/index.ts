import { join } from 'node:path';
import { app, BrowserWindow, ipcMain, shell } from 'electron';
import type { Language } from './contract/report';
import type { Preferences } from './contract/work';
import { deeds } from './errands/deeds';
import { createDesk, isLookMemory } from './errands/desk';
import { runErrand } from './errands/start';
import { createHandlers } from './ipc/handlers';
import { serve } from './ipc/serve';
import { keptFile } from './state/kept';
import { systemLanguage } from './state/language';
import { isSettings, keepSettings } from './state/settings';
import { createStore } from './state/store';
import { keepTray } from './tray/tray';
import { terminalArguments } from './windows/arguments';
import { setMenu } from './windows/menu';
import { PAGE_ORIGIN } from './windows/page';
import { claimScheme, servePage } from './windows/protocol';
import { lockDown } from './windows/security';
import { createWizard } from './windows/wizard';

const log = (line: string) => console.error(`tankmate: ${line}`);
const devTools = !app.isPackaged;
const inApp = (...names: string[]) => join(app.getAppPath(), ...names);
const own = (name: string) => join(app.getPath('userData'), name);

/** Everything is made and wired here, once the app is ready. */
function open(): void {
  const settings = keepSettings(keptFile(own('settings.json'), isSettings), log);
  const store = createStore({
    language: settings.get().language ?? systemLanguage(app.getPreferredSystemLanguages()),
    welcomed: settings.get().welcomed,
    looking: null,
    report: null,
    lookFailed: null,
    working: null,
    workDone: null,
    changes: [],
    history: [],
    preferences: settings.get().preferences,
    wanted: null,
    tray: process.platform !== 'linux',
  });
  const desk = createDesk({
    store,
    memory: keptFile(own('last-look.json'), isLookMemory),
    version: app.getVersion(),
    folder: app.getPath('userData'),
    preferences: () => settings.get().preferences,
    run: (...errand) => runErrand(inApp('out/main/errand.js'), ...errand),
    now: Date.now,
    log,
  });
  const look = () => {
    if (!store.get().welcomed) settings.tell({ welcomed: true });
    store.publish({ welcomed: true });
    void desk.start();
  };
  const setLanguage = (language: Language) => {
    desk.speak(language);
    settings.tell({ language });
    setMenu(language, look, devTools);
  };

  const prefer = (preferences: Preferences) => {
    settings.tell({ preferences });
    store.publish({ preferences });
  };

  // Asking the desktop for its tray takes a library and a while: not before there is something to see.
  const wizard = createWizard(store, inApp('out/preload/preload.cjs'), devTools, () => void tray.isShown());

  servePage(inApp('out/renderer'));
  const handlers = createHandlers({
    state: store.get,
    look,
    cancelLook: desk.cancelLook,
    setLanguage,
    closeWindow: wizard.close,
    ...deeds({ store, desk, prefer }),
    articleOf: async (id) =>
      (await import('./checks')).checks.find((check) => check.id === id)?.article ?? null,
    advisoryPageOf: async (id) => (await import('./openclaw/advisories')).advisoryPage(id),
    openExternal: (address) => shell.openExternal(address),
  });
  serve(ipcMain, PAGE_ORIGIN, handlers, log);
  setMenu(store.get().language, look, devTools);
  wizard.show();
  const tray = keepTray(store, inApp('assets/tray'), {
    open: wizard.show,
    look,
    cancel: desk.cancelLook,
    quit: () => app.quit(),
    setLanguage,
  });
  if (settings.get().welcomed) void desk.start();

  app.on('second-instance', wizard.show);
  app.on('activate', wizard.show);
  app.on('before-quit', desk.cancelLook);
  app.on('window-all-closed', async () => {
    if (!(await tray.isShown()) && BrowserWindow.getAllWindows().length === 0) app.quit();
  });
}

const words = terminalArguments(process.argv, app.isPackaged);
if (words) {
  const end = (code: number) => app.exit(code);
  void import('./terminal').then(({ main }) => main(words)).then(end, () => end(70));
} else if (app.requestSingleInstanceLock()) {
  claimScheme();
  lockDown();
  void app.whenReady().then(open);
} else {
  app.quit();
}
