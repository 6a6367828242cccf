import type { Rights } from './types';

/** Well-known security identifiers, learn.microsoft.com/windows-server/identity/ad-ds/manage/understand-security-identifiers. */
const ADMINISTRATORS = ['S-1-5-32-544', 'S-1-5-114'];
const EVERYONE = 'S-1-1-0';
export const SYSTEM = 'S-1-5-18';
/** Labels of mandatory integrity: S-1-16-12288 is high, 16384 system, 8192 medium. */
const LABEL = /^S-1-16-(\d+)$/;
const HIGH = 12288;

/**
 * The SIDs in what `whoami /… /fo csv /nh` prints. Names and columns are translated and come in the console's
 * code page, so only quoted fields that are a whole SID are read; no byte of a two-byte code page looks like one.
 */
export const sidsIn = (output: Buffer): readonly string[] =>
  [...output.toString('latin1').matchAll(/"(S-1-\d+(?:-\d+)+)"/g)].flatMap(([, sid]) => sid ?? []);

/**
 * Rights of a token by its groups.
 * @param uacOff `EnableLUA` is 0; null when it could not be read. Decides only where the token has no label.
 */
export function rightsOf(user: string | null, groups: readonly string[], uacOff: boolean | null): Rights {
  if (user === SYSTEM) return 'administrator';
  // Every token has Everyone: without it this was no list of groups.
  if (!groups.includes(EVERYONE)) return 'unknown';
  const label = groups.flatMap((sid) => LABEL.exec(sid)?.[1] ?? []).map(Number)[0];
  // A service account may be of high integrity and no administrator.
  if (!groups.some((sid) => ADMINISTRATORS.includes(sid))) return 'ordinary';
  if (label !== undefined) return label >= HIGH ? 'administrator' : 'can-become';
  return uacOff ? 'administrator' : 'can-become';
}
