import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Outcome } from '../../contract/change';
import type { Message } from '../../contract/finding';
import { isHealthy } from '../../system/read/gateway-health';
import { pollUntil } from '../../system/read/poll-until';
import { copyStates, planSwaps } from './backup';
import { type CapturedGateway, plainGateway } from './capture-process';
import { stopGateway } from './gateway';
import type { UpdateNeeds } from './needs';
import { onDiskOf } from './places';
import { prepare } from './prepare';
import { recoverWith } from './recover';
import { bringCopyBack, captureAll, STEPS, tidy, type UpdateRun } from './run-program';
import { swap } from './swap';
import { UpdateError, updateFailure, updateMessage } from './update-error';
import { createLedgers } from './update-journal';
import type { UpdatePlan } from './update-plan';

/** How an update ended that changed nothing that stands in the journal. */
const outcome = (
  fix: string,
  { copy, from, release }: UpdatePlan,
  result: Outcome['result'],
  because: Message,
): Outcome => ({
  fix,
  does: updateMessage('does', { path: copy.path, from, to: release.version }),
  entry: null,
  result,
  because,
  afterwards: null,
});

/**
 * Brings one copy to the release of its plan: fetch, install beside, check, stop, back up, swap, migrate, start, look
 * whether it answers. Whatever fails, the old version and its state come back. A risk that the user didn't choose is
 * refused before anything is begun. Never rejects.
 */
export async function runUpdate(plan: UpdatePlan, needs: UpdateNeeds): Promise<Outcome> {
  const id = `update-${randomBytes(4).toString('hex')}`;
  const open = plan.risks.filter((risk) => !needs.accepted.includes(risk.id));
  if (open.length > 0)
    return {
      ...outcome(id, plan, 'refused', updateMessage('not-chosen', { risks: open.map(({ says }) => says) })),
      choices: plan.risks.map((risk) => risk.id),
    };
  const unlock = await needs.lock().catch(() => null);
  if (!unlock) return outcome(id, plan, 'refused', updateMessage('busy'));
  try {
    await recoverWith(needs);
    return await underLock(id, plan, needs);
  } catch (error) {
    return outcome(id, plan, 'refused', updateMessage('nothing-changed', { because: updateFailure(error) }));
  } finally {
    await unlock();
  }
}

async function underLock(id: string, plan: UpdatePlan, needs: UpdateNeeds): Promise<Outcome> {
  const { copy, from, release } = plan;
  const ledgers = createLedgers(needs.folder);
  const own = ledgers.folderOf(id);
  await mkdir(own, { recursive: true, mode: 0o700 });
  const near = plan.owner.kind === 'npm' ? copy.path : plan.owner.place.link;
  const staging = join(await onDiskOf(near, own, id), 'staging');
  const swaps = await planSwaps(plan.setups, own, id);
  let now = updateMessage('step-fetch');
  let done = 0;
  const run: UpdateRun = {
    plan,
    needs,
    ledgers,
    node: plan.node.path,
    updateJournal: await ledgers.write({
      schema: 2,
      kind: 'update',
      id,
      at: new Date(needs.now()).toISOString(),
      phase: 'staging',
      copy: copy.path,
      now: copy.path,
      from,
      to: release.version,
      staging: [staging],
      swaps,
      kept: [join(staging, '..', 'program-old')],
      ran: [],
    }),
    step(step) {
      needs.signal.throwIfAborted();
      done = STEPS.indexOf(step);
      now = updateMessage(`step-${step}`, { version: release.version });
      needs.onProgress({ now, done, of: STEPS.length });
    },
    now: () => now,
    line: (line) => needs.onProgress({ now, done, of: STEPS.length, line }),
  };
  let captured: readonly CapturedGateway[] = [];
  try {
    const staged = await prepare(run, staging);
    run.step('stop');
    await stopAll(run, (all) => {
      captured = all;
    });
    run.step('backup');
    await copyStates(swaps, needs.signal);
    run.updateJournal = await ledgers.write({ ...run.updateJournal, phase: 'swapping' });
    return await swap(run, staged, captured);
  } catch (error) {
    const because = needs.signal.aborted ? updateMessage('cancelled') : updateFailure(error);
    const restarted = await bringCopyBack(run, captured);
    await tidy(run);
    const choices = because.id === 'updates.unconfirmed-dependencies';
    return restarted === null
      ? {
          ...outcome(
            id,
            plan,
            'refused',
            needs.signal.aborted
              ? updateMessage('nothing-changed', { because })
              : updateMessage('nothing-changed-at', { step: now, because }),
          ),
          ...(choices && { choices: [...needs.accepted, 'unconfirmed' as const] }),
        }
      : outcome(id, plan, 'left-changed', updateMessage('not-restarted', { because, reason: restarted }));
  }
}

/** OpenClaw starts itself anew once, perhaps twice; what comes back more often has a keeper. */
const ROUNDS = 4;

/**
 * Stops what runs of the copy, and what runs in its place by then: OpenClaw starts itself anew, under another number, after
 * its settings changed, and answers nobody meanwhile. `onCapture` and the journal get all that ran before each stop.
 * Rejects when one stays or something brings it back.
 */
async function stopAll(
  run: UpdateRun,
  onCapture: (captured: readonly CapturedGateway[]) => void,
): Promise<void> {
  let captured: readonly CapturedGateway[] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    const found = await captureAll(run);
    if (found.length === 0 && round > 1) return;
    captured = [
      ...captured.filter((each) => !found.some((next) => isNextOf(each, next))),
      ...found.map((next) => portOf(next, captured)),
    ];
    onCapture(captured);
    run.updateJournal = await run.ledgers.write({
      ...run.updateJournal,
      phase: 'stopped',
      ran: captured.map(plainGateway),
    });
    if (found.length === 0) return;
    for (const each of found) await stopGateway(each, run.needs.processes);
    await staysDown(captured);
  }
  throw new UpdateError('comes-back', { port: String(captured.at(-1)?.port ?? '?') });
}

/** Whether the second took the first one's place: the same state, and no other port. */
const isNextOf = (first: CapturedGateway, next: CapturedGateway): boolean =>
  first.stateDir === next.stateDir && (next.port === null || first.port === null || next.port === first.port);

/** One that has just begun listens nowhere yet. */
const portOf = (next: CapturedGateway, before: readonly CapturedGateway[]): CapturedGateway =>
  next.port === null ? { ...next, port: before.find((each) => isNextOf(each, next))?.port ?? null } : next;

/** How long it is waited for what may start it again: restarts are put off by seconds, seldom by more than five. */
const SURE_MS = 1000;
const PERHAPS_MS = 6000;

/** Something that isn't held may start it again. */
async function staysDown(captured: readonly CapturedGateway[]): Promise<void> {
  if (captured.length === 0) return;
  const name = captured.find(({ perhaps }) => perhaps !== null)?.perhaps ?? null;
  const back = async () => {
    for (const { port } of captured) if (port !== null && (await isHealthy(port))) return port;
    return null;
  };
  const port = await pollUntil(back, { everyMs: 500, limitMs: name === null ? SURE_MS : PERHAPS_MS });
  if (port !== null)
    throw new UpdateError(name === null ? 'comes-back' : 'comes-back-by', {
      port: String(port),
      name: name ?? '',
    });
}
