import type { Change } from '../../contract/change';
import type { Message } from '../../contract/finding';
import { type Actions, ConflictError } from '../../system/write';
import type { Merging } from '../journal';
import { fixMessage } from '../reason';
import { revert } from './revert';

/** Taking back is never cut short. */
const unstoppable = { signal: new AbortController().signal };

/** How often a file may be written by somebody else between reading and writing it. */
const TRIES = 3;

/**
 * Takes one change back: to the byte where everything still is as it left it, else as far as it still is. Tells what
 * was left because somebody else changed it since; rejects with what can keep it from being taken back at all.
 * `intend` hears of a text before it is written: one that is overwritten where it lies may be cut off half-way.
 */
export async function rollBackOne(
  actions: Actions,
  change: Change,
  intend: (texts: Pick<Merging, 'now' | 'to'>) => Promise<void>,
): Promise<readonly Message[]> {
  try {
    await actions.takeBack(change, unstoppable);
    return [];
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    if (change.kind === 'move' && error.because === 'gone')
      return [fixMessage('left-move-gone', { where: change.to, to: change.from })];
    if (change.kind !== 'edit' && change.kind !== 'mode') throw error;
  }
  for (let tries = 1; ; tries++) {
    const now = await actions.present(change);
    const { to, left } = revert(change, now);
    try {
      if (change.kind === 'edit' && to !== now) {
        await intend({ now, to });
        await actions.carryOut({ ...change, before: now, after: to }, unstoppable);
      }
      return left;
    } catch (error) {
      if (!(error instanceof ConflictError) || tries === TRIES) throw error;
    }
  }
}

/** Finishes what a run that was cut off had begun to write; what somebody wrote since stays. */
export async function finishMerging(
  actions: Actions,
  changes: readonly Change[],
  { place, now, to }: Merging,
): Promise<void> {
  const change = changes[place];
  if (change?.kind === 'edit')
    await actions.carryOut({ ...change, before: now, after: to }, unstoppable).catch(() => {});
}
