import { lstat, realpath } from 'node:fs/promises';
import { posix, win32 } from 'node:path';
import { BACK_SCRIPT as ACCOUNT_BACK } from '../checks/account/move-script';
import { NAMES } from '../checks/fixes/ordinary-account';
import { COPY_SORT, FOR_ADMINISTRATORS, moveBack } from '../checks/fixes/retire-copy';
import { quarantineName } from '../checks/quarantine/quarantine-path';
import type { CommandChange } from '../contract/change';
import { isRootOnly } from '../system/read/accounts/root-only';

/** A command that takes something back. */
type Undo = NonNullable<CommandChange['undo']>;

/** The name of a unit or job, never a path: `systemctl enable <path>` would link a unit that anybody wrote. */
const UNIT = /^[A-Za-z0-9_][\w@.:\\-]*\.[a-z]+$/;
const JOB = /^system\/[A-Za-z0-9_][\w.@:-]*$/;
const DAEMON = /^\/Library\/LaunchDaemons\/[^/]+\.plist$/;
const ADDRESS = /^(listen|connect)address=(\*|[0-9A-Fa-f.:]+|[A-Za-z0-9][\w.-]*)$/;
const PORT = /^(listen|connect)port=\d{1,5}$/;

const systemctl = (args: readonly string[]) => {
  const [verb, ...rest] = args;
  const unit = rest.at(-1) ?? '';
  const options = rest.slice(0, -1).join(' ');
  return (
    UNIT.test(unit) &&
    ((verb === 'start' && options === '') || (verb === 'enable' && /^(--now)?$/.test(options)))
  );
};
const launchctl = ([verb, one = '', two = '', ...more]: readonly string[]) =>
  more.length === 0 &&
  ((verb === 'enable' && JOB.test(one) && two === '') ||
    (verb === 'bootstrap' && one === 'system' && DAEMON.test(two)));
const schtasks = ([verb, flag, name = '', how, ...more]: readonly string[]) =>
  verb === '/Change' && flag === '/TN' && /^[^/"]+$/.test(name) && how === '/ENABLE' && more.length === 0;
const netsh = (args: readonly string[]) => {
  const [one = '', two = '', three = '', four = '', ...more] = args.slice(4);
  const rule =
    [one, three].every((word) => ADDRESS.test(word)) && [two, four].every((word) => PORT.test(word));
  return args.slice(0, 4).join(' ') === 'interface portproxy set v4tov4' && rule && more.length === 0;
};

/** What a root-owned copy is brought back with: its place is drawn from its path, so nothing else can be put there. */
function copyBack(args: readonly string[]): Undo | null {
  const [, , , place = '', path = '', program] = args;
  const platform = program === '/usr/bin/mv' ? 'linux' : 'darwin';
  const name = quarantineName(COPY_SORT, path, posix.basename(path));
  const plain = posix.isAbsolute(path) && posix.normalize(path) === path;
  const drawn =
    place === `${FOR_ADMINISTRATORS[platform]}/${name}` ||
    isNumbered(place, FOR_ADMINISTRATORS[platform], name);
  // Whoever may write on the way could lead it anywhere.
  return plain && drawn && isClosedByNow(path) ? moveBack(platform, place, path) : null;
}
/** Asked of the folders above it, as they are now. */
const isClosedByNow = (path: string) => process.platform !== 'linux' || isRootOnly(posix.dirname(path));
const isNumbered = (place: string, folder: string, name: string) =>
  place.startsWith(`${folder}/${name}-`) && /^\d{1,4}$/.test(place.slice(folder.length + name.length + 2));

/** What an account of its own is taken back with: one of our names, and a state folder in a folder of this account's. */
async function accountBack(args: readonly string[], uid: number | null): Promise<Undo | null> {
  const options = args.slice(3);
  const [account = '', state = '', , , owner = '', unit = '', kind = ''] = options;
  const known =
    options.length === 7 &&
    NAMES.includes(account) &&
    posix.isAbsolute(state) &&
    posix.normalize(state) === state &&
    UNIT.test(unit) &&
    /^(new|old)$/.test(kind) &&
    new RegExp(`^${uid}:\\d+$`).test(owner);
  if (!known) return null;
  const above = posix.dirname(state);
  const own = await Promise.all([realpath(above), lstat(above)]).then(
    ([real, facts]) => real === above && facts.uid === uid,
    () => false,
  );
  return own ? { program: '/bin/sh', args: ['-c', ACCOUNT_BACK, 'tankmate', ...options] } : null;
}

/**
 * What takes a command of an administrator's back, made anew from our own words; null when it is none that any fix
 * plans. The journal belongs to this account, and OpenClaw, or whoever took it over, runs as this account too: what they
 * wrote into it must never be run with rights that they don't have. So of what it says only names are taken, each
 * checked, and neither a program, nor a script, nor an environment.
 */
export async function undoAsAdmin(
  { undo, program }: Pick<CommandChange, 'undo' | 'program'>,
  uid: number | null = process.geteuid?.() ?? null,
): Promise<Undo | null> {
  if (undo === null) return null;
  const { args } = undo;
  const system = (name: string) => win32.join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', name);
  switch (undo.program) {
    case '/usr/bin/systemctl':
      return systemctl(args) ? undo : null;
    case '/bin/launchctl':
      return launchctl(args) ? undo : null;
    case system('schtasks.exe'):
      return schtasks(args) ? undo : null;
    case system('netsh.exe'):
      return netsh(args) ? undo : null;
    case '/bin/sh':
      return program === '/bin/sh' ? accountBack(args, uid) : copyBack(args);
    default:
      return null;
  }
}
