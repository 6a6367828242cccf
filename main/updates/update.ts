import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Outcome } from '../contract/change';
import type { Message } from '../contract/finding';
import { copyStates, planSwaps } from './backup';
import { isHealthy, type Seized, seize, stopGateway } from './gateway';
import { createLedgers, type Ran } from './ledger';
import type { UpdateNeeds } from './needs';
import { onDiskOf } from './places';
import type { UpdatePlan } from './plan';
import { prepare } from './prepare';
import { recoverWith } from './recover';
import { bringBack, type Run, STEPS, tidy } from './run';
import { swap } from './swap';
import { say, troubleOf, UpdateTrouble } from './trouble';

const outcome = (
  fix: string,
  result: Outcome['result'],
  because: Message,
  entry: string | null = null,
  afterwards: Message | null = null,
): Outcome => ({ fix, entry, result, because, afterwards });

/**
 * Brings one copy to the release of its plan: fetch, install beside, check, stop, back up, swap, migrate, start, look
 * whether it answers. Whatever fails, the old version and its state come back. Never rejects.
 */
export async function runUpdate(plan: UpdatePlan, needs: UpdateNeeds): Promise<Outcome> {
  const id = `update-${randomBytes(4).toString('hex')}`;
  const unlock = await needs.lock().catch(() => null);
  if (!unlock) return outcome(id, 'refused', say('busy'));
  try {
    await recoverWith(needs);
    return await underLock(id, plan, needs);
  } catch (error) {
    return outcome(id, 'refused', say('nothing-changed', { because: troubleOf(error) }));
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
  let now = say('step-fetch');
  let done = 0;
  const run: Run = {
    plan,
    needs,
    ledgers,
    node: plan.node.path,
    ledger: await ledgers.write({
      schema: 1,
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
      now = say(`step-${step}`, { version: release.version });
      needs.onProgress({ now, done, of: STEPS.length });
    },
    line: (line) => needs.onProgress({ now, done, of: STEPS.length, line }),
  };
  let seized: readonly Seized[] = [];
  try {
    const staged = await prepare(run, staging);
    run.step('stop');
    seized = await Promise.all(
      plan.gateways.map((gateway) => seize(gateway, plan.services, plan.node.path, process.platform)),
    );
    const ran = seized.map(({ pid: _pid, whole: _whole, ...plain }): Ran => plain);
    run.ledger = await ledgers.write({ ...run.ledger, phase: 'stopped', ran });
    for (const each of seized) await stopGateway(each);
    await staysDown(seized);
    run.step('backup');
    await copyStates(swaps, needs.signal);
    run.ledger = await ledgers.write({ ...run.ledger, phase: 'swapping' });
    return await swap(run, staged, seized);
  } catch (error) {
    const because = needs.signal.aborted ? say('cancelled') : troubleOf(error);
    const restarted = await bringBack(run, seized);
    await tidy(run);
    return restarted === null
      ? outcome(id, 'refused', say('nothing-changed', { because }))
      : outcome(id, 'left-changed', say('not-restarted', { because, reason: restarted }));
  }
}

/** Something else than its service may start it again at once. */
async function staysDown(seized: readonly Seized[]): Promise<void> {
  const ports = seized.flatMap(({ port }) => (port === null ? [] : [port]));
  if (ports.length === 0) return;
  await new Promise((resolve) => setTimeout(resolve, 1000));
  for (const port of ports)
    if (await isHealthy(port)) throw new UpdateTrouble('comes-back', { port: String(port) });
}
