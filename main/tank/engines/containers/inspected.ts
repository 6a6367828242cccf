/**
 * What `podman container inspect` and `docker container inspect` say, as far as it is read here: the same shape in both
 * (docs.podman.io, podman-container-inspect; docs.docker.com/reference/api/engine, ContainerInspect). Everything may be
 * missing: whoever judges by a field that isn't there has to say so.
 */
export interface Container {
  readonly Id?: unknown;
  readonly Name?: unknown;
  readonly Image?: unknown;
  readonly Created?: unknown;
  readonly EffectiveCaps?: unknown;
  readonly BoundingCaps?: unknown;
  readonly State?: Fields;
  readonly Mounts?: unknown;
  readonly Config?: Fields;
  readonly HostConfig?: Fields;
  readonly NetworkSettings?: Fields;
}
export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A JSON list of objects; null for anything else. */
export function listOf(text: string): Fields[] | null {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every(isFields) ? value : null;
  } catch {
    return null;
  }
}

/** One JSON object; null for anything else. */
export function objectOf(text: string): Fields | null {
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? value : null;
  } catch {
    return null;
  }
}

export const at = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, name) => (isFields(inner) ? inner[name] : undefined), value);

export const textAt = (value: unknown, ...path: readonly string[]): string | null => {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : null;
};

/** The value of a label, on a container, an image or a volume. */
export const labelOf = (value: unknown, name: string): string | null =>
  textAt(value, 'Config', 'Labels', name) ?? textAt(value, 'Labels', name);

/** Words of a list; both engines write `null` for an empty one. Null: it is something else, or not there. */
export function wordsAt(value: unknown, ...path: readonly string[]): readonly string[] | null {
  const found = at(value, ...path);
  if (found === null) return [];
  return Array.isArray(found) && found.every((each) => typeof each === 'string') ? found : null;
}
