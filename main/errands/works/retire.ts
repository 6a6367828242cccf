import type { Outcome } from '../../contract/change';
import type { Message } from '../../contract/finding';
import type { KeyToRenew } from '../../contract/work';
import type { At, Engine } from '../../tank';
import { machineOf } from '../../tank/engines/claim';
import { namesOf } from '../../tank/engines/containers/names';
import { say } from '../../tank/moves/trouble';
import { startTank, stopTank } from '../../tank/start-stop';
import { readTanks } from '../../tank/tanks';
import { becauseOf, say as sayOfTank } from '../../tank/trouble';
import { leaveNow } from './leave-now';
import { tankHere, tankWorkshop } from './tank-now';

/** What moving did beside what it says itself: the home outside that was put away, and the keys to be renewed. */
export interface Moved {
  readonly outcomes: readonly Outcome[];
  readonly keys: readonly KeyToRenew[];
  /** What of OpenClaw a look afterwards still found outside, or could not see. */
  readonly left: readonly Message[];
}

/** A tank in which a look sees OpenClaw, with hands that a cancel doesn't hold: whatever happens, it is started again. */
interface Sleeper {
  readonly at: At;
  readonly engine: Engine;
}

/** Where a look sees it. */
function placesOf({ at, engine }: Sleeper): readonly string[] {
  if (engine.id === 'wsl') return [`wsl:${machineOf(at)}`];
  const { gateway, network } = namesOf(at);
  return [gateway, network].map((name) => `container:${name}`);
}

/** All tanks of this account that aren't machines of their own: a look sees OpenClaw in each, and none is the one outside. */
async function sleepers(): Promise<readonly Sleeper[]> {
  const shop = tankWorkshop();
  const tanks = await readTanks(shop.root);
  const all = tanks.map(async (tank) => ({
    at: tankHere(tank, shop),
    engine: await shop.parts.engineOf(tank.plan.engine),
  }));
  return (await Promise.all(all)).filter(({ engine }) => engine.door === 'published');
}

const failed = (fix: string, does: Message, because: Message, afterwards: Message): Outcome => ({
  fix,
  does,
  entry: null,
  result: 'left-changed',
  because,
  afterwards,
});

/** None when it runs again. */
async function wake({ at, engine }: Sleeper, tell: (now: Message) => void): Promise<readonly Outcome[]> {
  tell(say('waiting'));
  const { name } = at.plan;
  return startTank(at, engine).then(
    () => [],
    (error: unknown) => {
      const because = say('asleep', { name, why: becauseOf(error) });
      return [failed('tank-start', sayOfTank('does-start'), because, say('wake', { name }))];
    },
  );
}

export interface RetireNeeds {
  /** The app's own folder, with the journal. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

/** `slept` gets the tanks that are to be woken afterwards, however it ends. */
async function putAway(
  needs: RetireNeeds,
  home: string,
  onProgress: () => void,
  slept: Sleeper[],
): Promise<Moved> {
  const tanks = await sleepers();
  for (const tank of tanks) {
    // What the engine can't tell is not ours to stop, and what can't be stopped goes on: it is told as still running.
    if ((await tank.engine.state(tank.at).catch(() => null)) !== 'running') continue;
    slept.push(tank);
    await stopTank(tank.at, tank.engine).catch(() => {});
  }
  return leaveNow({ ...needs, data: 'put-away', home, except: tanks.flatMap(placesOf), onProgress });
}

/**
 * Puts the OpenClaw outside away, whose `home` moved in: stopped, held back, and undoable. Other homes stay where they
 * are. Tanks that a look takes for one outside sleep meanwhile. Never rejects: it lives in the tank by now, and what went
 * wrong after that is told by itself.
 */
export async function retire(needs: RetireNeeds, home: string, tell: (now: Message) => void): Promise<Moved> {
  const now = say('retiring');
  tell(now);
  const slept: Sleeper[] = [];
  const done = await putAway(needs, home, () => tell(now), slept).catch((error: unknown): Moved => {
    const cancelled = needs.signal.aborted;
    const because = cancelled ? say('outside-cancelled') : say('outside-stays', { why: becauseOf(error) });
    const outcome = failed('leave', say('outside-does'), because, say('outside-by-hand'));
    return { outcomes: [outcome], keys: [], left: [] };
  });
  const woken: Outcome[] = [];
  for (const tank of slept) woken.push(...(await wake(tank, tell)));
  return { ...done, outcomes: [...done.outcomes, ...woken] };
}
