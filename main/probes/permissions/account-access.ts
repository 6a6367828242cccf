import { type Host, isAbsentReading } from '../../system/read';
import { hasRemoteAccounts } from '../../system/read/accounts/passwd';
import { readFailure } from '../partial-result';
import { mayOpen } from './effective-access';
import type { ReadChains } from './permission-chains';
import type { AccountAccess } from './types';

/** Accounts or groups may come from elsewhere than the system's own files (nsswitch.conf(5)); macOS: dscl tells them all. */
async function knowsAllGroups(host: Host): Promise<boolean> {
  if (host.platform !== 'linux') return true;
  const text = await host
    .readText('/etc/nsswitch.conf')
    .catch((error) => (isAbsentReading(error) ? '' : null));
  return text !== null && !hasRemoteAccounts(text);
}

/**
 * What another account may open, told by rights alone, since it can't be tried: permission bits, lists, groups and the
 * folders above, links followed. Paths that don't exist are left out. Null where this account isn't known here.
 */
export const posixAccountAccess =
  (host: Host, chains: ReadChains) =>
  async (account: string, paths: readonly string[]): Promise<readonly AccountAccess[] | null> => {
    const { located, people, listed, nodes } = await chains(paths, true);
    const person = people?.persons.find(({ name, uid }) => name === account || String(uid) === account);
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
