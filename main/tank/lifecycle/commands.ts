import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Outcome } from '../../contract/change';
import type { Receipt } from '../../contract/tank';
import { nodePin } from '../../openclaw/node-pins';
import { TESTED_VERSION } from '../../openclaw/tested-version';
import { newestReceipt } from '../attestation/receipt-store';
import { takeReceipt } from '../attestation/take-receipt';
import { fetchFiles, sendFiles } from '../guest/exchange-files';
import { endOrphans } from '../model/child-processes';
import { asSingleStep, type ProgressReporter, withMessage } from '../model/progress-reporter';
import { errorDetail, errorMessage, tankError, tankMessage } from '../model/tank-error';
import { openTankLog } from '../model/tank-log';
import { folderOf, readTank, withTankLock } from '../model/tank-store';
import type { TankContext } from '../model/types';
import { beginRecovery, clearMarkedSnapshot, interruptedTanks } from '../model/update-marker';
import {
  type CommandContext,
  type CommandResult,
  commandResult,
  fixedResult,
  type TankCommand,
  type TankRequest,
  type TankWork,
} from './command';
import { guestOf } from './create-steps';
import { AppQuitting, type CreateRequest, createTank, nameFor } from './create-tank';
import { checkNodeFits } from './fitting-node';
import { askQuestion, giveKey } from './give-key';
import {
  driverSnapshots,
  dropPartialSnapshot,
  freeSnapshotName,
  namedSnapshot,
  ownName,
  takeSnapshot,
} from './named-snapshots';
import { receiptSummary } from './receipt-summary';
import { removeTank } from './remove-tank';
import { recoverUpdate, restoreSnapshot } from './rollback';
import { HEALTHY_MS, powerState, restorePower, startTank, stopTank } from './start-stop';
import { refreshCachedStatus } from './tank-status';
import { updateToNewest } from './update-tank';

export type { CommandContext, Migration, TankRequest } from './command';

async function create(
  task: Extract<TankRequest, { command: 'create' }>,
  needs: CommandContext,
): Promise<CommandResult> {
  const { root, signal, mirror, newest, patienceMs } = needs;
  const request: CreateRequest = {
    engine: task.engine,
    openclaw: newest ?? TESTED_VERSION,
    mirror,
    tank: await nameFor({ openclaw: '', mirror, ...task }, root),
  };
  const was = await readTank(root, request.tank ?? '');
  if (was?.plan.madeAt) return commandResult('skipped', tankMessage('made-already', { name: was.plan.name }));
  // One that was begun keeps the version of its plan.
  const arch = process.arch === 'arm64' ? 'arm64' : 'x64';
  if (!was) await checkNodeFits(needs, request.openclaw, nodePin('linux', arch)?.version);
  const plan = await createTank(request, needs, {
    signal,
    report: needs.report,
    ...(patienceMs !== undefined && { patienceMs }),
  });
  const folder = folderOf(root, plan.name);
  const tank: TankContext = { plan, folder, needs: needs.needsFor(folder, signal) };
  await refreshCachedStatus(tank, await needs.driverOf(plan.engine));
  const taken = await newestReceipt(folder);
  const { open, because } = taken ? receiptSummary(taken) : { open: 0, because: null };
  return commandResult(
    open > 0 ? 'left-changed' : 'fixed',
    tankMessage('made', { name: plan.name }),
    because,
  );
}

/** Where an update that was cut off can't be settled, this still can be done: stop it, free the disk, go further back. */
const AS_IT_IS: ReadonlySet<TankCommand['command']> = new Set(['stop', 'restore', 'drop']);

/** Whoever was killed at work on the tank left things that are nobody's any more, or half done. */
async function tidy(work: TankWork, { command }: TankCommand): Promise<TankWork> {
  const { tank } = work;
  await endOrphans(tank.folder, tank.needs.runner);
  // What was moved or fetched is private.
  for (const name of ['moving', 'exchange.new'])
    await rm(join(tank.folder, name), { recursive: true, force: true });
  return AS_IT_IS.has(command) ? work : { ...work, tank: { ...tank, plan: await recoverUpdate(work) } };
}

async function mustRun({ tank, driver }: TankWork): Promise<void> {
  if ((await driver.state(tank)) !== 'running') throw tankError('not-running');
}

const resultOfReceipt = (receipt: Receipt): CommandResult => {
  const { open, because } = receiptSummary(receipt);
  return commandResult(open > 0 ? 'left-changed' : 'fixed', because);
};

/** What each command does with a tank that is there, under its lock. */
async function carryOut(
  task: Exclude<TankCommand, { command: 'create' } | { command: 'remove' }>,
  work: TankWork,
  needs: CommandContext,
): Promise<CommandResult> {
  const { tank, driver, report, limitMs } = work;
  const guest = () => guestOf(tank, driver);
  const start = () => startTank(tank, driver, withMessage(report, tankMessage('now-starting')), limitMs);
  switch (task.command) {
    case 'start':
      await start();
      return fixedResult('started');
    case 'stop':
      await stopTank(tank, driver);
      return fixedResult('stopped');
    case 'receipt':
      await start();
      report({ now: tankMessage('now-receipt') });
      return resultOfReceipt(await takeReceipt(tank, driver, guest()));
    case 'snapshot': {
      const snapshot = await freeSnapshotName(tank, driverSnapshots(driver), ownName(tank));
      await takeSnapshot(tank, driver, snapshot);
      return fixedResult('snapshot-taken', { snapshot });
    }
    case 'settle':
      // Done before each command; what is in the tank's plan now is what is inside.
      return fixedResult('settled', { version: tank.plan.openclaw });
    case 'restore':
      return restoreSnapshot(work, task.snapshot);
    case 'drop':
      await namedSnapshot(tank, driver, task.snapshot);
      // First, so that nobody goes back to what is not there any more.
      await clearMarkedSnapshot(tank, task.snapshot);
      await driverSnapshots(driver).drop(tank, task.snapshot);
      return fixedResult('dropped', { snapshot: task.snapshot });
    case 'update':
      return updateToNewest(work, needs);
    case 'send': {
      await mustRun(work);
      const now = tankMessage('now-send');
      const { files, skipped } = await sendFiles(guest(), task.files, (bytes) => report({ now, bytes }));
      return fixedResult('sent', { count: files, skipped });
    }
    case 'fetch': {
      await mustRun(work);
      const { files, skipped, folder } = await fetchFiles(tank, guest());
      return fixedResult('fetched', { count: files, skipped, folder: folder ?? '' });
    }
    case 'ask':
      await start();
      return askQuestion(work, guest());
    case 'give-key': {
      await start();
      const calm = { ...tank, needs: needs.needsFor(tank.folder, new AbortController().signal) };
      return giveKey(work, guest(), task, guestOf(calm, driver));
    }
    case 'move-in':
    case 'move-out':
      if (!needs.migration) throw tankError('no-moving');
      return task.command === 'move-in' ? needs.migration.moveIn(work, task) : needs.migration.moveOut(work);
  }
}

async function withTank(
  task: Exclude<TankCommand, { command: 'create' }>,
  needs: CommandContext,
): Promise<CommandResult> {
  const { root, signal } = needs;
  const folder = folderOf(root, task.tank);
  const stored = await readTank(root, task.tank);
  if (!stored) throw tankError('no-such-tank', { name: task.tank });
  const report = asSingleStep(needs.report);
  report({ now: tankMessage(`does-${task.command}`) });
  return withTankLock(folder, async () => {
    // Once begun it is carried to its end: half removed helps nobody.
    if (task.command === 'remove') return removeTank(task.tank, needs, new AbortController().signal);
    const tank: TankContext = { ...stored, needs: needs.needsFor(folder, signal) };
    if (task.command === 'settle' && !(await beginRecovery(tank)))
      return commandResult('skipped', tankMessage('nothing-to-settle'));
    if (tank.plan.madeAt === null) throw tankError('unfinished', { name: task.tank });
    const driver = await needs.driverOf(tank.plan.engine);
    const log = openTankLog(folder, tank.needs.now);
    log.line(`${task.command} begins`);
    const hear: ProgressReporter['report'] = (progress) => {
      if (progress.line !== undefined) log.line(progress.line);
      report(progress);
    };
    const before = await powerState(tank, driver);
    const done = await tidy({ tank, driver, report: hear, limitMs: needs.healthyMs ?? HEALTHY_MS }, task)
      .then((work) => carryOut(task, work, needs))
      .catch((error: unknown) => {
        log.line(`${task.command}: ${errorDetail(error)}`);
        return resultOfError(error, task, needs);
      });
    log.line(`${task.command}: ${done.result}, ${done.because.id}`);
    const fresh = { ...tank, needs: needs.needsFor(folder, new AbortController().signal) };
    await dropPartialSnapshot(fresh, driver).catch(() => {});
    // What could not be gone back from is not started either: the next deed settles it.
    const isLeft = task.command === 'stop' || done.because.id === tankMessage('no-way-back').id;
    const stays = isLeft ? null : await restorePower(fresh, driver, before, hear, needs.healthyMs);
    await refreshCachedStatus(fresh, driver).catch(() => {});
    await log.flushed();
    return stays ? commandResult('left-changed', done.because, stays) : done;
  });
}

/** Nothing was changed: somebody else works on it, there is no such tank, it can't be done with this one. */
const REFUSALS: readonly string[] = [
  'busy',
  'no-such-tank',
  'unfinished',
  'other-engine',
  'strange-folder',
  'no-snapshots',
  'no-such-snapshot',
  'no-moving',
  'not-running',
  'other-node',
].map((id) => `tank.making-${id}`);

/** How a deed ended that rejected. */
function resultOfError(error: unknown, { command }: TankCommand, { signal }: CommandContext): CommandResult {
  // What was cancelled may say so in words of its own; what could not be removed has to be told.
  const carried = command === 'create' || command === 'remove';
  if (signal.aborted && (error === signal.reason || !carried)) {
    if (signal.reason instanceof AppQuitting) return commandResult('left-changed', tankMessage('left'));
    return command === 'create'
      ? commandResult('rolled-back', tankMessage('cancelled-clean'))
      : commandResult('left-changed', tankMessage('cancelled'));
  }
  const because = errorMessage(error);
  if (REFUSALS.includes(because.id)) return commandResult('refused', because);
  return commandResult('left-changed', because, command === 'create' ? tankMessage('go-on') : null);
}

/** Does one deed to its end. Never rejects: what went wrong is one sentence, and what became of it. */
export async function runTankCommand(task: TankCommand, needs: CommandContext): Promise<Outcome> {
  const head = { fix: `tank-${task.command}`, does: tankMessage(`does-${task.command}`), entry: null };
  try {
    return { ...head, ...(await (task.command === 'create' ? create(task, needs) : withTank(task, needs))) };
  } catch (error) {
    return { ...head, ...resultOfError(error, task, needs) };
  }
}

/**
 * Ends the updates of tanks that were cut off (the app was killed, the power went), each once: what is in place and
 * answers stays, else it is gone back, and the tank runs or stands as it did. Not while somebody else is at work on it.
 * One outcome for each that was found.
 */
export async function recoverTanks(journal: string, needs: CommandContext): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const folder of await interruptedTanks(journal)) {
    const tank = basename(folder);
    if (folderOf(needs.root, tank) !== folder) continue;
    const outcome = await runTankCommand({ command: 'settle', tank }, needs);
    if (outcome.result !== 'skipped' && outcome.result !== 'refused') outcomes.push(outcome);
  }
  return outcomes;
}
