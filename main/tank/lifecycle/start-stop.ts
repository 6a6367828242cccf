import type { Message } from '../../contract/finding';
import { healthyWithin } from '../../system/read/gateway-health';
import { pollUntil } from '../../system/read/poll-until';
import { endTunnel, ensureTunnel, holdsGatewayPort } from '../guest/tunnel';
import { type ProgressReporter, withMessage } from '../model/progress-reporter';
import { errorMessage, isUnreachable, tankError, tankMessage } from '../model/tank-error';
import type { Driver, StepProgress, TankContext } from '../model/types';

/** A gateway takes three minutes on a computer without help for virtual machines, and may have to be started twice. */
export const HEALTHY_MS = 600_000;
const PAUSE_MS = 2000;

/** Waits until the gateway answers. Rejects with TankTrouble when it doesn't. */
export async function untilHealthy(
  { plan, needs }: TankContext,
  report: (progress: StepProgress) => void,
  limitMs = HEALTHY_MS,
): Promise<void> {
  const healthy = await healthyWithin(plan.ports.gateway, limitMs, needs.signal, (part) => report({ part }));
  if (!healthy) throw tankError('silent');
}

/** A guest that has just been started does not answer at once. */
async function untilTunnel(tank: TankContext, driver: Driver, limitMs: number): Promise<void> {
  const { signal } = tank.needs;
  let why: unknown;
  const opens = () =>
    ensureTunnel(tank, driver).then(
      () => true,
      (error: unknown) => {
        if (!isUnreachable(error)) throw error;
        why = error;
        return false;
      },
    );
  await pollUntil(opens, { everyMs: PAUSE_MS, limitMs, signal, late: () => why });
}

/** Brings machine and tunnel up, so that the inside can be asked. */
export async function reachTank(tank: TankContext, driver: Driver, limitMs = HEALTHY_MS): Promise<void> {
  await driver.start(tank);
  await untilTunnel(tank, driver, limitMs);
}

/** Brings the tank up from whatever state: machine, tunnel, gateway. Nothing to do where all of it stands. */
export async function startTank(
  tank: TankContext,
  driver: Driver,
  report: (progress: StepProgress) => void = () => {},
  limitMs = HEALTHY_MS,
): Promise<void> {
  await reachTank(tank, driver, limitMs);
  await untilHealthy(tank, report, limitMs);
}

/** Ends machine and tunnel; what is in the tank stays. */
export async function stopTank(tank: TankContext, driver: Driver): Promise<void> {
  await driver.stop(tank);
  await endTunnel(tank);
}

/** How well a tank stands: 0 stopped, 1 running, 2 with a way in; null: it can't be told. */
export async function powerState(tank: TankContext, driver: Driver): Promise<0 | 1 | 2 | null> {
  const state = await driver.state(tank).catch(() => null);
  if (state !== 'running') return state === 'stopped' ? 0 : null;
  return driver.access !== 'tunnel' || (await holdsGatewayPort(tank).catch(() => false)) ? 2 : 1;
}

/**
 * Some work stops a tank, and may be cut off at that: one that stands worse than before is started again. Resolves to
 * what kept it from that, if anything did.
 */
export async function restorePower(
  tank: TankContext,
  driver: Driver,
  before: 0 | 1 | 2 | null,
  report: ProgressReporter['report'],
  limitMs?: number,
): Promise<Message | null> {
  const after = await powerState(tank, driver);
  if (before === null || after === null || after >= before) return null;
  const now = tankMessage('now-starting');
  report({ now });
  try {
    await startTank(tank, driver, withMessage(report, now), limitMs);
    return null;
  } catch (error) {
    return tankMessage('stays-stopped', { why: errorMessage(error) });
  }
}
