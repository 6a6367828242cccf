import { BrowserWindow, nativeTheme, screen } from 'electron';
import { placeWithin, type WindowPlace } from '../../config/window-place';
import { STATE_CHANNEL } from '../../contract/ipc';
import type { Language } from '../../contract/report';
import { type Store, sendChanges } from '../store';
import { PAGE_ADDRESS } from './page';

/** The name in each language. */
export const APP_NAME: Readonly<Record<Language, string>> = { 'zh-CN': '龙虾缸管家', en: 'Tankmate' };

/** The page's own background in light and dark, so that nothing flashes before it is drawn. */
const PAPER = { light: '#f5fafb', dark: '#0c1a22' };

export interface Wizard {
  /** Opens the window, or brings the open one to the front. */
  show(): void;
  /** Closes and destroys it: a hidden window costs about 40 MB. */
  close(): void;
  /** What it shows, as a PDF on white paper; null: it isn't open. */
  print(): Promise<Uint8Array | null>;
}

export interface WizardOptions {
  /** Path of the bundled preload script. */
  readonly preload: string;
  readonly devTools: boolean;
  /** Where the window stood last; null: the first time. */
  readonly place: () => WindowPlace | null;
  readonly keepPlace: (place: WindowPlace) => void;
  /** Hears of each window on screen. */
  readonly onShown: () => void;
}

/** The app's one window. */
export function createWizard(
  store: Store,
  { preload, devTools, place, keepPlace, onShown }: WizardOptions,
): Wizard {
  let window: BrowserWindow | null = null;

  function open(): BrowserWindow {
    const before = place();
    const areas = screen.getAllDisplays().map(({ workArea }) => workArea);
    const { maximized = false, ...stood } = (before && placeWithin(before, areas)) ?? {};
    const opened = new BrowserWindow({
      width: 1040,
      height: 720,
      ...stood,
      minWidth: 360,
      minHeight: 480,
      show: false,
      title: APP_NAME[store.get().language],
      backgroundColor: nativeTheme.shouldUseDarkColors ? PAPER.dark : PAPER.light,
      autoHideMenuBar: true,
      webPreferences: {
        preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        devTools,
        spellcheck: false,
        navigateOnDragDrop: false,
        disableDialogs: true,
      },
    });
    const stop = sendChanges(store, (change) => {
      if (change.patch.language) opened.setTitle(APP_NAME[change.patch.language]);
      opened.webContents.send(STATE_CHANNEL, change);
    });
    opened.once('ready-to-show', () => {
      if (maximized) opened.maximize();
      opened.show();
      onShown();
    });
    opened.once('close', () => keepPlace({ ...opened.getNormalBounds(), maximized: opened.isMaximized() }));
    opened.on('page-title-updated', (event) => event.preventDefault());
    opened.once('closed', () => {
      stop();
      window = null;
      // The next window opens as usual, not at the finding of an old notice.
      if (store.get().wanted !== null) store.publish({ wanted: null });
    });
    void opened.loadURL(PAGE_ADDRESS);
    return opened;
  }

  return {
    show() {
      if (!window) {
        window = open();
        return;
      }
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    close: () => window?.close(),
    print: async () => (window ? window.webContents.printToPDF({ pageSize: 'A4' }) : null),
  };
}
