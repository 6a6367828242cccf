import type { SettingsReader } from './settings';

/** How far the address reaches on which the gateway is told to listen. */
export type BindReach =
  | 'this-computer'
  /** This computer; everywhere when OpenClaw finds itself in a container. */
  | 'container'
  /** The devices of a Tailscale network. */
  | 'tailnet'
  /** Every device that gets to this computer. */
  | 'network'
  /** An address that is not a private one. */
  | 'internet'
  | 'unknown';

const IPV4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;

/**
 * How far an address reaches to listen on. OpenClaw takes IPv4 only and falls back to all addresses for one it
 * can't use (dist: gateway/net, resolveGatewayBindHost). Ranges: RFC 1918, RFC 3927, RFC 6598 (Tailscale).
 */
export function addressReach(address: string): BindReach {
  const text = address.trim().toLowerCase();
  if (text === 'localhost' || text === '::1') return 'this-computer';
  const [a = 256, b = 256, c = 256, d = 256] = (IPV4.exec(text) ?? []).slice(1).map(Number);
  if ([a, b, c, d].some((part) => part > 255) || a === 0) return 'network';
  if (a === 127) return 'this-computer';
  if (a === 100 && b >= 64 && b < 128) return 'tailnet';
  const isPrivate =
    a === 10 || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168) || (a === 169 && b === 254);
  return isPrivate ? 'network' : 'internet';
}

const MODES: Readonly<Record<string, BindReach>> = {
  loopback: 'this-computer',
  auto: 'container',
  tailnet: 'tailnet',
  lan: 'network',
};

/**
 * How far the gateway is told to be reachable: `gateway.bind`, loopback where unset (docs/gateway/config-gateway.md).
 * Addresses in place of a mode are an old way to write it. In 2026.9.6 `auto` means all addresses inside a
 * container and this computer otherwise; before, all of them only where loopback could not be had.
 */
export function bindReach(reader: SettingsReader): BindReach {
  const bind = reader.text('gateway.bind');
  if (bind === undefined) return reader.raw('gateway.bind') === undefined ? 'this-computer' : 'unknown';
  if (Object.hasOwn(MODES, bind)) return MODES[bind] ?? 'unknown';
  if (bind === 'custom') {
    const host = reader.text('gateway.customBindHost');
    if (host !== undefined) return addressReach(host);
    return reader.raw('gateway.customBindHost') === undefined ? 'network' : 'unknown';
  }
  if (bind === 'localhost' || bind === '*' || bind.includes(':') || IPV4.test(bind))
    return addressReach(bind);
  reader.doubt('gateway.bind', 'value');
  return 'unknown';
}

/** True when this computer only connects to a gateway elsewhere: none starts here (docs/gateway/config-gateway.md, `mode`). */
export const isRemote = (reader: SettingsReader): boolean =>
  reader.text('gateway.mode', ['local', 'remote']) === 'remote';

const MODES_OF_AUTH = ['none', 'token', 'password', 'trusted-proxy'] as const;
export type AuthMode = (typeof MODES_OF_AUTH)[number];

/**
 * How the gateway lets somebody in: as the service's command line says (`--auth`), else the settings. Unset, a password that is there wins, else a token
 * (dist: gateway/auth-resolve). Null when the setting has no clear meaning.
 */
export function authMode(reader: SettingsReader): AuthMode | null {
  const path = 'gateway.auth.mode';
  const started = MODES_OF_AUTH.find((each) => each === reader.environment['--auth']);
  if (started) return started;
  const mode = reader.text(path, MODES_OF_AUTH);
  if (mode) return mode;
  if (reader.raw(path) !== undefined) return null;
  const password = reader.raw('gateway.auth.password') ?? reader.environment.OPENCLAW_GATEWAY_PASSWORD;
  return password === undefined || password === '' ? 'token' : 'password';
}

/** Settings under `gateway` whose name starts with `dangerously` and that are on, wherever they stand. */
export function dangerousFlags(reader: SettingsReader): readonly (readonly string[])[] {
  const search = (path: readonly string[]): (readonly string[])[] => {
    const here = reader.raw(path);
    if (typeof here !== 'object' || here === null || Array.isArray(here)) return [];
    return Object.entries(here).flatMap(([key, value]) =>
      key.startsWith('dangerously') && value === true ? [[...path, key]] : search([...path, key]),
    );
  };
  return search(['gateway']);
}
