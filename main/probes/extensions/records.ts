import { at } from '../../openclaw/settings';
import { type Host, isAbsent } from '../host';
import type { Setup } from '../openclaw';
import { couldNot } from '../seen';
import type { Settings } from '../settings';
import { openDatabase } from '../sqlite';
import { fields } from './record';
import type { Trouble } from './trouble';

const LARGEST = 64 * 1024 * 1024;

/** Install records by plugin id, as OpenClaw wrote them. */
export interface Records {
  readonly byId: ReadonlyMap<string, unknown>;
  /** False when a place of records could not be read: a plugin without one may yet have one. */
  readonly whole: boolean;
}

/**
 * Install records of a setup: `plugins.installs` of its settings (2026.1, 2026.3), overruled by the index that 2026.9
 * keeps in `<state>/state/openclaw.sqlite`, table `config_machine_state`, key `plugins.installedIndex`.
 */
export async function installRecords(
  host: Host,
  setup: Setup,
  settings: Settings | null,
  trouble: Trouble,
): Promise<Records> {
  const old = settings?.state === 'read' ? fields(at(settings.value, 'plugins.installs')) : {};
  const file = host.path.join(setup.stateDir, 'state', 'openclaw.sqlite');
  let kept: Readonly<Record<string, unknown>> = {};
  let whole = settings?.state !== 'broken' && settings?.state !== 'unreadable';
  try {
    const text = await indexIn(host, file);
    if (text !== null) kept = fields(fields(fields(JSON.parse(text)).index).installRecords);
  } catch (error) {
    host.signal.throwIfAborted();
    if (!isAbsent(error)) {
      whole = false;
      const broken =
        error instanceof SyntaxError ||
        (error instanceof Error && 'code' in error && error.code === 'SQLITE');
      trouble.unseen.push({ where: file, because: broken ? { id: 'contents.broken' } : couldNot(error) });
    }
  }
  return { byId: new Map(Object.entries({ ...old, ...kept })), whole };
}

async function indexIn(host: Host, file: string): Promise<string | null> {
  const database = await openDatabase(host, file, LARGEST);
  try {
    const table = database.exec(
      "SELECT 1 FROM sqlite_schema WHERE name = 'config_machine_state' AND rootpage > 0",
    );
    if (table.length === 0) return null;
    const rows = database.exec(
      "SELECT value_json FROM config_machine_state WHERE state_key = 'plugins.installedIndex'",
    );
    const text = rows[0]?.values[0]?.[0];
    return typeof text === 'string' ? text : null;
  } catch {
    throw Object.assign(new Error('unreadable rows'), { code: 'SQLITE' });
  } finally {
    database.close();
  }
}
