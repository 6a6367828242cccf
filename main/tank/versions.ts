import { PROVED } from '../openclaw/proved';
import { compareVersions } from '../openclaw/version';
import type { At, Engine } from '.';
import { type Came, came, type DeedsNeeds, fixed } from './deed';
import { goBack, restoreTank } from './go-back';
import { endNoted } from './noted';
import { BEFORE_GOING_BACK, dropOld, freeName, keepAs, namedSnapshot, snapshotsOf } from './snapshots';
import { startTank, stopTank } from './start-stop';
import { askEngine } from './status';
import { guestOf } from './steps';
import { type DeedNeeds, under } from './teller';
import { becauseOf, say } from './trouble';
import { UpdateFailed, updateTank } from './update';
import { keepUpdating, readUpdating } from './updating';

/** What the inside says that it is; a tank whose version nobody has seen since is started to be asked. */
async function versionInside(
  at: At,
  engine: Engine,
  { parts, healthyMs }: DeedsNeeds,
  tell: DeedNeeds['tell'],
): Promise<string> {
  const seen = (await askEngine(at, engine, parts))?.openclaw;
  if (seen) return seen;
  const now = say('now-starting');
  tell({ now });
  await startTank(at, engine, under(tell, now), healthyMs);
  return (await parts.guestFacts(guestOf(at, engine))).openclaw ?? at.plan.openclaw;
}

/** Brings OpenClaw to the newest version that is known; what did not hold is gone back from. */
export async function update(
  at: At,
  engine: Engine,
  tell: DeedNeeds['tell'],
  needs: DeedsNeeds,
): Promise<Came> {
  const version = needs.newest ?? PROVED;
  const here = await versionInside(at, engine, needs, tell);
  if (compareVersions(version, here) <= 0) return came('skipped', say('newest-already', { version: here }));
  const drops = (line: string) => tell({ now: say('now-updating', { version }), line });
  try {
    await updateTank(at, engine, needs.parts, version, tell, needs.healthyMs);
    await dropOld(at, engine, drops);
    return fixed('updated', { version });
  } catch (error) {
    if (!(error instanceof UpdateFailed)) throw error;
    const why = needs.signal.aborted ? say('cancelled') : becauseOf(error.cause);
    // Whoever cancelled gets it as it was, too: with hands that still can.
    const fresh = { ...at, needs: needs.needsFor(at.folder, new AbortController().signal) };
    await endNoted(at.folder, fresh.needs.hands);
    try {
      const end = await goBack(fresh, engine, needs.parts, error, tell, needs.healthyMs);
      await dropOld(fresh, engine, drops);
      const { from } = error.updating;
      return came(
        'rolled-back',
        say(end === 'untouched' ? 'not-put-in' : 'went-back', { version, from, why }),
      );
    } catch (lost) {
      return came('left-changed', becauseOf(lost));
    }
  }
}

/** Brings the tank back to a snapshot. What it is until then is kept before: going back can be gone back from. */
export async function restore(
  at: At,
  engine: Engine,
  snapshot: string,
  tell: DeedNeeds['tell'],
  { parts }: DeedsNeeds,
): Promise<Came> {
  await namedSnapshot(at, engine, snapshot);
  const kept = await freeName(at, snapshotsOf(engine), BEFORE_GOING_BACK);
  tell({ now: say('now-snapshot') });
  // Stopped already, so that nothing has to answer in between: it may be brought back because nothing does.
  await stopTank(at, engine);
  try {
    await keepAs(at, engine, kept);
  } catch (error) {
    at.needs.signal.throwIfAborted();
    return came('refused', say('not-kept', { why: becauseOf(error) }));
  }
  // Where an update wasn't settled and this is cut off, this is what is gone back to.
  const updating = await readUpdating(at.folder);
  if (updating) await keepUpdating(at.folder, { ...updating, snapshot });
  await restoreTank(at, engine, parts, snapshot, tell);
  return came('fixed', say('restored', { snapshot }), say('restored-kept', { snapshot: kept }));
}
