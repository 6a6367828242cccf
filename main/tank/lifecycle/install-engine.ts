import { createEngineProbe } from '../../probes/engines';
import { nodeHost } from '../../system/read/node-host';
import { tankError, tankMessage } from '../model/tank-error';
import type { Driver, TankContext, TankStep } from '../model/types';
import { type EngineInstall, installOf } from '../preflight/engine-install';
import { ENGINE_KINDS } from '../preflight/engine-ranking';

const LIMIT_MS = 1_800_000;

/** The command that puts this engine here; null where it has to be done by hand. Looks only. */
export async function installHere({ plan, needs }: TankContext): Promise<EngineInstall | null> {
  const facts = await createEngineProbe(nodeHost(needs.signal)).look();
  return installOf(plan.engine, needs.platform, facts);
}

/** Puts the engine's program on this computer where it is missing, by the one command that was shown before. */
export const engineStep = (
  tank: TankContext,
  driver: Driver,
  install: typeof installHere = installHere,
): TankStep => ({
  id: 'install-engine',
  now: tankMessage('now-install-engine', { engine: ENGINE_KINDS[driver.id].name }),
  seconds: 60,
  done: async () => (await driver.version(tank)) !== null,
  async run(report) {
    const name = ENGINE_KINDS[driver.id].name;
    const command = await install(tank);
    if (!command) throw tankError('no-engine', { engine: name });
    const { program, args, admin } = command;
    const onLine = (line: string) => report({ line });
    if (admin) await tank.needs.runner.runElevated({ program, args, limitMs: LIMIT_MS, onLine });
    else {
      const { code, err } = await tank.needs.runner.run({ program, args, limitMs: LIMIT_MS, onLine });
      if (code !== 0) throw tankError('engine-not-installed', { engine: name }, err.slice(-2000));
    }
    if ((await driver.version(tank)) === null) throw tankError('engine-not-installed', { engine: name });
  },
});
