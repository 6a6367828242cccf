import { channelOf, compareVersions, isVersion } from './openclaw-version';

/** Release channels as `update.channel` names them (docs/install/development-channels.md of OpenClaw 2026.9.6). */
export type ReleaseChannel = 'stable' | 'extended-stable' | 'beta' | 'dev';

const CHANNELS: readonly string[] = ['stable', 'extended-stable', 'beta', 'dev'];

/**
 * The channel that a copy follows: the saved one, else by its version's form. Null when setups that share the copy
 * have saved different ones, or a word that OpenClaw doesn't know.
 */
export function channelFor(saved: readonly string[], version: string): ReleaseChannel | null {
  const [one, ...others] = [...new Set(saved)];
  if (others.length > 0) return null;
  if (one !== undefined) return CHANNELS.includes(one) ? (one as ReleaseChannel) : null;
  const form = channelOf(version);
  return form === 'latest' ? 'stable' : form;
}

/**
 * The newest version of a channel by a registry's dist-tags: stable is `latest`, beta the newer one of `beta` and
 * `latest`, extended-stable never falls back to another (same document). Null when the registry names none, and for
 * dev, which is no package.
 */
export function targetOf(channel: ReleaseChannel, tags: Readonly<Record<string, string>>): string | null {
  const tag = (name: string) => {
    const version = Object.hasOwn(tags, name) ? tags[name] : undefined;
    return version !== undefined && isVersion(version) ? version : null;
  };
  if (channel === 'dev') return null;
  if (channel === 'extended-stable') return tag('extended-stable');
  const latest = tag('latest');
  const beta = channel === 'beta' ? tag('beta') : null;
  if (beta === null || latest === null) return beta ?? latest;
  return compareVersions(beta, latest) > 0 ? beta : latest;
}
