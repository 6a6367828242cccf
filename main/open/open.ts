import { join } from 'node:path';
import { app, BrowserWindow, ipcMain, powerMonitor, shell } from 'electron';
import type { Language } from '../contract/report';
import { deeds } from '../errands/deeds';
import { createDesk, isLookMemory } from '../errands/desk';
import { runErrand } from '../errands/start';
import { createHandlers } from '../ipc/handlers';
import { serve } from '../ipc/serve';
import { isHiddenStart } from '../login/place';
import { keptFile } from '../state/kept';
import { systemLanguage } from '../state/language';
import { isSettings, keepSettings } from '../state/settings';
import { createStore } from '../state/store';
import { keepTray } from '../tray/tray';
import { trayTank } from '../tray/view';
import { setMenu } from '../windows/menu';
import { PAGE_ORIGIN } from '../windows/page';
import { servePage } from '../windows/protocol';
import { createWizard } from '../windows/wizard';
import { keepChoices } from './choices';
import { tankDoors } from './tanks';
import { keepWatching } from './watching';

const log = (line: string) => console.error(`tankmate: ${line}`);
const inApp = (...names: string[]) => join(app.getAppPath(), ...names);
const own = (name: string) => join(app.getPath('userData'), name);

/** Everything is made and wired here, once the app is ready; `hidden`: into the tray, without a window. */
export function open(hidden: boolean): void {
  const devTools = !app.isPackaged;
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
    lastNotice: null,
    tray: process.platform !== 'linux',
  });
  const { prefer, checkLogin } = keepChoices(settings, store, log);
  const desk = createDesk({
    store,
    memory: keptFile(own('last-look.json'), isLookMemory),
    version: app.getVersion(),
    folder: app.getPath('userData'),
    preferences: () => settings.get().preferences,
    run: (...errand) => runErrand(inApp('out/main/errand.js'), ...errand),
    ended: (ended) => watching.ended(ended),
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

  // Asking the desktop for its tray takes a library and a while: not before there is something to see.
  const wizard = createWizard(store, inApp('out/preload/preload.cjs'), devTools, () => void tray.isShown());
  const show = () => {
    wizard.show();
    watching.hurry();
  };
  const watching = keepWatching({ store, desk, file: own('notices.json'), prefer, open: show, log });

  servePage(inApp('out/renderer'));
  const rooms = deeds({
    store,
    desk,
    prefer,
    chooseFiles: async () => {
      const { dialog } = await import('electron');
      const { filePaths } = await dialog.showOpenDialog({ properties: ['openFile', 'multiSelections'] });
      return filePaths;
    },
  });
  const doors = tankDoors({ openExternal: shell.openExternal, openPath: shell.openPath, log });
  powerMonitor.on('resume', () => void doors.mendAll());
  const handlers = createHandlers({
    state: store.get,
    look,
    cancelLook: desk.cancelLook,
    setLanguage,
    closeWindow: wizard.close,
    ...rooms,
    openTank: doors.openTank,
    showFetched: doors.showFetched,
    articleOf: async (id) =>
      (await import('../checks')).checks.find((check) => check.id === id)?.article ?? null,
    advisoryPageOf: async (id) => (await import('../openclaw/advisories')).advisoryPage(id),
    openExternal: (address) => shell.openExternal(address),
  });
  serve(ipcMain, PAGE_ORIGIN, handlers, log);
  setMenu(store.get().language, look, devTools);
  if (!hidden) wizard.show();
  // What can't be done is seen in the window: it says how the tank stands.
  const onTank = (deed: (name: string) => Promise<void>) => () => {
    const tank = trayTank(store.get());
    if (tank) deed(tank.name).catch(show);
  };
  const tray = keepTray(store, inApp('assets/tray'), {
    open: show,
    openTank: onTank(handlers.openTank),
    startTank: onTank((name) => handlers.tankDeed(name, 'start')),
    stopTank: onTank((name) => handlers.tankDeed(name, 'stop')),
    openNotice: watching.openLast,
    look,
    cancel: desk.cancelLook,
    stopNow: rooms.stopNow,
    cancelWork: desk.cancelWork,
    snooze: rooms.snooze,
    quit: () => app.quit(),
    setLanguage,
  });
  if (hidden) void tray.waitFor();
  watching.start(hidden);
  void checkLogin();

  app.on('second-instance', (_event, argv) => {
    if (!isHiddenStart(argv)) show();
  });
  app.on('activate', show);
  app.on('before-quit', desk.cancelLook);
  app.on('window-all-closed', async () => {
    if (!(await tray.isShown()) && BrowserWindow.getAllWindows().length === 0) app.quit();
  });
}
