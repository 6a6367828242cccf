import { createEngineProbe } from '../probes/engines';
import { nodeHost } from '../probes/host/node';
import type { At, Engine, Step } from '.';
import { say, trouble } from './trouble';
import { type Install, installOf } from './ways/install';
import { KINDS } from './ways/ladder';

const LIMIT_MS = 1_800_000;

/** The command that puts this engine here; null where it has to be done by hand. Looks only. */
export async function installHere({ plan, needs }: At): Promise<Install | null> {
  const facts = await createEngineProbe(nodeHost(needs.signal)).look();
  return installOf(plan.engine, needs.platform, facts);
}

/** Puts the engine's program on this computer where it is missing, by the one command that was shown before. */
export const engineStep = (at: At, engine: Engine, install: typeof installHere = installHere): Step => ({
  id: 'install-engine',
  now: say('now-install-engine', { engine: KINDS[engine.id].name }),
  seconds: 60,
  done: async () => (await engine.version(at)) !== null,
  async run(tell) {
    const name = KINDS[engine.id].name;
    const command = await install(at);
    if (!command) throw trouble('no-engine', { engine: name });
    const { program, args, admin } = command;
    const onLine = (line: string) => tell({ line });
    if (admin) await at.needs.hands.admin({ program, args, limitMs: LIMIT_MS, onLine });
    else {
      const { code, err } = await at.needs.hands.run({ program, args, limitMs: LIMIT_MS, onLine });
      if (code !== 0) throw trouble('engine-not-installed', { engine: name }, err.slice(-2000));
    }
    if ((await engine.version(at)) === null) throw trouble('engine-not-installed', { engine: name });
  },
});
