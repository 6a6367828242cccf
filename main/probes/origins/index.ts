import { rankRegistry, withoutCredentials } from '../../openclaw/origins';
import type { Host } from '../../system/read';
import { GapCollector } from '../extensions/gap-collector';
import { fields } from '../extensions/install-origin';
import type { Copy } from '../openclaw/types';
import { memoize, memoizeBy } from '../partial-result';
import { npmSettings, publicRegistry } from '../releases/npm-settings';
import { inPackageLock, inPackageText, lockRecords } from './lock-records';
import { cachedTarballs } from './npm-cache';
import { checkoutRecords } from './read-checkout';
import type { CopyOrigin, OriginProbe } from './types';

export type { CopyOrigin, OriginProbe, OriginRecord, RegistryInUse } from './types';

const LARGEST = 2 * 1024 * 1024;

/** Reads package files, locks and npm's cache; starts nothing and asks nobody. */
export function createOriginProbe(host: Host): OriginProbe {
  const settings = memoize(() => npmSettings(host));
  return {
    registry: memoize(async () => {
      const [{ registry: address, strictSSL }, official] = await Promise.all([settings(), publicRegistry()]);
      const proven = URL.parse(address)?.protocol === 'https:' && strictSSL !== false;
      return { address: withoutCredentials(address), rank: rankRegistry(address, official), proven };
    }),
    of: memoizeBy(async (copy: Copy): Promise<CopyOrigin> => {
      const gaps = new GapCollector(host);
      if (copy.kind === 'git')
        return { repository: null, gaps: gaps.gaps, records: await checkoutRecords(host, copy.path, gaps) };
      const file = host.path.join(copy.path, 'package.json');
      const text = await host.readText(file, LARGEST).catch(gaps.orElse(file, ''));
      const official = await publicRegistry();
      const manifest = jsonFields(text);
      const { repository } = manifest;
      const named = typeof repository === 'string' ? repository : fields(repository).url;
      const records = [
        ...inPackageText(file, manifest, official),
        ...(await inPackageLock(host, copy, official, gaps)),
        ...(await lockRecords(host, copy, official, gaps)),
      ];
      // Globally npm writes nothing down beside a package; its cache tells what it fetched for this account.
      const cached =
        records.length === 0 && copy.version !== null
          ? await cachedTarballs(
              host,
              copy.package,
              copy.version,
              await settings().catch(() => null),
              official,
              gaps,
            )
          : [];
      return {
        repository:
          typeof named === 'string' && named.trim() !== ''
            ? withoutCredentials(named.trim().slice(0, 300))
            : null,
        records: [...records, ...cached],
        gaps: gaps.gaps,
      };
    }),
  };
}

/** Nothing where it is no JSON. */
function jsonFields(source: string): ReturnType<typeof fields> {
  try {
    return fields(JSON.parse(source));
  } catch {
    return {};
  }
}
