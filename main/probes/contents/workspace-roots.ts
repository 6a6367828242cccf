import { workspacesOf } from '../../openclaw/agent-workspaces';
import { fillIn } from '../../openclaw/read-settings';
import type { Host } from '../../system/read';
import type { Setup } from '../openclaw/types';
import type { Gap } from '../partial-result';
import type { OpenClawSettings } from '../settings/types';

/** The folders that a setup's agents work in, absolute, each once; absent ones among them. */
export interface WorkspaceRoots {
  readonly folders: readonly string[];
  /** Settings that could not be read, and workspaces whose folder can't be told from them. */
  readonly gaps: readonly Gap[];
}

/** Workspaces by a setup's settings, and by OPENCLAW_WORKSPACE_DIR (docs/help/environment.md) where it is set. */
export function workspaceRoots(host: Host, setup: Setup, settings: OpenClawSettings | null): WorkspaceRoots {
  const unread = settings?.state === 'broken' || settings?.state === 'unreadable' ? settings : null;
  const environment = (settings && 'environment' in settings && settings.environment) || {};
  const value = settings?.state === 'read' ? settings.value : null;
  const written = workspacesOf(value, setup, host.path).map(({ path }) => path);
  const named = environment.OPENCLAW_WORKSPACE_DIR?.trim();
  const folders = new Set<string>();
  const gaps: Gap[] = unread ? [{ where: unread.file, because: unread.because }] : [];
  for (const path of named ? [...written, named] : written) {
    const folder = (fillIn(path, environment) ?? path).replace(/^~(?=$|[\\/])/, () => setup.home);
    if (host.path.isAbsolute(folder)) folders.add(host.path.normalize(folder));
    else gaps.push({ where: path, because: { id: 'contents.which-folder' } });
  }
  return { folders: [...folders], gaps };
}
