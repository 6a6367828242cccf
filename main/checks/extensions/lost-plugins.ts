import { type Json, valueAt } from '../../openclaw/read-settings';
import type { Probes } from '../../probes';
import type { Extension } from '../../probes/extensions';

/** Folders of a package that hold the plugins which come with it (2026.1 to 2026.5: extensions; since: dist/extensions). */
const BUNDLED = ['extensions', 'dist/extensions', 'dist/plugins'];

/**
 * Plugins that the settings turn on, and of which no folder was found: neither an added one nor one that comes with a
 * copy. Without a copy whose own plugins can be listed nobody can tell, and those that are named are told.
 */
export async function lostPlugins(
  probes: Probes,
  settings: Json,
  found: readonly Extension[],
): Promise<readonly string[]> {
  const entries = valueAt(settings, 'plugins.entries');
  const named =
    typeof entries === 'object' && entries !== null && !Array.isArray(entries)
      ? Object.keys(entries).filter((id) => valueAt(settings, ['plugins', 'entries', id, 'enabled']) === true)
      : [];
  const off = valueAt(settings, 'plugins.enabled') === false;
  const missing = named.filter((id) => !off && !found.some(({ name }) => name === id));
  if (missing.length === 0) return [];
  const { items } = await probes.openclaw.copies();
  const bundled = new Set<string>();
  for (const { path, where } of items)
    if (where === 'this-computer')
      for (const folder of BUNDLED)
        for (const name of await probes.files.list(probes.files.path.join(path, folder)).catch(() => []))
          bundled.add(name);
  return missing.filter((id) => !bundled.has(id));
}
