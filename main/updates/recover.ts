import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Outcome } from '../contract/change';
import type { Message } from '../contract/finding';
import { isHealthy, startGateway } from './gateway';
import { createLedgers, isOver, type Ledger, type Ledgers } from './ledger';
import type { UpdateNeeds } from './needs';
import { entryOf } from './stage';
import { say, troubleOf } from './trouble';

export type RecoverNeeds = Pick<UpdateNeeds, 'folder' | 'engine' | 'lock' | 'startLimitMs'>;

/**
 * Looks for updates that were cut off (the app was killed, the power went) and ends them: what was swapped completely
 * stays, everything else is taken back, and a gateway that was stopped is started again. Not while an update is under
 * way. One outcome for each that was found.
 */
export async function recoverUpdates(needs: RecoverNeeds): Promise<readonly Outcome[]> {
  const ledgers = createLedgers(needs.folder);
  if (!(await ledgers.all()).some((each) => !isOver(each))) return [];
  const unlock = await needs.lock().catch(() => null);
  if (!unlock) return [];
  try {
    return await recoverWith(needs);
  } finally {
    await unlock();
  }
}

/** As `recoverUpdates`, for whoever holds the lock. */
export async function recoverWith(needs: Omit<RecoverNeeds, 'lock'>): Promise<readonly Outcome[]> {
  const ledgers = createLedgers(needs.folder);
  const outcomes: Outcome[] = [];
  for (const ledger of await ledgers.all())
    if (!isOver(ledger)) outcomes.push(await recoverOne(ledger, ledgers, needs));
  return outcomes;
}

async function recoverOne(
  ledger: Ledger,
  ledgers: Ledgers,
  { engine, startLimitMs }: Omit<RecoverNeeds, 'lock'>,
): Promise<Outcome> {
  const entry = (await engine.entries()).find(({ fix }) => fix === ledger.id) ?? null;
  const told = { fix: ledger.id, entry: entry?.id ?? null, afterwards: null };
  const values = { from: ledger.from, to: ledger.to };
  if (entry?.state === 'done') {
    await ledgers.write({ ...ledger, phase: 'done' });
    for (const each of ledger.staging) await rm(each, { recursive: true, force: true }).catch(() => {});
    return { ...told, result: 'fixed', because: say('recovered-done', values) };
  }
  if (entry?.state === 'open' || entry?.state === 'left-changed') {
    const [came] = await engine.undo([entry.id]);
    if (came?.result !== 'fixed')
      return { ...told, result: 'left-changed', because: came?.because ?? say('cancelled') };
  }
  const problem = await restart(ledger, startLimitMs);
  for (const each of [...ledger.staging, ...ledger.swaps.map(({ fresh }) => fresh)])
    await rm(each, { recursive: true, force: true }).catch(() => {});
  await ledgers.remove(ledger.id);
  const because = say('recovered-back', values);
  return problem === null
    ? { ...told, result: 'rolled-back', because }
    : { ...told, result: 'left-changed', because: say('not-restarted', { because, reason: problem }) };
}

/** Starts the gateways again that ran before; null when all answer. */
export async function restart(ledger: Ledger, startLimitMs?: number): Promise<Message | null> {
  let problem: Message | null = null;
  if (ledger.phase === 'staging') return null;
  for (const ran of ledger.ran) {
    try {
      if (ran.port !== null && (await isHealthy(ran.port))) continue;
      const { bin } = await entryOf(ledger.copy);
      const limit = startLimitMs === undefined ? {} : { limitMs: startLimitMs };
      await startGateway(ran, { entry: join(ledger.copy, bin ?? 'openclaw.mjs'), ...limit });
    } catch (error) {
      problem ??= troubleOf(error);
    }
  }
  return problem;
}
