import { createHash } from 'node:crypto';
import type { Guest, TankContext, TankStep } from '../model/types';
import { firstSettings, gatewayEnvironment } from './gateway-settings';
import { gatewayUnit } from './gateway-unit';
import { insideFacts } from './guest-facts';
import { runGuestScript, sendTexts } from './run-script';
import { SETTLE } from './scripts';
import PATIENCE from './scripts/patience.mjs?raw';
import { readToken } from './tank-keys';

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

const filesOf = async ({ plan, folder }: TankContext) => ({
  unit: gatewayUnit(plan.limits.memoryMiB),
  environment: gatewayEnvironment(await readToken(folder)),
});

/** Unit, token and first settings, and the start of the gateway. Sent by the guest's own channel: the seed holds no token. */
export const gatewayStep = (tank: TankContext, guest: Guest): TankStep => ({
  id: 'start-gateway',
  now: { id: 'tank.guest-start-gateway' },
  seconds: 5,
  async done() {
    const [facts, files] = await Promise.all([insideFacts(guest), filesOf(tank)]);
    return (
      facts.unit === digest(files.unit) &&
      facts.environment === digest(files.environment) &&
      facts.settings &&
      facts.gateway === 'running'
    );
  },
  async run() {
    const { unit, environment } = await filesOf(tank);
    const settings = firstSettings(tank, 'loopback');
    await sendTexts(guest, { unit, environment, settings, patience: PATIENCE });
    await runGuestScript(guest, SETTLE, [digest(unit), digest(environment)], 'tank.guest-start-failed');
  },
});
