import { createHash } from 'node:crypto';
import type { At, Guest, Step } from '..';
import { readToken } from '../keys';
import { insideFacts } from './facts';
import { runScript, sendTexts } from './inside';
import { SETTLE } from './scripts';
import PATIENCE from './scripts/patience.mjs?raw';
import { firstSettings, gatewayEnvironment } from './settings';
import { gatewayUnit } from './unit';

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

const filesOf = async ({ plan, folder }: At) => ({
  unit: gatewayUnit(plan.limits.memoryMiB),
  environment: gatewayEnvironment(await readToken(folder)),
});

/** Unit, token and first settings, and the start of the gateway. Sent by the guest's own channel: the seed holds no token. */
export const gatewayStep = (at: At, guest: Guest): Step => ({
  id: 'start-gateway',
  now: { id: 'tank.guest-start-gateway' },
  seconds: 5,
  async done() {
    const [facts, files] = await Promise.all([insideFacts(guest), filesOf(at)]);
    return (
      facts.unit === digest(files.unit) &&
      facts.environment === digest(files.environment) &&
      facts.settings &&
      facts.gateway === 'running'
    );
  },
  async run() {
    const { unit, environment } = await filesOf(at);
    const settings = firstSettings(at, 'loopback');
    await sendTexts(guest, { unit, environment, settings, patience: PATIENCE });
    await runScript(guest, SETTLE, [digest(unit), digest(environment)], 'tank.guest-start-failed');
  },
});
