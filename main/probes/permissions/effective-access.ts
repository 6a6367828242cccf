import type { AccountsAndGroups, AccountWithGroups } from './accounts-and-groups';
import type { AclEntry } from './acl';

/** A file or folder with what decides who gets at it. */
export interface PermissionNode {
  readonly path: string;
  readonly kind: 'file' | 'folder';
  readonly uid: number;
  readonly gid: number;
  /** Permission bits of chmod(2). */
  readonly mode: number;
  readonly acl: readonly AclEntry[];
}

export interface EffectiveAccess {
  readonly others: 'none' | 'read' | 'write';
  readonly who: readonly string[];
  /** A group of which nobody knows who is in it would get more: `others` is then the least. */
  readonly unsure?: string;
}

const LEVELS = ['none', 'read', 'write'] as const;
/** Somebody in no group that matters: whatever this one may, everyone may. */
const STRANGER: AccountWithGroups = { name: 'everyone', uid: -1, groups: new Set() };
/** Most names that are told. */
const NAMES = 5;

/** The rights of one person at one place, as the system decides: owner, named user, groups, others (acl(5), path_resolution(7)). */
function bitsOf(
  person: AccountWithGroups,
  node: PermissionNode,
  groupNames: ReadonlyMap<number, string>,
): number {
  const { uid, gid, mode, acl } = node;
  const inGroup = (who: number | string) =>
    typeof who === 'number'
      ? person.groups.has(who)
      : [...person.groups].some((group) => groupNames.get(group) === who);
  if (person.uid === uid) return mode >> 6;
  // Named by text: macOS, whose lists add to the bits. Named by number: Linux, whose lists stand in their place.
  const added = acl
    .filter(({ kind, who }) => kind === 'everyone' || (kind === 'user' ? who === person.name : inGroup(who)))
    .filter(({ who }) => typeof who === 'string')
    .reduce((all, entry) => all | entry.bits, 0);
  const user = acl.find(({ kind, who }) => kind === 'user' && who === person.uid);
  if (user) return user.bits;
  const groups = acl.filter(({ kind, who }) => kind === 'group' && typeof who === 'number' && inGroup(who));
  const listed = acl.find(({ kind }) => kind === 'own-group')?.bits;
  const own = person.groups.has(gid) ? [listed ?? mode >> 3] : [];
  const group = [...own, ...groups.map((entry) => entry.bits)];
  return (group.length > 0 ? group.reduce((all, each) => all | each, 0) : mode) | added;
}

/** What one person can do to the last of a chain of folders: 0 nothing, 1 read, 2 write. */
function levelOf(
  person: AccountWithGroups,
  chain: readonly PermissionNode[],
  groupNames: ReadonlyMap<number, string>,
): 0 | 1 | 2 {
  const above = chain.slice(0, -1);
  const last = chain.at(-1);
  if (!last) return 0;
  for (const [index, folder] of above.entries()) {
    const may = bitsOf(person, folder, groupNames);
    if ((may & 1) === 0) return 0;
    // Who may write to a folder can put another thing in the place of what is in it, unless the sticky bit keeps it.
    const inIt = chain[index + 1];
    const kept = (folder.mode & 0o1000) !== 0 && person.uid !== inIt?.uid && person.uid !== folder.uid;
    if ((may & 2) !== 0 && !kept) return 2;
  }
  const may = bitsOf(person, last, groupNames);
  if (last.kind === 'folder' ? (may & 3) === 3 : (may & 2) !== 0) return 2;
  return (may & 4) !== 0 ? 1 : 0;
}

/**
 * Who else reaches the last of `chain`, which holds every folder from the root down to it. `trusted` are uids that don't
 * count: the account whose file it is. The superuser never counts, and groups 0 (and 80 on macOS) hold administrators.
 */
export function effectiveAccess(
  chain: readonly PermissionNode[],
  people: AccountsAndGroups | null,
  trusted: ReadonlySet<number>,
  administrators: ReadonlySet<number>,
): EffectiveAccess {
  const names = people?.groupNames ?? new Map<number, string>();
  const everyone = levelOf(STRANGER, chain, names);
  const persons = (people?.persons ?? [])
    .filter((person) => person.uid !== 0 && !trusted.has(person.uid))
    .map((person) => ({
      ...person,
      groups: new Set([...person.groups].filter((group) => !administrators.has(group))),
    }));
  const reached = persons.map((person) => ({ person, level: levelOf(person, chain, names) }));
  const most = Math.max(everyone, ...reached.map(({ level }) => level)) as 0 | 1 | 2;

  const unknownGroups = [
    ...new Set([
      ...chain.map((node) => node.gid),
      ...chain.flatMap((node) =>
        node.acl.flatMap(({ kind, who }) => (kind === 'group' && typeof who === 'number' ? [who] : [])),
      ),
    ]),
  ].filter((group) => !administrators.has(group) && !people?.knownGroups.has(group));
  const unsure = unknownGroups.find(
    (group) => levelOf({ name: '?', uid: -2, groups: new Set([group]) }, chain, names) > most,
  );

  const who =
    most === 0
      ? []
      : everyone === most
        ? ['everyone']
        : reached.filter(({ level }) => level === most).map(({ person }) => person.name);
  return {
    others: LEVELS[most],
    who: who.slice(0, NAMES),
    ...(unsure !== undefined && { unsure: String(unsure) }),
  };
}

/**
 * Whether a person may open the last of `chain`: read a file, list a folder, or go through it to what is named in it.
 * The superuser may open anything.
 */
export function mayOpen(
  person: AccountWithGroups,
  chain: readonly PermissionNode[],
  groupNames: ReadonlyMap<number, string>,
): boolean {
  if (person.uid === 0) return true;
  const last = chain.at(-1);
  if (!last || chain.slice(0, -1).some((folder) => (bitsOf(person, folder, groupNames) & 1) === 0))
    return false;
  return (bitsOf(person, last, groupNames) & (last.kind === 'folder' ? 5 : 4)) !== 0;
}

/** Whether a person can go through every folder of `chain`, the last one too. The superuser can. */
export const mayPass = (
  person: AccountWithGroups,
  chain: readonly PermissionNode[],
  groupNames: ReadonlyMap<number, string>,
): boolean => person.uid === 0 || chain.every((folder) => (bitsOf(person, folder, groupNames) & 1) !== 0);

/** Whether a person can change the last of `chain`, or put another thing in its place. The superuser can. */
export const mayChange = (
  person: AccountWithGroups,
  chain: readonly PermissionNode[],
  groupNames: ReadonlyMap<number, string>,
): boolean => person.uid === 0 || levelOf(person, chain, groupNames) === 2;
