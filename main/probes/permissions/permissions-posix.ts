import type { Host } from '../../system/read';
import { isAbsentReading } from '../../system/read';
import { readFailure } from '../partial-result';
import { effectiveAccess } from './effective-access';
import type { ReadChains } from './permission-chains';
import type { Permission } from './types';

const octal = (mode: number) => mode.toString(8).padStart(4, '0');

/** Who else reaches each path that exists, by permission bits, lists, groups and the folders above, links followed. */
export function posixPermissions(
  host: Host,
  chains: ReadChains,
): (paths: readonly string[]) => Promise<readonly Permission[]> {
  const administrators = new Set(host.platform === 'darwin' ? [0, 80] : [0]);
  return async (paths) => {
    const { located, people: known, listed, nodes } = await chains(paths);
    return located.flatMap((each): Permission[] => {
      const { path } = each;
      if ('error' in each) {
        if (isAbsentReading(each.error)) return [];
        if (each.closedBy.length > 0)
          return [{ path, kind: 'file', owner: null, mode: '', others: 'none', who: [] }];
        const because = readFailure(each.error);
        return [{ path, kind: 'file', owner: null, mode: '', others: 'unknown', who: [], because }];
      }
      const [target] = nodes([each.real]);
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
      if (verdict.others === 'none' && !listed)
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
