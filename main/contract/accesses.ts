import { safeLine } from './safe-text';
import { shortPath } from './short-path';

/** What a look does to the computer around it. A file counts whether or not it could be opened: the name alone was told. */
export type AccessKind = 'file' | 'folder' | 'program' | 'address';

/** All of one kind, each once, in the order of their first time. */
export interface AccessList {
  readonly names: readonly string[];
  /** There were others, for which there is no room. */
  readonly more: boolean;
}

/** What one look opened, listed, ran and asked. Names are as others wrote them: not yet fit to be shown. */
export type Accesses = Readonly<Record<AccessKind, AccessList>>;

/** What stands around a home that is meant, and no part of another path. */
const BEFORE = /(?:^|[\s=:,;"'(@])$/;
const AFTER = /^(?:$|[\s/:,;"')])/;

/**
 * One of them as it may be shown, in one line; the home is `~`, wherever it stands in the arguments of programs. One of
 * Windows stays, as `shortPath` leaves it.
 */
export function shownAccess(kind: AccessKind, what: string, home: string): string {
  if (kind === 'address') return safeLine(what);
  if (kind !== 'program' || !home.startsWith('/')) return safeLine(shortPath(what, home));
  const [first = '', ...more] = what.split(home);
  return safeLine(
    more.reduce((said, rest) => said + (BEFORE.test(said) && AFTER.test(rest) ? '~' : home) + rest, first),
  );
}
