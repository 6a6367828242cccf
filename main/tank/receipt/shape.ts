/** Tells whether a value from inside the tank has the shape that it should have: whoever answers there may lie. */
export type Fits<T> = (value: unknown) => value is T;
type Fitted<F> = F extends Fits<infer T> ? T : never;

export const text: Fits<string> = (value): value is string =>
  typeof value === 'string' && value.length <= 4096;
export const number: Fits<number> = (value): value is number => Number.isFinite(value);
export const flag: Fits<boolean> = (value): value is boolean => typeof value === 'boolean';
export const orNull =
  <T>(fits: Fits<T>): Fits<T | null> =>
  (value): value is T | null =>
    value === null || fits(value);
export const either =
  <A, B>(one: Fits<A>, other: Fits<B>): Fits<A | B> =>
  (value): value is A | B =>
    one(value) || other(value);
export const listOf =
  <T>(fits: Fits<T>): Fits<readonly T[]> =>
  (value): value is readonly T[] =>
    Array.isArray(value) && value.every(fits);
export const pairOf =
  <A, B>(one: Fits<A>, other: Fits<B>): Fits<readonly [A, B]> =>
  (value): value is readonly [A, B] =>
    Array.isArray(value) && value.length === 2 && one(value[0]) && other(value[1]);
/** Every named field is there and fits; others are passed over. */
export const shape =
  <S extends Record<string, Fits<unknown>>>(fields: S): Fits<{ readonly [K in keyof S]: Fitted<S[K]> }> =>
  (value): value is { readonly [K in keyof S]: Fitted<S[K]> } =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries(fields).every(([name, fits]) => fits((value as Record<string, unknown>)[name]));
