import type { Evidence } from '../../contract/finding';
import type { Host } from '../../system/read';
import { readFailure } from '../partial-result';
import type { Account, AccountProbe, Rights } from './types';

/** Group id of `admin`, the accounts that may administer a Mac (OpenDirectory's own, fixed). */
const ADMIN_GID = '80';

/** Accounts of macOS: id(1) by numbers, dseditgroup(8) for groups inside groups. */
export function macosAccounts(host: Host): AccountProbe {
  const ask = async (program: string, args: readonly string[]) => {
    const { code, stdout } = await host.run(program, args);
    return code === 0 ? stdout.toString('utf8').trim() : null;
  };
  const answer = (name: string, id: string, rights: Rights, evidence: readonly Evidence[]): Account => ({
    name,
    id,
    rights,
    evidence,
  });

  /** `who` is a name that `id` gave or that holds nothing but a name's letters; none means ourselves. */
  async function look(name: string, who: readonly string[]): Promise<Account> {
    try {
      const uid = await ask('/usr/bin/id', ['-u', ...who]);
      if (uid === null || !/^\d+$/.test(uid))
        return answer(name, name, 'unknown', [{ kind: 'account', where: name, saw: 'id -u: ?' }]);
      if (uid === '0')
        return answer(name, uid, 'administrator', [{ kind: 'account', where: name, saw: 'uid 0' }]);
      const gids = (await ask('/usr/bin/id', ['-G', ...who]))?.split(/\s+/) ?? [];
      if (gids.includes(ADMIN_GID))
        return answer(name, uid, 'can-become', [{ kind: 'account', where: name, saw: 'admin (gid 80)' }]);
      // Wording of dseditgroup(8): "yes lin is a member of admin", "no lin is NOT a member of admin".
      const member = await host
        .run('/usr/sbin/dseditgroup', ['-o', 'checkmember', '-m', name, 'admin'])
        .then(({ stdout }) => /^(yes|no)\s/.exec(stdout.toString('utf8'))?.[1])
        .catch(() => undefined);
      if (member === 'yes')
        return answer(name, uid, 'can-become', [{ kind: 'account', where: name, saw: 'admin' }]);
      if (gids.length === 0 || !gids.every((gid) => /^\d+$/.test(gid)))
        return answer(name, uid, 'unknown', [{ kind: 'account', where: name, saw: 'id -G: ?' }]);
      return answer(name, uid, 'ordinary', [{ kind: 'account', where: name, saw: `gid ${gids.join(', ')}` }]);
    } catch (error) {
      return answer(name, name, 'unknown', [{ kind: 'account', where: name, saw: readFailure(error) }]);
    }
  }

  return {
    current: () => look(host.userName, []),
    async named(nameOrId) {
      if (nameOrId === host.userName || nameOrId === String(host.uid)) return look(host.userName, []);
      // A name from outside must not be taken for an option.
      if (!/^\w[\w.-]*$/.test(nameOrId))
        return answer(nameOrId, nameOrId, 'unknown', [{ kind: 'account', where: nameOrId, saw: '?' }]);
      const name = /^\d+$/.test(nameOrId)
        ? await ask('/usr/bin/id', ['-un', nameOrId]).catch(() => null)
        : nameOrId;
      return look(name ?? nameOrId, [name ?? nameOrId]);
    },
  };
}
