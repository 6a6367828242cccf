import type { Json } from '../read-settings';

/** One wish: this value at this place. Undefined: nothing is to stand there. A number picks from a list. */
export interface Edit {
  readonly path: readonly (string | number)[];
  readonly to: Json | undefined;
  /** A text, number or list in the way is replaced by a map; without it that is refused. */
  readonly force?: true;
}

/**
 * Why a text was not edited:
 * - `syntax`: it is no JSON5, or of a kind that the parser with places doesn't read.
 * - `in-the-way`: something other than a map stands on the way, or the list has no such place.
 * - `not-same`: the edited text would not mean exactly what was asked for.
 */
export type CannotReason = 'syntax' | 'in-the-way' | 'not-same';

/** Thrown instead of handing out a text that can't be answered for. The message holds no value of the file. */
export class CannotEdit extends Error {
  constructor(
    readonly reason: CannotReason,
    detail: string,
  ) {
    super(`settings were not edited (${reason}): ${detail}`);
  }
}

type JsonMap = { readonly [key: string]: Json };
export const isMap = (value: Json | undefined): value is JsonMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

/** Equal in meaning: the order of a map's keys doesn't count, NaN equals itself, 0 and -0 differ. */
export function same(a: Json | undefined, b: Json | undefined): boolean {
  if (isList(a) && isList(b)) return a.length === b.length && a.every((each, index) => same(each, b[index]));
  if (!isMap(a) || !isMap(b)) return Object.is(a, b);
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && same(a[key] as Json, b[key]))
  );
}

function place(value: Json | undefined, edit: Edit, depth: number): Json | undefined {
  const step = edit.path[depth];
  if (step === undefined) return edit.to;
  const blocked = () => new CannotEdit('in-the-way', edit.path.slice(0, depth + 1).join('.'));
  if (typeof step === 'number') {
    if (value === undefined && edit.to === undefined) return value;
    if (!isList(value) || step < 0 || step >= value.length) throw blocked();
    const made = place(value[step], edit, depth + 1);
    return made === undefined ? value.toSpliced(step, 1) : value.with(step, made);
  }
  if (value !== undefined && !isMap(value)) {
    if (edit.to === undefined) return value;
    if (!edit.force) throw blocked();
  }
  const here = isMap(value) ? value : {};
  const standing = Object.hasOwn(here, step) ? here[step] : undefined;
  if (edit.to === undefined && standing === undefined) return value;
  const made = place(standing, edit, depth + 1);
  const rest = Object.entries(here);
  if (made === undefined) return Object.fromEntries(rest.filter(([key]) => key !== step));
  return Object.hasOwn(here, step)
    ? Object.fromEntries(rest.map(([key, each]) => [key, key === step ? made : each]))
    : Object.fromEntries([...rest, [step, made]]);
}

/** The value with each edit made, one after the other. Throws CannotEdit where something is in the way. */
export function applyEdits(value: Json, edits: readonly Edit[]): Json {
  return edits.reduce<Json>((before, edit) => {
    const after = place(before, edit, 0);
    if (after === undefined) throw new CannotEdit('in-the-way', 'the whole text');
    return after;
  }, value);
}
