import type { EngineId } from '../../contract/tank';
import type { At, Guest, Step } from '..';
import { gatewayStep } from './gateway';
import { installSteps } from './install';
import { closeStep } from './network';
import { finishStep, waitStep } from './wait';

export { type GuestFacts, guestFacts } from './facts';
export { installOpenClaw, installSteps } from './install';
export { hostAddresses } from './network';
export { firstSettings, gatewayEnvironment } from './settings';

/** Engines whose machines start from our seed; others have cloud-init files of their own and want it at each start. */
const SEEDED: ReadonlySet<EngineId> = new Set(['qemu', 'virtualbox', 'hyperv']);
/** Their network, settings and start are the engine's own steps, and the root file system was built before. */
const CONTAINERS: ReadonlySet<EngineId> = new Set(['podman', 'docker']);

/**
 * What is done inside a machine from its first start to a gateway that starts; nothing for containers, whose engine uses
 * `installSteps` while it builds them.
 */
export function guestSteps(at: At, guest: Guest): readonly Step[] {
  const { engine } = at.plan;
  if (CONTAINERS.has(engine)) return [];
  return [
    waitStep(at, guest),
    ...(SEEDED.has(engine) ? [finishStep(at, guest)] : []),
    ...installSteps(at, guest),
    closeStep(at, guest),
    gatewayStep(at, guest),
  ];
}
