import { rm } from 'node:fs/promises';
import type { Outcome, ShownEntry } from '../../contract/change';
import { exists } from './backup';
import { startAgain } from './gateway';
import type { UpdateNeeds } from './needs';
import { type Still, standStill } from './unchanged';
import { updateFailure, updateMessage } from './update-error';
import { createLedgers, type UpdateJournal } from './update-journal';

/** The engine's name for an update. */
export const isUpdate = ({ fix }: Pick<ShownEntry, 'fix'>): boolean => /^update-[0-9a-f]{8}$/.test(fix);

export type GoBackNeeds = Pick<
  UpdateNeeds,
  'folder' | 'engine' | 'lock' | 'startLimitMs' | 'host' | 'processes' | 'look'
>;

/** Nothing is left to take back. */
const OVER: readonly ShownEntry['state'][] = ['undone', 'undone-in-part', 'final'];

/**
 * Takes entries of the journal back, as the engine does, with what an update needs around it: the gateway that was
 * started by hand stands still meanwhile, and the old version runs again afterwards. None named: all.
 */
export async function undoWithUpdates(
  names: readonly string[],
  needs: GoBackNeeds,
): Promise<readonly Outcome[]> {
  const { engine, folder } = needs;
  const entries = (await engine.entries()).filter(
    (entry) =>
      isUpdate(entry) && !OVER.includes(entry.state) && (names.length === 0 || names.includes(entry.id)),
  );
  const ledgers = createLedgers(folder);
  const all = await ledgers.all();
  const found = entries.flatMap((entry) => {
    const updateJournal = all.find(({ id }) => id === entry.fix);
    return updateJournal ? [{ entry, updateJournal }] : [];
  });
  if (entries.length === 0) return engine.undo(names);
  const unlock = await needs.lock().catch(() => null);
  if (!unlock) return entries.map((entry) => outcomeOf(entry, 'refused', updateMessage('busy')));
  try {
    const lost = await lostBackups(entries, found);
    if (lost.length > 0) return lost.map((entry) => outcomeOf(entry, 'refused', updateMessage('no-backup')));
    let captured: readonly Still[];
    try {
      captured = await standStill(
        found.map(({ updateJournal }) => updateJournal),
        needs,
      );
    } catch (error) {
      return entries.map((entry) => outcomeOf(entry, 'refused', updateFailure(error)));
    }
    const outcomes = await engine.undo(names);
    const problem = await startAgain(captured, needs);
    return await Promise.all(
      outcomes.map(async (outcome) => {
        const here = found.find(({ entry }) => entry.id === outcome.entry);
        if (!here || outcome.result !== 'fixed') return outcome;
        await ledgers.write({ ...here.updateJournal, phase: 'undone' });
        for (const each of here.updateJournal.staging)
          await rm(each, { recursive: true, force: true }).catch(() => {});
        const path = here.updateJournal.swaps.map(({ fresh }) => fresh).join(', ') || '–';
        const because = updateMessage('gone-back', { from: here.updateJournal.from, path });
        return problem === null
          ? { ...outcome, because }
          : {
              ...outcome,
              result: 'left-changed' as const,
              because: updateMessage('not-restarted', { because, reason: problem }),
            };
      }),
    );
  } finally {
    await unlock();
  }
}

const outcomeOf = (entry: ShownEntry, result: Outcome['result'], because: Outcome['because']): Outcome => ({
  fix: entry.fix,
  entry: entry.id,
  does: entry.does,
  result,
  because,
  afterwards: null,
});

async function lostBackups(
  entries: readonly ShownEntry[],
  found: readonly { readonly entry: ShownEntry; readonly updateJournal: UpdateJournal }[],
): Promise<readonly ShownEntry[]> {
  const lost: ShownEntry[] = [];
  for (const entry of entries) {
    const updateJournal = found.find((each) => each.entry === entry)?.updateJournal;
    const swapped = updateJournal?.swaps.map(({ kept }) => kept) ?? [];
    // pnpm’s old program stays where it was, until its store is tidied.
    const stays = updateJournal && updateJournal.now !== updateJournal.copy ? [updateJournal.copy] : [];
    const pieces = updateJournal ? [...updateJournal.kept, ...swapped, ...stays] : [];
    const there = await Promise.all(pieces.map(exists));
    // A cut-off one may have moved only some of its pieces: the engine knows which.
    if (!updateJournal || (entry.state === 'done' && there.includes(false))) lost.push(entry);
  }
  return lost;
}
