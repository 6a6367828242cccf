import { PACKAGES } from '../../openclaw/install-places';
import type { Advisory } from '../advisories';
import { type FeedAnswer, isAdvisoryId, isRange, isSeverity, isVector, pageOf } from '../advisory-set';
import type { FeedClient } from './feed-client';
import { FeedError } from './feed-error';
import { readRange } from './version-range';

/**
 * The server answers for the versions it is told. The first one under this name gets nearly all, and says nothing of
 * what is installed here.
 */
const FIRST = '2026.1.29';
/** It tells no dates: any other feed's record is newer. */
const NEVER = '1970-01-01';

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads npm's bulk answer (docs.npmjs.com, audit). It tells no dates, so it adds what is missing and corrects nothing. */
export function readNpm(answer: unknown): FeedAnswer {
  if (!isFields(answer)) throw new FeedError('malformed');
  const found = new Map<string, Advisory>();
  for (const name of PACKAGES) {
    const entries = answer[name] ?? [];
    if (!Array.isArray(entries)) throw new FeedError('malformed');
    for (const entry of entries) {
      if (!isFields(entry)) throw new FeedError('malformed');
      const id = String(entry.url ?? '')
        .split('/')
        .at(-1);
      const range =
        typeof entry.vulnerable_versions === 'string' ? readRange(entry.vulnerable_versions) : null;
      if (!isAdvisoryId(id) || !range || !isRange(range)) continue;
      const rating = entry.severity === 'moderate' ? 'medium' : entry.severity;
      const before = found.get(id);
      found.set(id, {
        id,
        aliases: [],
        severity: isSeverity(rating) ? rating : 'high',
        vector: isFields(entry.cvss) && isVector(entry.cvss.vectorString) ? entry.cvss.vectorString : null,
        published: null,
        modified: NEVER,
        ranges: { ...before?.ranges, [name]: [...(before?.ranges[name] ?? []), range] },
        page: pageOf(id),
      });
    }
  }
  return { advisories: [...found.values()], withdrawn: [], corrects: false };
}

/** Asks the public registry (`base`), never a mirror: mirrors lack this and keep one waiting. */
export async function askNpm(ask: FeedClient, base: string): Promise<FeedAnswer> {
  const body = Object.fromEntries(PACKAGES.map((name) => [name, [FIRST]]));
  const { json } = await ask({ address: `${base}/-/npm/v1/security/advisories/bulk`, body });
  return readNpm(json);
}
