import { isSecret } from '../../changes/redact/names';
import type { Json } from '../../openclaw/read-settings';
import { takesRef } from '../../openclaw/secret-surface';

/**
 * Parts of the settings that mean the same in another home (docs/gateway/configuration-reference.md of 2026.9.6). What
 * is not named here stays behind: the gateway's own part is the tank's, plugins, skills, hooks and jobs are set up anew.
 */
const CARRIED = [
  'agents',
  'models',
  'channels',
  'messages',
  'session',
  'tools',
  'commands',
  'talk',
  'ui',
  'logging',
] as const;

/** The tank is the sandbox: OpenClaw's own needs a container engine, which a tank doesn't have on purpose. */
const LEFT_OUT =
  /^(?:agents\.defaults|agents\.(?:entries|list)\.[^.]+)\.sandbox$|^tools\.(?:elevated|exec\.host)$/;

/** Names below which every text is whatever somebody chose, and may be a secret. */
const HOLDERS = /^(?:env|vars|environment|config|headers)$/i;

/** A place on the computer outside: it means nothing inside. */
const OUTSIDE =
  /^(?:~[\\/]|~$|[A-Za-z]:[\\/]|\\\\|\/(?:home|Users|root|mnt|media|Volumes|private|opt|srv|var|tmp|etc)\/)/;

export interface CarriedSettings {
  readonly value: Readonly<Record<string, Json>>;
  /** How many secrets were left out. */
  readonly secrets: number;
  /** Settings that were left out, by path, without what stood there. */
  readonly dropped: readonly string[];
}

const isObject = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A SecretRef (docs/gateway/secrets.md) names a store outside. */
const isReference = (value: { readonly [key: string]: Json }) =>
  'source' in value && 'id' in value && Object.keys(value).length <= 3;

/**
 * What of a home's settings goes into a tank: no secrets, no references to them, no paths of this computer.
 * `places` says where workspaces, by their path outside, lie inside.
 */
export function settingsForGuest(all: Json, places: ReadonlyMap<string, string>): CarriedSettings {
  let secrets = 0;
  const dropped: string[] = [];
  const drop = (path: readonly string[]) => {
    dropped.push(path.join('.'));
    return undefined;
  };

  function carry(value: Json, path: readonly string[], held: boolean): Json | undefined {
    const name = path.at(-1) ?? '';
    if (LEFT_OUT.test(path.join('.'))) return drop(path);
    if (Array.isArray(value))
      return value.flatMap((each: Json, at) => {
        const kept = carry(each, [...path, String(at)], held);
        return kept === undefined ? [] : [kept];
      });
    if (isObject(value)) {
      if (isReference(value)) {
        secrets += 1;
        return undefined;
      }
      return Object.fromEntries(
        Object.entries(value).flatMap(([key, each]) => {
          const kept = carry(each, [...path, key], held || HOLDERS.test(key));
          return kept === undefined ? [] : [[key, kept]];
        }),
      );
    }
    if (typeof value !== 'string') return value;
    const inside = places.get(value);
    if (inside !== undefined) return inside;
    if (held || takesRef(path) || isSecret(name, value) || /\$\{[A-Z_][A-Z0-9_]*\}/.test(value)) {
      secrets += 1;
      return undefined;
    }
    return OUTSIDE.test(value) ? drop(path) : value;
  }

  if (!isObject(all)) return { value: {}, secrets, dropped };
  const value = Object.fromEntries(
    CARRIED.flatMap((part) => {
      const kept = Object.hasOwn(all, part) ? carry(all[part] ?? null, [part], false) : undefined;
      return kept === undefined ? [] : [[part, kept]];
    }),
  );
  const others = Object.keys(all).filter(
    (part) =>
      !(CARRIED as readonly string[]).includes(part) && !['gateway', 'meta', '$schema'].includes(part),
  );
  return { value, secrets, dropped: [...others, ...dropped] };
}
