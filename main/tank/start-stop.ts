import { setTimeout as sleep } from 'node:timers/promises';
import type { At, Engine, StepProgress } from '.';
import { healthyWithin } from './health';
import { isUnreachable, trouble } from './trouble';
import { endTunnel, ensureTunnel } from './tunnel';

/** A gateway takes three minutes on a computer without help for virtual machines, and may have to be started twice. */
export const HEALTHY_MS = 600_000;
const PAUSE_MS = 2000;

/** Waits until the gateway answers. Rejects with TankTrouble when it doesn't. */
export async function untilHealthy(
  { plan, needs }: At,
  tell: (progress: StepProgress) => void,
  limitMs = HEALTHY_MS,
): Promise<void> {
  const healthy = await healthyWithin(plan.ports.gateway, limitMs, needs.signal, (part) => tell({ part }));
  if (!healthy) throw trouble('silent');
}

/** A guest that has just been started does not answer at once. */
async function untilTunnel(at: At, engine: Engine, limitMs: number): Promise<void> {
  for (const until = performance.now() + limitMs; ; await sleep(PAUSE_MS, undefined, at.needs)) {
    try {
      return await ensureTunnel(at, engine);
    } catch (error) {
      at.needs.signal.throwIfAborted();
      if (performance.now() > until || !isUnreachable(error)) throw error;
    }
  }
}

/** Brings machine and tunnel up, so that the inside can be asked. */
export async function reachTank(at: At, engine: Engine, limitMs = HEALTHY_MS): Promise<void> {
  await engine.start(at);
  await untilTunnel(at, engine, limitMs);
}

/** Brings the tank up from whatever state: machine, tunnel, gateway. Nothing to do where all of it stands. */
export async function startTank(
  at: At,
  engine: Engine,
  tell: (progress: StepProgress) => void = () => {},
  limitMs = HEALTHY_MS,
): Promise<void> {
  await reachTank(at, engine, limitMs);
  await untilHealthy(at, tell, limitMs);
}

/** Ends machine and tunnel; what is in the tank stays. */
export async function stopTank(at: At, engine: Engine): Promise<void> {
  await engine.stop(at);
  await endTunnel(at);
}
