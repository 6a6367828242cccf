import type { Edit } from '../../openclaw/json5';
import { environmentNames, type Json, valueAt } from '../../openclaw/read-settings';
import { secretVariable } from '../../openclaw/secret-strength';
import { pointerTo, takesRef } from '../../openclaw/secret-surface';

/** One secret that can leave the settings. Never to be shown. */
export interface MovableSecret {
  readonly path: readonly string[];
  readonly secret: string;
}

type JsonMap = { readonly [key: string]: Json };
const isMap = (value: Json | undefined): value is JsonMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Levels of nesting; no settings have so many. */
const DEEPEST = 20;

function* textsIn(value: Json, path: readonly string[] = []): Generator<MovableSecret> {
  if (typeof value === 'string') yield { path, secret: value };
  if (!isMap(value) || path.length >= DEEPEST) return;
  for (const [name, inner] of Object.entries(value)) yield* textsIn(inner, [...path, name]);
}

/** A text that stands for itself: no variable, in whichever way it is written. */
const isPlain = (text: string) => secretVariable(text) === null && environmentNames(text).length === 0;

/**
 * Secrets in the settings that may stand in a file of their own: those that the look found and that OpenClaw takes a
 * reference for. `found` holds paths of settings, in an included file as that file alone reads: the end of a path is
 * enough. The same key at another setting goes as well, though it was counted once.
 */
export function movableSecrets(settings: Json, found: readonly string[]): readonly MovableSecret[] {
  const possible = [...textsIn(settings)].filter(({ path, secret }) => takesRef(path) && isPlain(secret));
  const named = new Set(
    possible
      .filter(({ path }) => found.some((each) => `.${path.join('.')}`.endsWith(`.${each}`)))
      .map(({ secret }) => secret),
  );
  return possible.filter(({ secret }) => named.has(secret));
}

/** The name under which the settings know the file, and what must be set for that. Null: another thing has that name. */
function providerFor(
  settings: Json,
  file: string,
): { readonly name: string; readonly edits: readonly Edit[] } | null {
  const providers = valueAt(settings, 'secrets.providers') ?? {};
  if (!isMap(providers)) return null;
  const isOurs = (each: Json | undefined) =>
    isMap(each) && each.source === 'file' && each.path === file && (each.mode ?? 'json') === 'json';
  const known = Object.keys(providers).find((name) => isOurs(providers[name]));
  if (known !== undefined) return { name: known, edits: [] };
  // `filemain` is what OpenClaw's documents call it.
  const name = ['filemain', 'statefile'].find((each) => providers[each] === undefined);
  if (name === undefined) return null;
  const to = { source: 'file', path: file, mode: 'json' };
  return { name, edits: [{ path: ['secrets', 'providers', name], to }] };
}

export interface SecretStoreEdits {
  /** What to change in the settings. */
  readonly settings: readonly Edit[];
  /** What to change in the file of secrets. */
  readonly store: readonly Edit[];
}

/**
 * Puts each secret into the file under the path of its setting, and a reference in its place (SecretRef,
 * docs/gateway/secrets/secretref-contract.md). `stored` is what the file holds, `file` its path as the settings would
 * write it. Null: the name or a place in the file is taken by something else.
 */
export function secretStoreEdits(
  settings: Json,
  stored: Json,
  file: string,
  secrets: readonly MovableSecret[],
): SecretStoreEdits | null {
  const provider = providerFor(settings, file);
  if (provider === null || !isMap(stored)) return null;
  for (const { path, secret } of secrets) {
    const there = valueAt(stored, path);
    if (there !== undefined && there !== secret) return null;
    if (
      path.some(
        (_part, depth) =>
          depth > 0 &&
          valueAt(stored, path.slice(0, depth)) !== undefined &&
          !isMap(valueAt(stored, path.slice(0, depth))),
      )
    )
      return null;
  }
  return {
    settings: [
      ...provider.edits,
      ...secrets.map(({ path }) => ({
        path: [...path],
        to: { source: 'file', provider: provider.name, id: pointerTo(path) },
      })),
    ],
    store: secrets.map(({ path, secret }) => ({ path: [...path], to: secret })),
  };
}
