import type { Evidence } from '../../contract/finding';
import type { Host } from '../../system/read';
import { memoize, readFailure } from '../partial-result';
import type { Account, AccountProbe } from './types';
import { rightsOf, SYSTEM, sidsIn } from './whoami';

const POLICIES = 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System';
const ADMINISTRATORS = 'S-1-5-32-544';

/** Whether User Account Control is switched off, so that every administrator's program is elevated; null when not told. */
export async function uacOff(host: Host): Promise<boolean | null> {
  try {
    const { code, stdout } = await host.run('reg', ['query', POLICIES, '/v', 'EnableLUA']);
    const [, value] = /EnableLUA\s+REG_DWORD\s+0x([0-9a-f]+)/i.exec(stdout.toString('latin1')) ?? [];
    return code === 0 && value ? Number.parseInt(value, 16) === 0 : null;
  } catch {
    return null;
  }
}

/** Accounts of Windows: the SIDs of our own token. Other accounts can't be told without asking for names. */
export function windowsAccounts(host: Host): AccountProbe {
  const current = memoize(async (): Promise<Account> => {
    const where = 'whoami';
    try {
      const [user, groups] = await Promise.all(
        ['/user', '/groups'].map((what) => host.run(where, [what, '/fo', 'csv', '/nh'])),
      );
      const sid = user?.code === 0 ? (sidsIn(user.stdout)[0] ?? null) : null;
      const sids = groups?.code === 0 ? sidsIn(groups.stdout) : [];
      const labelled = sids.some((each) => each.startsWith('S-1-16-'));
      const off = sids.length > 0 && !labelled ? await uacOff(host) : null;
      const telling = sids.filter((each) => /^S-1-(16-\d+|5-114|5-32-544)$/.test(each));
      const admin = telling.some((each) => !each.startsWith('S-1-16-'));
      const evidence: Evidence[] = [
        {
          kind: 'command',
          where: 'whoami /groups',
          saw: sids.length === 0 ? '?' : `Administrators: ${admin ? telling.join(', ') : '–'}`,
        },
      ];
      if (off !== null)
        evidence.push({ kind: 'registry', where: `${POLICIES}\\EnableLUA`, saw: off ? '0' : '1' });
      return { name: host.userName, id: sid ?? host.userName, rights: rightsOf(sid, sids, off), evidence };
    } catch (error) {
      const evidence = [{ kind: 'command', where, saw: readFailure(error) }] as const;
      return { name: host.userName, id: host.userName, rights: 'unknown', evidence };
    }
  });

  return {
    current,
    async named(nameOrId) {
      const plain = nameOrId.replace(/^.*\\/, '').toLowerCase();
      if (nameOrId === SYSTEM || nameOrId === ADMINISTRATORS || plain === 'system')
        return {
          name: nameOrId,
          id: nameOrId === ADMINISTRATORS ? ADMINISTRATORS : SYSTEM,
          rights: 'administrator',
          evidence: [
            { kind: 'account', where: nameOrId, saw: nameOrId === ADMINISTRATORS ? nameOrId : SYSTEM },
          ],
        };
      const me = await current();
      if (nameOrId === me.id || plain === me.name.toLowerCase()) return me;
      const evidence = [{ kind: 'account', where: nameOrId, saw: { id: 'look.not-allowed' } }] as const;
      return { name: nameOrId, id: nameOrId, rights: 'unknown', evidence };
    },
  };
}
