import type { Door } from '../addresses';
import type { InsideOf } from '../answers';
import { isLinkLocal6 } from '../neighbours';

type Network = InsideOf<'network'>;

const isLinkLocal = (address: string) => isLinkLocal6(address) || address.startsWith('169.254.');
const isIPv6 = (address: string) => address.includes(':');

/** It has an address of that family that is good for more than its own link, and somebody who takes it on from there. */
export const isOnline = ({ own, gateways }: Network, family: 4 | 6): boolean => {
  const fits = (address: string) => isIPv6(address) === (family === 6);
  return own.some(({ address }) => fits(address) && !isLinkLocal(address)) && gateways.some(fits);
};

/**
 * Being turned away there tells of a wall: ours listens, it is not the tank itself, and the tank has a way out. Linux
 * never hears that its own rules turned a link-local address of IPv6 away, so those can be found open only.
 */
export const proves = (door: Door, network: Network): boolean =>
  door.canary && !door.self && !isLinkLocal6(door.host) && isOnline(network, isIPv6(door.host) ? 6 : 4);
