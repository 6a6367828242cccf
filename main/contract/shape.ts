import * as v from 'valibot';
import type { Message } from './finding';

type Unchanging<T> = T extends object ? { readonly [K in keyof T]: Unchanging<T[K]> } : T;

/** What a schema lets through, as a type that nobody writes into. */
export type ShapeOf<S extends v.GenericSchema> = Unchanging<v.InferOutput<S>>;

/**
 * The guard of a schema. What it lets through is the value itself, with fields that the schema doesn't know. It keeps
 * nothing of what doesn't fit: that may hold secrets.
 */
export const guardOf =
  <S extends v.GenericSchema>(schema: S) =>
  (value: unknown): value is ShapeOf<S> =>
    v.is(schema, value);

/** What JSON text says; null for text that isn't JSON, or says something else. */
export function readShape<S extends v.GenericSchema>(schema: S, text: string): ShapeOf<S> | null {
  try {
    const value: unknown = JSON.parse(text);
    return guardOf(schema)(value) ? value : null;
  } catch {
    return null;
  }
}

/** A time or day that `Date` understands. */
export const DateText = v.pipe(
  v.string(),
  v.check((text) => !Number.isNaN(Date.parse(text))),
);

/** Values that fit under any names. A list is none: valibot alone takes one for a map of its places. */
export const mapOf = <S extends v.GenericSchema>(value: S) =>
  v.pipe(
    v.unknown(),
    v.check((each) => !Array.isArray(each)),
    v.record(v.string(), value),
  );

/** Text that says something. */
export const FilledText = v.pipe(v.string(), v.minLength(1));

const WithId = v.object({ id: v.string() });
/** A sentence by its id; its values are the catalog's business. */
export const MessageShape = v.custom<Message>((value) => v.is(WithId, value));
