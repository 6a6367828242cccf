import type { EngineId } from '../../contract/tank';
import type { Guest, TankContext, TankStep } from '../model/types';
import { gatewayStep } from './gateway-step';
import { closeStep } from './guest-firewall';
import { installSteps } from './guest-install';
import { finishStep, waitStep } from './wait-for-guest';

export { firstSettings, gatewayEnvironment } from './gateway-settings';
export { type GuestFacts, guestFacts } from './guest-facts';
export { hostAddresses } from './guest-firewall';
export { installOpenClaw, installSteps } from './guest-install';

/** Engines whose machines start from our seed; others have cloud-init files of their own and want it at each start. */
const SEEDED: ReadonlySet<EngineId> = new Set(['qemu', 'virtualbox', 'hyperv']);
/** Their network, settings and start are the engine's own steps, and the root file system was built before. */
const CONTAINERS: ReadonlySet<EngineId> = new Set(['podman', 'docker']);

/**
 * What is done inside a machine from its first start to a gateway that starts; nothing for containers, whose engine uses
 * `installSteps` while it builds them.
 */
export function guestSteps(tank: TankContext, guest: Guest): readonly TankStep[] {
  const { engine } = tank.plan;
  if (CONTAINERS.has(engine)) return [];
  return [
    waitStep(tank, guest),
    ...(SEEDED.has(engine) ? [finishStep(tank, guest)] : []),
    ...installSteps(tank, guest),
    closeStep(tank, guest),
    gatewayStep(tank, guest),
  ];
}
