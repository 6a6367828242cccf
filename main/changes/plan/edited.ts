import json5 from 'json5';
import type { EditChange } from '../../contract/change';

/** One value of a document: where it stands, and what it is. */
export type Leaf = readonly [path: readonly string[], value: unknown];

/** What an edit does to the values of a settings file, wherever in the text they stand. */
export interface Edited {
  /** New values, and those that are another than before. */
  readonly set: readonly Leaf[];
  /** Where a value stood and none does any more. */
  readonly gone: readonly (readonly string[])[];
}

/** Every value of a document by its path; an empty map or list counts as a value. */
function leaves(value: unknown, path: readonly string[] = []): readonly Leaf[] {
  if (typeof value === 'object' && value !== null && Object.keys(value).length > 0)
    return Object.entries(value).flatMap(([name, each]) => leaves(each, [...path, name]));
  return [[path, value]];
}

const keyed = (all: readonly Leaf[]) => new Map(all.map((leaf) => [leaf[0].join('\0'), leaf]));

/** What an edit of a JSON5 file sets and removes; null where that can't be told. */
export function edited({ before, after, format }: EditChange): Edited | null {
  if (format !== 'json5') return null;
  try {
    const [was, is] = [before, after].map((text) => keyed(leaves(json5.parse(text ?? '{}'))));
    if (!was || !is) return null;
    const isNew = ([key, [, value]]: readonly [string, Leaf]) => {
      const old = was.get(key);
      return old === undefined || JSON.stringify(old[1]) !== JSON.stringify(value);
    };
    return {
      set: [...is].filter(isNew).map(([, leaf]) => leaf),
      gone: [...was].filter(([key]) => !is.has(key)).map(([, [path]]) => path),
    };
  } catch {
    return null;
  }
}
