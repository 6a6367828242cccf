import { PACKAGES } from '../../openclaw/install-places';
import type { Advisory, VersionRange } from '../advisories';
import { dayOf, type FeedAnswer, isAdvisoryId, isRange, isSeverity, isVector, pageOf } from '../advisory-set';
import type { FeedClient } from './feed-client';
import { FeedError } from './feed-error';
import { readRange } from './version-range';

/** GitHub's public interface (docs.github.com/rest/security-advisories); 60 questions an hour without an account. */
export const GITHUB = 'https://api.github.com';
const HEADERS = { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' };
const MOST_PAGES = 15;

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What an entry without a package speaks of: the project's own advisories name none where the version says it all. */
function rangesOf(entry: Fields, unnamed: string | null): Advisory['ranges'] {
  const all: Record<string, VersionRange[]> = {};
  for (const each of Array.isArray(entry.vulnerabilities) ? entry.vulnerabilities : []) {
    if (!isFields(each)) throw new FeedError('malformed');
    const named = isFields(each.package) ? each.package : null;
    const name = named && named.ecosystem === 'npm' ? named.name : named ? null : unnamed;
    const known = PACKAGES.find((one) => one === name);
    if (!known || typeof each.vulnerable_version_range !== 'string') continue;
    const range = readRange(each.vulnerable_version_range);
    if (!range || !isRange(range)) continue;
    all[known] = [...(all[known] ?? []), range];
  }
  return all;
}

function readEntry(entry: Fields, now: number): Advisory | null {
  const { ghsa_id: id, cve_id: cve, severity } = entry;
  if (!isAdvisoryId(id)) throw new FeedError('malformed');
  const modified = dayOf(entry.updated_at, now);
  if (modified === null) throw new FeedError('malformed');
  const ranges = rangesOf(entry, 'openclaw');
  if (Object.keys(ranges).length === 0) return null;
  const scores = isFields(entry.cvss_severities) ? Object.values(entry.cvss_severities) : [];
  const vectors = [...scores, entry.cvss].map((each) => (isFields(each) ? each.vector_string : null));
  const rating = severity === 'moderate' ? 'medium' : severity;
  return {
    id,
    aliases: isAdvisoryId(cve) ? [cve] : [],
    severity: isSeverity(rating) ? rating : 'high',
    vector: vectors.find(isVector) ?? null,
    published: dayOf(entry.published_at, now),
    modified,
    ranges,
    page: pageOf(id),
  };
}

/** Reads GitHub's advisories, of the database or of the project's own page. */
export function readGithub(entries: readonly unknown[], now: number): FeedAnswer {
  const fields = entries.map((entry) => {
    if (!isFields(entry)) throw new FeedError('malformed');
    return entry;
  });
  const isGone = ({ withdrawn_at: gone, summary }: Fields) =>
    (gone !== undefined && gone !== null) || String(summary ?? '').startsWith('Duplicate Advisory:');
  return {
    advisories: fields
      .filter((entry) => !isGone(entry))
      .flatMap((entry) => {
        const read = readEntry(entry, now);
        return read ? [read] : [];
      }),
    // A duplicate's id goes, its aliases stay with the advisory that it doubles.
    withdrawn: fields.filter(isGone).flatMap(({ ghsa_id: id }) => (isAdvisoryId(id) ? [id] : [])),
    corrects: true,
  };
}

/** The next page's address out of a `Link` header (RFC 8288), if it is GitHub's own. */
function nextOf(link: string | null, base: string): string | null {
  const links = (link ?? '').split('<').slice(1);
  const [address = ''] = links.flatMap((each) => /^([^>]+)>\s*;[^,]*\brel="next"/.exec(each)?.[1] ?? []);
  return address.startsWith(`${base}/`) ? address : null;
}

async function askPages(ask: FeedClient, first: string, base: string): Promise<readonly unknown[]> {
  const entries: unknown[] = [];
  let address: string | null = first;
  for (let page = 0; address; page++) {
    if (page === MOST_PAGES) throw new FeedError('huge');
    const { json, link }: Awaited<ReturnType<FeedClient>> = await ask({ address, headers: HEADERS });
    if (!Array.isArray(json)) throw new FeedError('malformed');
    entries.push(...json);
    address = nextOf(link, base);
  }
  return entries;
}

/** The advisory database, by package names. */
export const askDatabase = async (ask: FeedClient, now: number, base = GITHUB): Promise<FeedAnswer> => {
  const address = `${base}/advisories?ecosystem=npm&affects=${PACKAGES.join(',')}&per_page=100`;
  return readGithub(await askPages(ask, address, base), now);
};

/** What the project published itself; some of it never reaches the database. */
export const askProject = async (ask: FeedClient, now: number, base = GITHUB): Promise<FeedAnswer> => {
  const address = `${base}/repos/openclaw/openclaw/security-advisories?state=published&per_page=100`;
  return readGithub(await askPages(ask, address, base), now);
};
