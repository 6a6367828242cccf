import { join } from 'node:path';
import { Menu, type MenuItemConstructorOptions, nativeImage, Tray } from 'electron';
import type { Language } from '../../contract/report';
import type { Snooze } from '../../contract/work';
import type { Store } from '../store';
import { trayIsShown } from './host';
import { type TrayAction, type TrayIcon, type TrayItem, trayView } from './view';

export type TrayActions = Readonly<Record<TrayAction, () => void>> & {
  readonly setLanguage: (language: Language) => void;
  readonly snooze: (how: Snooze | 'off') => void;
};

/**
 * When a start without a window asks again for a tray, in milliseconds from the time before: sessions start their
 * panels and the programs of the user side by side.
 */
const AGAIN_MS = [2000, 5000, 15_000, 60_000, 180_000];

/** macOS colours a template image itself; Windows picks a size out of an .ico; Linux hosts scale what they get. */
function image(folder: string, icon: TrayIcon) {
  const file = { darwin: `${icon}Template.png`, win32: `${icon}.ico` }[process.platform as string];
  return nativeImage.createFromPath(join(folder, file ?? `${icon}.png`));
}

function menuItem(item: TrayItem, actions: TrayActions): MenuItemConstructorOptions {
  switch (item.kind) {
    case 'text':
      return { label: item.label, enabled: false };
    case 'line':
      return { type: 'separator' };
    case 'action':
      return { label: item.label, click: actions[item.action] };
    case 'languages':
      return {
        label: item.label,
        submenu: item.choices.map(({ label, language, chosen }) => ({
          label,
          type: 'radio',
          checked: chosen,
          click: () => actions.setLanguage(language),
        })),
      };
    case 'snooze':
      return {
        label: item.label,
        submenu: item.choices.map(({ label, how }) => ({ label, click: () => actions.snooze(how) })),
      };
  }
}

/** Puts the icon in the tray and keeps it like the state. Returns a function that takes it away. */
function show(store: Store, folder: string, actions: TrayActions): () => void {
  let shown = '';
  let icon: TrayIcon = trayView(store.get()).icon;
  const tray = new Tray(image(folder, icon));
  tray.on('click', actions.open);

  function draw(): void {
    const view = trayView(store.get());
    const now = JSON.stringify(view);
    if (now === shown) return;
    shown = now;
    if (view.icon !== icon) tray.setImage(image(folder, view.icon));
    icon = view.icon;
    tray.setToolTip(view.tooltip);
    tray.setContextMenu(Menu.buildFromTemplate(view.menu.map((item) => menuItem(item, actions))));
  }
  draw();
  const stop = store.subscribe(draw);
  return () => {
    stop();
    tray.destroy();
  };
}

/** The app's tray icon, put up once the desktop has been asked for a tray; `folder` holds the pictures. */
export function keepTray(store: Store, folder: string, actions: TrayActions) {
  let takeAway: (() => void) | undefined;
  let before = false;

  async function isShown(): Promise<boolean> {
    const shown = await trayIsShown(process.platform, process.env);
    // A tray that came later doesn't take up the icons that were there before it: ours is put up anew.
    if (!takeAway || (shown && !before)) {
      takeAway?.();
      takeAway = show(store, folder, actions);
    }
    before = shown;
    if (shown !== store.get().tray) store.publish({ tray: shown });
    return shown;
  }
  return {
    /** Asks the desktop, puts the answer into the state, and gives it. */
    isShown,
    /** For a start without a window: asks again for a few minutes where no tray is there yet. */
    async waitFor(): Promise<void> {
      for (const wait of [0, ...AGAIN_MS]) {
        await new Promise((resolve) => setTimeout(resolve, wait));
        if (await isShown()) return;
      }
    },
  };
}
