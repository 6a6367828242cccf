import type { Message } from '../../contract/finding';
import { BEFORE_MOVING, freeSnapshotName, takeSnapshot } from '../lifecycle/named-snapshots';
import { startTank } from '../lifecycle/start-stop';
import { errorDetail, errorMessage } from '../model/tank-error';
import { type Driver, type StepProgress, type TankContext, TankError } from '../model/types';
import { migrateMessage, NotRolledBack } from './migrate-error';

/**
 * Keeps the tank as it is before anybody moves in: what comes along may have the same names as what is there. Resolves to
 * the snapshot's name once the tank answers again; null where the engine has none. Rejects, and nothing was changed;
 * `calm` is the same tank for starting it again after it was cancelled.
 */
export async function snapshotBefore(
  tank: TankContext,
  driver: Driver,
  report: (now: Message, progress: StepProgress) => void,
  calm: TankContext,
): Promise<string | null> {
  if (!driver.snapshots) return null;
  const now = migrateMessage('keeping');
  report(now, {});
  try {
    const name = await freeSnapshotName(tank, driver.snapshots, BEFORE_MOVING);
    await takeSnapshot(tank, driver, name, (progress) => report(now, progress));
    return name;
  } catch (error) {
    // Some engines stop it for that.
    await startTank(calm, driver).catch((stopped: unknown) => {
      throw new NotRolledBack(migrateMessage('stays-stopped'), errorDetail(stopped), { cause: error });
    });
    tank.needs.signal.throwIfAborted();
    throw new TankError(migrateMessage('not-kept', { why: errorMessage(error) }), errorDetail(error), {
      cause: error,
    });
  }
}
