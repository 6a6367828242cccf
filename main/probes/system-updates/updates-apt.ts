import type { Evidence } from '../../contract/finding';
import { type Host, isAbsentReading } from '../../system/read';
import { type Gap, readFailure } from '../partial-result';
import { compareDebianVersions } from './debian-version';
import type { SystemUpdates } from './types';

const LISTS = '/var/lib/apt/lists';
const STATUS = '/var/lib/dpkg/status';
/** Written when the daily run went well (apt.systemd.daily). */
const STAMP = '/var/lib/apt/periodic/upgrade-stamp';
const SWITCHES = ['/etc/apt/apt.conf.d/10periodic', '/etc/apt/apt.conf.d/20auto-upgrades'];
const LARGEST = 96 * 1024 * 1024;
/** Bytes of all lists together. */
const MOST = 256 * 1024 * 1024;
const NAMES = 5;
const DAY = 24 * 60 * 60 * 1000;

/** A package as a stanza tells it (deb-control(5)). */
interface Stanza {
  name: string;
  version: string;
  architecture: string;
  status: string;
}
const FIELDS = [
  ['Package: ', 'name'],
  ['Version: ', 'version'],
  ['Architecture: ', 'architecture'],
  ['Status: ', 'status'],
] as const;

/** Walks the stanzas of a list or of dpkg's status once, from line to line. */
export function eachStanza(text: string, visit: (stanza: Readonly<Stanza>) => void): void {
  const empty = (): Stanza => ({ name: '', version: '', architecture: '', status: '' });
  let stanza = empty();
  for (let at = 0; at <= text.length; ) {
    const found = text.indexOf('\n', at);
    const end = found < 0 ? text.length : found;
    if (end === at) {
      if (stanza.name) visit(stanza);
      stanza = empty();
    } else
      for (const [field, key] of FIELDS)
        if (text.startsWith(field, at)) stanza[key] = text.slice(at + field.length, end).trim();
    at = end + 1;
  }
  if (stanza.name) visit(stanza);
}

/** The suites of security repairs by the names of their lists: `…_dists_bookworm-security_main_binary-amd64_Packages`. */
const isOfSecurity = (name: string) =>
  /_dists_[^_]*-security(?:_|$)/.test(name) || /_dists_[^_]+_updates_/.test(name);

type AptUpdates = Pick<
  SystemUpdates,
  'extended' | 'pending' | 'knownAt' | 'installedAt' | 'automatic' | 'evidence' | 'gaps'
>;

/**
 * Debian and all that build on it: what is installed is held against the lists of security repairs that apt fetched last, in
 * place, and the day that their archive wrote into them tells how new they are. Null where apt isn't used.
 */
export async function aptUpdates(host: Host, now: number): Promise<AptUpdates | null> {
  const gaps: Gap[] = [];
  const evidence: Evidence[] = [];
  const names = await host.list(LISTS).catch((error: unknown) => {
    if (!isAbsentReading(error)) gaps.push({ where: LISTS, because: readFailure(error) });
    return null;
  });
  if (names === null && gaps.length === 0) return null;
  const own = (names ?? []).filter(isOfSecurity).sort();

  /** When a suite's file was written, by its own word: its first lines are signed with the rest (apt-secure(8)). */
  async function dateOf(name: string): Promise<number | null> {
    const head = Buffer.alloc(8192);
    const length = await host.readPart(`${LISTS}/${name}`, 0, head).catch(() => 0);
    const [, date = ''] = /^Date: ([^\n]{10,60})$/m.exec(head.toString('latin1', 0, length)) ?? [];
    const at = Date.parse(date);
    return Number.isNaN(at) ? null : at;
  }

  async function pendingOf(): Promise<SystemUpdates['pending']> {
    const lists = new Set(own.flatMap((name) => /^(.*_Packages)(?:\.\w+)?$/.exec(name)?.[1] ?? []));
    const plain = own.filter((name) => lists.has(name));
    // One that is packed may have what the plain ones don't.
    if (plain.length === 0 || plain.length < lists.size) {
      const because = lists.size > 0 ? { id: 'updates.packed-lists' } : { id: 'updates.no-lists' };
      gaps.push({ where: LISTS, because });
      return null;
    }
    try {
      const installed = new Map<string, string>();
      eachStanza((await host.readBytes(STATUS, LARGEST)).toString('latin1'), (each) => {
        if (each.status.endsWith(' installed'))
          installed.set(`${each.name}:${each.architecture}`, each.version);
      });
      if (installed.size === 0) throw Object.assign(new Error('no package'), { code: 'ENOENT' });
      const behind = new Set<string>();
      let read = 0;
      for (const name of plain) {
        const bytes = await host.readBytes(`${LISTS}/${name}`, LARGEST);
        read += bytes.length;
        if (read > MOST) throw Object.assign(new Error('too much'), { code: 'EFBIG' });
        eachStanza(bytes.toString('latin1'), (each) => {
          const has = installed.get(`${each.name}:${each.architecture}`);
          if (has !== undefined && compareDebianVersions(each.version, has) > 0) behind.add(each.name);
        });
      }
      return { count: behind.size, names: [...behind].sort().slice(0, NAMES) };
    } catch (error) {
      gaps.push({ where: STATUS, because: readFailure(error) });
      return null;
    }
  }

  /** When security repairs last went in by themselves; null where that isn't turned on, or never ran. */
  async function byItself(): Promise<number | null> {
    const texts = await Promise.all(SWITCHES.map((file) => host.readText(file).catch(() => '')));
    const last = texts
      .flatMap((text) => text.split('\n'))
      .flatMap((line) => /^\s*APT::Periodic::Unattended-Upgrade\s+"(\w+)"/.exec(line)?.[1] ?? [])
      .at(-1);
    if (last === undefined || last === '0') return null;
    return host.stat(STAMP).then(
      ({ modifiedAt }) => modifiedAt,
      () => null,
    );
  }

  const releases = own.filter((name) => /_(?:In)?Release$/.test(name));
  const dates = await Promise.all(releases.map(dateOf));
  const pending = await pendingOf();
  // Only where the lists are there and packed: what else keeps them from being held against what is installed is a doubt.
  const isPacked = gaps.some(({ because }) => because.id === 'updates.packed-lists');
  const ran = await byItself();
  // Two suites are as old as the older one: it may hold what the other doesn't.
  const known = dates.filter((date) => date !== null);
  const knownAt = known.length > 0 && known.length === dates.length ? Math.min(...known) : null;
  if (knownAt === null && names !== null) gaps.push({ where: LISTS, because: { id: 'updates.no-date' } });
  const day = (at: number) => new Date(at).toISOString().slice(0, 10);
  if (knownAt !== null && releases[0] !== undefined)
    evidence.push({
      kind: 'file',
      where: `${LISTS}/${releases[dates.indexOf(knownAt)]}`,
      saw: { id: 'updates.lists-of', values: { day: day(knownAt) } },
    });
  if (ran !== null)
    evidence.push({ kind: 'file', where: STAMP, saw: { id: 'updates.ran', values: { day: day(ran) } } });
  return {
    extended: own.some((name) => name.startsWith('esm.ubuntu.com_') || name.includes('deb.freexian.com')),
    pending,
    knownAt,
    // A run on old lists puts in what was known then.
    installedAt: ran !== null && knownAt !== null && isPacked ? Math.min(ran, knownAt) : null,
    automatic: ran === null ? false : now - ran < 4 * DAY,
    evidence,
    gaps: pending !== null && knownAt !== null ? [] : gaps,
  };
}
