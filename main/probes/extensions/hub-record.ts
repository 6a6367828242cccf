import { createHash } from 'node:crypto';
import type { Host } from '../../system/read';
import { GapCollector } from './gap-collector';
import { fields } from './install-origin';
import type { HubRecord, InstallMark } from './types';

const LARGEST = 2 * 1024 * 1024;
const MOST_REASONS = 10;
/** What a hub's check complains about without a word on safety (NON_SECURITY_VERIFY_REASONS, dist of 2026.9.6). */
const HARMLESS_REASONS = /^card[._]missing$/i;
const OPEN_REASONS = /^(?:pending|pending_scan|scan_pending|stale|scan:stale|stale_scan)$/i;

/**
 * What OpenClaw itself wrote down when it installed the skill in a folder: the entry of its name in `.clawhub/lock.json`
 * (earlier `.clawdhub`) of the workspace or state folder above `skills/` (clawhub-store, dist of 2026.9.6; the clawhub
 * command writes `version` and `installedAt` of it alone). A record inside of the skill could have come with it; this one can't.
 */
export async function hubRecord(host: Host, folder: string, gaps: GapCollector): Promise<HubRecord | null> {
  const entry = await entryOf(host, folder, gaps);
  return entry && { ...verdictOf(entry.verification), changed: await isChanged(host, folder, entry, gaps) };
}

/** The same entry, to compare with that of another look; undefined: there is none, null: that can't be told. */
export async function hubMark(host: Host, folder: string): Promise<InstallMark | null | undefined> {
  const unread = new GapCollector(host);
  const entry = await entryOf(host, folder, unread);
  if (unread.gaps.length > 0) return null;
  if (entry === null) return undefined;
  const { version, installedAt, registry, ownerHandle, requestedReference, skillFile } = entry;
  return {
    source: JSON.stringify([registry, ownerHandle, requestedReference]),
    version: JSON.stringify(version),
    rest: JSON.stringify([installedAt, fields(skillFile).sha256]),
  };
}

async function entryOf(host: Host, folder: string, gaps: GapCollector): Promise<Fields | null> {
  const { basename, dirname, join } = host.path;
  const skills = dirname(folder);
  if (basename(skills) !== 'skills') return null;
  for (const name of ['.clawhub', '.clawdhub']) {
    const file = join(dirname(skills), name, 'lock.json');
    const text = await host.readText(file, LARGEST).catch(gaps.orElse(file, null));
    if (text === null) continue;
    const entry = entryIn(text, basename(folder));
    if (entry === 'broken') {
      gaps.gaps.push({ where: file, because: { id: 'contents.broken' } });
      return null;
    }
    return entry;
  }
  return null;
}

type Fields = ReturnType<typeof fields>;

function entryIn(text: string, name: string): Fields | null | 'broken' {
  try {
    const { version, skills } = fields(JSON.parse(text));
    if (version !== 1 || typeof skills !== 'object' || skills === null) return 'broken';
    return Object.hasOwn(skills, name) ? fields(fields(skills)[name]) : null;
  } catch {
    return 'broken';
  }
}

/** `verification` of an entry: `ok`, `decision`, `reasons`, `security.{status,passed}` (clawhub-install-trust of 2026.9.6). */
function verdictOf(verification: unknown): Pick<HubRecord, 'verdict' | 'reasons'> {
  const { ok, decision, reasons: given, security } = fields(verification);
  if (typeof ok !== 'boolean') return { verdict: null, reasons: [] };
  const reasons = (Array.isArray(given) ? given : [])
    .filter((each) => typeof each === 'string')
    .slice(0, MOST_REASONS)
    .map((each: string) => each.slice(0, 100));
  const { status, rawStatus, passed } = fields(security);
  const state = String(status ?? rawStatus ?? '').toLowerCase();
  if (ok && String(decision).toLowerCase() === 'pass' && passed !== false)
    return { verdict: 'passed', reasons };
  const onlyCard = reasons.length > 0 && reasons.every((each) => HARMLESS_REASONS.test(each));
  if (state === 'clean' && onlyCard) return { verdict: 'passed', reasons };
  const open = state === 'pending' || state === 'stale' || reasons.some((each) => OPEN_REASONS.test(each));
  return { verdict: open && state !== 'malicious' ? 'open' : 'failed', reasons };
}

/** Whether the file that a skill begins with is another than the one that came; null: nobody wrote down which came. */
async function isChanged(
  host: Host,
  folder: string,
  entry: Fields,
  gaps: GapCollector,
): Promise<boolean | null> {
  const { path, sha256 } = fields(entry.skillFile);
  if (typeof sha256 !== 'string' || typeof path !== 'string' || !/^skills?\.md$/i.test(path)) return null;
  const file = host.path.join(folder, path);
  const bytes = await host.readBytes(file, LARGEST).catch(gaps.orElse(file, null));
  if (bytes === null) return null;
  return createHash('sha256').update(bytes).digest('hex') !== sha256.toLowerCase().replace(/^sha256:/, '');
}
