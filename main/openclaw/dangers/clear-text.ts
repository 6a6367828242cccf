import { isLoopback } from '../address';
import { addressReach } from '../gateway-settings';

/** How far a text goes without encryption: nowhere, inside a network of one's own, or anywhere. */
export type ClearTextReach = 'encrypted' | 'here' | 'network' | 'elsewhere';

/** Names of a network of one's own (RFC 6762, RFC 8375, Tailscale; docs/gateway/config-gateway.md, `remote.transport`). */
const OWN_NAME = /^[^.]+$|\.(?:local|lan|home|internal|ts\.net|home\.arpa)$/;
const PRIVATE_SIX = /^(?:f[cd]|fe80)/;

/**
 * How far what is sent to an address goes in clear text: by `http:` and `ws:` alone, and by where the host lies. Not an
 * address: `encrypted`, for nothing is sent.
 */
export function clearTextReach(url: string): ClearTextReach {
  if (!URL.canParse(url)) return 'encrypted';
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'ws:') return 'encrypted';
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  if (host === 'localhost' || host.endsWith('.localhost') || isLoopback(host)) return 'here';
  if (host.includes(':')) return PRIVATE_SIX.test(host) ? 'network' : 'elsewhere';
  if (/^[\d.]+$/.test(host)) {
    const reach = addressReach(host);
    return reach === 'this-computer' ? 'here' : reach === 'internet' ? 'elsewhere' : 'network';
  }
  return OWN_NAME.test(host) ? 'network' : 'elsewhere';
}
