import type { Probes } from '../../main/probes';

type Some<T> = { readonly [K in keyof T]?: Partial<T[K]> };

/**
 * Probes of which only the given verbs answer. Any other one rejects, so that a check can't
 * pass on something its test never thought of.
 */
export function fakeProbes(given: Some<Probes>): Probes {
  const subject = (name: string, verbs: object | undefined) =>
    new Proxy(verbs ?? {}, {
      get: (target, verb) =>
        Reflect.get(target, verb) ??
        (() => Promise.reject(new Error(`no ${name}.${String(verb)} in this test`))),
    });
  return new Proxy(
    {},
    { get: (_, name) => subject(String(name), Reflect.get(given, name) as object | undefined) },
  ) as Probes;
}

/** What `Seen` looks like when everything could be looked at. */
export const seen = <T>(...found: T[]) => ({ found, unseen: [] });
