import { compareVersions, isVersion } from '../openclaw/openclaw-version';
import { packageManagerOf } from '../openclaw/package-manager';
import { valueAt } from '../openclaw/read-settings';
import { channelFor, targetOf } from '../openclaw/release-channel';
import type { Probes } from '../probes';
import type { Copy } from '../probes/openclaw';

/**
 * Tells of each copy the newest version of its channel that we can bring it to: one that a registry named in this scan,
 * for a copy of this account that npm or pnpm keeps. Null otherwise: what is in the way is found out, and said, when
 * somebody asks for the update.
 */
export async function newerVersions({
  releases,
  settings,
  files,
}: Pick<Probes, 'releases' | 'settings' | 'files'>): Promise<(copy: Copy) => string | null> {
  const [answer, { items }] = await Promise.all([
    releases.newest(),
    settings.all().catch(() => ({ items: [] })),
  ]);
  return ({ path, kind, owner, package: name, version }) => {
    if (answer.state !== 'answered' || name !== 'openclaw' || owner !== files.userName) return null;
    if (version === null || !isVersion(version)) return null;
    const keeper = packageManagerOf(path, kind, files.platform);
    if (typeof keeper === 'string' && keeper !== 'pnpm') return null;
    const saved = items.flatMap((each) => {
      const channel =
        each.state === 'read' && each.setup.owner === owner ? valueAt(each.value, 'update.channel') : null;
      return typeof channel === 'string' ? [channel] : [];
    });
    const channel = channelFor(saved, version);
    const newest = channel === null ? null : targetOf(channel, answer.tags);
    return newest !== null && compareVersions(newest, version) > 0 ? newest : null;
  };
}
