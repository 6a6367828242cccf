import { withoutCredentials } from '../../openclaw/origins';
import type { Host } from '../../system/read';
import type { GapCollector } from '../extensions/gap-collector';
import type { OriginRecord } from './types';

const LARGEST = 1024 * 1024;
const SECTION = /^\s*\[\s*(\w+)\s+"([^"]{0,200})"\s*\]/;

/**
 * From where a checkout brings what is new: the remote `origin`, or all that there are without one (git-config(1), of the
 * checkout alone).
 */
export async function checkoutRecords(
  host: Host,
  path: string,
  gaps: GapCollector,
): Promise<readonly OriginRecord[]> {
  const where = host.path.join(path, '.git', 'config');
  const source = await host.readText(where, LARGEST).catch(gaps.orElse(where, ''));
  const urls = new Map<string, string>();
  let remote: string | null = null;
  for (const line of source.split('\n')) {
    if (line.trimStart().startsWith('[')) {
      const section = SECTION.exec(line);
      remote = section?.[1]?.toLowerCase() === 'remote' ? (section[2] ?? null) : null;
      continue;
    }
    const equals = line.indexOf('=');
    if (remote === null || equals < 0 || line.slice(0, equals).trim().toLowerCase() !== 'url') continue;
    urls.set(
      remote,
      line
        .slice(equals + 1)
        .trim()
        .slice(0, 500),
    );
  }
  const origin = urls.get('origin');
  return (origin === undefined ? [...urls.values()] : [origin]).map((from) => ({
    where,
    by: 'git',
    from: withoutCredentials(from),
    rank: null,
    name: null,
    version: null,
    integrity: null,
  }));
}
