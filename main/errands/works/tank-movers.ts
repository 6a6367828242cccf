import type { Outcome } from '../../contract/change';
import type { Message } from '../../contract/finding';
import type { KeyToRenew } from '../../contract/work';
import { keysToRenew } from '../../openclaw/key-pages';
import type { Probes } from '../../probes';
import { createProbes } from '../../probes/create';
import { nodeHost } from '../../probes/host/node';
import { type At, type Engine, TankTrouble } from '../../tank';
import type { Movers } from '../../tank/deeds';
import { namesOf } from '../../tank/engines/containers/names';
import { isHealthy } from '../../tank/health';
import { cameOut, moveIn, moveOut, type PlannedMove, planMoves } from '../../tank/moves';
import { writePlan } from '../../tank/plan';
import { startTank, stopTank } from '../../tank/start-stop';
import { guestOf } from '../../tank/steps';
import { readTanks } from '../../tank/tanks';
import { leaveNow } from './leave-now';
import { tankHere, tankWorkshop } from './tank-now';

/** What moving did beside what it says itself: the home outside that was put away, and the keys to be renewed. */
export interface Moved {
  readonly outcomes: readonly Outcome[];
  readonly keys: readonly KeyToRenew[];
}

export interface MoversNeeds {
  /** The app's own folder, with the journal. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

const say = (id: string, values?: Message['values']): Message => ({
  id: `tank.moves-${id}`,
  ...(values && { values }),
});
const refuse = (id: string) => ({ result: 'refused', because: say(id), afterwards: null }) as const;

const lookAnew = ({ folder, signal }: MoversNeeds): Probes =>
  createProbes(nodeHost(signal), { folder, offline: true });

/** Where a look sees the containers of a tank of ours. */
function placesOf(at: At): readonly string[] {
  const { gateway, network } = namesOf(at);
  return [gateway, network].map((name) => `container:${name}`);
}

/** A tank in containers, with hands that a cancel doesn't hold: whatever happens, it is started again. */
interface Sleeper {
  readonly at: At;
  readonly engine: Engine;
}

/** All tanks of this account that are containers: a look sees OpenClaw in each, and none is the one outside. */
async function sleepers(): Promise<readonly Sleeper[]> {
  const shop = tankWorkshop();
  const tanks = await readTanks(shop.root);
  const all = tanks.map(async (tank) => ({
    at: tankHere(tank, shop),
    engine: await shop.parts.engineOf(tank.plan.engine),
  }));
  return (await Promise.all(all)).filter(({ engine }) => engine.door === 'published');
}

/**
 * Puts the OpenClaw outside away: stopped, held back, and undoable. Where other homes still wait to be moved, their
 * folders stay. Tanks that are containers sleep meanwhile, so that they aren't taken for one outside.
 */
async function retire(needs: MoversNeeds, homes: number, tell: (now: Message) => void): Promise<Moved> {
  const now = say('retiring');
  tell(now);
  const tanks = await sleepers();
  const slept: Sleeper[] = [];
  try {
    for (const tank of tanks) {
      // What the engine can't tell is not ours to stop: then it is told as something that still runs.
      if ((await tank.engine.state(tank.at).catch(() => null)) !== 'running') continue;
      slept.push(tank);
      await stopTank(tank.at, tank.engine);
    }
    const { outcomes, keys } = await leaveNow({
      ...needs,
      data: homes > 1 ? 'keep' : 'put-away',
      except: tanks.flatMap(({ at }) => placesOf(at)),
      onProgress: () => tell(now),
    });
    return { outcomes, keys };
  } finally {
    for (const { at, engine } of slept) await startTank(at, engine, () => tell(say('waiting')));
  }
}

/** The setup that is meant, as it is now. */
async function planned(
  probes: Probes,
  id: string,
): Promise<{ move: PlannedMove | undefined; homes: number }> {
  const all = await planMoves(probes);
  return { move: all.find((each) => each.id === id), homes: all.length };
}

/** Moving in and out for the tanks of this account; `moved` hears what came of it besides. */
export function moversFor(needs: MoversNeeds, moved: (moved: Moved) => void): Movers {
  return {
    async moveIn(at, engine, { setup, flagged }, tell) {
      if (!(await isHealthy(at.plan.ports.gateway, needs.signal))) return refuse('not-well');
      const { move, homes } = await planned(lookAnew(needs), setup);
      if (!move || !flagged.every((id) => move.flagged.some((file) => file.id === id))) return refuse('gone');
      const ticked = new Set(flagged);
      const files = move.entries.filter(({ flag }) => flag === null || ticked.has(flag)).length;
      try {
        const calm = tankHere(at, tankWorkshop());
        await moveIn(
          at,
          engine,
          guestOf(at, engine),
          move,
          flagged,
          (now, progress) => tell({ ...progress, now }),
          { at: calm, guest: guestOf(calm, engine) },
        );
      } catch (error) {
        // All is as it was before, outside and inside.
        if (!(error instanceof TankTrouble)) throw error;
        return { result: 'rolled-back', because: error.because, afterwards: null };
      }
      await writePlan(at.folder, { ...at.plan, movedInAt: new Date(at.needs.now()).toISOString() });
      const keys = keysToRenew(move.secrets.map(({ id, count }) => ({ file: move.from, kind: id, count })));
      const retired = await retire(needs, homes, (now) => tell({ now }));
      moved({ outcomes: retired.outcomes, keys: retired.keys.length > 0 ? retired.keys : keys });
      return { result: 'fixed', because: say('moved', { files }), afterwards: say('renew') };
    },
    async moveOut(at, engine, tell) {
      tell({ now: say('out-does') });
      return cameOut(await moveOut(at, guestOf(at, engine)));
    },
  };
}
