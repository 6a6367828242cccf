import { compareVersions, isVersion } from '../../openclaw/openclaw-version';
import { type Json, valueAt } from '../../openclaw/read-settings';
import type { Probes } from '../../probes';

/** The manifests of bundled plugins say since then whether they are on by themselves (dist/extensions of the package). */
const SAID_SINCE = '2026.9.6';
const MOST = 300;

interface Bundled {
  readonly id: string;
  readonly onByItself: boolean;
}

async function bundledIn({ files }: Probes, copy: string): Promise<readonly Bundled[]> {
  const folder = files.path.join(copy, 'dist', 'extensions');
  const names = (await files.list(folder)).slice(0, MOST);
  const read = await Promise.all(
    names.map(async (name): Promise<Bundled | null> => {
      const text = (await files.exact(files.path.join(folder, name, 'openclaw.plugin.json')))?.text;
      if (text === undefined) return null;
      const manifest = JSON.parse(text) as Json;
      const id = valueAt(manifest, 'id');
      return typeof id === 'string'
        ? { id, onByItself: valueAt(manifest, 'enabledByDefault') === true }
        : null;
    }),
  );
  return read.filter((each) => each !== null);
}

/** Every name and word of the settings, taken apart at the signs by which a model names its provider. */
function namesIn(value: Json): readonly string[] {
  if (typeof value === 'string') return [value, ...value.split(/[/:]/)];
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(namesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => [key, ...namesIn(each)]);
}

/**
 * The bundled plugins that run with these settings: on by themselves, or because the settings speak of a channel,
 * provider or tool of theirs. A list that leaves one of them out would switch it off (docs/tools/plugin.md, "Key policy
 * rules"; dist: plugins/config-normalization-shared). Null when that can't be told of every copy here.
 */
export async function bundledInUse(probes: Probes): Promise<((value: Json) => readonly string[]) | null> {
  const { items, gaps } = await probes.openclaw.copies();
  const here = items.filter(({ where }) => where === 'this-computer');
  const tells = ({ version }: { readonly version: string | null }) =>
    version !== null && isVersion(version) && compareVersions(version, SAID_SINCE) >= 0;
  if (here.length === 0 || gaps.length > 0 || !here.every(tells)) return null;
  try {
    const all = (await Promise.all(here.map(({ path }) => bundledIn(probes, path)))).flat();
    if (!all.some(({ onByItself }) => onByItself)) return null;
    return (value) => {
      const named = new Set(namesIn(value));
      const used = all.filter(({ id, onByItself }) => onByItself || named.has(id)).map(({ id }) => id);
      return [...new Set(used)].filter(
        (id) => valueAt(value, ['plugins', 'entries', id, 'enabled']) !== false,
      );
    };
  } catch {
    return null;
  }
}
