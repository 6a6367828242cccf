import { keysToRenew } from '../../openclaw/key-pages';
import type { Probes } from '../../probes';
import { createProbes } from '../../probes/create';
import { nodeHost } from '../../probes/host/node';
import type { Movers } from '../../tank/deeds';
import { isHealthy } from '../../tank/health';
import { cameOut, moveIn, moveOut, type PlannedMove, planMoves } from '../../tank/moves';
import { NotAsBefore, say } from '../../tank/moves/trouble';
import { writePlan } from '../../tank/plan';
import { guestOf } from '../../tank/steps';
import { becauseOf } from '../../tank/trouble';
import { type Moved, type RetireNeeds, retire } from './retire';
import { tankHere, tankWorkshop } from './tank-now';

const refuse = (id: string) => ({ result: 'refused', because: say(id), afterwards: null }) as const;

const lookAnew = ({ folder, signal }: RetireNeeds): Probes =>
  createProbes(nodeHost(signal), { folder, offline: true });

/** The setup that is meant, as it is now. */
const planned = async (probes: Probes, id: string): Promise<PlannedMove | undefined> =>
  (await planMoves(probes)).find((each) => each.id === id);

/** All is as it was, outside and inside, unless it says itself that it isn't. */
function failedWith(error: unknown, { aborted }: AbortSignal) {
  if (error instanceof NotAsBefore)
    return { result: 'left-changed', because: error.because, afterwards: null } as const;
  const because = aborted ? say('cancelled') : becauseOf(error);
  return { result: 'rolled-back', because, afterwards: null } as const;
}

/** Moving in and out for the tanks of this account; `moved` hears what came of it besides. */
export function moversFor(needs: RetireNeeds, moved: (moved: Moved) => void): Movers {
  return {
    async moveIn(at, engine, { setup, flagged }, tell) {
      if (!(await isHealthy(at.plan.ports.gateway, needs.signal))) return refuse('not-well');
      const move = await planned(lookAnew(needs), setup);
      if (!move || !flagged.every((id) => move.flagged.some((file) => file.id === id))) return refuse('gone');
      const ticked = new Set(flagged);
      const files = move.entries.filter(({ flag }) => flag === null || ticked.has(flag)).length;
      const calm = tankHere(at, tankWorkshop());
      let snapshot: string | null;
      try {
        snapshot = await moveIn(
          at,
          engine,
          guestOf(at, engine),
          move,
          flagged,
          (now, progress) => tell({ ...progress, now }),
          { at: calm, guest: guestOf(calm, engine) },
        );
      } catch (error) {
        return failedWith(error, at.needs.signal);
      }
      const movedInAt = new Date(at.needs.now()).toISOString();
      await writePlan(at.folder, { ...at.plan, movedInAt, changedAt: movedInAt });
      const keys = keysToRenew(move.secrets.map(({ id, count }) => ({ file: move.from, kind: id, count })));
      const retired = await retire(needs, move.from, (now) => tell({ now }));
      moved({ ...retired, keys: retired.keys.length > 0 ? retired.keys : keys });
      const isAllDone =
        retired.left.length === 0 &&
        retired.outcomes.every(({ result }) => result === 'fixed' || result === 'skipped');
      return {
        result: 'fixed',
        because: snapshot === null ? say('moved', { files }) : say('moved-kept', { files, snapshot }),
        afterwards: say(isAllDone ? 'renew' : 'renew-later'),
      };
    },
    async moveOut(at, engine, tell) {
      tell({ now: say('out-does') });
      return cameOut(await moveOut(at, guestOf(at, engine)));
    },
  };
}
