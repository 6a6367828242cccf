import { isIP } from 'node:net';
import { isLinkLocal6, networkHalf } from '../../openclaw/address';
import type { AnswerOf } from './guest-answers';

type Network = AnswerOf<'network'>;

/**
 * Two places in each of its own IPv6 networks. They are too wide to be gone through, but whatever turns these away by a
 * rule does so with all of them.
 */
export const places6 = ({ own }: Network): readonly string[] => {
  const wide = own.filter(({ address }) => isIP(address) === 6 && !isLinkLocal6(address));
  const found = wide.flatMap(({ address }) => {
    const half = networkHalf(address);
    return [`${half}::1`, `${half}:0:5e:0:ffed`];
  });
  return [...new Set(found)].filter((place) => !own.some(({ address }) => address === place)).slice(0, 16);
};

/** How many neighbours on each side, and from the beginning of the network, where engines give out addresses. */
const NEAR = 8;
const FIRST = 16;
const MOST = 64;

/**
 * Who may be beside it in its own IPv4 networks: the nearest, the first, the last, and whom it has met. Not the
 * computer outside, the gateway or the resolvers.
 */
export function neighboursOf(network: Network | null, others: readonly string[] = []): readonly string[] {
  if (!network) return [];
  const left = new Set([
    ...others,
    ...network.gateways,
    ...network.resolvers,
    ...network.own.map(({ address }) => address),
  ]);
  const found = network.own.flatMap(({ cidr }) => around(cidr ?? ''));
  const met = network.neighbours.filter((address) => isIP(address) === 4);
  return [...new Set([...met, ...found])].filter((address) => !left.has(address)).slice(0, MOST);
}

function around(cidr: string): readonly string[] {
  const [address = '', bits = ''] = cidr.split('/');
  const length = Number(bits);
  if (isIP(address) !== 4 || !/^\d+$/.test(bits) || length < 8 || length > 30) return [];
  const own = address.split('.').reduce((all, part) => all * 256 + Number(part), 0);
  const size = 2 ** (32 - length);
  const first = Math.floor(own / size) * size;
  const numbers = [
    ...Array.from({ length: NEAR * 2 + 1 }, (_, index) => own - NEAR + index),
    ...Array.from({ length: FIRST }, (_, index) => first + 1 + index),
    first + size - 2,
  ];
  return numbers
    .filter((each) => each > first && each < first + size - 1 && each !== own)
    .map((each) => [24, 16, 8, 0].map((shift) => Math.floor(each / 2 ** shift) % 256).join('.'));
}
