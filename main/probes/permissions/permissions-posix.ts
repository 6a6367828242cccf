import type { FileFacts, Host } from '../../system/read';
import { errorCode, isAbsentReading } from '../../system/read';
import { memoize, memoizeBy, readFailure } from '../partial-result';
import { accountsAndGroups } from './accounts-and-groups';
import { type Acls, parseGetfacl, parseMacAcl } from './acl';
import { effectiveAccess, type PermissionNode } from './effective-access';
import type { Permission } from './types';

/** Every folder from the root down to a path, the path itself last. */
function chainOf(host: Host, path: string): readonly string[] {
  const above = host.path.dirname(path);
  return above === path ? [path] : [...chainOf(host, above), path];
}

/** The rights of Linux, where a list can't give more than the group's bits (acl(5)): only then it is worth asking for. */
const mayBeListed = ({ mode }: FileFacts) => ((mode >> 3) & 7 & ~(mode & 7)) !== 0;

/** Null when the lists can't be read although the system may have some. */
async function aclsOf(host: Host, facts: ReadonlyMap<string, FileFacts>): Promise<Acls | null> {
  const paths = [...facts]
    .filter(([, each]) => host.platform === 'darwin' || mayBeListed(each))
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
type Located =
  | {
      readonly path: string;
      readonly real: string;
      readonly chain: readonly string[];
      readonly lexical: readonly string[];
    }
  | { readonly path: string; readonly error: unknown; readonly closed: boolean };

const octal = (mode: number) => mode.toString(8).padStart(4, '0');

/** Who else reaches each path that exists, by permission bits, lists, groups and the folders above, links followed. */
export function posixPermissions(host: Host): (paths: readonly string[]) => Promise<readonly Permission[]> {
  const people = memoize(() => accountsAndGroups(host));
  const factsOf = memoizeBy((path: string) => host.stat(path));
  /** Linux: a folder above lets nobody but its owner through, so that even a list could add nobody. */
  async function isBehindClosed(path: string): Promise<boolean> {
    if (host.platform !== 'linux') return false;
    const above = await Promise.all(
      chainOf(host, host.path.dirname(path)).map((folder) => factsOf(folder).catch(() => null)),
    );
    return above.some((folder) => folder?.kind === 'folder' && (folder.mode & 0o077) === 0);
  }
  const administrators = new Set(host.platform === 'darwin' ? [0, 80] : [0]);

  return async (paths) => {
    const known = await people();
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
          return { path, error, closed: !isAbsentReading(error) && (await isBehindClosed(path)) };
        }
      }),
    );
    const facts = new Map<string, FileFacts>();
    for (const each of located)
      if ('chain' in each)
        for (const path of [...each.chain, ...each.lexical]) facts.set(path, await factsOf(path));
    const acls = await aclsOf(host, facts);
    const node = (path: string): PermissionNode | null => {
      const each = facts.get(path);
      return each
        ? { path, ...each, kind: each.kind === 'folder' ? 'folder' : 'file', acl: acls?.get(path) ?? [] }
        : null;
    };
    const nodes = (chain: readonly string[]) => chain.map(node).filter((each) => each !== null);

    return located.flatMap((each): Permission[] => {
      const { path } = each;
      if ('error' in each) {
        if (isAbsentReading(each.error)) return [];
        if (each.closed) return [{ path, kind: 'file', owner: null, mode: '', others: 'none', who: [] }];
        const because = readFailure(each.error);
        return [{ path, kind: 'file', owner: null, mode: '', others: 'unknown', who: [], because }];
      }
      const target = node(each.real);
      if (!target) return [];
      const inHome = `${each.real}/`.startsWith(`${host.home}/`);
      const trusted = new Set([target.uid, ...(inHome && host.uid !== null ? [host.uid] : [])]);
      const direct = effectiveAccess(nodes(each.chain), known, trusted, administrators);
      const link = effectiveAccess(nodes(each.lexical), known, trusted, administrators);
      const verdict = link.others === 'write' ? link : direct;
      const unsure = direct.unsure ?? link.unsure;
      const common = {
        path,
        kind: target.kind,
        owner: known?.persons.find((person) => person.uid === target.uid)?.name ?? String(target.uid),
        mode: octal(target.mode),
      };
      if (verdict.others === 'none' && acls === null)
        return [{ ...common, others: 'unknown', who: [], because: { id: 'permissions.no-list' } }];
      if (verdict.others === 'none' && unsure !== undefined)
        return [
          {
            ...common,
            others: 'unknown',
            who: [],
            because: { id: 'permissions.unknown-group', values: { group: unsure } },
          },
        ];
      return [{ ...common, others: verdict.others, who: verdict.who }];
    });
  };
}
