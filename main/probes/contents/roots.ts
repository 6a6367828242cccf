import { fillIn } from '../../openclaw/settings';
import { workspacesOf } from '../../openclaw/workspace';
import type { Host } from '../host';
import type { Setup } from '../openclaw';
import type { Unseen } from '../seen';
import type { Settings } from '../settings';

/** The folders that a setup's agents work in, absolute, each once; absent ones among them. */
export interface Workspaces {
  readonly folders: readonly string[];
  /** Settings that could not be read, and workspaces whose folder can't be told from them. */
  readonly unseen: readonly Unseen[];
}

/** Workspaces by a setup's settings, and by OPENCLAW_WORKSPACE_DIR (docs/help/environment.md) where it is set. */
export function workspaceRoots(host: Host, setup: Setup, settings: Settings | null): Workspaces {
  const unread = settings?.state === 'broken' || settings?.state === 'unreadable' ? settings : null;
  const environment = (settings && 'environment' in settings && settings.environment) || {};
  const value = settings?.state === 'read' ? settings.value : null;
  const written = workspacesOf(value, setup, host.path).map(({ path }) => path);
  const named = environment.OPENCLAW_WORKSPACE_DIR?.trim();
  const folders = new Set<string>();
  const unseen: Unseen[] = unread ? [{ where: unread.file, because: unread.because }] : [];
  for (const path of named ? [...written, named] : written) {
    const folder = (fillIn(path, environment) ?? path).replace(/^~(?=$|[\\/])/, () => setup.home);
    if (host.path.isAbsolute(folder)) folders.add(host.path.normalize(folder));
    else unseen.push({ where: path, because: { id: 'contents.which-folder' } });
  }
  return { folders: [...folders], unseen };
}
