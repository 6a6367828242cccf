import type { Language } from '../contract/report';

/** One catalog: ICU messages by id (unicode-org.github.io/icu/userguide/format_parse/messages). */
export type Catalog = Readonly<Record<string, string>>;

/** The same ids in every language; English is the source that types are taken from. */
export type Messages<W extends Catalog = Catalog> = {
  readonly [L in Language]: L extends 'en' ? W : { readonly [K in keyof W]: string };
};

type NameOf<Inside extends string> = Inside extends `${infer Name},${string}` ? Name : Inside;
type OnlyNames<Inside extends string> = Inside extends '' | `${string}${' ' | '#' | '。'}${string}`
  ? never
  : Inside;
/** Between two braces may stand several openings: `count, plural, one {`. */
type Opened<Inside extends string> = Inside extends `${infer Head}{${infer Tail}`
  ? OnlyNames<NameOf<Head>> | Opened<Tail>
  : OnlyNames<NameOf<Inside>>;

/**
 * The names of the values that an English ICU message asks for.
 * A branch of a plural or select must hold a `#`, a space, a Chinese full stop or nothing, so that it isn't taken for a name.
 */
export type ValueNames<S extends string> = S extends `${string}{${infer Inside}}${infer Rest}`
  ? Opened<Inside> | ValueNames<Rest>
  : never;
