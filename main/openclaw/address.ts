import ipaddr, { type IPv4, type IPv6 } from 'ipaddr.js';

/**
 * An address as people and programs write it: IPv6 also in brackets or with the name of its network behind `%`; IPv4 within
 * IPv6 (`::ffff:127.0.0.1`, RFC 4291 2.5.5.2) as what it stands for. Null for anything else, also for the spellings of
 * IPv4 that only some programs read (`127.1`, `0177.0.0.1`).
 */
export function parseAddress(text: string): IPv4 | IPv6 | null {
  const [bare = ''] = text.replace(/^\[(.*)\]$/, '$1').split('%');
  const last = bare.slice(bare.lastIndexOf(':') + 1);
  const inner = ipaddr.IPv4.isValidFourPartDecimal(last) ? ipaddr.IPv4.parse(last) : null;
  if (last === bare) return inner;
  if (!inner && last.includes('.')) return null;
  // In hexadecimal: the library alone reads `::127.0.0.1`, which is something else, as `::ffff:127.0.0.1`.
  const groups = inner ? Buffer.from(inner.octets).toString('hex').replace(/^.{4}/, '$&:') : last;
  const whole = bare.slice(0, bare.length - last.length) + groups;
  if (!ipaddr.IPv6.isValid(whole)) return null;
  const address = ipaddr.IPv6.parse(whole);
  return address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
}

/** What an address is for: `loopback`, `private`, `linkLocal`, `carrierGradeNat` (RFC 6598) …; null: it is no address. */
export const rangeOf = (text: string) => parseAddress(text)?.range() ?? null;

/** Whether only this computer reaches an address: 127.0.0.0/8, ::1 (RFC 4291 2.5.3), and the first mapped into IPv6. */
export const isLoopback = (address: string): boolean => rangeOf(address) === 'loopback';

/** The same of what somebody wrote: `localhost` and what ends with it are loopback (RFC 6761 6.3). */
export const isLocalName = (host: string): boolean =>
  /^(?:[\w.-]+\.)?localhost\.?$/i.test(host) || isLoopback(host);

/** An IPv6 address good on its own link alone (RFC 4291 2.5.6). */
export const isLinkLocal6 = (text: string): boolean => {
  const address = parseAddress(text);
  return address?.kind() === 'ipv6' && address.range() === 'linkLocal';
};

/** The first half of an IPv6 address, which is the network's (RFC 4291 2.5.1): four groups; null for other addresses. */
export function networkHalf(text: string): string | null {
  const address = parseAddress(text);
  if (!address || !('parts' in address)) return null;
  return address.parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':');
}

/** Sixteen bytes as people write them (RFC 5952); one that holds an IPv4 address as `::ffff:127.0.0.1`. */
export function ipv6Text(bytes: Uint8Array): string {
  const address = new ipaddr.IPv6([...bytes]);
  return address.isIPv4MappedAddress() ? `::ffff:${address.toIPv4Address()}` : address.toRFC5952String();
}
