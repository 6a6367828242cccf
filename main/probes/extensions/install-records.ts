import { valueAt } from '../../openclaw/read-settings';
import { type Host, isAbsentReading } from '../../system/read';
import type { Setup } from '../openclaw/types';
import { readingFailure } from '../reading-failure';
import type { OpenClawSettings } from '../settings/types';
import { rowsIn, withDatabase } from '../sqlite/read-rows';
import type { GapCollector } from './gap-collector';
import { fields } from './install-origin';

const LARGEST = 64 * 1024 * 1024;

/** Install records by plugin id, as OpenClaw wrote them. */
export interface InstallRecords {
  readonly byId: ReadonlyMap<string, unknown>;
  /** False when a place of records could not be read: a plugin without one may yet have one. */
  readonly whole: boolean;
}

/** The only version of the index of installed plugins (INSTALLED_PLUGIN_INDEX_VERSION, dist of 2026.5.28 to 2026.9.6). */
const KNOWN_INDEX = 1;

/** An index that was written in a form that isn't known. */
const unknownForm = () => Object.assign(new Error('unknown form'), { code: 'SQLITE' });

/** The records of an index: `installRecords`, or those beside each plugin (dist of 2026.5.28: index-record-reader). */
function recordsOf(index: unknown): Readonly<Record<string, unknown>> {
  const { version, installRecords, plugins } = fields(index);
  if (version !== undefined && version !== KNOWN_INDEX) throw unknownForm();
  if (installRecords !== undefined) return fields(installRecords);
  const listed = (Array.isArray(plugins) ? plugins : []).map(fields);
  return Object.fromEntries(
    listed.flatMap(({ pluginId, installRecord }) =>
      typeof pluginId === 'string' && installRecord !== undefined ? [[pluginId, installRecord]] : [],
    ),
  );
}

/**
 * Install records of a setup, by release line: `plugins.installs` of its settings (2026.1, 2026.3), then
 * `<state>/plugins/installs.json` (2026.5: docs/cli/plugins.md, "Plugin index"), then in `<state>/state/openclaw.sqlite` the
 * table `installed_plugin_index` (2026.7), then `config_machine_state`, key `plugins.installedIndex` (2026.9). A newer
 * place overrules an older one.
 */
export async function installRecords(
  host: Host,
  setup: Setup,
  settings: OpenClawSettings | null,
  gaps: GapCollector,
): Promise<InstallRecords> {
  const { join } = host.path;
  const old = settings?.state === 'read' ? fields(valueAt(settings.value, 'plugins.installs')) : {};
  let whole = settings?.state !== 'broken' && settings?.state !== 'unreadable';
  const attempt = async (file: string, read: () => Promise<unknown>) => {
    try {
      return recordsOf(await read());
    } catch (error) {
      host.signal.throwIfAborted();
      if (isAbsentReading(error)) return {};
      whole = false;
      gaps.gaps.push({
        where: file,
        because: readingFailure(error),
      });
      return {};
    }
  };
  const json = join(setup.stateDir, 'plugins', 'installs.json');
  const database = join(setup.stateDir, 'state', 'openclaw.sqlite');
  const index = await attempt(json, async () => JSON.parse(await host.readText(json, LARGEST)));
  const kept = await attempt(database, () => indexIn(host, database));
  return { byId: new Map(Object.entries({ ...old, ...index, ...kept })), whole };
}

/** What the database keeps of them, the newer place over the older one. */
const indexIn = (host: Host, file: string): Promise<unknown> =>
  withDatabase(host, file, (database) => {
    const [older = []] = rowsIn(database, {
      table: 'installed_plugin_index',
      columns: ['install_records_json', 'plugins_json', 'version'],
      key: { column: 'index_key', value: 'installed-plugin-index' },
      most: 1,
    });
    const [newer = []] = rowsIn(database, {
      table: 'config_machine_state',
      columns: ['value_json'],
      key: { column: 'state_key', value: 'plugins.installedIndex' },
      most: 1,
    });
    const [records, plugins, version] = older;
    const [text] = newer;
    return {
      installRecords: {
        ...(typeof records === 'string' &&
          recordsOf({
            installRecords: JSON.parse(records),
            plugins: typeof plugins === 'string' ? JSON.parse(plugins) : [],
            version: Number(version),
          })),
        ...(typeof text === 'string' && recordsOf(fields(JSON.parse(text)).index)),
      },
    };
  });
