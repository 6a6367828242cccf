/** Bits of chmod(2) for the group and for others, the set-group-ID bit aside. */
const OTHERS = 0o077;

/**
 * An octal mode without what it gives to the group and to others: `0644` becomes `0600`, `0755` becomes `0700`. The
 * owner's bits stay as they are, so nothing is ever opened. Null when it isn't octal, or gives them nothing.
 */
export function closedMode(mode: string): string | null {
  if (!/^0?[0-7]{3,4}$/.test(mode)) return null;
  const bits = Number.parseInt(mode, 8);
  return (bits & OTHERS) === 0 ? null : (bits & ~OTHERS).toString(8).padStart(4, '0');
}

/** A SID, or the two letters that stand for one (learn.microsoft.com/windows/win32/secauthz/sid-strings). */
const ACCOUNT = /^(?:[A-Z]{2}|S-1-[\d-]+)$/;
const SYSTEM = ['SY', 'S-1-5-18'];
const ADMINISTRATORS = ['BA', 'S-1-5-32-544'];

/**
 * A security descriptor of the same owner and group whose access list lets in the owner, the account that asks (`me`,
 * a SID), SYSTEM and Administrators, each with full rights, and nobody else. Nothing is inherited from above any more
 * (`P`), and what lies in a folder inherits this (`OICI`): learn.microsoft.com/windows/win32/secauthz/ace-strings.
 * Null when the descriptor isn't understood, or the account that asks can't be told: nobody may be locked out.
 */
export function closedDescriptor(sddl: string, kind: 'file' | 'folder', me: string): string | null {
  const [, owner, group] = /^O:([^:()]+?)(?:G:([^:()]+?))?D:/.exec(sddl) ?? [];
  if (owner === undefined || !ACCOUNT.test(owner) || !/^S-1-[\d-]+$/.test(me)) return null;
  if (group !== undefined && !ACCOUNT.test(group)) return null;
  const flags = kind === 'folder' ? 'OICI' : '';
  const known = [...SYSTEM, ...ADMINISTRATORS];
  const persons = [...new Set([owner, me])].filter((account) => !known.includes(account));
  const entries = ['SY', 'BA', ...persons].map((account) => `(A;${flags};FA;;;${account})`);
  return `O:${owner}${group === undefined ? '' : `G:${group}`}D:PAI${entries.join('')}`;
}
