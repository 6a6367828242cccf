import { realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import type { App } from 'electron';
import { autostartFile } from './autostart';
import { keepAutostart } from './linux';
import { fixedProgram, HIDDEN, isHiddenStart } from './place';

/** Starting with the session, as the system keeps it. */
export interface Login {
  /** False where this start has no fixed place that could be named. */
  readonly possible: boolean;
  /** Rejects when the system doesn't take it. */
  set(starts: boolean): Promise<void>;
  /** What the system says: it may have been switched off there. An entry that names an old place is renewed. */
  isSet(): Promise<boolean>;
}

type LoginApp = Pick<App, 'isPackaged' | 'getLoginItemSettings' | 'setLoginItemSettings'>;

/** Was the app started by the session? Then no window opens. */
export const startedHidden = (app: LoginApp): boolean =>
  isHiddenStart(process.argv, process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin);

/** A program's own path has no links in it; the folder that an AppImage names may. */
function realFolder(folder: string | undefined): string | undefined {
  try {
    return folder && realpathSync(folder);
  } catch {
    return undefined;
  }
}

/** The system's own way: an autostart entry on Linux, Electron's login items elsewhere. */
export function createLogin(app: LoginApp): Login {
  const { platform, execPath, env } = process;
  const found = { ...env, APPDIR: realFolder(env.APPDIR) };
  const program = fixedProgram({ execPath, packaged: app.isPackaged, env: found });
  if (program === null)
    return {
      possible: false,
      set: async (starts) => {
        if (starts)
          throw new Error('started from source code, so there is no fixed place that could be named');
      },
      isSet: async () => false,
    };
  if (platform === 'linux')
    return { possible: true, ...keepAutostart(autostartFile(env, homedir()), program) };
  // Windows keeps the words in the registry’s Run key; macOS has none (electronjs.org/docs/api/app, setLoginItemSettings).
  const how = platform === 'win32' ? { path: program, args: [HIDDEN] } : {};
  return {
    possible: true,
    set: async (starts) => app.setLoginItemSettings({ ...how, openAtLogin: starts }),
    isSet: async () => {
      const { openAtLogin, executableWillLaunchAtLogin } = app.getLoginItemSettings(how);
      // Task Manager switches it off beside the entry.
      return openAtLogin && (platform !== 'win32' || executableWillLaunchAtLogin !== false);
    },
  };
}
