import type { Probes } from '../../main/probes';

type Some<T> = { readonly [K in keyof T]?: Partial<T[K]> };

/**
 * Probes of which only the given verbs answer. Any other one rejects, so that a check can't
 * pass on something its test never thought of. Only of traces there are none unless some are given: they tell of what
 * the other probes found, and these are given.
 */
export function fakeProbes(given: Some<Probes>): Probes {
  const subject = (name: string, verbs: object | undefined) =>
    new Proxy(verbs ?? {}, {
      get: (target, verb) =>
        Reflect.get(target, verb) ??
        (() => Promise.reject(new Error(`no ${name}.${String(verb)} in this test`))),
    });
  const { traces = { all: async () => seen() } } = given;
  const all = { ...given, traces };
  return new Proxy(
    {},
    { get: (_, name) => subject(String(name), Reflect.get(all, name) as object | undefined) },
  ) as Probes;
}

/** What `Seen` looks like when everything could be looked at. */
export const seen = <T>(...found: T[]) => ({ items: found, gaps: [] });
