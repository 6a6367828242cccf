import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';

/**
 * The app's own folder, the same for window and terminal: what Electron calls `userData` (electronjs.org/docs/api/app,
 * getPath): `%APPDATA%`, `~/Library/Application Support`, `$XDG_CONFIG_HOME` or `~/.config`, and the app's name.
 */
export function ownFolder(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
  home: string = homedir(),
): string {
  if (platform === 'win32')
    return win32.join(env.APPDATA || win32.join(home, 'AppData', 'Roaming'), 'Tankmate');
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'Tankmate');
  return posix.join(env.XDG_CONFIG_HOME || posix.join(home, '.config'), 'Tankmate');
}

/**
 * Where tanks lie, gigabytes of them, so never in a profile that roams: `%LOCALAPPDATA%`,
 * `~/Library/Application Support`, `$XDG_DATA_HOME` or `~/.local/share` (XDG Base Directory Specification).
 */
export function tankFolder(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
  home: string = homedir(),
): string {
  if (platform === 'win32')
    return win32.join(env.LOCALAPPDATA || win32.join(home, 'AppData', 'Local'), 'Tankmate', 'tanks');
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'Tankmate', 'tanks');
  return posix.join(env.XDG_DATA_HOME || posix.join(home, '.local', 'share'), 'tankmate', 'tanks');
}
