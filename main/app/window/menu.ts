import { Menu } from 'electron';
import type { Language } from '../../contract/report';
import { type MenuActions, menuTemplate } from './menu-template';

/** Sets the menu bar, which is hidden until Alt is pressed except on macOS: its keys are what counts. */
export function setMenu(language: Language, actions: MenuActions, devTools: boolean): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(language, actions, devTools)));
}
