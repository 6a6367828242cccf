import type { Host } from '../../../system/read';
import { appDataFolder } from '../../../system/read/app-paths';
import type { Setup } from '../../openclaw/types';

/**
 * Folders that a workspace may hold without being a part of it, by their real paths: every setup's state folder, which
 * is looked at by itself, and Tankmate's own, where what was put away and what undo needs lies, closed to others. A
 * workspace that is the whole home would else show each key again that a fix has just put away.
 */
export async function excludedFolders(
  host: Host,
  { stateDir, home }: Setup,
  others: readonly string[],
): Promise<ReadonlySet<string>> {
  const own = [appDataFolder(host.platform, host.env, host.home), appDataFolder(host.platform, {}, home)];
  const real = (path: string) => host.realpath(path).catch(() => path);
  return new Set(await Promise.all([stateDir, ...others, ...own].map(real)));
}
