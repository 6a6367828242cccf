/** One right that an access control list adds to the permission bits. */
export interface AclEntry {
  /** `own-group`: the group that it belongs to, whose rights the permission bits don't show beside a list (acl(5)). */
  readonly kind: 'user' | 'group' | 'own-group' | 'everyone';
  /** A number where the system gives one, else a name. */
  readonly who: number | string;
  /** As in chmod(1): 4 read, 2 write, 1 search. */
  readonly bits: number;
}

export type Acls = ReadonlyMap<string, readonly AclEntry[]>;

const bits = (text: string) =>
  (text.includes('r') ? 4 : 0) | (text.includes('w') ? 2 : 0) | (text.includes('x') ? 1 : 0);

/** getfacl(1) writes odd characters of a name as a backslash and three octal digits, byte by byte. */
const plainName = (name: string) =>
  name.replace(/(?:\\[0-7]{3})+/g, (run) =>
    Buffer.from(
      run
        .split('\\')
        .slice(1)
        .map((octal) => Number.parseInt(octal, 8)),
    ).toString('utf8'),
  );

/** `getfacl -pn FILES`: blocks headed `# file: PATH`; named entries count within the mask, acl(5). */
export function parseGetfacl(text: string): Acls {
  const acls = new Map<string, readonly AclEntry[]>();
  for (const block of text.split(/\n\n+/)) {
    const path = /^# file: (.*)$/m.exec(block)?.[1];
    if (path === undefined) continue;
    const mask = bits(/^mask::([rwx-]{3})/m.exec(block)?.[1] ?? 'rwx');
    const named = [...block.matchAll(/^(user|group):(\d+):([rwx-]{3})/gm)];
    const own = /^group::([rwx-]{3})/m.exec(block)?.[1];
    acls.set(plainName(path), [
      ...(own === undefined ? [] : [{ kind: 'own-group' as const, who: -1, bits: bits(own) & mask }]),
      ...named.map(([, kind, who, rights = '']) => ({
        kind: kind === 'user' ? ('user' as const) : ('group' as const),
        who: Number(who),
        bits: bits(rights) & mask,
      })),
    ]);
  }
  return acls;
}

/** Rights of macOS lists by what they come to: chmod(1), section ACL MANIPULATION OPTIONS. */
const MAC_RIGHTS: Readonly<Record<string, number>> = {
  read: 4,
  list: 4,
  write: 2,
  append: 2,
  add_file: 2,
  add_subdirectory: 2,
  delete: 2,
  delete_child: 2,
  writesecurity: 2,
  chown: 2,
  execute: 1,
  search: 1,
};

/** `ls -lde FILES` of macOS: a line ending in the path, then ` 0: group:everyone deny delete` and the like. Only what allows is kept. */
export function parseMacAcl(text: string, paths: readonly string[]): Acls {
  const acls = new Map<string, AclEntry[]>();
  const longest = [...paths].sort((a, b) => b.length - a.length);
  let entries: AclEntry[] | undefined;
  for (const line of text.split('\n')) {
    const [, kind, who = '', verb, rights = ''] =
      /^ \d+: (user|group):(.+?)(?: inherited)? (allow|deny) (\S+)$/.exec(line) ?? [];
    if (kind === undefined) {
      const path = longest.find((each) => line.endsWith(` ${each}`));
      if (path === undefined) continue;
      entries = [];
      acls.set(path, entries);
    } else if (verb === 'allow') {
      const sum = rights.split(',').reduce((all, right) => all | (MAC_RIGHTS[right] ?? 0), 0);
      entries?.push({
        kind: who === 'everyone' ? 'everyone' : kind === 'user' ? 'user' : 'group',
        who,
        bits: sum,
      });
    }
  }
  return acls;
}
