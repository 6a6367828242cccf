/** Where OpenClaw's makers keep its source, as `repositoryIn` spells it. */
export const REPOSITORY = 'github.com/openclaw/openclaw';
/** Where they kept it under its older names. */
export const FORMER_REPOSITORIES: readonly string[] = [
  'github.com/clawdbot/clawdbot',
  'github.com/moltbot/moltbot',
  'github.com/steipete/clawdbot',
  'github.com/steipete/clawdis',
];
/** Names of their images (docs/install/docker.md), without tag or digest; Docker fills in its own host. */
const IMAGES = ['ghcr.io/openclaw/openclaw', 'docker.io/openclaw/openclaw', 'openclaw/openclaw'];

/** Registries that copy npm's own, by host: yarn's second name of it, and mirrors in mainland China. */
const MIRRORS = new Set([
  'registry.yarnpkg.com',
  'registry.npmmirror.com',
  'cdn.npmmirror.com',
  'mirrors.cloud.tencent.com',
  'mirrors.tencent.com',
  'repo.huaweicloud.com',
  'mirrors.huaweicloud.com',
]);
export type RegistryRank = 'official' | 'mirror' | 'other';

/** What kind of registry an address leads to; `official` is npm's own (`publicRegistry`). Null where it is no address of the web. */
export function rankRegistry(address: string, official: string): RegistryRank | null {
  const url = URL.parse(address);
  if (url === null || !/^https?:$/.test(url.protocol)) return null;
  if (url.host === URL.parse(official)?.host) return 'official';
  return MIRRORS.has(url.host) ? 'mirror' : 'other';
}

/** An address without the name and password, or token, that somebody put into it. */
export const withoutCredentials = (address: string): string =>
  address.replace(/(:\/\/)[^/@\s]{0,500}@/, '$1');

/** Host, owner and name that an address of a repository leads to (`github.com/openclaw/openclaw`); null where it is none. */
export function repositoryIn(address: string): string | null {
  let text = address.trim().slice(0, 500);
  if (text.startsWith('github:')) text = text.slice('github:'.length);
  if (/^[\w.-]{1,100}\/[\w.-]{1,100}$/.test(text)) text = `https://github.com/${text}`;
  if (text.startsWith('git+')) text = text.slice('git+'.length);
  // As scp spells it (git-clone(1)).
  const colon = text.indexOf(':');
  if (!text.includes('://') && colon > 1 && !text.slice(0, colon).includes('/'))
    text = `ssh://${text.slice(0, colon)}/${text.slice(colon + 1)}`;
  const url = URL.parse(text);
  if (url === null || url.hostname === '') return null;
  const [owner, name] = url.pathname.split('/').filter(Boolean);
  if (!owner || !name) return null;
  return `${url.hostname.replace(/^www\./, '')}/${owner}/${name.replace(/\.git$/i, '')}`.toLowerCase();
}

export type ImageRank = 'official' | 'local' | 'other';

/** Whose image a name is of. One without an owner, or of this computer's own store, was built or loaded here, or only its number is known. */
export function rankImage(image: string): ImageRank {
  const [named = ''] = image.split('@');
  const last = named.lastIndexOf('/');
  const bare =
    last < 0 ? (named.split(':')[0] ?? '') : named.slice(0, last) + (named.slice(last).split(':')[0] ?? '');
  if (IMAGES.includes(bare)) return 'official';
  return bare.includes('/') && !bare.startsWith('localhost/') ? 'other' : 'local';
}
