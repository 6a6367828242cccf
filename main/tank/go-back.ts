import { type At, type Engine, type TankPlan, TankTrouble } from '.';
import type { Parts } from './parts';
import { writePlan } from './plan';
import { putIn } from './put-in';
import { forgetVersion } from './seen';
import { namedSnapshot, snapshotsOf } from './snapshots';
import { HEALTHY_MS, reachTank, startTank, stopTank } from './start-stop';
import { guestOf } from './steps';
import { type DeedNeeds, under } from './teller';
import { becauseOf, detailOf, say, trouble } from './trouble';
import type { UpdateFailed } from './update';
import { forgetUpdating, readUpdating, type Updating } from './updating';

/** Stops the tank, brings it back to a snapshot and starts it. The plan then names what is in it. */
export async function restoreTank(
  at: At,
  engine: Engine,
  parts: Parts,
  snapshot: string,
  tell: DeedNeeds['tell'],
): Promise<TankPlan> {
  const wanted = await namedSnapshot(at, engine, snapshot);
  tell({ now: say('now-restoring', { snapshot }) });
  await stopTank(at, engine);
  // It may be cut off anywhere from here on, and then nobody knows what is inside.
  await forgetVersion(at.folder);
  const changed = { ...at.plan, changedAt: new Date(at.needs.now()).toISOString() };
  await writePlan(at.folder, changed);
  await snapshotsOf(engine).restore(at, snapshot);
  await forgetUpdating(at.folder);
  // Nobody had moved in then: what is outside is not to be taken for what is inside.
  const isEmpty = at.plan.movedInAt !== null && Date.parse(wanted.at) < Date.parse(at.plan.movedInAt);
  const restored = { ...changed, movedInAt: isEmpty ? null : at.plan.movedInAt };
  await writePlan(at.folder, restored);
  tell({ now: say('now-starting') });
  await startTank(at, engine, under(tell, say('now-starting')));
  const { openclaw } = await parts.guestFacts(guestOf(at, engine));
  const plan = { ...restored, openclaw: openclaw ?? at.plan.openclaw };
  await writePlan(at.folder, plan);
  return plan;
}

/**
 * What ended by itself changes nothing any more. What was cut off may go on inside, and a container that runs says
 * nothing of the image that the next one starts from: a stop settles both.
 */
const hasEnded = (cause: unknown): boolean =>
  cause instanceof TankTrouble && cause.because.id === 'tank.guest-install-failed';

/** Whether the version before is still what is inside, and answers: then all that was done since is kept. */
async function isUntouched(
  at: At,
  engine: Engine,
  parts: Parts,
  { updating, cause }: UpdateFailed,
  tell: DeedNeeds['tell'],
  limitMs: number,
): Promise<boolean> {
  try {
    if (!hasEnded(cause)) await stopTank(at, engine);
    await reachTank(at, engine, limitMs);
    if ((await parts.guestFacts(guestOf(at, engine))).openclaw !== updating.from) return false;
    await startTank(at, engine, under(tell, say('now-starting')), limitMs);
    return true;
  } catch {
    at.needs.signal.throwIfAborted();
    return false;
  }
}

/** Puts back what an update broke: from the snapshot, else by installing the version before it. */
async function bringBack(
  at: At,
  engine: Engine,
  parts: Parts,
  { from, snapshot }: Updating,
  tell: DeedNeeds['tell'],
): Promise<TankPlan> {
  if (snapshot === null) {
    const now = say('now-going-back', { version: from });
    tell({ now });
    await engine.start(at);
    await putIn(at, engine, parts, from, under(tell, now), HEALTHY_MS);
    return at.plan;
  }
  try {
    return await restoreTank(at, engine, parts, snapshot, tell);
  } catch (error) {
    at.needs.signal.throwIfAborted();
    // It is back, and fails to start.
    if ((await readUpdating(at.folder)) === null) throw error;
    const values = { version: from, snapshot, why: becauseOf(error) };
    throw trouble('no-way-back', values, detailOf(error), { cause: error });
  }
}

/**
 * Ends an update that did not hold: where the version before is still in place nothing is brought back. Rejects when it
 * can't; what is to be done stays noted down then.
 */
export async function goBack(
  at: At,
  engine: Engine,
  parts: Parts,
  failed: UpdateFailed,
  tell: DeedNeeds['tell'],
  limitMs = HEALTHY_MS,
): Promise<'untouched' | 'brought-back'> {
  const untouched = await isUntouched(at, engine, parts, failed, tell, limitMs);
  if (!untouched) await bringBack(at, engine, parts, failed.updating, tell);
  await forgetUpdating(at.folder);
  return untouched ? 'untouched' : 'brought-back';
}

/** Which version answers after a stop, which ends what was cut off; null: none, or it can't be told. */
async function answering(
  at: At,
  engine: Engine,
  parts: Parts,
  tell: DeedNeeds['tell'],
  limitMs: number,
): Promise<string | null> {
  try {
    await stopTank(at, engine);
    await startTank(at, engine, under(tell, say('now-starting')), limitMs);
    return (await parts.guestFacts(guestOf(at, engine))).openclaw;
  } catch {
    at.needs.signal.throwIfAborted();
    return null;
  }
}

/**
 * Ends an update that was cut off: where one of both versions is in place and answers, that one stays; else it goes back.
 * Resolves to the plan of what is inside then.
 */
export async function settleUpdate(
  at: At,
  engine: Engine,
  parts: Parts,
  tell: DeedNeeds['tell'],
  limitMs = HEALTHY_MS,
): Promise<TankPlan> {
  const updating = await readUpdating(at.folder);
  if (!updating) return at.plan;
  tell({ now: say('now-starting') });
  const openclaw = await answering(at, engine, parts, tell, limitMs);
  const stays = openclaw === updating.to || openclaw === updating.from;
  const plan = stays ? { ...at.plan, openclaw } : await bringBack(at, engine, parts, updating, tell);
  await writePlan(at.folder, plan);
  await forgetUpdating(at.folder);
  return plan;
}
