import { join } from 'node:path';
import { app, BrowserWindow, clipboard, ipcMain, powerMonitor, shell } from 'electron';
import { installedAs } from '../app-update/installed-as';
import { systemLanguage } from '../config/language';
import { isSettings, loadSettings } from '../config/settings';
import { readWindowPlace } from '../config/window-place';
import type { Accesses } from '../contract/accesses';
import type { Language } from '../contract/report';
import type { AppState } from '../contract/state';
import { debug } from '../system/read/debug';
import { thisComputer } from '../system/read/this-computer';
import { debugLogPath } from '../system/write/debug-log';
import { jsonFile } from '../system/write/json-file';
import { aboutApp } from './about';
import { accessHandlers } from './accesses';
import { isHiddenStart } from './autostart/place';
import { startBackground } from './background';
import { cardHandlers } from './card';
import { createHandlers } from './ipc/handlers';
import { serve } from './ipc/serve';
import { createJobQueue, isScanMemory } from './jobs/queue';
import { runInWorker } from './jobs/worker-client';
import { createLocalizedState } from './localized-state';
import { trayNotice } from './notifications/notification-messages';
import { showNotice } from './notifications/show';
import { createPreferences } from './preferences';
import { createStore } from './store';
import { tankEndpoints } from './tanks';
import { keepTray } from './tray/tray';
import { trayTank } from './tray/view';
import { setMenu } from './window/menu';
import { PAGE_ORIGIN } from './window/page';
import { servePage } from './window/protocol';
import { createWizard } from './window/wizard';

const log = (line: string) => {
  console.error(`tankmate: ${line}`);
  debug(line);
};
const inApp = (...names: string[]) => join(app.getAppPath(), ...names);
/** Opens a file with whatever the system opens it with. Rejects with what the system said. */
async function openPath(path: string): Promise<void> {
  const problem = await shell.openPath(path);
  if (problem) throw new Error(problem);
}
/** Asks the user, with the system's own window, where a file of this name goes; null: nowhere. */
async function chooseTarget(name: string, extension: string): Promise<string | null> {
  const { dialog } = await import('electron');
  const { filePath } = await dialog.showSaveDialog({
    defaultPath: join(app.getPath('documents'), name),
    filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
  });
  return filePath || null;
}
const own = (name: string) => join(app.getPath('userData'), name);

/** Everything is made and wired here, once the app is ready; `hidden`: into the tray, without a window. */
export async function bootstrap(hidden: boolean): Promise<void> {
  const devTools = !app.isPackaged;
  const folder = app.getPath('userData');
  const debugLog = debugLogPath(process.env, folder);
  // What it hides secrets with is much to load for a start that writes none.
  if (debugLog !== null) (await import('../changes/debugging')).startDebugLog(process.env, folder);
  const { about, notices } = aboutApp();
  const installed = installedAs({
    platform: process.platform,
    packaged: app.isPackaged,
    execPath: process.execPath,
    env: process.env,
  });
  const settings = loadSettings(jsonFile(own('settings.json'), isSettings), log);
  const store = createStore({
    language: settings.get().language ?? systemLanguage(app.getPreferredSystemLanguages()),
    home: app.getPath('home'),
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
    debugLog,
    about,
    sandboxOff: app.commandLine.hasSwitch('no-sandbox'),
  });
  const { prefer, checkLogin } = createPreferences(settings, store, log);
  const localized = createLocalizedState(store, async () => (await import('./localize-state')).localizeState);
  let accesses: Accesses | null = null;
  const queue = createJobQueue({
    store,
    localized,
    memory: jsonFile(own('last-look.json'), isScanMemory),
    app: {
      version: app.getVersion(),
      platform: process.platform,
      arch: process.arch,
      installed,
    },
    folder,
    preferences: () => settings.get().preferences,
    run: (...job) => runInWorker(inApp('out/main/worker.js'), ...job),
    ended: (ended) => {
      if (ended) accesses = ended.accesses ?? null;
      background.ended(ended);
    },
    now: Date.now,
    log,
  });
  const look = () => {
    if (!store.get().welcomed) settings.update({ welcomed: true });
    store.publish({ welcomed: true });
    void queue.start();
  };
  const setLanguage = (language: Language) => {
    localized.setLanguage(language);
    settings.update({ language });
    drawMenu();
  };
  const drawMenu = () => setMenu(store.get().language, { look, setLanguage, openScreen }, devTools);

  const wizard = createWizard(store, {
    preload: inApp('out/preload/preload.cjs'),
    devTools,
    place: () => readWindowPlace(settings.get().window),
    keepPlace: (window) => settings.update({ window }),
    // Asking the desktop for its tray takes a library and a while: not before there is something to see.
    onShown: () => void tray.isShown(),
  });
  const show = () => {
    wizard.show();
    background.hurry();
  };
  const openScreen = (wantedScreen: NonNullable<AppState['wantedScreen']>) => {
    // Asked for once more, it is opened once more.
    store.publish({ wantedScreen: null });
    store.publish({ wantedScreen });
    show();
  };
  const background = startBackground({
    store,
    localized,
    queue,
    file: own('notices.json'),
    prefer,
    open: show,
    openAbout: () => openScreen('about'),
    log,
  });

  servePage(inApp('out/renderer'));
  const endpoints = tankEndpoints({ openExternal: shell.openExternal, openPath: shell.openPath, log });
  powerMonitor.on('resume', () => void endpoints.repairAll());
  const copyText = (text: string) => clipboard.writeText(text);
  const handlers = createHandlers({
    store,
    queue,
    tanks: endpoints,
    copyText,
    showInFolder: (path) => shell.showItemInFolder(path),
    look,
    setLanguage,
    closeWindow: wizard.close,
    prefer,
    chooseFiles: async () => {
      const { dialog } = await import('electron');
      const { filePaths } = await dialog.showOpenDialog({ properties: ['openFile', 'multiSelections'] });
      return filePaths;
    },
    files: {
      openNotices: notices === null ? null : () => openPath(notices),
      // What the system might run instead of open is only shown in its folder.
      openText: async (path) => (/\.json5?$/i.test(path) ? openPath(path) : shell.showItemInFolder(path)),
      showDebugLog: debugLog === null ? null : () => shell.showItemInFolder(debugLog),
    },
    restart: () => {
      // Its path, as the mount that this one runs from holds the old one (electronjs.org/docs/api/app, app.relaunch).
      app.relaunch({ args: [], ...(installed.file !== null && { execPath: installed.file }) });
      app.quit();
    },
    card: cardHandlers({
      store,
      computer: thisComputer,
      copyText,
      chooseTarget,
      printPage: wizard.print,
    }),
    accesses: accessHandlers({ store, accesses: () => accesses, copyText, chooseTarget }),
    openExternal: (address) => shell.openExternal(address),
  });
  serve(ipcMain, PAGE_ORIGIN, handlers, log);
  drawMenu();
  if (!hidden) wizard.show();
  // What can't be done is seen in the window: it says how the tank stands.
  const onTank = (action: (name: string) => Promise<void>) => () => {
    const tank = trayTank(store.get());
    if (tank) action(tank.name).catch(show);
  };
  const tray = keepTray(store, inApp('assets/tray'), {
    open: show,
    openTank: onTank(handlers.openTank),
    startTank: onTank((name) => handlers.tankDeed(name, 'start')),
    stopTank: onTank((name) => handlers.tankDeed(name, 'stop')),
    openNotice: background.openLast,
    openAbout: () => openScreen('about'),
    look,
    cancel: queue.cancelLook,
    // Where something else is being done the tray says that already.
    stopNow: () => void handlers.stopNow().catch(() => {}),
    cancelWork: queue.cancelWork,
    snooze: (how) => void handlers.snooze(how),
    quit: () => app.quit(),
    setLanguage,
  });
  if (hidden) void tray.waitFor();
  background.start(hidden);
  void checkLogin();

  app.on('second-instance', (_event, argv) => {
    if (!isHiddenStart(argv)) show();
  });
  app.on('activate', show);
  app.on('before-quit', queue.cancelLook);
  app.on('window-all-closed', async () => {
    const staysInTray = await tray.isShown();
    if (BrowserWindow.getAllWindows().length > 0) return;
    if (!staysInTray) return app.quit();
    if (settings.get().trayExplained) return;
    settings.update({ trayExplained: true });
    showNotice(trayNotice(store.get().language), show);
  });
}
