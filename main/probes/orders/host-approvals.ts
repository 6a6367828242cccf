import type { Json } from '../../openclaw/read-settings';
import { type Host, isAbsentReading } from '../../system/read';
import type { Setup } from '../openclaw/types';
import type { Gap, PartialResult } from '../partial-result';
import { readingFailure } from '../reading-failure';
import { columnTexts } from '../sqlite/read-rows';
import type { HostApprovals } from './types';

const LARGEST_FILE = 1024 * 1024;

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
      if (!isAbsentReading(error)) gaps.push({ where, because: readingFailure(error) });
    }
  };
  const files = new Set(
    [setup.stateDir, join(setup.home, '.openclaw')].map((each) => join(each, 'exec-approvals.json')),
  );
  for (const file of files) await read(file, async () => [await host.readText(file, LARGEST_FILE)]);
  const database = join(setup.stateDir, 'state', 'openclaw.sqlite');
  await read(`${database}#exec_approvals_config`, () =>
    columnTexts(host, database, { table: 'exec_approvals_config', column: 'raw_json', most: 20 }),
  );
  return { items, gaps };
}
