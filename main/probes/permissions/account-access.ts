import { type Host, isAbsentReading } from '../../system/read';
import { hasRemoteAccounts } from '../../system/read/accounts/passwd';
import { parseStatus, rootLike } from '../account/process-status';
import type { ServiceGrants } from '../openclaw/types';
import { readFailure } from '../partial-result';
import type { AccountsAndGroups, AccountWithGroups } from './accounts-and-groups';
import { mayOpen } from './effective-access';
import type { ReadChains } from './permission-chains';
import type { AccountAccess } from './types';

/** Accounts or groups may come from elsewhere than the system's own files (nsswitch.conf(5)); macOS: dscl tells them all. */
export async function knowsAllGroups(host: Host): Promise<boolean> {
  if (host.platform !== 'linux') return true;
  const text = await host
    .readText('/etc/nsswitch.conf')
    .catch((error) => (isAbsentReading(error) ? '' : null));
  return text !== null && !hasRemoteAccounts(text);
}

/**
 * The person with what its processes were given besides: a service may add groups and powers that no file of accounts
 * names (systemd.exec(5), capabilities(7)). Null where that can't be read.
 */
async function asProcesses(
  host: Host,
  person: AccountWithGroups,
  pids: readonly number[],
): Promise<AccountWithGroups | null> {
  if (host.platform !== 'linux') return person;
  const groups = new Set(person.groups);
  for (const pid of pids) {
    const status = parseStatus(await host.readText(`/proc/${pid}/status`).catch(() => ''));
    if (status === null) return null;
    for (const gid of status.gids) groups.add(gid);
    // As good as root, whatever it is called.
    if (rootLike(status.capabilities).length > 0) return { ...person, uid: 0 };
  }
  return { ...person, groups };
}

/** The person with what services give to the processes that they start. Null where a group of theirs isn't known here. */
function asServices(
  person: AccountWithGroups,
  grants: readonly ServiceGrants[],
  groupNames: ReadonlyMap<number, string>,
): AccountWithGroups | null {
  const groups = new Set(person.groups);
  for (const each of grants) {
    if (each.powers.length > 0) return { ...person, uid: 0 };
    for (const group of each.groups) {
      const gid = /^\d+$/.test(group)
        ? Number(group)
        : [...groupNames].find(([, name]) => name === group)?.[0];
      if (gid === undefined) return null;
      groups.add(gid);
    }
  }
  return { ...person, groups };
}

/** What decides over an account's rights besides the files of accounts. */
export interface AccountAs {
  readonly account: string;
  /** Its processes here. */
  readonly pids: readonly number[];
  /** What services give to the processes that they start. */
  readonly grants: readonly ServiceGrants[];
}

/** The account by its name or number, with all that its processes have or will have. Null where that isn't known here. */
export async function personOf(
  host: Host,
  people: AccountsAndGroups,
  { account, pids, grants }: AccountAs,
): Promise<AccountWithGroups | null> {
  const named = people.persons.find(({ name, uid }) => name === account || String(uid) === account);
  const started = named ? asServices(named, grants, people.groupNames) : null;
  return started && asProcesses(host, started, pids);
}

/**
 * What another account may open, told by rights alone, since it can't be tried: permission bits, lists, groups and the
 * folders above, links followed. Paths that don't exist are left out. Null where this account isn't known here.
 */
export const posixAccountAccess =
  (host: Host, chains: ReadChains) =>
  async (
    account: string,
    paths: readonly string[],
    pids: readonly number[] = [],
    grants: readonly ServiceGrants[] = [],
  ): Promise<readonly AccountAccess[] | null> => {
    const { located, people, listed, nodes } = await chains(paths, true);
    const person = people && (await personOf(host, people, { account, pids, grants }));
    if (!people || !person) return null;
    const all = await knowsAllGroups(host);
    return located.flatMap((each): AccountAccess[] => {
      const { path } = each;
      if ('error' in each) {
        if (isAbsentReading(each.error)) return [];
        if (person.uid !== 0 && each.closedBy.some((owner) => owner !== person.uid))
          return [{ path, reach: 'refused' }];
        return [{ path, reach: 'unknown', because: readFailure(each.error) }];
      }
      // A link is met where it lies, and followed from there.
      const real = nodes([each.real]);
      const ways = [
        nodes(each.chain),
        ...(each.lexical.length > 0 ? [[...nodes(each.lexical), ...real]] : []),
      ];
      if (ways.every((chain) => mayOpen(person, chain, people.groupNames))) return [{ path, reach: 'opens' }];
      if (!listed) return [{ path, reach: 'unknown', because: { id: 'permissions.no-list' } }];
      const group = each.chain
        .flatMap((at) => nodes([at])[0]?.gid ?? [])
        .find((gid) => !people.knownGroups.has(gid));
      if (!all && group !== undefined)
        return [
          {
            path,
            reach: 'unknown',
            because: { id: 'permissions.unknown-group', values: { group: String(group) } },
          },
        ];
      return [{ path, reach: 'refused' }];
    });
  };
