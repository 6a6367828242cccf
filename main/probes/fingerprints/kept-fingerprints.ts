import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { DateText, guardOf, mapOf, type ShapeOf } from '../../contract/shape';
import type { Fingerprint } from './fingerprint';

const KeptShape = v.object({
  /** ISO 8601; when its files were taken for what they should be. */
  at: DateText,
  installed: v.boolean(),
  mark: v.nullable(v.string()),
  files: mapOf(v.string()),
  /** Another content that was seen there since, unexplained: which, and when first. */
  changed: v.exactOptional(v.object({ at: DateText, to: v.string() })),
  /** When it was seen last. */
  seen: DateText,
});
type KeptFingerprint = ShapeOf<typeof KeptShape>;

const KeptFingerprintsShape = v.object({
  schema: v.literal(1),
  /** Not all had room. */
  full: v.boolean(),
  items: mapOf(KeptShape),
});
/** The file in Tankmate's own folder: hashes of names and contents, and nothing that they are hashes of. */
export type KeptFingerprints = ShapeOf<typeof KeptFingerprintsShape>;
export const isKeptFingerprints = guardOf(KeptFingerprintsShape);
/** Its name. */
export const KEPT_FILE = 'seen-extensions.json';

/** So many extensions, and files of all of them, are kept: some 600 kilobytes. */
const MOST = { items: 600, files: 12_000 };

const DIGEST = (files: Readonly<Record<string, string>>): string =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(files).sort()))
    .digest('base64url')
    .slice(0, 22);

/** How an extension stands against what was kept of it. */
export type Comparison =
  /** `lost`: it may have been left out for want of room. */
  | { readonly is: 'new'; readonly lost: boolean }
  | { readonly is: 'same' | 'partly-read'; readonly since: string }
  /** OpenClaw installed it anew since. */
  | { readonly is: 'updated'; readonly since: string }
  /** `sure` is false where OpenClaw's record of installs can't be read or moved in another way, which might explain it. */
  | ({ readonly is: 'changed'; readonly sure: boolean; readonly since: string } & ChangedFiles);

/** Files by their names; of what is gone only the number is known. */
export interface ChangedFiles {
  readonly files: readonly string[];
  readonly gone: number;
  /** It was installed when it was kept, or is now. */
  readonly installed: boolean;
  /** When this very content was seen first, ISO 8601; null: it is seen for the first time. */
  readonly first: string | null;
}

/**
 * Whether OpenClaw's record explains that the content is another: `yes` where its version moved and it came from the same
 * source, `maybe` where that can't be told. The agent can write these records as well: another date alone proves nothing.
 */
function byRecord(kept: KeptFingerprint, now: Fingerprint): 'yes' | 'maybe' | 'no' {
  // Of what had no record that could be read, one explains nothing now: it may be the old one.
  if (kept.mark === null || now.mark === '' || now.mark === kept.mark) return 'no';
  if (kept.mark === '') return !kept.installed && now.installed ? 'maybe' : 'no';
  if (now.mark === null) return 'maybe';
  const [source, version] = kept.mark.split('.');
  const [sourceNow, versionNow] = now.mark.split('.');
  return source === sourceNow && version !== versionNow ? 'yes' : 'maybe';
}

/** Holds what lies there now against what was kept. A part that can't be read explains nothing and hides no change. */
export function compareWithKept(now: Fingerprint, { items, full }: KeptFingerprints): Comparison {
  const kept = Object.hasOwn(items, now.id) ? items[now.id] : undefined;
  if (kept === undefined) return { is: 'new', lost: full };
  const { at: since } = kept;
  const names = Object.keys(now.files);
  const files = names.filter(
    (name) => (Object.hasOwn(kept.files, name) ? kept.files[name] : null) !== now.files[name],
  );
  const gone = now.whole
    ? Object.keys(kept.files).filter((name) => !Object.hasOwn(now.files, name)).length
    : 0;
  if (files.length === 0 && gone === 0) return { is: now.whole ? 'same' : 'partly-read', since };
  const explained = byRecord(kept, now);
  if (explained === 'yes') return { is: now.whole ? 'updated' : 'partly-read', since };
  return {
    is: 'changed',
    sure: explained === 'no',
    since,
    files: files.map((name) => now.names[name] ?? '?').sort(),
    gone,
    installed: kept.installed || now.installed,
    first: kept.changed && kept.changed.to === DIGEST(now.files) ? kept.changed.at : null,
  };
}

/**
 * What is kept after a look that was begun `at` (ISO 8601): what is new, what OpenClaw installed anew, and what the
 * person took for known (`acceptedAt`, ISO 8601) after it had been told. What changed otherwise stays as it was before, so
 * that it is told until then. What is gone is kept while there is room: it may come back as something else.
 */
export function keepFingerprints(
  before: KeptFingerprints | undefined,
  found: readonly Fingerprint[],
  at: string,
  acceptedAt: string | null = null,
): KeptFingerprints {
  const items = new Map<string, KeptFingerprint>(Object.entries(before?.items ?? {}));
  for (const now of found) {
    const known = items.get(now.id);
    const { installed, mark, files } = now;
    const anew = { at, installed, mark, files, seen: at };
    const compared = known && compareWithKept(now, { schema: 1, full: false, items: { [now.id]: known } });
    if (!known || compared?.is === 'updated') {
      if (now.whole) items.set(now.id, anew);
    } else if (compared?.is === 'changed') {
      const first = compared.first ?? at;
      const isKnown = compared.first !== null && acceptedAt !== null && acceptedAt >= first;
      const changed = { at: first, to: DIGEST(files) };
      if (isKnown && now.whole) items.set(now.id, anew);
      else items.set(now.id, { ...known, seen: at, ...(now.whole && { changed }) });
    } else if (compared?.is === 'same') {
      const { changed: _back, ...same } = known;
      // A record that can't be read just now says nothing of the one before.
      items.set(now.id, {
        ...same,
        seen: at,
        installed: known.installed || installed,
        mark: mark ?? known.mark,
      });
    }
  }
  const newest = [...items].sort(([, a], [, b]) => (a.seen < b.seen ? 1 : a.seen > b.seen ? -1 : 0));
  const roomy: (readonly [string, KeptFingerprint])[] = [];
  let count = 0;
  for (const item of newest) {
    count += Object.keys(item[1].files).length;
    if (roomy.length >= MOST.items || count > MOST.files) break;
    roomy.push(item);
  }
  const left = newest.slice(roomy.length);
  return { schema: 1, full: left.some(([, { seen }]) => seen === at), items: Object.fromEntries(roomy) };
}
