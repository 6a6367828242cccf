import { realpathSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { posix, win32 } from 'node:path';
import { isRootOnly } from './accounts/root-only';

/**
 * A folder of the app's own. What root keeps lies only where nobody else writes, whatever HOME or another variable says:
 * else in root's home by the password database, links on the way to it followed.
 */
function kept(platform: NodeJS.Platform, given: string, usual: (home: string) => string): string {
  const isRoot = platform === process.platform && process.geteuid?.() === 0;
  return !isRoot || isRootOnly(given) ? given : usual(realpathSync(userInfo().homedir));
}

/**
 * The app's own folder, the same for window and terminal: what Electron calls `userData` (electronjs.org/docs/api/app,
 * getPath): `%APPDATA%`, `~/Library/Application Support`, `$XDG_CONFIG_HOME` or `~/.config`, and the app's name.
 */
export function appDataFolder(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
  home: string = homedir(),
): string {
  if (platform === 'win32')
    return win32.join(env.APPDATA || win32.join(home, 'AppData', 'Roaming'), 'Tankmate');
  if (platform === 'darwin') {
    const inHome = (of: string) => posix.join(of, 'Library', 'Application Support', 'Tankmate');
    return kept(platform, inHome(home), inHome);
  }
  const inHome = (of: string) => posix.join(of, '.config', 'Tankmate');
  return kept(
    platform,
    env.XDG_CONFIG_HOME ? posix.join(env.XDG_CONFIG_HOME, 'Tankmate') : inHome(home),
    inHome,
  );
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
  if (platform === 'darwin') {
    const inHome = (of: string) => posix.join(of, 'Library', 'Application Support', 'Tankmate', 'tanks');
    return kept(platform, inHome(home), inHome);
  }
  const inHome = (of: string) => posix.join(of, '.local', 'share', 'tankmate', 'tanks');
  return kept(
    platform,
    env.XDG_DATA_HOME ? posix.join(env.XDG_DATA_HOME, 'tankmate', 'tanks') : inHome(home),
    inHome,
  );
}
