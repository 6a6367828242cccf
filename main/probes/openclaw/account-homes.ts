import { namesOpenClaw } from '../../openclaw/install-places';
import { parsePasswd } from '../../system/read/accounts/passwd';
import { memoizeBy } from '../partial-result';
import type { TolerantReader } from './tolerant-reader';

/** A home folder to look through, with the account that it belongs to. */
export interface AccountHome {
  readonly path: string;
  readonly account: string | null;
  readonly uid: number | null;
  /** It belongs to the account that looks, so the environment speaks of it. */
  readonly own: boolean;
}

export interface AccountHomes {
  /** Homes to look through, one's own first. */
  readonly homes: readonly AccountHome[];
  /** The environment moved the home away from the account's own, so that the look is at that one only. */
  readonly moved: boolean;
  /** Name of an account; null when this computer doesn't tell. */
  nameOf(uid: number): Promise<string | null>;
  homeOf(name: string): string | null;
  /** Number of an account, by name or number; null when this computer doesn't tell. */
  uidOf(name: string): number | null;
}

/**
 * Whose homes to look through: one's own; for root with root's own home also everyone's; on Windows also those that
 * this account may open. A home that was moved by the environment stands for itself only.
 */
export async function accountHomes(reader: TolerantReader): Promise<AccountHomes> {
  const { host } = reader;
  const lines = host.platform === 'win32' ? [] : parsePasswd((await reader.readText('/etc/passwd')) ?? '');
  const entries = lines.filter(({ home }) => home.startsWith('/'));
  const own: AccountHome = { path: host.home, account: host.userName, uid: host.uid, own: true };
  const others: AccountHome[] = [];
  const asked = memoizeBy((uid: number) => askName(reader, uid));
  const rootHome = host.platform === 'darwin' ? '/var/root' : '/root';
  const isRoot = host.uid === 0 && (entries.find(({ uid }) => uid === 0)?.home ?? rootHome) === host.home;
  if (isRoot && host.platform === 'linux') {
    for (const { name, uid, home } of entries) {
      if (home === '/' || home === host.home || others.some(({ path }) => path === home)) continue;
      // System accounts count when OpenClaw left something there; /usr/sbin and the like are not worth a walk.
      const person = uid >= 1000 && uid < 65534;
      if (person || (await reader.list(home)).some(namesOpenClaw))
        others.push({ path: home, account: name, uid, own: false });
    }
  }
  const shared = host.platform === 'win32' ? host.path.dirname(host.home) : '/Users';
  const mayOpen =
    host.platform === 'win32' ? /[\\/]users$/i.test(shared) : isRoot && host.platform === 'darwin';
  if (mayOpen) {
    for (const name of await reader.list(shared)) {
      const path = host.path.join(shared, name);
      if (/^(shared|public|default|default user|all users|desktop\.ini|\..*)$/i.test(name)) continue;
      if (path.toLowerCase() === host.home.toLowerCase()) continue;
      // A home that an ordinary account may not open is that account's own affair.
      const open = await host.list(path).then(Boolean, () => false);
      if (open)
        others.push({ path, account: host.platform === 'darwin' ? name : null, uid: null, own: false });
    }
  }

  const registered = entries.find(({ uid }) => uid === host.uid)?.home;
  return {
    homes: [own, ...others],
    moved: registered !== undefined && registered !== host.home,
    homeOf: (name) =>
      entries.find((each) => each.name === name)?.home ??
      (host.platform === 'darwin' ? (name === 'root' ? '/var/root' : `/Users/${name}`) : null),
    uidOf: (name) =>
      /^\d{1,10}$/.test(name) ? Number(name) : (entries.find((each) => each.name === name)?.uid ?? null),
    nameOf(uid) {
      if (uid < 0) return Promise.resolve(null);
      if (uid === host.uid) return Promise.resolve(host.userName);
      const entry = entries.find((each) => each.uid === uid);
      if (entry) return Promise.resolve(entry.name);
      if (host.platform !== 'darwin') return Promise.resolve(String(uid));
      return asked(uid);
    },
  };
}

/** macOS keeps ordinary accounts in Open Directory, not in /etc/passwd; id(1) asks it. */
async function askName({ host }: TolerantReader, uid: number): Promise<string> {
  try {
    const { code, stdout } = await host.run('/usr/bin/id', ['-un', String(uid)]);
    return (code === 0 && stdout.toString('utf8').trim()) || String(uid);
  } catch {
    return String(uid);
  }
}
