import type { MenuItemConstructorOptions } from 'electron';
import { LANGUAGES, type Language } from '../../contract/report';
import { OWN_NAME } from '../tray/tray-messages';

const MESSAGES = {
  en: {
    app: 'Tankmate',
    look: 'Look again',
    settings: 'Settings…',
    language: 'Language',
    close: 'Close window',
    quit: 'Quit',
    edit: 'Edit',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    all: 'Select all',
    view: 'View',
    larger: 'Larger',
    smaller: 'Smaller',
    usual: 'Usual size',
    help: 'Help',
    keys: 'Help and keyboard',
    about: 'About Tankmate',
  },
  'zh-CN': {
    app: '龙虾缸管家',
    look: '重新检查',
    settings: '设置…',
    language: '语言',
    close: '关闭窗口',
    quit: '退出',
    edit: '编辑',
    undo: '撤销',
    redo: '重做',
    cut: '剪切',
    copy: '复制',
    paste: '粘贴',
    all: '全选',
    view: '查看',
    larger: '放大',
    smaller: '缩小',
    usual: '原始大小',
    help: '帮助',
    keys: '帮助和快捷键',
    about: '关于龙虾缸管家',
  },
} satisfies Record<Language, Record<string, string>>;

/** What the menu can ask for. */
export interface MenuActions {
  readonly look: () => void;
  readonly setLanguage: (language: Language) => void;
  /** Brings the window to this screen. */
  readonly openScreen: (screen: 'settings' | 'about') => void;
}

/**
 * The menu bar as data. Editing goes by the system's own roles: on macOS a field hears cut, paste and undo from the
 * menu alone (electronjs.org/docs/latest/api/menu-item, "Roles").
 */
export function menuTemplate(
  language: Language,
  { look, setLanguage, openScreen }: MenuActions,
  devTools: boolean,
): MenuItemConstructorOptions[] {
  const messages = MESSAGES[language];
  const line = { type: 'separator' } as const;
  return [
    {
      label: messages.app,
      submenu: [
        { label: messages.look, accelerator: 'CmdOrCtrl+R', click: look },
        { label: messages.settings, accelerator: 'CmdOrCtrl+,', click: () => openScreen('settings') },
        {
          label: messages.language,
          submenu: LANGUAGES.map((each) => ({
            label: OWN_NAME[each],
            type: 'radio',
            checked: each === language,
            click: () => setLanguage(each),
          })),
        },
        line,
        { label: messages.close, role: 'close', accelerator: 'CmdOrCtrl+W' },
        { label: messages.quit, role: 'quit', accelerator: 'CmdOrCtrl+Q' },
      ],
    },
    {
      label: messages.edit,
      submenu: [
        { label: messages.undo, role: 'undo' },
        { label: messages.redo, role: 'redo' },
        line,
        { label: messages.cut, role: 'cut' },
        { label: messages.copy, role: 'copy' },
        { label: messages.paste, role: 'paste' },
        { label: messages.all, role: 'selectAll' },
      ],
    },
    {
      label: messages.view,
      submenu: [
        { label: messages.larger, role: 'zoomIn' },
        { label: messages.smaller, role: 'zoomOut' },
        { label: messages.usual, role: 'resetZoom' },
        ...(devTools ? [{ role: 'toggleDevTools' as const }] : []),
      ],
    },
    {
      label: messages.help,
      role: 'help',
      submenu: [
        { label: messages.keys, accelerator: 'F1', click: () => openScreen('about') },
        { label: messages.about, click: () => openScreen('about') },
      ],
    },
  ];
}
