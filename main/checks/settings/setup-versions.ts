import { compareVersions, isVersion } from '../../openclaw/openclaw-version';
import type { SettingsReader } from '../../openclaw/read-settings';
import type { Probes } from '../../probes';

/** The versions that may read a setup's settings. */
export interface KnownVersions {
  /** True only when each of them is known to be that new. */
  atLeast(version: string): boolean;
}

/**
 * The copies on this computer, or, where there are none, the version that wrote the settings last: an older copy
 * refuses to start with a setting that it doesn't know (docs/gateway/configuration.md, "Strict validation").
 */
export async function versionsOf({ openclaw }: Probes): Promise<{
  /** Paths of the copies that were found here. */
  readonly copies: readonly string[];
  readonly versions: (reader: SettingsReader) => KnownVersions;
}> {
  const { items } = await openclaw.copies().catch(() => ({ items: [] }));
  const copies = items.filter(({ where }) => where === 'this-computer');
  const here = copies.map(({ version }) => version);
  const versions = (reader: SettingsReader): KnownVersions => {
    const last = reader.raw('meta.lastTouchedVersion');
    const all = here.length > 0 ? here : [typeof last === 'string' ? last : null];
    return {
      atLeast: (version) =>
        all.every((each) => each !== null && isVersion(each) && compareVersions(each, version) >= 0),
    };
  };
  return { copies: copies.map(({ path }) => path), versions };
}
