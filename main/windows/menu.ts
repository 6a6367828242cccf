import { Menu } from 'electron';
import type { Language } from '../contract/report';

const WORDS = {
  en: {
    app: 'Tankmate',
    look: 'Look again',
    close: 'Close window',
    quit: 'Quit',
    edit: 'Edit',
    copy: 'Copy',
    all: 'Select all',
    view: 'View',
    larger: 'Larger',
    smaller: 'Smaller',
    usual: 'Usual size',
  },
  'zh-CN': {
    app: '龙虾缸管家',
    look: '重新检查',
    close: '关闭窗口',
    quit: '退出',
    edit: '编辑',
    copy: '复制',
    all: '全选',
    view: '查看',
    larger: '放大',
    smaller: '缩小',
    usual: '原始大小',
  },
} satisfies Record<Language, Record<string, string>>;

/** The menu bar, hidden until Alt is pressed except on macOS: its keys are what counts. */
export function setMenu(language: Language, look: () => void, devTools: boolean): void {
  const words = WORDS[language];
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      {
        label: words.app,
        submenu: [
          { label: words.look, accelerator: 'CmdOrCtrl+R', click: look },
          { label: words.close, role: 'close', accelerator: 'CmdOrCtrl+W' },
          { label: words.quit, role: 'quit', accelerator: 'CmdOrCtrl+Q' },
        ],
      },
      {
        label: words.edit,
        submenu: [
          { label: words.copy, role: 'copy' },
          { label: words.all, role: 'selectAll' },
        ],
      },
      {
        label: words.view,
        submenu: [
          { label: words.larger, role: 'zoomIn' },
          { label: words.smaller, role: 'zoomOut' },
          { label: words.usual, role: 'resetZoom' },
          ...(devTools ? [{ role: 'toggleDevTools' as const }] : []),
        ],
      },
    ]),
  );
}
