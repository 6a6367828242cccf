import type { Message } from '../../contract/finding';
import { type At, type Engine, type StepProgress, TankTrouble } from '..';
import { BEFORE_MOVING, freeName, takeSnapshot } from '../snapshots';
import { startTank } from '../start-stop';
import { becauseOf, detailOf } from '../trouble';
import { NotAsBefore, say } from './trouble';

/**
 * Keeps the tank as it is before anybody moves in: what comes along may have the same names as what is there. Resolves to
 * the snapshot's name once the tank answers again; null where the engine has none. Rejects, and nothing was changed;
 * `calm` is the same tank for starting it again after it was cancelled.
 */
export async function keepAsItIs(
  at: At,
  engine: Engine,
  tell: (now: Message, progress: StepProgress) => void,
  calm: At,
): Promise<string | null> {
  if (!engine.snapshots) return null;
  const now = say('keeping');
  tell(now, {});
  try {
    const name = await freeName(at, engine.snapshots, BEFORE_MOVING);
    await takeSnapshot(at, engine, name, (progress) => tell(now, progress));
    return name;
  } catch (error) {
    // Some engines stop it for that.
    await startTank(calm, engine).catch((stopped: unknown) => {
      throw new NotAsBefore(say('stays-stopped'), detailOf(stopped), { cause: error });
    });
    at.needs.signal.throwIfAborted();
    throw new TankTrouble(say('not-kept', { why: becauseOf(error) }), detailOf(error), { cause: error });
  }
}
