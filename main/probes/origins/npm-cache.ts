import { createHash } from 'node:crypto';
import { rankRegistry, withoutCredentials } from '../../openclaw/origins';
import type { Host } from '../../system/read';
import type { GapCollector } from '../extensions/gap-collector';
import { fields } from '../extensions/install-origin';
import type { NpmSettings } from '../releases/npm-settings';
import { NPMMIRROR } from '../releases/release';
import type { OriginRecord } from './types';

const LARGEST = 4 * 1024 * 1024;

/** Registries whose archives are looked for besides npm's own and the one of the settings. */
const KNOWN = [
  NPMMIRROR,
  'https://registry.yarnpkg.com/',
  'https://mirrors.cloud.tencent.com/npm/',
  'https://mirrors.huaweicloud.com/repository/npm/',
  'https://repo.huaweicloud.com/repository/npm/',
];

/**
 * Archives of a version that npm fetched for this account, by its cache (cacache 6, `index-v5`: a line of JSON in a file that is
 * named by the SHA-256 of its key, which make-fetch-happen makes of the address).
 */
export async function cachedTarballs(
  host: Host,
  name: string,
  version: string,
  settings: NpmSettings | null,
  official: string,
  gaps: GapCollector,
): Promise<readonly OriginRecord[]> {
  const { join } = host.path;
  const { LOCALAPPDATA } = host.env;
  // Where npm keeps it unless its settings name another place (npm docs, config: `cache`).
  const usual =
    host.platform === 'win32' ? LOCALAPPDATA && join(LOCALAPPDATA, 'npm-cache') : join(host.home, '.npm');
  const configured = settings?.cache;
  const caches = new Set([
    ...(usual ? [join(usual, '_cacache')] : []),
    ...(typeof configured === 'string' ? [configured] : []),
  ]);
  const registries = [`${official}/`, ...(settings ? [settings.registry] : []), ...KNOWN].map((each) =>
    each.endsWith('/') ? each : `${each}/`,
  );
  const base = name.slice(name.indexOf('/') + 1);
  const found: OriginRecord[] = [];
  for (const registry of new Set(registries)) {
    const address = `${registry}${name}/-/${base}-${version}.tgz`;
    const key = `make-fetch-happen:request-cache:${address}`;
    const digest = createHash('sha256').update(key).digest('hex');
    for (const cache of caches) {
      const where = join(cache, 'index-v5', digest.slice(0, 2), digest.slice(2, 4), digest.slice(4));
      const source = await host.readText(where, LARGEST).catch(gaps.orElse(where, ''));
      const integrity = integrityOf(source, key);
      const rank = rankRegistry(address, official);
      if (integrity !== null)
        found.push({ where, by: 'web', from: withoutCredentials(address), rank, name, version, integrity });
    }
  }
  return found;
}

/** The checksum of the newest line of a key; a line with none takes the entry away. */
function integrityOf(source: string, key: string): string | null {
  let newest: string | null = null;
  for (const line of source.split('\n')) {
    const tab = line.indexOf('\t');
    if (tab < 0) continue;
    const hash = createHash('sha1')
      .update(line.slice(tab + 1))
      .digest('hex');
    if (hash !== line.slice(0, tab)) continue;
    try {
      const entry = fields(JSON.parse(line.slice(tab + 1)));
      if (entry.key === key) newest = typeof entry.integrity === 'string' ? entry.integrity : null;
    } catch {}
  }
  return newest !== null && /^sha512-[A-Za-z0-9+/]{86}==$/.test(newest) ? newest : null;
}
