import type { At, Engine, StepProgress, TankPlan } from '.';
import type { Parts } from './parts';
import { writePlan } from './plan';
import { beforeName, freeName, namedSnapshot, snapshotsOf, takeSnapshot } from './snapshots';
import { HEALTHY_MS, startTank, stopTank } from './start-stop';
import { guestOf } from './steps';
import type { DeedNeeds } from './teller';
import { say, trouble } from './trouble';

/** systemd gives the old one half a minute to end. */
const RESTART_MS = 120_000;

/** Puts a version in, where it runs or beside it, as the engine can, and starts the gateway anew with it. */
async function putIn(
  at: At,
  engine: Engine,
  parts: Parts,
  version: string,
  tell: (progress: StepProgress) => void,
  limitMs: number,
): Promise<void> {
  if (engine.renew) {
    await engine.renew(at, async (workshop) => {
      await parts.installOpenClaw(at, workshop, version, tell);
      return version;
    });
    await stopTank(at, engine);
  } else {
    const guest = guestOf(at, engine);
    await parts.installOpenClaw(at, guest, version, tell);
    // Only the gateway: the machine itself may take minutes to start.
    const { code, err } = await guest.run('root', ['systemctl', 'restart', 'openclaw-gateway.service'], {
      limitMs: RESTART_MS,
    });
    if (code !== 0) throw trouble('silent', undefined, err.slice(-2000));
  }
  await startTank(at, engine, tell, limitMs);
}

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
  await snapshotsOf(engine).restore(at, snapshot);
  tell({ now: say('now-starting') });
  await startTank(at, engine, (progress) => tell({ ...progress, now: say('now-starting') }));
  const { openclaw } = await parts.guestFacts(guestOf(at, engine));
  // Nobody had moved in then: what is outside is not to be taken for what is inside.
  const isEmpty = at.plan.movedInAt !== null && Date.parse(wanted.at) < Date.parse(at.plan.movedInAt);
  const plan = {
    ...at.plan,
    openclaw: openclaw ?? at.plan.openclaw,
    movedInAt: isEmpty ? null : at.plan.movedInAt,
  };
  await writePlan(at.folder, plan);
  return plan;
}

/**
 * Brings OpenClaw in a tank to `version`: snapshot, install, start anew, is it healthy and really that version? If not, it
 * goes back to the snapshot, and rejects with TankTrouble. Without snapshots the old version is installed again.
 */
export async function updateTank(
  at: At,
  engine: Engine,
  parts: Parts,
  version: string,
  tell: DeedNeeds['tell'],
  limitMs = HEALTHY_MS,
): Promise<TankPlan> {
  const { signal } = at.needs;
  await startTank(at, engine, (progress) => tell({ ...progress, now: say('now-starting') }), limitMs);
  const guest = guestOf(at, engine);
  const from = (await parts.guestFacts(guest)).openclaw ?? at.plan.openclaw;
  const before = engine.snapshots && (await freeName(at, engine.snapshots, beforeName(version)));
  if (before) {
    tell({ now: say('now-snapshot') });
    await takeSnapshot(at, engine, before, (progress) => tell({ ...progress, now: say('now-snapshot') }));
  }
  const now = say('now-updating', { version });
  try {
    signal.throwIfAborted();
    tell({ now });
    await putIn(at, engine, parts, version, (progress) => tell({ ...progress, now }), limitMs);
    if ((await parts.guestFacts(guestOf(at, engine))).openclaw !== version) throw trouble('not-that-version');
    const plan = { ...at.plan, openclaw: version };
    await writePlan(at.folder, plan);
    return plan;
  } catch (error) {
    // Whoever cancelled gets it as it was, too: with hands that still can.
    throw new UpdateFailed(from, before ?? null, { cause: error });
  }
}

/** The new version did not do. What was before is in the snapshot, or is to be installed again. */
export class UpdateFailed extends Error {
  constructor(
    readonly from: string,
    readonly snapshot: string | null,
    options: ErrorOptions,
  ) {
    super('the update did not hold', options);
  }
}

/** Puts back what an update broke: from the snapshot, else by installing the version before it. */
export async function goBack(
  at: At,
  engine: Engine,
  parts: Parts,
  { from, snapshot }: UpdateFailed,
  tell: DeedNeeds['tell'],
): Promise<void> {
  if (snapshot !== null) {
    await restoreTank(at, engine, parts, snapshot, tell);
    return;
  }
  const now = say('now-going-back', { version: from });
  tell({ now });
  await engine.start(at);
  await putIn(at, engine, parts, from, (progress) => tell({ ...progress, now }), HEALTHY_MS);
}
