import type { KeyToRenew } from '../contract/work';
import { KEY_ISSUERS, type KeyIssuer } from './key-issuers';

/** A secret that was found: where, by which rule or under which name, and how many different ones. */
export interface FoundKey {
  readonly file: string;
  /** A rule's id (`anthropic-api-key`), a variable's name (`OPENAI_API_KEY`) or a setting's path. */
  readonly kind: string;
  readonly count: number;
  /** What sort of file it lies in, as the search for contents calls it. */
  readonly place?: string;
}

/** OpenClaw makes a device's own key anew by itself (docs/gateway/pairing.md); other programs' sign-ins were never its. */
const isForRenewal = ({ kind, place }: FoundKey): boolean =>
  place !== 'tool' && place !== 'history' && !(place === 'own-store' && kind === 'private-key');

/** Two-part names of products that are written in several ways. */
const JOINED: readonly (readonly [RegExp, string])[] = [
  [/hugging[-_.\s]*face/g, 'huggingface'],
  [/open[-_.\s]*router/g, 'openrouter'],
  [/silicon[-_.\s]*flow/g, 'siliconflow'],
  [/eleven[-_.\s]*labs/g, 'elevenlabs'],
  [/model[-_.\s]*studio/g, 'modelstudio'],
  [/fish[-_.\s]*audio/g, 'fishaudio'],
  [/voyage[-_.\s]*ai/g, 'voyage'],
  [/x[-_\s]ai/g, 'xai'],
];

/** The words of a name: `channels.telegram.botToken` → channels, telegram, bot, token. */
function partsOfName(kind: string): readonly string[] {
  const plain = kind.replace(/([a-z\d])([A-Z])/g, '$1-$2').toLowerCase();
  return JOINED.reduce((text, [written, joined]) => text.replace(written, joined), plain)
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');
}

const byKind = new Map(
  KEY_ISSUERS.flatMap((issuer) => [issuer.id, ...(issuer.kinds ?? [])].map((kind) => [kind, issuer])),
);

/**
 * Who issued a key: by the rule that found it, else by the first word of its name that names a product. OpenClaw's own
 * passwords (`gateway.…`, `hooks.…`) come from nobody else, whatever words follow.
 */
function issuerOf(kind: string): KeyIssuer | null {
  const exact = byKind.get(kind);
  if (exact) return exact;
  const parts = partsOfName(kind);
  if (/^(?:gateway|hooks|cron)\./.test(kind)) return byKind.get('openclaw-password') ?? null;
  for (const word of parts) {
    const issuer = KEY_ISSUERS.find(({ markers: named }) => named?.includes(word));
    if (issuer) return issuer;
  }
  return null;
}

/** The product's name; null for a kind that isn't known. */
export const keyProvider = (kind: string): string | null => issuerOf(kind)?.provider ?? null;

/** The address where the provider lets one renew or revoke it; null where none is known. */
export const keyPage = (kind: string): string | null => issuerOf(kind)?.page ?? null;

/** An id that a click may name (letters, digits, dashes), for a key whose product isn't known. */
const unknownId = (kind: string) =>
  `key-${partsOfName(kind).join('-')}`.slice(0, 64).replace(/(?<!-)-+$/, '');

/**
 * The keys that lay open, as a list of what to renew: those with a page first. The same key tends to lie in a file and
 * in its old copies, so a provider's count is the most that one file holds: there are at least so many.
 */
export function keysToRenew(found: readonly FoundKey[]): readonly KeyToRenew[] {
  const providers = new Map<string, { key: Omit<KeyToRenew, 'count'>; perFile: Map<string, number> }>();
  for (const { file, kind, count } of found.filter(isForRenewal)) {
    const issuer = issuerOf(kind);
    const key = issuer
      ? { id: issuer.id, provider: issuer.provider, page: issuer.page !== null }
      : { id: unknownId(kind), provider: kind, page: false };
    const known = providers.get(key.id) ?? { key, perFile: new Map<string, number>() };
    known.perFile.set(file, (known.perFile.get(file) ?? 0) + count);
    providers.set(key.id, known);
  }
  return [...providers.values()]
    .map(({ key, perFile }) => ({ ...key, count: Math.max(...perFile.values()) }))
    .sort((a, b) => Number(b.page) - Number(a.page) || a.provider.localeCompare(b.provider));
}
