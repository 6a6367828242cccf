/** One line of passwd(5). */
export interface PasswdLine {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  /** Empty where the line has none. */
  readonly home: string;
}

/** One line of group(5). */
export interface GroupLine {
  readonly name: string;
  readonly gid: number;
  readonly members: readonly string[];
}

const fields = (text: string) => text.split('\n').map((line) => line.split(':'));
const number = (text: string | undefined) => (text && /^\d{1,10}$/.test(text) ? Number(text) : null);

/** Lines of /etc/passwd; those that are no account (comments, NIS `+` lines) are left out. */
export const parsePasswd = (text: string): readonly PasswdLine[] =>
  fields(text).flatMap(([name, , id, group, , home]) => {
    const [uid, gid] = [number(id), number(group)];
    return name && uid !== null && gid !== null ? [{ name, uid, gid, home: home ?? '' }] : [];
  });

/** Lines of /etc/group. */
export const parseGroups = (text: string): readonly GroupLine[] =>
  fields(text).flatMap(([name, , id, members]) => {
    const gid = number(id);
    return name && gid !== null
      ? [{ name, gid, members: (members ?? '').trim().split(',').filter(Boolean) }]
      : [];
  });

/** The account's name for an id, or the id itself as text where /etc/passwd has none. */
export const nameOf = (uid: number, accounts: readonly PasswdLine[]): string =>
  accounts.find((each) => each.uid === uid)?.name ?? String(uid);

/** The account on which this id was set aside, after subuid(5) (`lin:100000:65536`); null when on none. */
export function subordinateTo(uid: number, subuid: string): string | null {
  for (const [name, first, count] of fields(subuid)) {
    const [from, many] = [number(first), number(count)];
    if (name && from !== null && many !== null && uid >= from && uid < from + many) return name;
  }
  return null;
}

/** Whether a database of nsswitch.conf(5) may come from elsewhere than this computer's own files (LDAP, NIS, sssd). */
const isRemote = (nsswitch: string, databases: RegExp): boolean =>
  nsswitch.split('\n').some((line) => {
    const [, database = '', sources] = /^\s*(\w+)\s*:([^#]*)/.exec(line) ?? [];
    return (
      (databases.test(database) &&
        sources
          ?.replace(/\[[^[\]]*\]/g, ' ')
          .split(/\s+/)
          .some((source) => source !== '' && !/^(files|compat|systemd|altfiles|db)$/.test(source))) ??
      false
    );
  });

/** Whether accounts or groups may come from elsewhere too. */
export const hasRemoteAccounts = (nsswitch: string): boolean =>
  isRemote(nsswitch, /^(?:passwd|group|initgroups)$/);

/** Whether rules of sudo may come from elsewhere too (sudoers.ldap(5)). */
export const hasRemoteSudoers = (nsswitch: string): boolean => isRemote(nsswitch, /^sudoers$/);
