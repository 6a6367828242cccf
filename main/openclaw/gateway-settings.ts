import { rangeOf } from './address';
import type { SettingsReader } from './read-settings';

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

/** `private` and so on, as ipaddr.js calls them. */
const REACH: Readonly<Record<string, BindReach>> = {
  loopback: 'this-computer',
  carrierGradeNat: 'tailnet',
  private: 'network',
  linkLocal: 'network',
  unspecified: 'network',
};

/**
 * How far an address reaches to listen on. OpenClaw takes IPv4 only and falls back to all addresses for one it
 * can't use (dist: gateway/net, resolveGatewayBindHost). Ranges: RFC 1918, RFC 3927, RFC 6598 (Tailscale).
 */
export function addressReach(address: string): BindReach {
  const text = address.trim().toLowerCase();
  if (text === 'localhost' || text === '::1') return 'this-computer';
  const range = text.includes(':') ? null : rangeOf(text);
  return range ? (REACH[range] ?? 'internet') : 'network';
}

const MODES: Readonly<Record<string, BindReach>> = {
  loopback: 'this-computer',
  auto: 'container',
  tailnet: 'tailnet',
  lan: 'network',
};

/**
 * Among the variables that OpenClaw would see: set where it takes itself to be inside a container. No variable can be
 * called so. The settings' probe sets it.
 */
export const IN_CONTAINER = '(container)';

/**
 * How far the gateway is told to be reachable: `gateway.bind`. Unset it is loopback (docs/gateway/config-gateway.md), and
 * in a container what `auto` gives, unless Tailscale passes somebody on (dist of 2026.5.28 to 2026.9.6: gateway/net,
 * `defaultGatewayBindMode`).
 * Addresses in place of a mode are an old way to write it. In 2026.9.6 `auto` means all addresses inside a
 * container and this computer otherwise; before, all of them only where loopback could not be had.
 */
export function bindReach(reader: SettingsReader): BindReach {
  const bind = reader.text('gateway.bind');
  if (bind === undefined) {
    if (reader.raw('gateway.bind') !== undefined) return 'unknown';
    const passesOn = (reader.raw('gateway.tailscale.mode') ?? 'off') !== 'off';
    const started = reader.environment['--bind'] ?? reader.environment.OPENCLAW_GATEWAY_BIND;
    return reader.environment[IN_CONTAINER] && !passesOn && !started ? 'container' : 'this-computer';
  }
  if (Object.hasOwn(MODES, bind)) return MODES[bind] ?? 'unknown';
  if (bind === 'custom') {
    const host = reader.text('gateway.customBindHost');
    if (host !== undefined) return addressReach(host);
    return reader.raw('gateway.customBindHost') === undefined ? 'network' : 'unknown';
  }
  if (bind === 'localhost' || bind === '*' || bind.includes(':') || /^\d+(\.\d+){3}$/.test(bind))
    return addressReach(bind);
  reader.doubt('gateway.bind', 'value');
  return 'unknown';
}

/** Whether others can get to the gateway, as far as its settings and what starts it say: a network, a container's, Tailscale's. */
export function isExposed(reader: SettingsReader): boolean {
  const { '--bind': word, OPENCLAW_GATEWAY_BIND: variable, '--tailscale': passes } = reader.environment;
  const tailscale = passes ?? reader.raw('gateway.tailscale.mode') ?? 'off';
  const started = word ?? variable;
  return (
    !['this-computer', 'unknown'].includes(bindReach(reader)) ||
    tailscale !== 'off' ||
    (started !== undefined && started !== 'loopback')
  );
}

/**
 * True when this computer only connects to a gateway elsewhere: none starts here (docs/gateway/config-gateway.md,
 * `mode`). One that is started with `--allow-unconfigured` starts all the same (docs/gateway/embedding.md), and one that
 * runs is there whatever the settings say.
 */
export const isRemote = (reader: SettingsReader): boolean =>
  reader.text('gateway.mode', ['local', 'remote']) === 'remote' &&
  reader.environment['--allow-unconfigured'] === undefined &&
  reader.environment['--running'] === undefined;

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

/** Told of the control page, by a check of its own. */
const OF_THE_PAGE = 'dangerouslyAllowHostHeaderOriginFallback';

/** Settings under `gateway` whose name starts with `dangerously` and that are on, wherever they stand. */
export function dangerousFlags(reader: SettingsReader): readonly (readonly string[])[] {
  const search = (path: readonly string[]): (readonly string[])[] => {
    const here = reader.raw(path);
    if (typeof here !== 'object' || here === null || Array.isArray(here)) return [];
    return Object.entries(here).flatMap(([key, value]) =>
      key.startsWith('dangerously') && key !== OF_THE_PAGE && value === true
        ? [[...path, key]]
        : search([...path, key]),
    );
  };
  return search(['gateway']);
}
