import type { Edit } from '../../openclaw/json5';
import type { Json, SettingsReader } from '../../openclaw/read-settings';
import type { FileProbe } from '../../probes/files';
import type { EditableSetup } from '../settings/edit-settings';

/** A plugin as a setup's settings speak of it. */
export interface ConfiguredPlugin {
  readonly id: string;
  readonly path: string;
}

/**
 * From this version on settings may turn a plugin off that isn't there (tried with 2026.5.28 and 2026.9.6). Older ones
 * take an entry without its plugin for a mistake and don't start.
 */
const KNOWS_ABSENT = '2026.5.28';

const listAt = (reader: SettingsReader, path: string): readonly Json[] => {
  const list = reader.raw(path);
  return Array.isArray(list) ? list : [];
};

/** A path as a setting writes it: `~` and variables filled in. Null where it can't be told. */
function written({ reader, settings }: EditableSetup, { path }: FileProbe, value: Json): string | null {
  if (typeof value !== 'string') return null;
  const filled = value.trim().replace(/\$\{([A-Z_][A-Z0-9_]*)\}/g, (all, name: string) => {
    const known = Object.hasOwn(reader.environment, name) ? reader.environment[name] : undefined;
    return known || all;
  });
  const whole = filled.replace(/^~(?=$|[\\/])/, () => settings.setup.home);
  return path.isAbsolute(whole) ? path.resolve(whole) : null;
}

/**
 * What must change in a setup's settings so that a plugin isn't loaded any more, and a gateway starts whether or not
 * its folder is there: a load path that leads nowhere keeps 2026.5.28 from starting. An allow-list keeps its last name,
 * for an empty one allows all.
 */
export function disablePluginEdits(
  setup: EditableSetup,
  files: FileProbe,
  plugin: ConfiguredPlugin,
  moved: boolean,
): readonly Edit[] {
  const { reader, versions } = setup;
  const { id } = plugin;
  const edits: Edit[] = [];
  const without = (path: string, goes: (value: Json) => boolean, least: number) => {
    const list = listAt(reader, path);
    const rest = list.filter((each) => !goes(each));
    if (rest.length === list.length || rest.length < least) return;
    edits.push({ path: path.split('.'), to: rest.length > 0 ? rest : undefined });
  };
  const here = files.path.resolve(plugin.path);
  without('plugins.load.paths', (each) => written(setup, files, each) === here, 0);
  without('plugins.allow', (each) => each === id, 1);
  for (const slot of reader.names('plugins.slots'))
    if (reader.raw(['plugins', 'slots', slot]) === id)
      edits.push({ path: ['plugins', 'slots', slot], to: undefined });
  if (!moved || versions.atLeast(KNOWS_ABSENT))
    edits.push({ path: ['plugins', 'entries', id, 'enabled'], to: false });
  else
    for (const map of ['entries', 'installs'])
      if (reader.raw(['plugins', map, id]) !== undefined)
        edits.push({ path: ['plugins', map, id], to: undefined });
  return edits;
}
