import type { Message } from '../../contract/finding';
import { type FileFacts, type Host, isAbsentReading } from '../../system/read';
import { memoizeBy, readFailure } from '../partial-result';
import { knowsAllGroups } from './account-access';
import type { AccountsAndGroups, AccountWithGroups } from './accounts-and-groups';
import { mayChange, mayPass, type PermissionNode } from './effective-access';
import { aclsOf, chainOf } from './permission-chains';

/** Whether one account decides what lies at a path: `changes`, `refused`, or `unknown` with the reason. */
export interface AccountChange {
  readonly path: string;
  readonly can: 'changes' | 'refused' | 'unknown';
  readonly because?: Message;
}

/** Where Linux gives up as well (path_resolution(7)). */
const MOST_LINKS = 40;

/** A name that is met on the way to a path: a link that leads on, the thing itself, or what isn't there. */
interface Step {
  /** The real folder that the name lies in. */
  readonly folder: string;
  /** Null: nothing of that name is there. */
  readonly at: string | null;
  readonly isLink: boolean;
}

/**
 * Who can change what lies at paths, by permission bits, lists, groups, every folder on the way and every link of it. Of a path at
 * which nothing lies it is told who could put something there. Lists are asked for where they could give more than the bits say; one
 * that takes rights away again isn't.
 */
export function accountChanges(
  host: Host,
): (
  person: AccountWithGroups,
  people: AccountsAndGroups,
  paths: readonly string[],
) => Promise<readonly AccountChange[]> {
  const factsOf = memoizeBy((path: string) => host.lstat(path));
  const { dirname, join, resolve } = host.path;

  /** Each step of the way, until `error` stops it. */
  async function stepsTo(path: string): Promise<{ steps: Step[]; folder: string; error?: unknown }> {
    const steps: Step[] = [];
    let folder = '/';
    let rest = path.split('/').filter((name) => name !== '' && name !== '.');
    for (let links = 0; rest.length > 0; ) {
      const [name = '', ...further] = rest;
      const at = name === '..' ? dirname(folder) : join(folder, name);
      try {
        const facts = await factsOf(at);
        if (facts.kind === 'link' && name !== '..') {
          if (++links > MOST_LINKS) return { steps, folder };
          steps.push({ folder, at, isLink: true });
          const target = resolve(folder, await host.readLink(at));
          rest = [...target.split('/').filter(Boolean), ...further];
          folder = '/';
          continue;
        }
        if (further.length === 0) steps.push({ folder, at, isLink: false });
        folder = at;
        rest = further;
      } catch (error) {
        if (!isAbsentReading(error)) return { steps, folder, error };
        steps.push({ folder, at: null, isLink: false });
        return { steps, folder };
      }
    }
    return { steps, folder };
  }

  return async (person, people, paths) => {
    const ways = await Promise.all(paths.map(async (path) => ({ path, ...(await stepsTo(path)) })));
    const facts = new Map<string, FileFacts>();
    const needed = ways.flatMap(({ steps, folder }) => [
      ...chainOf(host, folder),
      ...steps.flatMap((step) => [...chainOf(host, step.folder), ...(step.at === null ? [] : [step.at])]),
    ]);
    for (const path of new Set(needed)) {
      const found = await factsOf(path).catch(() => null);
      if (found) facts.set(path, found);
    }
    const links = new Set(
      ways.flatMap(({ steps }) => steps.flatMap((step) => (step.isLink ? (step.at ?? []) : []))),
    );
    const acls = await aclsOf(host, new Map([...facts].filter(([path]) => !links.has(path))), false);
    const all = await knowsAllGroups(host);
    const node = (path: string): readonly PermissionNode[] => {
      const found = facts.get(path);
      if (!found) return [];
      const acl = acls?.get(path) ?? [];
      // What a link is itself, nobody can write to: only who writes to its folder turns it elsewhere. What is written to
      // /dev/null, where what is masked leads to, changes nothing.
      const mode = links.has(path) || path === '/dev/null' ? 0 : found.mode;
      return [{ path, ...found, mode, kind: found.kind === 'folder' ? 'folder' : 'file', acl }];
    };
    const names = people.groupNames;
    return ways.map(({ path, steps, folder, error }): AccountChange => {
      const chains = steps.map((step) => [
        ...chainOf(host, step.folder).flatMap(node),
        ...(step.at === null ? [] : node(step.at)),
      ]);
      if (chains.some((chain) => mayChange(person, chain, names))) return { path, can: 'changes' };
      if (error !== undefined)
        return mayPass(person, chainOf(host, folder).flatMap(node), names)
          ? { path, can: 'unknown', because: readFailure(error) }
          : { path, can: 'refused' };
      if (acls === null) return { path, can: 'unknown', because: { id: 'permissions.no-list' } };
      const group = chains
        .flat()
        .find(({ gid, mode }) => (mode & 0o020) !== 0 && !people.knownGroups.has(gid))?.gid;
      if (!all && group !== undefined)
        return {
          path,
          can: 'unknown',
          because: { id: 'permissions.unknown-group', values: { group: String(group) } },
        };
      return { path, can: 'refused' };
    });
  };
}
