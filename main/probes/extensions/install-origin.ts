import type { Extension, InstallMark } from './types';

/** What a record says of where an extension came from. */
export type Origin = Pick<Extension, 'source' | 'from' | 'version' | 'pinned' | 'proven'>;

type Fields = Readonly<Record<string, unknown>>;

export const fields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};

const LONGEST = 200;
/** A text that says something, cut to what is worth showing. */
export const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() ? value.trim().slice(0, LONGEST) : undefined;

const EXACT_VERSION = /^v?\d+\.\d+\.\d+(?!\d)[\w.+-]*$/;
const COMMIT = /^[0-9a-f]{40}$/i;

/** Without credentials that somebody put into an address. */
const address = (value: unknown): string | undefined => text(value)?.replace(/(\/\/)[^/@\s]*@/, '$1');

const origin = (
  source: Origin['source'],
  from: string | undefined,
  version: string | undefined,
  pinned: boolean | null,
): Origin => ({ source, ...(from && { from }), ...(version && { version }), pinned });

/** OpenClaw's own registry: clawhub.ai, earlier clawhub.com. A bare package name is looked up there. */
const OFFICIAL = /^https:\/\/(?:[\w-]+\.)?clawhub\.(?:ai|com)(?:\/|$)/i;
const registry = (from = ''): Origin['source'] =>
  from.includes('://') && !OFFICIAL.test(from) ? 'other-registry' : 'clawhub';

const UNREADABLE: Origin = { source: 'unknown', pinned: null };

/**
 * A plugin's install record (PluginInstallRecord of 2026.9.6: source, spec, resolvedVersion, integrity, gitCommit,
 * clawhubUrl, …; `plugins.installs.<id>` in the settings of 2026.1 and 2026.3 has the same fields).
 * Held to one version where the wish itself (`spec`) names an exact version or commit: an update then stays on it.
 */
export function pluginOrigin(record: unknown): Origin {
  const { source, spec, version, resolvedVersion, resolvedName, ...rest } = fields(record);
  const installed = text(resolvedVersion) ?? text(version);
  const wish = text(spec);
  const wished = wish?.replace(/^(?:npm|clawhub):/, '').match(/.@([^@/]+)$/)?.[1];
  const exact = wished !== undefined && EXACT_VERSION.test(wished);
  switch (source) {
    case 'npm':
      return {
        ...origin('npm', text(resolvedName) ?? wish, installed, exact),
        proven: text(rest.integrity) !== undefined,
      };
    case 'clawhub': {
      const url = address(rest.clawhubUrl);
      return origin(registry(url), url ?? text(rest.clawhubPackage) ?? wish, installed, exact);
    }
    case 'git': {
      const commit = text(rest.gitCommit);
      const pinned = COMMIT.test(text(rest.gitRef) ?? wish?.split(/[@#]/).at(-1) ?? '');
      return origin('git', address(rest.gitUrl) ?? address(spec), commit?.slice(0, 12) ?? installed, pinned);
    }
    case 'path':
      return origin('path', text(rest.sourcePath) ?? wish, installed, null);
    case 'archive':
      return origin('archive', text(rest.sourcePath) ?? address(spec), installed, null);
    case 'marketplace':
      return origin(
        'archive',
        address(rest.marketplaceSource) ?? text(rest.marketplaceName),
        installed,
        false,
      );
    default:
      return UNREADABLE;
  }
}

/** A plugin's install record, to compare. A wish for another version or commit of the same is no other source. */
export function installMark(record: unknown): InstallMark {
  const { source, version, resolvedVersion, gitCommit, integrity, installedAt } = fields(record);
  const from = pluginOrigin(record).from?.replace(/(?<=.)[@#][^@#/]*$/, '');
  return {
    source: JSON.stringify([source, from]),
    version: JSON.stringify([version, resolvedVersion, gitCommit]),
    rest: JSON.stringify([integrity, installedAt]),
  };
}

/**
 * `.clawhub/origin.json` (version 1: registry, slug, installedVersion, installedAt; clawhub-store of 2026.9.6).
 * A skill stays on its version until somebody updates it (docs/tools/skills.md).
 */
export function clawhubOrigin(value: unknown): Origin {
  const { version, registry: at, slug, installedVersion, ownerHandle, requestedReference } = fields(value);
  const [where, name, installed] = [address(at), text(slug), text(installedVersion)];
  if (version !== 1 || !where || !name || !installed) return UNREADABLE;
  const owner = text(ownerHandle);
  // From skills.sh by way of ClawHub: `trustState` says not-scanned-by-clawhub, so ClawHub vouches for nothing.
  const reference = text(requestedReference);
  if (reference) return origin('git', reference, installed, false);
  const full = owner ? `${where}/${owner}/${name}` : `${where}/${name}`;
  return origin(registry(where), full, installed, EXACT_VERSION.test(installed));
}

/** `.openclaw/source-origin.json`, which `skills install` writes for git and local sources (2026.9.6). */
export function sourceOrigin(value: unknown): Origin {
  const { version, source, spec, git } = fields(value);
  if (version !== 1) return UNREADABLE;
  const { commit, ref } = fields(git);
  if (source === 'git')
    return origin('git', address(spec), text(commit)?.slice(0, 12), COMMIT.test(text(ref) ?? ''));
  return source === 'path' || source === 'local' ? origin('path', text(spec), undefined, null) : UNREADABLE;
}
