import type { Json } from '../../openclaw/read-settings';
import { type Host, isAbsentReading } from '../../system/read';
import type { Setup } from '../openclaw/types';
import { type Gap, type PartialResult, readFailure } from '../partial-result';
import { openDatabase } from '../sqlite';
import type { HostApprovals } from './types';

const LARGEST = 64 * 1024 * 1024;
const LARGEST_FILE = 1024 * 1024;

/** The texts of one column, or none where the database has no such table. */
export async function columnIn(
  host: Host,
  file: string,
  table: string,
  question: string,
): Promise<readonly string[]> {
  const database = await openDatabase(host, file, LARGEST);
  try {
    const there = database.exec(
      `SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = '${table}' AND rootpage > 0`,
    );
    if (there.length === 0) return [];
    const rows = database.exec(question)[0]?.values ?? [];
    return rows.flatMap(([text]) => (typeof text === 'string' ? [text] : []));
  } catch {
    throw Object.assign(new Error('unreadable rows'), { code: 'SQLITE' });
  } finally {
    database.close();
  }
}

/** Whether a failure says that what was read makes no sense, rather than that it could not be read. */
export const isBroken = (error: unknown): boolean =>
  error instanceof SyntaxError || (error instanceof Error && 'code' in error && error.code === 'SQLITE');

/**
 * A host's approvals of commands: until 2026.7 a file in the state folder, or in the default one although the state
 * lies elsewhere; since then a table of the state's database (docs/tools/exec-approvals.md, "Settings and storage").
 */
export async function hostApprovals(host: Host, setup: Setup): Promise<PartialResult<HostApprovals>> {
  const items: HostApprovals[] = [];
  const gaps: Gap[] = [];
  const { join } = host.path;
  const read = async (where: string, texts: () => Promise<readonly string[]>) => {
    try {
      for (const text of await texts()) items.push({ where, value: JSON.parse(text) as Json });
    } catch (error) {
      host.signal.throwIfAborted();
      if (!isAbsentReading(error))
        gaps.push({ where, because: isBroken(error) ? { id: 'contents.broken' } : readFailure(error) });
    }
  };
  const files = new Set(
    [setup.stateDir, join(setup.home, '.openclaw')].map((each) => join(each, 'exec-approvals.json')),
  );
  for (const file of files) await read(file, async () => [await host.readText(file, LARGEST_FILE)]);
  const database = join(setup.stateDir, 'state', 'openclaw.sqlite');
  await read(`${database}#exec_approvals_config`, () =>
    columnIn(host, database, 'exec_approvals_config', 'SELECT raw_json FROM exec_approvals_config LIMIT 20'),
  );
  return { items, gaps };
}
