import { compareVersions } from '../../openclaw/openclaw-version';
import { TESTED_VERSION } from '../../openclaw/tested-version';
import { guestFacts } from '../guest';
import { endOrphans } from '../model/child-processes';
import { withMessage } from '../model/progress-reporter';
import { errorMessage, tankError, tankMessage } from '../model/tank-error';
import { writePlan } from '../model/tank-plan';
import { clearUpdateMarker, writeUpdateMarker } from '../model/update-marker';
import {
  type CommandContext,
  type CommandResult,
  commandResult,
  fixedResult,
  type TankWork,
} from './command';
import { guestOf } from './create-steps';
import { checkNodeFits } from './fitting-node';
import { beforeName, dropOldSnapshots, freeSnapshotName, takeSnapshot } from './named-snapshots';
import { installVersion, rollbackUpdate } from './rollback';
import { startTank } from './start-stop';
import { askDriver } from './tank-status';

/** What the inside says that it is; a tank whose version nobody has seen since is started to be asked. */
async function versionInside({ tank, driver, report, limitMs }: TankWork): Promise<string> {
  const seen = (await askDriver(tank, driver))?.openclaw;
  if (seen) return seen;
  const now = tankMessage('now-starting');
  report({ now });
  await startTank(tank, driver, withMessage(report, now), limitMs);
  return (await guestFacts(guestOf(tank, driver))).openclaw ?? tank.plan.openclaw;
}

/**
 * Brings OpenClaw to the newest version that is known: snapshot, install, start anew, is it healthy and really that
 * version? What did not hold is gone back from; until then it is noted down, so that whoever comes after a crash can.
 */
export async function updateToNewest(work: TankWork, needs: CommandContext): Promise<CommandResult> {
  const { tank, driver, report, limitMs } = work;
  const version = needs.newest ?? TESTED_VERSION;
  const here = await versionInside(work);
  if (compareVersions(version, here) <= 0)
    return commandResult('skipped', tankMessage('newest-already', { version: here }));
  await startTank(tank, driver, withMessage(report, tankMessage('now-starting')), limitMs);
  const inside = await guestFacts(guestOf(tank, driver));
  await checkNodeFits(needs, version, inside.node);
  const from = inside.openclaw ?? tank.plan.openclaw;
  const snapshot = driver.snapshots && (await freeSnapshotName(tank, driver.snapshots, beforeName(version)));
  if (snapshot) {
    report({ now: tankMessage('now-snapshot') });
    await takeSnapshot(tank, driver, snapshot, withMessage(report, tankMessage('now-snapshot')));
  }
  const now = tankMessage('now-updating', { version });
  const drops = (line: string) => report({ now, line });
  const updating = { from, to: version, snapshot };
  await writeUpdateMarker(tank, updating);
  try {
    tank.needs.signal.throwIfAborted();
    report({ now });
    await installVersion(work, version, now);
    if ((await guestFacts(guestOf(tank, driver))).openclaw !== version) throw tankError('not-that-version');
    await writePlan(tank.folder, { ...tank.plan, openclaw: version });
    await clearUpdateMarker(tank);
  } catch (cause) {
    const why = needs.signal.aborted ? tankMessage('cancelled') : errorMessage(cause);
    // Whoever cancelled gets it as it was, too: with a command runner that still can.
    const fresh = {
      ...work,
      tank: { ...tank, needs: needs.needsFor(tank.folder, new AbortController().signal) },
    };
    await endOrphans(tank.folder, fresh.tank.needs.runner);
    try {
      const end = await rollbackUpdate(fresh, updating, cause);
      await dropOldSnapshots(fresh.tank, driver, drops);
      const id = end === 'untouched' ? 'not-put-in' : 'went-back';
      return commandResult('rolled-back', tankMessage(id, { version, from, why }));
    } catch (lost) {
      return commandResult('left-changed', errorMessage(lost));
    }
  }
  await dropOldSnapshots(tank, driver, drops);
  return fixedResult('updated', { version });
}
