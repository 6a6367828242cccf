import { isHealthy } from '../../system/read/gateway-health';
import { receiptStep } from '../attestation/take-receipt';
import { guestSteps } from '../guest';
import { seedStep } from '../guest/cloud-init/seed-step';
import { sshGuest } from '../guest/ssh';
import { keysStep } from '../guest/tank-keys';
import { tunnelStep } from '../guest/tunnel';
import { tankMessage } from '../model/tank-error';
import type { Driver, Guest, TankContext, TankStep } from '../model/types';
import { diskSpaceStep } from './disk-space';
import { imageStep, nodeStep } from './download-steps';
import { engineStep } from './install-engine';
import { cleanStep } from './named-snapshots';
import { untilHealthy } from './start-stop';

const startStep = (tank: TankContext, driver: Driver): TankStep => ({
  id: 'start',
  now: tankMessage('now-start'),
  seconds: 10,
  done: async () => (await driver.state(tank)) === 'running',
  run: () => driver.start(tank),
});

const healthyStep = (tank: TankContext): TankStep => ({
  id: 'healthy',
  now: tankMessage('now-healthy'),
  seconds: 30,
  done: () => isHealthy(tank.plan.ports.gateway),
  run: (report) => untilHealthy(tank, report),
});

/** The inside of a tank: the engine's own way, or ssh with the tank's key. */
export function guestOf(tank: TankContext, driver: Driver): Guest {
  if (driver.guest) return driver.guest(tank);
  return sshGuest(tank, async () => {
    if (!driver.sshAt) throw new Error(`${driver.id} has no way in`);
    return driver.sshAt(tank);
  });
}

/** All steps of making a tank, in their order. Whether one is done is for it to tell, from facts. */
export function createSteps(tank: TankContext, driver: Driver): readonly TankStep[] {
  const guest = guestOf(tank, driver);
  return [
    engineStep(tank, driver),
    diskSpaceStep(tank, driver),
    imageStep(tank, driver.base),
    nodeStep(tank),
    keysStep(tank),
    ...(driver.base === 'disk' ? [seedStep(tank)] : []),
    ...driver.steps(tank),
    startStep(tank, driver),
    ...guestSteps(tank, guest),
    ...(driver.access === 'tunnel' ? [tunnelStep(tank, driver)] : []),
    healthyStep(tank),
    receiptStep(tank, driver, guest),
    ...(driver.snapshots ? [cleanStep(tank, driver)] : []),
  ];
}
