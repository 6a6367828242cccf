import { LEGACY_STATE_FOLDERS } from '../../openclaw/install-places';
import { profileOf } from '../../openclaw/state-folders';
import type { Host } from '../../system/read';

/** A state folder that lies in a home; null when none does, or the home may not be looked into. */
export async function stateFolderIn(host: Host, home: string | undefined): Promise<string | null> {
  if (home === undefined || home === '') return null;
  const names = await host.list(home).catch(() => []);
  const found = names.find(
    (name) => profileOf(name) !== null || (LEGACY_STATE_FOLDERS as readonly string[]).includes(name),
  );
  return found === undefined ? null : host.path.join(home, found);
}
