import type { Accesses, AccessKind } from '../../contract/accesses';

/**
 * One thing outside this process that was opened, listed, run or asked: `file` and `folder` by their path, whether or
 * not it could be opened; `program` as it was called, with its arguments; `address` as a URL without credentials and
 * query.
 */
export interface Access {
  readonly kind: AccessKind;
  readonly what: string;
}

let sink: ((access: Access) => void) | null = null;

/** From now on `noteAccess` writes here; null: nowhere, as at the start. */
export const noteAccessesTo = (to: ((access: Access) => void) | null): void => {
  sink = to;
};

/** Told right before it happens, so that what then hangs or fails is known as well. */
export const noteAccess = (kind: AccessKind, what: string): void => sink?.({ kind, what });

/** An address that is asked; one that can't be parsed is told by its beginning. */
export function noteAddress(address: string): void {
  if (sink === null) return;
  const url = URL.canParse(address) ? new URL(address) : null;
  noteAccess('address', url ? `${url.protocol}//${url.host}${url.pathname}` : address.slice(0, 100));
}

/** Keeps each access once from now on; what it gives names them in the order of their first time. */
export function keepAccesses(): () => readonly Access[] {
  const seen = new Map<string, Access>();
  noteAccessesTo((access) => {
    const key = `${access.kind} ${access.what}`;
    if (!seen.has(key)) seen.set(key, access);
  });
  return () => [...seen.values()];
}

/**
 * Keeps at most `most` names of each kind from now on, beginning with what is known already; what it gives tells them.
 * For those who keep it as long as the app runs: a home may have a hundred thousand files.
 */
export function keepSomeAccesses(most: number, known?: Accesses): () => Accesses {
  const keep = (kind: AccessKind) => ({
    names: new Set(known?.[kind].names),
    more: known?.[kind].more ?? false,
  });
  const kept = {
    file: keep('file'),
    folder: keep('folder'),
    program: keep('program'),
    address: keep('address'),
  };
  noteAccessesTo(({ kind, what }) => {
    const list = kept[kind];
    if (list.names.has(what)) return;
    if (list.names.size < most) list.names.add(what);
    else list.more = true;
  });
  const listOf = (kind: AccessKind) => ({ names: [...kept[kind].names], more: kept[kind].more });
  return () => ({
    file: listOf('file'),
    folder: listOf('folder'),
    program: listOf('program'),
    address: listOf('address'),
  });
}
