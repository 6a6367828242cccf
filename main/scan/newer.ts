import { keeperOf } from '../openclaw/keeper';
import { channelFor, targetOf } from '../openclaw/release-channel';
import { at } from '../openclaw/settings';
import { compareVersions, isVersion } from '../openclaw/version';
import type { Probes } from '../probes';
import type { Copy } from '../probes/openclaw';

/**
 * Tells of each copy the newest version of its channel that we can bring it to: one that a registry named in this look,
 * for a copy of this account that npm or pnpm keeps. Null otherwise: what is in the way is found out, and said, when
 * somebody asks for the update.
 */
export async function newerVersions({
  releases,
  settings,
  files,
}: Pick<Probes, 'releases' | 'settings' | 'files'>): Promise<(copy: Copy) => string | null> {
  const [answer, { found }] = await Promise.all([
    releases.newest(),
    settings.all().catch(() => ({ found: [] })),
  ]);
  return ({ path, kind, owner, package: name, version }) => {
    if (answer.state !== 'answered' || name !== 'openclaw' || owner !== files.userName) return null;
    if (version === null || !isVersion(version)) return null;
    const keeper = keeperOf(path, kind, files.platform);
    if (typeof keeper === 'string' && keeper !== 'pnpm') return null;
    const saved = found.flatMap((each) => {
      const channel =
        each.state === 'read' && each.setup.owner === owner ? at(each.value, 'update.channel') : null;
      return typeof channel === 'string' ? [channel] : [];
    });
    const channel = channelFor(saved, version);
    const newest = channel === null ? null : targetOf(channel, answer.tags);
    return newest !== null && compareVersions(newest, version) > 0 ? newest : null;
  };
}
