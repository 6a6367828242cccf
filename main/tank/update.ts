import type { At, Engine } from '.';
import type { Parts } from './parts';
import { writePlan } from './plan';
import { putIn } from './put-in';
import { beforeName, freeName, takeSnapshot } from './snapshots';
import { HEALTHY_MS, startTank } from './start-stop';
import { guestOf } from './steps';
import { type DeedNeeds, under } from './teller';
import { say, trouble } from './trouble';
import { forgetUpdating, keepUpdating, type Updating } from './updating';

/** The new version did not do. */
export class UpdateFailed extends Error {
  constructor(
    readonly updating: Updating,
    options: ErrorOptions,
  ) {
    super('the update did not hold', options);
  }
}

/**
 * Brings OpenClaw in a tank to `version`: snapshot, install, start anew, is it healthy and really that version? Rejects
 * with UpdateFailed when something was begun that is to be gone back from, and is noted down in the tank's folder.
 */
export async function updateTank(
  at: At,
  engine: Engine,
  parts: Parts,
  version: string,
  tell: DeedNeeds['tell'],
  limitMs = HEALTHY_MS,
): Promise<void> {
  await startTank(at, engine, under(tell, say('now-starting')), limitMs);
  const from = (await parts.guestFacts(guestOf(at, engine))).openclaw ?? at.plan.openclaw;
  const snapshot = engine.snapshots && (await freeName(at, engine.snapshots, beforeName(version)));
  if (snapshot) {
    tell({ now: say('now-snapshot') });
    await takeSnapshot(at, engine, snapshot, under(tell, say('now-snapshot')));
  }
  const now = say('now-updating', { version });
  const updating = { from, to: version, snapshot };
  await keepUpdating(at.folder, updating);
  try {
    at.needs.signal.throwIfAborted();
    tell({ now });
    await putIn(at, engine, parts, version, under(tell, now), limitMs);
    if ((await parts.guestFacts(guestOf(at, engine))).openclaw !== version) throw trouble('not-that-version');
    await writePlan(at.folder, { ...at.plan, openclaw: version });
    await forgetUpdating(at.folder);
  } catch (error) {
    throw new UpdateFailed(updating, { cause: error });
  }
}
