import type { Host } from '../../system/read';
import { memoize } from '../partial-result';

import { sensitivePlaces } from './sensitive-places';
import type { FolderProbe } from './types';
import { workspaceFolders } from './workspace-folders';

export type { FolderProbe, PlaceKind, SensitivePlace, Workspace } from './types';

/** Opens what the account that looks could open, and nothing that would make the system ask the user. */
export function createFolderProbe(host: Host): FolderProbe {
  return {
    places: memoize(() => sensitivePlaces(host)),
    workspaces: (settings) => workspaceFolders(host, settings),
  };
}
