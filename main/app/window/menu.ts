import { Menu } from 'electron';
import type { Language } from '../../contract/report';

const MESSAGES = {
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
  const messages = MESSAGES[language];
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      {
        label: messages.app,
        submenu: [
          { label: messages.look, accelerator: 'CmdOrCtrl+R', click: look },
          { label: messages.close, role: 'close', accelerator: 'CmdOrCtrl+W' },
          { label: messages.quit, role: 'quit', accelerator: 'CmdOrCtrl+Q' },
        ],
      },
      {
        label: messages.edit,
        submenu: [
          { label: messages.copy, role: 'copy' },
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
    ]),
  );
}
