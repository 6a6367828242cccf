import { lookup } from 'node:dns/promises';
import { readFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';

const NAME_MS = 3000;
const MOST_LISTENERS = 400;
const TABLES = ['/proc/net/tcp', '/proc/net/tcp6'];
const text = (file) => readFile(file, 'utf8').catch(() => '');
/** Null: it can't be read, and nobody knows what stands in it. Without IPv6 the kernel has none of it. */
const textOrNull = (file) =>
  readFile(file, 'utf8').catch((error) => (error.code === 'ENOENT' && file.endsWith('6') ? '' : null));

/**
 * The networks that this is in, and what the names stand for that engines give to the computer outside.
 * @param {{ names: string[], tables?: string[] }} questions
 */
export default async function ({ names, tables = TABLES }) {
  const [route, route6, arp, resolvers] = await Promise.all(
    ['/proc/net/route', '/proc/net/ipv6_route', '/proc/net/arp', '/etc/resolv.conf'].map(text),
  );
  const found = await Promise.all(tables.map(textOrNull));
  const listeners = found.includes(null) ? null : found.flatMap(listening);
  // A resolver of its own asks another: that one stands beside it too.
  const upstream = await text('/run/systemd/resolve/resolv.conf');
  const own = Object.entries(networkInterfaces()).flatMap(([name, addresses = []]) =>
    addresses.filter(({ internal }) => !internal).map(({ address, cidr }) => ({ name, address, cidr })),
  );
  return {
    own: own.slice(0, 32),
    gateways: [...gateways4(route), ...gateways6(route6)].slice(0, 8),
    resolvers: [...`${resolvers}\n${upstream}`.matchAll(/^nameserver\s+(\S+)/gm)]
      .map(([, address]) => address)
      .slice(0, 8),
    neighbours: [...arp.matchAll(/^([\d.]+)\s+\S+\s+0x2\s/gm)].map(([, address]) => address).slice(0, 64),
    listeners: listeners?.length ?? null,
    listening: listeners?.slice(0, MOST_LISTENERS) ?? [],
    names: await Promise.all(names.map(async (name) => ({ name, addresses: await addressesOf(name) }))),
    kernel: (await text('/proc/sys/kernel/osrelease')).trim(),
  };
}

/** Default routes: destination 00000000, the gateway as a little-endian number (proc_net(5)). */
const gateways4 = (route) =>
  [...route.matchAll(/^\S+\s+00000000\s+([0-9A-F]{8})\s/gm)]
    .map(([, hex]) => [...Buffer.from(hex, 'hex')].reverse().join('.'))
    .filter((address) => address !== '0.0.0.0');

/** The same of IPv6, whose gateways are mostly known by an address that needs the name of its network. */
const gateways6 = (route) =>
  [...route.matchAll(/^0{32} 00 0{32} 00 ([0-9a-f]{32}) .*?(\S+)$/gm)]
    .filter(([, hex]) => !/^0+$/.test(hex))
    .map(([, hex, name]) => [short(hex.replace(/(.{4})(?!$)/g, '$1:')), name])
    .map(([address, name]) => (/^fe[89ab]/.test(address) ? `${address}%${name}` : address));

const short = (address) => new URL(`http://[${address}]`).hostname.slice(1, -1);

/** Address and port of every listener, in hexadecimal as they stand there (proc_net(5)); 0A is LISTEN. */
const listening = (table) =>
  [...table.matchAll(/^\s*\d+: ([0-9A-F]+:[0-9A-F]{4}) \S+ 0A /gm)].map(([, address]) => address);

async function addressesOf(name) {
  const late = new Promise((resolve) => setTimeout(() => resolve([]), NAME_MS));
  const found = await Promise.race([lookup(name, { all: true }).catch(() => []), late]);
  return found.slice(0, 4).map(({ address }) => address);
}
