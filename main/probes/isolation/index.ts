import type { ContainerIsolation, GuestIsolation, MachineIsolation } from '../../isolation/types';
import type { Host } from '../../system/read';
import { createGatewayProbe } from '../gateways';
import type { GatewayProbe } from '../gateways/types';
import type { MachineProbe } from '../machine/types';
import type { OpenClawProbe } from '../openclaw/types';
import { memoize, type PartialResult } from '../partial-result';
import { containerIsolation } from './container-isolation';
import { guestIsolation } from './guest-isolation';
import { machineIsolation } from './machine-isolation';

export interface IsolationProbe {
  containers(): Promise<PartialResult<ContainerIsolation>>;
  machines(): Promise<PartialResult<MachineIsolation>>;
  /** Asked where this is itself the inside of something. */
  inside(): Promise<PartialResult<GuestIsolation>>;
}

/** Reads the walls around OpenClaw: from outside and from inside. Nothing is started; podman itself is never run. */
export function createIsolationProbe(
  host: Host,
  openclaw: Pick<OpenClawProbe, 'copies'>,
  machine: Pick<MachineProbe, 'look'>,
  gateways: Pick<GatewayProbe, 'processes' | 'listeners'> = createGatewayProbe(host, openclaw),
): IsolationProbe {
  return {
    containers: memoize(() => containerIsolation(host, openclaw, gateways)),
    machines: memoize(() => machineIsolation(host, gateways)),
    inside: memoize(() => guestIsolation(host, machine, gateways)),
  };
}
