import type { Host } from '../../system/read';
import { workspaceRoots } from '../contents/workspace-roots';
import type { Setup } from '../openclaw/types';
import { memoizeBy } from '../partial-result';
import type { SettingsProbe } from '../settings/types';
import { posixAccountAccess } from './account-access';
import { permissionChains } from './permission-chains';
import { posixPermissions } from './permissions-posix';
import { windowsPermissions } from './permissions-windows';
import { stateFiles } from './state-files';
import type { PermissionProbe } from './types';

export type { AccountAccess, Permission, PermissionProbe, StatePermission } from './types';

/** `settings` tells which other files the settings include; without it only those of the state folder are looked at. */
export function createPermissionProbe(host: Host, settings?: Pick<SettingsProbe, 'all'>): PermissionProbe {
  const chains = permissionChains(host);
  const of = host.platform === 'win32' ? windowsPermissions(host) : posixPermissions(host, chains);
  return {
    of,
    accountAccess: host.platform === 'win32' ? async () => null : posixAccountAccess(host, chains),
    within: memoizeBy(async (setup: Setup) => {
      const files = await stateFiles(host, setup);
      // Whoever may write to an included file decides the settings (docs/gateway/config-secrets-env.md, `$include`).
      const all = (await settings?.all())?.items ?? [];
      const own = all.find((each) => each.setup.stateDir === setup.stateDir);
      const included = own?.state === 'read' ? own.files : [];
      const holds = new Map(files.items.map((file) => [file.path, file.holds]));
      for (const path of included) holds.set(path, 'settings');
      // Whoever may write to a workspace, wherever it lies, decides what the agent obeys.
      for (const path of own?.state === 'read' ? workspaceRoots(host, setup, own).folders : [])
        if (!holds.has(path) && !path.startsWith(setup.stateDir + host.path.sep))
          holds.set(path, 'conversations');
      const permissions = await of([...holds.keys()]);
      return {
        items: permissions.map((each) => ({ ...each, holds: holds.get(each.path) ?? 'names' })),
        gaps: files.gaps,
      };
    }),
  };
}
