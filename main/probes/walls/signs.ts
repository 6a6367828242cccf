import { isLoopback } from '../../openclaw/ports';

/** Names that say that OpenClaw is in a machine. */
export const HOLDS = /openclaw|clawd|moltbot|lobster/i;
export const GATEWAY_PORT = '18789';

/** Whether only this computer reaches an address that somebody wrote: a name, or IPv6 in brackets. */
export const isLocal = (address: string) =>
  address === 'localhost' || isLoopback(address.replace(/^\[|\]$/g, ''));
