import { rm } from 'node:fs/promises';
import type { Outcome } from '../../contract/change';
import { startAgain } from './gateway';
import type { UpdateNeeds } from './needs';
import { tidy } from './run-program';
import { standStill } from './unchanged';
import { updateMessage } from './update-error';
import { createLedgers, isOver, type Ledgers, type UpdateJournal } from './update-journal';

export type RecoverNeeds = Pick<
  UpdateNeeds,
  'folder' | 'engine' | 'lock' | 'startLimitMs' | 'processes' | 'look' | 'host'
>;

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
  await ledgers.migrate();
  for (const updateJournal of await ledgers.all())
    if (!isOver(updateJournal)) outcomes.push(await recoverOne(updateJournal, ledgers, needs));
  return outcomes;
}

async function recoverOne(
  updateJournal: UpdateJournal,
  ledgers: Ledgers,
  needs: Omit<RecoverNeeds, 'lock'>,
): Promise<Outcome> {
  const { engine } = needs;
  const entry = (await engine.entries()).find(({ fix }) => fix === updateJournal.id) ?? null;
  const { from, to, copy: path } = updateJournal;
  const does = updateMessage('does', { from, to, path });
  const base = { fix: updateJournal.id, does, entry: entry?.id ?? null, afterwards: null };
  const values = { from, to };
  if (entry?.state === 'done') {
    await ledgers.write({ ...updateJournal, phase: 'done' });
    for (const each of updateJournal.staging)
      await rm(each, { recursive: true, force: true }).catch(() => {});
    return { ...base, result: 'fixed', because: updateMessage('recovered-done', values) };
  }
  if (entry?.state === 'open' || entry?.state === 'left-changed') {
    // It may have started the new version already. What can't be told holds nothing up: the way back matters more.
    await standStill([updateJournal], needs).catch(() => []);
    const [undone] = await engine.undo([entry.id]);
    if (undone?.result !== 'fixed')
      return { ...base, result: 'left-changed', because: undone?.because ?? updateMessage('cancelled') };
  }
  const { phase, ran, copy } = updateJournal;
  const problem = await startAgain(phase === 'staging' ? [] : ran.map((each) => ({ ...each, copy })), needs);
  await tidy({ updateJournal, ledgers });
  const because = updateMessage('recovered-back', values);
  return problem === null
    ? { ...base, result: 'rolled-back', because }
    : {
        ...base,
        result: 'left-changed',
        because: updateMessage('not-restarted', { because, reason: problem }),
      };
}
