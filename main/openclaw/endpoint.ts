/** Ports that the guide names: 18789 is the gateway's own by default, 19890 the other one it warns of. */
export const DEFAULT_PORTS: readonly number[] = [18789, 19890];

/** `127.0.0.1:18789`, `[::1]:18789`. */
export const endpoint = (address: string, port: number): string =>
  address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
