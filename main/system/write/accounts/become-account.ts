import { readFileSync, statSync } from 'node:fs';
import { parseGroups, parsePasswd } from '../../read/accounts/passwd';

/** An account to act as. */
export interface UnixAccount {
  readonly uid: number;
  readonly gid: number;
  /** Null where the system knows none for the number, as after an account is deleted. */
  readonly name: string | null;
}

/**
 * The account of a number, from /etc/passwd; where that has none (accounts from a directory service, deleted ones) its
 * group is the one of its home, unless that is root's.
 */
export function accountOf(uid: number, home: string): UnixAccount {
  const found = parsePasswd(readFileSync('/etc/passwd', 'utf8')).find((each) => each.uid === uid);
  if (found) return found;
  const { gid } = statSync(home);
  return { uid, gid: gid === 0 ? uid : gid, name: null };
}

/** Folders that root alone can write into, on every system of that kind (environ(7), login.defs(5)). */
const SYSTEM_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const LANGUAGE_VARIABLES = /^(LANG|LANGUAGE|LC_[A-Z]+|TZ|TERM)$/;

/** All that a program of that account is given of root's environment: where it lives, how it speaks, and nothing else. */
export function accountEnvironment(
  { uid, name }: UnixAccount,
  home: string,
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const languages = Object.entries(env).filter(
    (pair): pair is [string, string] => pair[1] !== undefined && LANGUAGE_VARIABLES.test(pair[0]),
  );
  const runtime = `/run/user/${uid}`;
  const owner = statSync(runtime, { throwIfNoEntry: false })?.uid;
  return {
    ...Object.fromEntries(languages),
    HOME: home,
    ...(name !== null && { USER: name, LOGNAME: name }),
    PATH: SYSTEM_PATH,
    ...(owner === uid && { XDG_RUNTIME_DIR: runtime }),
  };
}

const isInGroupOfRoot = ({ gid, name }: UnixAccount) =>
  gid === 0 ||
  parseGroups(readFileSync('/etc/group', 'utf8')).some(
    (each) => each.gid === 0 && name !== null && each.members.includes(name),
  );

/**
 * Makes this process one of the account's for good: its groups (initgroups(3)), group and number, all three of each.
 * Throws unless nothing of root is left. Only in a process that has done nothing else yet.
 */
export function become(account: UnixAccount): void {
  const { uid, gid, name } = account;
  // process.initgroups (nodejs.org/api/process.html) is missing in the published types.
  const { initgroups, setgroups, setgid, setuid } = process as NodeJS.Process & {
    initgroups?(user: string, group: number): void;
  };
  if (!initgroups || !setgroups || !setgid || !setuid || uid === 0) throw new Error('no account to become');
  if (name === null) setgroups([gid]);
  else initgroups(name, gid);
  setgid(gid);
  setuid(uid);
  const now = [process.getuid?.(), process.geteuid?.(), process.getgid?.(), process.getegid?.()];
  let isBack = true;
  try {
    setuid(0);
  } catch {
    isBack = false;
  }
  if (
    isBack ||
    now.join() !== [uid, uid, gid, gid].join() ||
    (process.getgroups?.().includes(0) && !isInGroupOfRoot(account))
  )
    throw new Error(`could not become the account ${uid}`);
}
