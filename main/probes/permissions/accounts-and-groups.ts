import type { Host } from '../../system/read';
import { silentProgram } from '../../system/read/plain-error';

/** An account of this computer with the groups it is in. */
export interface AccountWithGroups {
  readonly name: string;
  readonly uid: number;
  readonly groups: ReadonlySet<number>;
}

/** The accounts of this computer, and which groups are fully known through them. */
export interface AccountsAndGroups {
  readonly persons: readonly AccountWithGroups[];
  readonly knownGroups: ReadonlySet<number>;
  /** Group names, for what can't be told otherwise. */
  readonly groupNames: ReadonlyMap<number, string>;
}

interface Row {
  readonly name: string;
  readonly id: number;
}

/** Puts accounts with their first group, groups, and the groups' members together. */
function people(
  accounts: readonly (Row & { readonly group: number })[],
  groups: readonly (Row & { readonly members: readonly string[] })[],
): AccountsAndGroups {
  const persons = accounts.map(({ name, id, group }) => ({
    name,
    uid: id,
    groups: new Set([group, ...groups.filter((each) => each.members.includes(name)).map((each) => each.id)]),
  }));
  return {
    persons,
    knownGroups: new Set(groups.map((each) => each.id)),
    groupNames: new Map(groups.map((each) => [each.id, each.name])),
  };
}

const number = (text: string | undefined) =>
  text !== undefined && /^-?\d+$/.test(text) ? Number(text) : NaN;

/** passwd(5) and group(5). */
export function parseAccountsAndGroups(passwd: string, group: string): AccountsAndGroups {
  const rows = (text: string) => text.split('\n').map((line) => line.split(':'));
  const accounts = rows(passwd)
    .map(([name = '', , uid, gid]) => ({ name, id: number(uid), group: number(gid) }))
    .filter(({ name, id, group: first }) => name && !Number.isNaN(id) && !Number.isNaN(first));
  const groups = rows(group)
    .map(([name = '', , gid, members = '']) => ({
      name,
      id: number(gid),
      members: members.trim().split(',').filter(Boolean),
    }))
    .filter(({ name, id }) => name && !Number.isNaN(id));
  return people(accounts, groups);
}

/** `dscl . -list PATH KEY` writes a name, spaces, and the value; several values with spaces between: dscl(1). */
export function parseDscl(text: string): ReadonlyMap<string, readonly string[]> {
  return new Map(
    text
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(([name]) => name)
      .map(([name = '', ...values]): [string, readonly string[]] => [name, values]),
  );
}

async function macAccountsAndGroups(host: Host): Promise<AccountsAndGroups> {
  const ask = async (...args: string[]) => {
    const { code, stdout } = await host.run('/usr/bin/dscl', ['.', '-list', ...args]);
    if (code !== 0) throw silentProgram('dscl');
    return parseDscl(stdout.toString('utf8'));
  };
  const [ids, firsts, gids, members] = await Promise.all([
    ask('/Users', 'UniqueID'),
    ask('/Users', 'PrimaryGroupID'),
    ask('/Groups', 'PrimaryGroupID'),
    ask('/Groups', 'GroupMembership'),
  ]);
  return people(
    [...ids].map(([name, [id]]) => ({ name, id: number(id), group: number(firsts.get(name)?.[0]) })),
    [...gids].map(([name, [id]]) => ({ name, id: number(id), members: members.get(name) ?? [] })),
  );
}

/** Null when the system doesn't say who there is. */
export async function accountsAndGroups(host: Host): Promise<AccountsAndGroups | null> {
  try {
    if (host.platform === 'darwin') return await macAccountsAndGroups(host);
    return parseAccountsAndGroups(await host.readText('/etc/passwd'), await host.readText('/etc/group'));
  } catch {
    return null;
  }
}
