import { PACKAGES } from '../../openclaw/install-places';
import type { Advisory, VersionRange } from '../advisories';
import { dayOf, type FeedAnswer, isAdvisoryId, isRange, isSeverity, isVector, pageOf } from '../advisory-set';
import type { FeedClient } from './feed-client';
import { FeedError } from './feed-error';

/** OSV's public interface (google.github.io/osv.dev/post-v1-query). */
export const OSV = 'https://api.osv.dev';
/** Pages start above a thousand records. */
const MOST_PAGES = 10;

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Events stand in order: each `introduced` opens a range, `fixed` or `last_affected` closes it (ossf.github.io/osv-schema). */
function rangesOf(events: readonly unknown[]): readonly VersionRange[] {
  const ranges: { introduced: string; fixed?: string; lastAffected?: string }[] = [];
  for (const event of events) {
    if (!isFields(event)) throw new FeedError('malformed');
    const open = ranges.at(-1);
    if (typeof event.introduced === 'string') ranges.push({ introduced: event.introduced });
    else if (open && typeof event.fixed === 'string') open.fixed = event.fixed;
    else if (open && typeof event.last_affected === 'string') open.lastAffected = event.last_affected;
  }
  if (!ranges.every(isRange)) throw new FeedError('malformed');
  return ranges;
}

function affectedOf(record: Fields): Advisory['ranges'] {
  const all: Record<string, VersionRange[]> = {};
  for (const affected of listOf(record.affected)) {
    if (!isFields(affected) || !isFields(affected.package)) throw new FeedError('malformed');
    const { name, ecosystem } = affected.package;
    const known = PACKAGES.find((each) => each === name);
    if (ecosystem !== 'npm' || !known) continue;
    const listed = listOf(affected.versions).filter((each): each is string => typeof each === 'string');
    const ranges = listOf(affected.ranges)
      .filter(isFields)
      .filter(({ type }) => type === 'SEMVER' || type === 'ECOSYSTEM')
      .flatMap(({ events }) => rangesOf(listOf(events)));
    const single = listed.map((version): VersionRange => ({ introduced: version, lastAffected: version }));
    const found = ranges.length > 0 ? ranges : single.filter(isRange);
    all[known] = [...(all[known] ?? []), ...found];
  }
  return all;
}

/** GHSA's own rating; OSV records of npm carry it (`MODERATE` is our `medium`). */
function severityOf({ database_specific: specific }: Fields): Advisory['severity'] | null {
  const rating = isFields(specific) ? String(specific.severity ?? '').toLowerCase() : '';
  const ours = rating === 'moderate' ? 'medium' : rating;
  return isSeverity(ours) ? ours : null;
}

/** Reads OSV records. One that makes no sense spoils the answer: who can't be understood isn't half believed. */
export function readOsv(records: readonly unknown[], now: number): FeedAnswer {
  const advisories: Advisory[] = [];
  const withdrawn: string[] = [];
  for (const record of records) {
    if (!isFields(record)) throw new FeedError('malformed');
    const ids = [record.id, ...listOf(record.aliases)].filter(isAdvisoryId);
    // Other kinds of records (MAL-…, for packages that posed as others) are no advisories of OpenClaw.
    if (!isAdvisoryId(record.id)) continue;
    if (record.withdrawn !== undefined && record.withdrawn !== null) {
      withdrawn.push(...ids);
      continue;
    }
    const modified = dayOf(record.modified, now);
    if (modified === null) throw new FeedError('malformed');
    const ranges = affectedOf(record);
    if (Object.values(ranges).every(({ length }) => length === 0)) continue;
    const vectors = listOf(record.severity).map((each) => (isFields(each) ? each.score : null));
    const [id = '', ...aliases] = ids;
    advisories.push({
      id,
      aliases: [...new Set(aliases)],
      // Unrated is taken for high: it is published as a hole, and nobody said it is a small one.
      severity: severityOf(record) ?? 'high',
      vector: vectors.find(isVector) ?? null,
      published: dayOf(record.published, now),
      modified,
      ranges,
      page: pageOf(id),
    });
  }
  return { advisories, withdrawn, corrects: true };
}

/** Asks for every record of each package name and leaves the matching to us: OSV orders `-N` builds wrongly. */
export async function askOsv(ask: FeedClient, now: number, base = OSV): Promise<FeedAnswer> {
  const all = PACKAGES.map(async (name) => {
    const records: unknown[] = [];
    let token: string | undefined;
    for (let page = 0; page === 0 || token; page++) {
      if (page === MOST_PAGES) throw new FeedError('huge');
      const body = { package: { ecosystem: 'npm', name }, ...(token && { page_token: token }) };
      const { json } = await ask({ address: `${base}/v1/query`, body });
      if (!isFields(json) || (json.vulns !== undefined && !Array.isArray(json.vulns)))
        throw new FeedError('malformed');
      records.push(...listOf(json.vulns));
      token = typeof json.next_page_token === 'string' ? json.next_page_token : undefined;
    }
    return records;
  });
  return readOsv((await Promise.all(all)).flat(), now);
}
