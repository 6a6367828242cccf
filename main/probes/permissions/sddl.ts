/** What a Windows access list lets others do. */
export interface SddlVerdict {
  readonly owner: string | null;
  readonly others: 'none' | 'read' | 'write';
  /** Names of well-known groups in English, SIDs of all others. */
  readonly who: readonly string[];
}

/** learn.microsoft.com/windows/win32/secauthz/sid-strings: the two-letter forms that stand for one SID everywhere. */
const ALIASES: Readonly<Record<string, string>> = {
  WD: 'S-1-1-0',
  CO: 'S-1-3-0',
  CG: 'S-1-3-1',
  OW: 'S-1-3-4',
  NU: 'S-1-5-2',
  IU: 'S-1-5-4',
  SU: 'S-1-5-6',
  AN: 'S-1-5-7',
  AU: 'S-1-5-11',
  SY: 'S-1-5-18',
  LS: 'S-1-5-19',
  NS: 'S-1-5-20',
  BA: 'S-1-5-32-544',
  BU: 'S-1-5-32-545',
  BG: 'S-1-5-32-546',
  PU: 'S-1-5-32-547',
  AC: 'S-1-15-2-1',
};

const NAMES: Readonly<Record<string, string>> = {
  'S-1-1-0': 'everyone',
  'S-1-5-2': 'Network',
  'S-1-5-4': 'Interactive',
  'S-1-5-7': 'Anonymous',
  'S-1-5-11': 'Authenticated Users',
  'S-1-5-19': 'Local Service',
  'S-1-5-20': 'Network Service',
  'S-1-5-32-545': 'Users',
  'S-1-5-32-546': 'Guests',
  'S-1-5-32-547': 'Power Users',
};

/**
 * The system and its administrators, who reach everything anyway; the creator and owner; and apps' packages, which get
 * no further than the account that runs them: SYSTEM, Administrators, TrustedInstaller, domain and enterprise administrators.
 */
const trusted = (sid: string) =>
  ['S-1-5-18', 'S-1-5-32-544', 'S-1-3-0', 'S-1-3-1', 'S-1-3-4', 'DA', 'EA', 'LA'].includes(sid) ||
  sid.startsWith('S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464') ||
  sid.startsWith('S-1-15-') ||
  /^S-1-5-21-[\d-]+-(500|512|519)$/.test(sid);

/** Rights by their letters: learn.microsoft.com/windows/win32/secauthz/ace-strings. */
const RIGHTS: Readonly<Record<string, number>> = {
  GA: 0x10000000,
  GX: 0x20000000,
  GW: 0x40000000,
  GR: 0x80000000,
  FA: 0x1f01ff,
  FR: 0x120089,
  FW: 0x120116,
  FX: 0x1200a0,
  CC: 0x1,
  DC: 0x2,
  LC: 0x4,
  SW: 0x8,
  RP: 0x10,
  WP: 0x20,
  DT: 0x40,
  LO: 0x80,
  CR: 0x100,
  SD: 0x10000,
  RC: 0x20000,
  WD: 0x40000,
  WO: 0x80000,
};

/** FILE_READ_DATA, GENERIC_READ, GENERIC_ALL; then whatever changes, deletes or takes over (winnt.h). */
const READS = 0x1 | 0x10000000 | 0x80000000;
const WRITES = 0x2 | 0x4 | 0x40 | 0x10000 | 0x40000 | 0x80000 | 0x10000000 | 0x40000000;

function maskOf(rights: string): number | null {
  if (/^0x[0-9a-f]+$/i.test(rights)) return Number(rights) >>> 0;
  if (/^\d+$/.test(rights)) return Number(rights) >>> 0;
  if (!/^([A-Z]{2})*$/.test(rights)) return null;
  let mask = 0;
  for (const letters of rights.match(/../g) ?? []) {
    const right = RIGHTS[letters];
    if (right === undefined) return null;
    mask |= right;
  }
  return mask >>> 0;
}

/**
 * Judges a security descriptor in its text form, as `(Get-Acl).Sddl` gives it. `mine` are SIDs that don't count as
 * others. Null when it holds anything that isn't understood, so that nothing is called safe by mistake.
 */
export function judgeSddl(sddl: string, mine: readonly string[]): SddlVerdict | null {
  const owner = /^O:([A-Z]{2}|S-1-[\d-]+)/.exec(sddl)?.[1] ?? null;
  const lists = /D:([A-Z_]*)((?:\([^()]*\))*)(?:S:|$)/.exec(sddl);
  if (!lists) return null;
  const [, flags = '', entries = ''] = lists;
  const ownerSid = owner === null ? null : (ALIASES[owner] ?? owner);
  // A list that is missing altogether lets everybody do everything.
  if (flags.includes('NO_ACCESS_CONTROL')) return { owner: ownerSid, others: 'write', who: ['everyone'] };

  const denied = new Map<string, number>();
  const allowed = new Map<string, number>();
  for (const [, body = ''] of entries.matchAll(/\(([^()]*)\)/g)) {
    const [type, inheritance = '', rights = '', , , account = ''] = body.split(';');
    const sid = ALIASES[account] ?? account;
    const mask = maskOf(rights);
    if (mask === null || !sid || (type !== 'A' && type !== 'D')) return null;
    // Inherit only: meant for what lies inside, not for this one.
    if (/^(..)*IO/.test(inheritance)) continue;
    if (type === 'D') denied.set(sid, (denied.get(sid) ?? 0) | mask);
    else {
      const left = mask & ~((denied.get(sid) ?? 0) | (denied.get('S-1-1-0') ?? 0));
      allowed.set(sid, (allowed.get(sid) ?? 0) | left);
    }
  }
  const others = [...allowed].filter(([sid]) => !trusted(sid) && sid !== ownerSid && !mine.includes(sid));
  const writers = others.filter(([, mask]) => (mask & WRITES) !== 0);
  const readers = others.filter(([, mask]) => (mask & READS) !== 0);
  const named = (list: typeof others) => list.map(([sid]) => NAMES[sid] ?? sid);
  if (writers.length > 0) return { owner: ownerSid, others: 'write', who: named(writers) };
  if (readers.length > 0) return { owner: ownerSid, others: 'read', who: named(readers) };
  return { owner: ownerSid, others: 'none', who: [] };
}
