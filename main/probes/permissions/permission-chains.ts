import type { FileFacts, Host } from '../../system/read';
import { errorCode, isAbsentReading } from '../../system/read';
import { memoize, memoizeBy } from '../partial-result';
import { type AccountsAndGroups, accountsAndGroups } from './accounts-and-groups';
import { type Acls, parseGetfacl, parseMacAcl } from './acl';
import type { PermissionNode } from './effective-access';

/** Every folder from the root down to a path, the path itself last. */
export function chainOf(host: Host, path: string): readonly string[] {
  const above = host.path.dirname(path);
  return above === path ? [path] : [...chainOf(host, above), path];
}

/** The rights of Linux, where a list can't give more than the group's bits (acl(5)): only then it is worth asking for. */
const mayBeListed = ({ mode }: FileFacts) => ((mode >> 3) & 7 & ~(mode & 7)) !== 0;

/** Null when the lists can't be read although the system may have some. */
export async function aclsOf(
  host: Host,
  facts: ReadonlyMap<string, FileFacts>,
  every: boolean,
): Promise<Acls | null> {
  const paths = [...facts]
    .filter(([, each]) => every || host.platform === 'darwin' || mayBeListed(each))
    .map(([path]) => path);
  if (paths.length === 0) return new Map();
  try {
    if (host.platform === 'darwin') {
      const { stdout } = await host.run('/bin/ls', ['-lde', ...paths]);
      const acls = parseMacAcl(stdout.toString('utf8'), paths);
      return paths.every((path) => acls.has(path)) ? acls : null;
    }
    return parseGetfacl((await host.run('getfacl', ['-pn', '--', ...paths])).stdout.toString('utf8'));
  } catch (error) {
    // Without getfacl hardly anybody has made a list, and the permission bits are what is known.
    return host.platform === 'linux' && errorCode(error) === 'ENOENT' ? new Map() : null;
  }
}

/** Where a path really leads, with the folders above it, or why that can't be told. */
export type Located =
  | {
      readonly path: string;
      readonly real: string;
      readonly chain: readonly string[];
      readonly lexical: readonly string[];
    }
  | {
      readonly path: string;
      readonly error: unknown;
      /** Uids whose folder above it lets nobody else through. */
      readonly closedBy: readonly number[];
    };

/** What decides who gets at some paths. */
export interface PermissionChains {
  readonly located: readonly Located[];
  /** Null: the system doesn't say who there is. */
  readonly people: AccountsAndGroups | null;
  /** False when the lists can't be read although the system may have some. */
  readonly listed: boolean;
  nodes(chain: readonly string[]): readonly PermissionNode[];
}

/** Reads permission bits and lists of paths. `every`: also lists that could only take rights away. */
export type ReadChains = (paths: readonly string[], every?: boolean) => Promise<PermissionChains>;

/** Reads them with every folder above, links followed. */
export function permissionChains(host: Host): ReadChains {
  const people = memoize(() => accountsAndGroups(host));
  const factsOf = memoizeBy((path: string) => host.stat(path));
  /** Linux: the folders above that let nobody but their owner through, so that even a list could add nobody. */
  async function closedAbove(path: string): Promise<readonly number[]> {
    if (host.platform !== 'linux') return [];
    const above = await Promise.all(
      chainOf(host, host.path.dirname(path)).map((folder) => factsOf(folder).catch(() => null)),
    );
    return above.flatMap((folder) =>
      folder?.kind === 'folder' && (folder.mode & 0o077) === 0 ? [folder.uid] : [],
    );
  }

  return async (paths, every = false) => {
    const located = await Promise.all(
      paths.map(async (path): Promise<Located> => {
        try {
          const real = await host.realpath(path);
          const chain = chainOf(host, real);
          // Who can write where the path itself lies can turn a link in it elsewhere.
          const lexical = real === path ? [] : chainOf(host, host.path.dirname(path));
          for (const each of [...chain, ...lexical]) await factsOf(each);
          return { path, real, chain, lexical };
        } catch (error) {
          return { path, error, closedBy: isAbsentReading(error) ? [] : await closedAbove(path) };
        }
      }),
    );
    const facts = new Map<string, FileFacts>();
    for (const each of located)
      if ('chain' in each)
        for (const path of [...each.chain, ...each.lexical]) facts.set(path, await factsOf(path));
    const acls = await aclsOf(host, facts, every);
    const node = (path: string): PermissionNode | null => {
      const each = facts.get(path);
      return each
        ? { path, ...each, kind: each.kind === 'folder' ? 'folder' : 'file', acl: acls?.get(path) ?? [] }
        : null;
    };
    return {
      located,
      people: await people(),
      listed: acls !== null,
      nodes: (chain) => chain.map(node).filter((each) => each !== null),
    };
  };
}
