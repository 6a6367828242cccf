import type { Message } from '../../contract/finding';
import { guestFacts, installOpenClaw } from '../guest';
import { clearCachedVersion } from '../model/cached-status';
import { withMessage } from '../model/progress-reporter';
import { errorDetail, errorMessage, tankError, tankMessage } from '../model/tank-error';
import { writePlan } from '../model/tank-plan';
import { TankError, type TankPlan } from '../model/types';
import {
  clearUpdateMarker,
  type PendingUpdate,
  readUpdateMarker,
  writeUpdateMarker,
} from '../model/update-marker';
import { type CommandResult, commandResult, type TankWork } from './command';
import { guestOf } from './create-steps';
import {
  BEFORE_GOING_BACK,
  driverSnapshots,
  freeSnapshotName,
  namedSnapshot,
  takeNamedSnapshot,
} from './named-snapshots';
import { reachTank, startTank, stopTank } from './start-stop';

/** systemd gives the old one half a minute to end. */
const RESTART_MS = 120_000;

/** Puts a version in, where it runs or beside it, as the engine can, and starts the gateway anew with it. */
export async function installVersion(
  { tank, driver, report, limitMs }: TankWork,
  version: string,
  now: Message,
): Promise<void> {
  const hear = withMessage(report, now);
  if (driver.rebuildImage) {
    await driver.rebuildImage(tank, async (guest) => {
      await installOpenClaw(tank, guest, version, hear);
      return version;
    });
    await stopTank(tank, driver);
  } else {
    const guest = guestOf(tank, driver);
    await installOpenClaw(tank, guest, version, hear);
    // Only the gateway: the machine itself may take minutes to start.
    const { code, err } = await guest.run('root', ['systemctl', 'restart', 'openclaw-gateway.service'], {
      limitMs: RESTART_MS,
    });
    if (code !== 0) throw tankError('silent', undefined, err.slice(-2000));
  }
  await startTank(tank, driver, hear, limitMs);
}

/** Starts it, and tells which version is inside then. */
async function startedVersion({ tank, driver, report, limitMs }: TankWork): Promise<string | null> {
  await startTank(tank, driver, withMessage(report, tankMessage('now-starting')), limitMs);
  return (await guestFacts(guestOf(tank, driver))).openclaw;
}

/** Stops the tank, brings it back to a snapshot and starts it. The plan then names what is in it. */
async function rollbackTank(work: TankWork, snapshot: string): Promise<TankPlan> {
  const { tank, driver, report } = work;
  const wanted = await namedSnapshot(tank, driver, snapshot);
  report({ now: tankMessage('now-restoring', { snapshot }) });
  await stopTank(tank, driver);
  // It may be cut off anywhere from here on, and then nobody knows what is inside.
  await clearCachedVersion(tank.folder);
  const changed = { ...tank.plan, changedAt: new Date(tank.needs.now()).toISOString() };
  await writePlan(tank.folder, changed);
  await driverSnapshots(driver).restore(tank, snapshot);
  await clearUpdateMarker(tank);
  // Nobody had moved in then: what is outside is not to be taken for what is inside.
  const isEmpty = tank.plan.movedInAt !== null && Date.parse(wanted.at) < Date.parse(tank.plan.movedInAt);
  const restored = { ...changed, movedInAt: isEmpty ? null : tank.plan.movedInAt };
  await writePlan(tank.folder, restored);
  report({ now: tankMessage('now-starting') });
  const plan = { ...restored, openclaw: (await startedVersion(work)) ?? tank.plan.openclaw };
  await writePlan(tank.folder, plan);
  return plan;
}

/** Brings the tank back to a snapshot. What it is until then is kept before: going back can be gone back from. */
export async function restoreSnapshot(work: TankWork, snapshot: string): Promise<CommandResult> {
  const { tank, driver, report } = work;
  await namedSnapshot(tank, driver, snapshot);
  const kept = await freeSnapshotName(tank, driverSnapshots(driver), BEFORE_GOING_BACK);
  report({ now: tankMessage('now-snapshot') });
  // Stopped already, so that nothing has to answer in between: it may be brought back because nothing does.
  await stopTank(tank, driver);
  try {
    await takeNamedSnapshot(tank, driver, kept);
  } catch (error) {
    tank.needs.signal.throwIfAborted();
    return commandResult('refused', tankMessage('not-kept', { why: errorMessage(error) }));
  }
  // Where an update wasn't settled and this is cut off, this is what is gone back to.
  const updating = await readUpdateMarker(tank);
  if (updating) await writeUpdateMarker(tank, { ...updating, snapshot });
  await rollbackTank(work, snapshot);
  return commandResult(
    'fixed',
    tankMessage('restored', { snapshot }),
    tankMessage('restored-kept', { snapshot: kept }),
  );
}

/**
 * What ended by itself changes nothing any more. What was cut off may go on inside, and a container that runs says
 * nothing of the image that the next one starts from: a stop settles both.
 */
const hasEnded = (cause: unknown): boolean =>
  cause instanceof TankError && cause.because.id === 'tank.guest-install-failed';

/** Whether the version before is still what is inside, and answers: then all that was done since is kept. */
async function isUntouched(work: TankWork, { from }: PendingUpdate, cause: unknown): Promise<boolean> {
  const { tank, driver, limitMs } = work;
  try {
    if (!hasEnded(cause)) await stopTank(tank, driver);
    await reachTank(tank, driver, limitMs);
    if ((await guestFacts(guestOf(tank, driver))).openclaw !== from) return false;
    await startTank(tank, driver, withMessage(work.report, tankMessage('now-starting')), limitMs);
    return true;
  } catch {
    tank.needs.signal.throwIfAborted();
    return false;
  }
}

/** Puts back what an update broke: from the snapshot, else by installing the version before it. */
async function bringBack(work: TankWork, { from, snapshot }: PendingUpdate): Promise<TankPlan> {
  const { tank, driver, report } = work;
  if (snapshot === null) {
    const now = tankMessage('now-going-back', { version: from });
    report({ now });
    await driver.start(tank);
    await installVersion(work, from, now);
    return tank.plan;
  }
  try {
    return await rollbackTank(work, snapshot);
  } catch (error) {
    tank.needs.signal.throwIfAborted();
    // It is back, and fails to start.
    if ((await readUpdateMarker(tank)) === null) throw error;
    const values = { version: from, snapshot, why: errorMessage(error) };
    throw tankError('no-way-back', values, errorDetail(error), { cause: error });
  }
}

/**
 * Ends an update that did not hold, by `cause`: where the version before is still in place nothing is brought back.
 * Rejects when it can't; what is to be done stays noted down then.
 */
export async function rollbackUpdate(
  work: TankWork,
  updating: PendingUpdate,
  cause: unknown,
): Promise<'untouched' | 'brought-back'> {
  const untouched = await isUntouched(work, updating, cause);
  if (!untouched) await bringBack(work, updating);
  await clearUpdateMarker(work.tank);
  return untouched ? 'untouched' : 'brought-back';
}

/** Which version answers after a stop, which ends what was cut off; null: none, or it can't be told. */
async function answering(work: TankWork): Promise<string | null> {
  try {
    await stopTank(work.tank, work.driver);
    return await startedVersion(work);
  } catch {
    work.tank.needs.signal.throwIfAborted();
    return null;
  }
}

/**
 * Ends an update that was cut off: where one of both versions is in place and answers, that one stays; else it goes back.
 * Resolves to the plan of what is inside then.
 */
export async function recoverUpdate(work: TankWork): Promise<TankPlan> {
  const { tank } = work;
  const updating = await readUpdateMarker(tank);
  if (!updating) return tank.plan;
  work.report({ now: tankMessage('now-starting') });
  const openclaw = await answering(work);
  const stays = openclaw === updating.to || openclaw === updating.from;
  const plan = stays ? { ...tank.plan, openclaw } : await bringBack(work, updating);
  await writePlan(tank.folder, plan);
  await clearUpdateMarker(tank);
  return plan;
}
