import { authMode, isRemote } from '../../openclaw/gateway-settings';
import type { Edit } from '../../openclaw/json5';
import type { SettingPath, SettingsReader } from '../../openclaw/read-settings';
import { secretsAt, strengthOf } from '../../openclaw/secret-strength';
import { removeEdit, setEdit } from './edit-settings';

/** As OpenClaw makes its own: 48 hexadecimal characters (dist: commands/onboard, randomToken). */
export function newToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** How to lock one gateway. */
export interface GatewayAuthEdits {
  readonly edits: readonly Edit[];
  /** The way in was changed, so that clients need the new token; null when they don't. */
  readonly renewed: { readonly old: string | null; readonly now: string } | null;
}

type Kind = 'token' | 'password';
const variableOf = (kind: Kind) => `OPENCLAW_GATEWAY_${kind.toUpperCase()}`;

const isWeak = (secret: string) => strengthOf(secret) !== 'strong';

/** Passes on whom it doesn't know: no proxy is named, all are, or this computer's own programs count as one. */
function isLoose(reader: SettingsReader): boolean {
  const proxies = reader.texts('gateway.trustedProxies') ?? [];
  return (
    proxies.length === 0 ||
    proxies.some((each) => each === '*' || each.endsWith('/0')) ||
    reader.flag('gateway.auth.trustedProxy.allowLoopback') === true
  );
}

/**
 * What gives a gateway a way in that can't be guessed: nothing where it has one. A secret in a store or file stays.
 * Null where a variable holds a bad one that the settings don't set: the gateway would still take it, or does now.
 */
export function gatewayAuthEdits(reader: SettingsReader, makeToken: () => string): GatewayAuthEdits | null {
  const none: GatewayAuthEdits = { edits: [], renewed: null };
  if (isRemote(reader)) return none;
  const mode = authMode(reader);
  // The command line of its service opens it again, whatever the settings say.
  if (mode === 'none' && reader.environment['--auth'] === 'none') return null;
  if (mode === 'trusted-proxy' && !isLoose(reader)) return none;
  const kind: Kind = mode === 'password' ? 'password' : 'token';
  const path = `gateway.auth.${kind}`;
  const found = secretsAt(reader, path, variableOf(kind));
  const edits: Edit[] = [];

  const bad = found.filter(({ secret }) => isWeak(secret));
  for (const { where } of bad.filter((each) => each.where !== path)) {
    const places: SettingPath[] = [
      ['env', 'vars', where],
      ['env', where],
    ];
    const standing = places.filter((place) => reader.raw(place) !== undefined);
    // What settings set is overruled by the process: only a variable that comes from there goes away.
    if (!standing.some((place) => reader.raw(place) === reader.environment[where])) return null;
    edits.push(...standing.map(removeEdit));
  }
  const inStore = reader.odd.some((odd) => odd.path === path);
  const isSafe =
    (mode === 'token' || mode === 'password') && bad.length === 0 && (found.length > 0 || inStore);
  if (isSafe) return none;
  const keeps =
    kind === 'token' && (inStore || found.some((each) => each.where === path && !isWeak(each.secret)));
  edits.push(setEdit('gateway.auth.mode', 'token'));
  if (keeps) return { edits, renewed: null };
  const raw = reader.raw(path);
  const now = makeToken();
  edits.push(setEdit('gateway.auth.token', now), removeEdit('gateway.auth.password'));
  return { edits, renewed: { old: typeof raw === 'string' ? raw : null, now } };
}
