import type { Evidence } from '../../contract/finding';
import { type Host, isAbsentReading } from '../../system/read';
import {
  hasRemoteAccounts,
  type PasswdLine,
  parseGroups,
  parsePasswd,
  subordinateTo,
} from '../../system/read/accounts/passwd';
import { malformedFile } from '../../system/read/plain-error';
import { readFailure } from '../partial-result';
import { isWholeIdMap, parseStatus, rootLike } from './process-status';
import { mayDoAll } from './sudoers';
import type { Account, AccountProbe, Rights } from './types';

// Debian, Ubuntu and Fedora give sudo to these; the others own the disks or start a container as root
// (docs.docker.com/engine/security, documentation.ubuntu.com/lxd on the group lxd).
export const ADMIN_GROUPS = ['sudo', 'wheel', 'admin', 'docker', 'lxd', 'incus-admin', 'libvirt', 'disk'];

/** Accounts of Linux: process, passwd(5), group(5), and sudoers(5) where it can be read. Never runs sudo. */
export function linuxAccounts(host: Host): AccountProbe {
  const text = (file: string, absent = '') =>
    host.readText(file).catch((error) => {
      if (isAbsentReading(error)) return absent;
      throw error;
    });

  async function sudoers(): Promise<{ who: readonly string[]; evidence: Evidence[] }> {
    const where = '/etc/sudoers';
    try {
      const names = await host.list('/etc/sudoers.d').catch((error) => {
        if (isAbsentReading(error)) return [];
        throw error;
      });
      // sudoers(5): files whose name has a dot or ends in ~ are skipped.
      const parts = names.filter((each) => !/[.]|~$/.test(each)).map((each) => `/etc/sudoers.d/${each}`);
      const all = await Promise.all([where, ...parts].map((file) => text(file)));
      return { who: all.flatMap(mayDoAll), evidence: [] };
    } catch (error) {
      return { who: [], evidence: [{ kind: 'file', where, saw: readFailure(error) }] };
    }
  }

  /** Rights of an account, from its groups by name and number. `gids` are those of its process, when we look at our own. */
  async function judge(
    account: Pick<PasswdLine, 'name' | 'uid' | 'gid'>,
    gids: readonly number[],
  ): Promise<Account> {
    const { name, uid } = account;
    const answer = (rights: Rights, evidence: readonly Evidence[]): Account => ({
      name,
      id: String(uid),
      rights,
      evidence,
    });
    if (uid === 0) return answer('administrator', [{ kind: 'account', where: name, saw: 'uid 0' }]);
    try {
      const groups = parseGroups(await host.readText('/etc/group'));
      const ids = new Set([account.gid, ...gids]);
      const mine = groups.filter((group) => ids.has(group.gid) || group.members.includes(name));
      const names = mine.map((group) => group.name);
      const admin = names.filter((each) => ADMIN_GROUPS.includes(each));
      if (admin.length > 0)
        return answer('can-become', [{ kind: 'account', where: name, saw: admin.join(', ') }]);
      const rules = await sudoers();
      const me = [name, `#${uid}`, ...mine.flatMap((group) => [`%${group.name}`, `%#${group.gid}`])];
      const rule = rules.who.find((each) => me.includes(each));
      if (rule) return answer('can-become', [{ kind: 'file', where: '/etc/sudoers', saw: `${rule} … ALL` }]);
      const unnamed = [...ids].filter((gid) => !groups.some((group) => group.gid === gid));
      const seen: Evidence = { kind: 'account', where: name, saw: names.join(', ') || String(account.gid) };
      // A group from LDAP may be the administrators' one, and we only see its number.
      if (unnamed.length > 0 && hasRemoteAccounts(await text('/etc/nsswitch.conf')))
        return answer('unknown', [{ ...seen, saw: `gid ${unnamed.join(', ')} = ?` }]);
      return answer('ordinary', [seen, ...rules.evidence]);
    } catch (error) {
      return answer('unknown', [{ kind: 'file', where: '/etc/group', saw: readFailure(error) }]);
    }
  }

  async function current(): Promise<Account> {
    const uid = host.uid ?? -1;
    const account = { name: host.userName, uid };
    if (uid === 0) return judge({ ...account, gid: 0 }, []);
    try {
      const status = parseStatus(await host.readText('/proc/self/status'));
      if (!status) throw malformedFile('a status of proc(5)');
      const powers = rootLike(status.capabilities);
      // Only where ids are the machine's own: see user_namespaces(7).
      if (powers.length > 0 && isWholeIdMap(await host.readText('/proc/self/uid_map')))
        return {
          name: account.name,
          id: String(uid),
          rights: 'administrator',
          evidence: [{ kind: 'process', where: '/proc/self/status', saw: `CapEff: ${powers.join(', ')}` }],
        };
      return judge({ ...account, gid: status.gids[0] ?? -1 }, status.gids);
    } catch (error) {
      const evidence = [{ kind: 'file', where: '/proc/self/status', saw: readFailure(error) }] as const;
      return { name: account.name, id: String(uid), rights: 'unknown', evidence };
    }
  }

  return {
    current,
    async named(nameOrId) {
      const unknown = (saw: Evidence['saw']): Account => ({
        name: nameOrId,
        id: nameOrId,
        rights: 'unknown',
        evidence: [{ kind: 'account', where: nameOrId, saw }],
      });
      if (nameOrId === host.userName || nameOrId === String(host.uid)) return current();
      if (nameOrId === '0' || nameOrId === 'root') return judge({ name: 'root', uid: 0, gid: 0 }, []);
      try {
        const accounts = parsePasswd(await host.readText('/etc/passwd'));
        const found = accounts.find((each) => each.name === nameOrId || String(each.uid) === nameOrId);
        if (found) return judge(found, []);
        // An id that a rootless container borrowed: it has no rights of its own outside.
        const lender = subordinateTo(Number(nameOrId), await text('/etc/subuid'));
        if (lender)
          return {
            ...unknown(''),
            rights: 'ordinary',
            evidence: [{ kind: 'account', where: nameOrId, saw: `/etc/subuid: ${lender}` }],
          };
        return unknown('/etc/passwd: –');
      } catch (error) {
        return unknown(readFailure(error));
      }
    },
  };
}
