/** Ports that the guide names: 18789 is the gateway's own by default, 19890 the other one it warns of. */
export const DEFAULT_PORTS: readonly number[] = [18789, 19890];

/** Whether only this computer reaches an address: 127.0.0.0/8, ::1 (RFC 4291 2.5.3), and the first mapped into IPv6. */
export const isLoopback = (address: string): boolean =>
  address === '::1' || /^(::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/i.test(address);

/** `127.0.0.1:18789`, `[::1]:18789`. */
export const endpoint = (address: string, port: number): string =>
  address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
