import { isLinkLocal6, rangeOf } from '../../../openclaw/address';
import type { ConnectionTarget } from '../connection-targets';
import type { AnswerOf } from '../guest-answers';

type Network = AnswerOf<'network'>;

const isLinkLocal = (address: string) => rangeOf(address) === 'linkLocal';
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
export const proves = (target: ConnectionTarget, network: Network): boolean =>
  target.canary &&
  !target.self &&
  !isLinkLocal6(target.host) &&
  isOnline(network, isIPv6(target.host) ? 6 : 4);
