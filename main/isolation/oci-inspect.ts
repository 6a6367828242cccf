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
  readonly State?: JsonObject;
  readonly Mounts?: unknown;
  readonly Config?: JsonObject;
  readonly HostConfig?: JsonObject;
  readonly NetworkSettings?: JsonObject;
}
export type JsonObject = Readonly<Record<string, unknown>>;

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A JSON list of objects; null for anything else. */
export function parseObjects(text: string): JsonObject[] | null {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every(isJsonObject) ? value : null;
  } catch {
    return null;
  }
}

/** One JSON object; null for anything else. */
export function parseObject(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}

export const fieldAt = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, name) => (isJsonObject(inner) ? inner[name] : undefined), value);

export const textAt = (value: unknown, ...path: readonly string[]): string | null => {
  const found = fieldAt(value, ...path);
  return typeof found === 'string' ? found : null;
};

/** The value of a label, on a container, an image or a volume. */
export const labelOf = (value: unknown, name: string): string | null =>
  textAt(value, 'Config', 'Labels', name) ?? textAt(value, 'Labels', name);

/** Words of a list; both engines write `null` for an empty one. Null: it is something else, or not there. */
export function stringsAt(value: unknown, ...path: readonly string[]): readonly string[] | null {
  const found = fieldAt(value, ...path);
  if (found === null) return [];
  return Array.isArray(found) && found.every((each) => typeof each === 'string') ? found : null;
}
