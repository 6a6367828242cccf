import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Outcome } from '../../contract/change';
import type { Message } from '../../contract/finding';
import { isHealthy } from '../../system/read/gateway-health';
import type { IdentifiedProcess } from '../../system/write/processes/end-process';
import { exists } from './backup';
import type { CapturedGateway } from './capture-process';
import { swapChanges } from './changes';
import { megabytes } from './disk-space';
import { endStarted, startGateway, stopGateway } from './gateway';
import { holdAll } from './hold';
import { manifestOf } from './package-json';
import type { Staged } from './prepare';
import { runProgram } from './program';
import { keptSize, pruneKept } from './retain-backups';
import { bringCopyBack, captureAll, limit, STEPS, tidy, type UpdateRun } from './run-program';
import { setupEnvironment } from './setups';
import { managerEnv } from './stage';
import { UpdateError, updateFailure, updateMessage } from './update-error';

/** Changes over by the engine's journal, migrates, starts, and waits for the answer; all or nothing. */
export async function swap(
  run: UpdateRun,
  staged: Staged,
  captured: readonly CapturedGateway[],
): Promise<Outcome> {
  const { plan, needs, ledgers } = run;
  const { copy, release } = plan;
  run.step('swap');
  const withSettings = [];
  for (const setup of plan.setups) if (await exists(setup.configPath)) withSettings.push(setup);
  const { bin } = await manifestOf(staged.fresh);
  const entry = join(run.updateJournal.now, bin ?? 'openclaw.mjs');
  const brought = staged.bringing.at(-1);
  // By then it lies where OpenClaw looks for it.
  const node = brought ? run.node.replace(brought.from, brought.to) : run.node;
  const started: IdentifiedProcess[] = [];
  const outcome = await needs.engine.applyOperation({
    id: run.updateJournal.id,
    does: updateMessage('does', { path: copy.path, from: plan.from, to: release.version }),
    changes: swapChanges({
      entry,
      copy: copy.path,
      replacing: staged.replacing,
      swaps: run.updateJournal.swaps,
      bringing: staged.bringing,
      ran: run.updateJournal.ran,
      uid: needs.host.uid,
      node,
      migrate: withSettings.map((setup) => setupEnvironment(setup, join)),
    }),
    async verify() {
      run.step('start');
      try {
        await answersVersion(run, entry, node);
        for (const each of captured) {
          // Whoever has its port now was started by somebody else.
          if (!each.service && each.port !== null && (await isHealthy(each.port)))
            throw new UpdateError('comes-back', { port: String(each.port) });
          const options = { entry, env: each.whole, processes: needs.processes, ...limit(needs) };
          const own = await startGateway(each, options);
          if (own !== null) started.push(own);
        }
        needs.signal.throwIfAborted();
        return null;
      } catch (error) {
        for (const own of started) await endStarted(own, needs.processes);
        await holdAgain(run, captured);
        if (needs.signal.aborted) return updateMessage('cancelled');
        return updateMessage('not-healthy', { version: release.version, reason: updateFailure(error) });
      }
    },
  });
  if (outcome.result === 'fixed') {
    needs.onProgress({ now: updateMessage('step-finish'), done: STEPS.length - 1, of: STEPS.length });
    for (const each of run.updateJournal.staging)
      await rm(each, { recursive: true, force: true }).catch(() => {});
    run.updateJournal = await ledgers.write({ ...run.updateJournal, phase: 'done' });
    await pruneKept(ledgers, copy.path);
    const afterwards = await afterwardsOf(run);
    return {
      ...outcome,
      afterwards,
      because: updateMessage('updated', { from: plan.from, to: release.version }),
    };
  }
  // Where something could not be taken back, every piece stays where it is.
  if (outcome.result === 'left-changed') return outcome;
  const restarted = await bringCopyBack(run, captured);
  await tidy(run);
  const because = causeOf(run, outcome.because);
  return restarted === null
    ? { ...outcome, because }
    : {
        ...outcome,
        result: 'left-changed',
        because: updateMessage('not-restarted', { because, reason: restarted }),
      };
}

/** Which step it was, why, and what the program said that failed, if one did. */
function causeOf({ needs, now }: UpdateRun, because: Message): Message {
  if (needs.signal.aborted) return because;
  const line = needs.lastLine?.() ?? null;
  const step = now();
  return line === null
    ? updateMessage('failed-at', { step, because })
    : updateMessage('failed-at-said', { step, because, line });
}

/** What keeps a gateway may have started it with the new version: it stands still again while the old one comes back. */
async function holdAgain(run: UpdateRun, captured: readonly CapturedGateway[]): Promise<void> {
  const kept = captured.filter(({ holds = [] }) => holds.length > 0);
  for (const { holds = [] } of kept) await holdAll(holds, run.needs.processes).catch(() => {});
  if (kept.length === 0) return;
  for (const each of await captureAll(run).catch(() => []))
    if (!each.service) await stopGateway({ ...each, holds: [] }, run.needs.processes).catch(() => {});
}

/** What the user has to know: what is kept, what that costs, and where OpenClaw runs now. */
async function afterwardsOf({ plan, updateJournal, ledgers, needs }: UpdateRun): Promise<Message> {
  const size = megabytes(await keptSize(ledgers, needs.host.signal).catch(() => 0));
  const byHand = updateJournal.ran.some(({ service, holds = [] }) => service === null && holds.length === 0);
  return updateMessage(byHand ? 'afterwards-background' : 'afterwards', { from: plan.from, size });
}

/** The new version at its final place, with a scratch home: the swap has worked. */
async function answersVersion(run: UpdateRun, entry: string, node: string): Promise<void> {
  const { needs, plan, updateJournal } = run;
  const scratch = join(updateJournal.staging[0] ?? needs.folder, 'scratch');
  const result = await runProgram(node, [entry, '--version'], {
    env: { ...managerEnv(needs.host.env, node, scratch), HOME: scratch, USERPROFILE: scratch, NO_COLOR: '1' },
    cwd: scratch,
    signal: needs.signal,
    limitMs: 120_000,
  });
  if (result.code !== 0 || !result.out.includes(plan.release.version))
    throw new UpdateError('does-not-start', { line: (result.last.at(-1) ?? '?').slice(0, 300) });
}
