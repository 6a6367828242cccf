import { isIPv6 } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { EngineId } from '../../contract/tank';
import { networkHalf } from '../../openclaw/address';
import type { Guest, TankContext, TankStep } from '../model/types';
import { insideFacts } from './guest-facts';
import { runGuestScript } from './run-script';
import { FIREWALL } from './scripts';

/** 2000::/3, the only part of IPv6 that is public (RFC 4291, 2.4). */
const isPublic6 = (address: string) => /^[23][0-9a-f]{3}:/.test(address);

/**
 * This computer's addresses, as the firewall takes them. The rules refuse private ones anyhow; these are for a computer
 * that stands in the public network with its own.
 */
export function hostAddresses(found = networkInterfaces()): readonly string[] {
  const all = Object.values(found).flatMap((each) => each ?? []);
  const addresses = all
    // Within its half a computer changes its own address as it likes (RFC 8981).
    .filter(({ internal, address }) => !internal && (!isIPv6(address) || isPublic6(address)))
    .map(({ address }) => (isIPv6(address) ? `${networkHalf(address)}::/64` : address));
  return [...new Set(addresses)].sort();
}

/** All distributions of WSL share one network, so only OpenClaw’s account is held there. */
const KIND: { readonly [K in EngineId]?: 'account' } = { wsl: 'account' };

/** Closes a machine's network. The registry and the packages were needed before; what runs after is OpenClaw. */
export const closeStep = ({ plan }: TankContext, guest: Guest): TankStep => ({
  id: 'close-network',
  now: { id: 'tank.guest-close-network' },
  seconds: 3,
  done: async () => (await insideFacts(guest)).closed,
  async run() {
    await runGuestScript(
      guest,
      FIREWALL,
      [KIND[plan.engine] ?? 'machine', ...hostAddresses()],
      'tank.guest-close-failed',
    );
  },
});
