import { type Json, valueAt } from '../../openclaw/read-settings';
import type { Probes } from '../../probes';
import type { Extension } from '../../probes/extensions';

/** Folders of a package that hold the plugins which come with it (2026.1 to 2026.5: extensions; since: dist/extensions). */
const BUNDLED = ['extensions', 'dist/extensions', 'dist/plugins'];
/** On the list it stands for the tools of all plugins (dist of 2026.9.6: collectPluginsTrustFindings). */
const ALL_PLUGINS = 'group:plugins';

interface BundledPlugins {
  readonly names: ReadonlySet<string>;
  readonly folders: readonly string[];
  /** False: a copy may have others. */
  readonly whole: boolean;
}

/** Plugins that come with the copies on this computer, by the names of their folders. */
async function bundledPlugins({ openclaw, files }: Probes): Promise<BundledPlugins> {
  const { items, gaps } = await openclaw.copies();
  const here = items.filter(({ where }) => where === 'this-computer');
  const folders: string[] = [];
  const names = new Set<string>();
  let whole = here.length > 0 && gaps.length === 0;
  for (const { path } of here) {
    const before = folders.length;
    for (const below of BUNDLED) {
      const folder = files.path.join(path, below);
      for (const name of await files.list(folder).catch(() => [])) {
        names.add(name);
        folders.push(files.path.join(folder, name));
      }
    }
    whole &&= folders.length > before;
  }
  return { names, folders, whole };
}

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
  const { names } = await bundledPlugins(probes);
  return missing.filter((id) => !names.has(id));
}

const textsOf = (value: Json | undefined): readonly string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
const keysOf = (value: Json | undefined): readonly string[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];

/** By what else a list may name a plugin (dist of 2026.9.6: plugin-registry-id-normalizer). */
function namesInManifest(manifest: Json): readonly string[] {
  const providers = valueAt(manifest, 'setup.providers');
  return [
    ...['providers', 'channels', 'cliBackends', 'setup.cliBackends', 'legacyPluginIds'].flatMap((path) =>
      textsOf(valueAt(manifest, path)),
    ),
    ...['modelCatalog.providers', 'modelCatalog.aliases', 'providerAuthAliases'].flatMap((path) =>
      keysOf(valueAt(manifest, path)),
    ),
    ...(Array.isArray(providers) ? (providers as readonly Json[]) : []).flatMap((each) =>
      textsOf([valueAt(each, 'id') ?? null]),
    ),
    ...textsOf([valueAt(manifest, 'id') ?? null]),
  ];
}

/** Names on the list of what may run (`plugins.allow`) that no plugin bears. */
export interface PhantomPlugins {
  readonly names: readonly string[];
  /** False: not every plugin that could bear them could be looked at. */
  readonly sure: boolean;
}

/**
 * A name that is allowed already lets in whatever plugin comes along with it (docs/gateway/security/audit-checks.md,
 * `plugins.allow_phantom_entries`).
 */
export async function phantomPlugins(
  probes: Probes,
  settings: Json,
  found: readonly Extension[],
): Promise<PhantomPlugins> {
  const { files } = probes;
  const key = (name: string) => name.trim().toLowerCase();
  const listed = textsOf(valueAt(settings, 'plugins.allow')).filter(
    (name) => key(name) !== '' && key(name) !== ALL_PLUGINS,
  );
  const installed = new Set(found.map(({ name }) => key(name)));
  const missing = listed.filter((name) => !installed.has(key(name)));
  if (missing.length === 0) return { names: [], sure: true };
  const bundled = await bundledPlugins(probes);
  const known = new Set([...bundled.names].map(key));
  let sure = bundled.whole;
  if (missing.some((name) => !known.has(key(name))))
    for (const folder of [...bundled.folders, ...found.map(({ path }) => path)])
      try {
        const manifest = await files.exact(files.path.join(folder, 'openclaw.plugin.json'));
        for (const name of manifest ? namesInManifest(JSON.parse(manifest.text)) : []) known.add(key(name));
      } catch (error) {
        // A plugin may be one file of code.
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOTDIR')) sure = false;
      }
  return { names: missing.filter((name) => !known.has(key(name))), sure };
}
