import type { Change } from '../contract/change';
import type { Message } from '../contract/finding';
import type { JournalEntry, Merging } from './journal';
import { isStillNeeded } from './merge/needed';
import { finishMerging, rollBackOne } from './merge/undo-one';
import { changeTarget, fixMessage } from './reason';
import type { TransactionContext } from './transaction-context';

/** What failed, and at which change. */
export interface FailedChange {
  readonly change: Change;
  readonly error: unknown;
}

/** Places of changes without this one. */
export const without = (live: readonly number[], place: number) => live.filter((each) => each !== place);

/** What came of taking back. */
export interface RollbackResult {
  /** What could not be taken back, and what others changed since, is still noted as in effect. */
  readonly entry: JournalEntry;
  readonly errors: readonly FailedChange[];
  /** What others changed since, which stays. */
  readonly left: readonly Message[];
}

/** Takes back what may be in effect, the last one first. What can't be taken back is left, and the others go on. */
export async function rollBackChanges(
  at: TransactionContext,
  from: JournalEntry,
  /** What is taken back, of a change that was read from the disk; rejects for one that no fix makes. */
  trusted: (change: Change) => Promise<Change> = async (change) => change,
  /** Whether a later entry, still in effect, is what was left: then it is that one's to put back. */
  isCovered: (left: Message) => boolean = () => false,
): Promise<RollbackResult> {
  const { merging, ...whole } = from;
  if (merging) await finishMerging(at.actions, from.changes, merging);
  let entry: JournalEntry = whole;
  const errors: FailedChange[] = [];
  const left: Message[] = [];
  /** Texts in which something was left, or nothing could be taken back. */
  const changed: string[] = [];
  const modes = from.changes.filter(({ kind }) => kind === 'mode').map(changeTarget);
  const quiet = new Set(modes).size === modes.length;
  for (const place of from.live.toReversed()) {
    const change = from.changes[place];
    if (!change) continue;
    at.report({ now: fixMessage('taking-back') });
    try {
      if (change.kind === 'edit' && isStillNeeded(change, changed)) {
        left.push(fixMessage('left-needed', { where: change.path }));
        continue;
      }
      const intend = (texts: Pick<Merging, 'now' | 'to'>) =>
        at.journal.write({ ...entry, merging: { place, ...texts } }).then(
          () => {},
          () => {},
        );
      const others = (await rollBackOne(at.actions, await trusted(change), intend)).filter(
        (each) => !isCovered(each),
      );
      left.push(...others);
      if (others.length > 0) {
        if (change.kind === 'edit') changed.push((await at.actions.present(change)) ?? '');
        continue;
      }
      entry = { ...entry, live: without(entry.live, place) };
      // A note that fails, or is left out for rights, does no harm: taking it back again later changes nothing.
      if (!quiet || change.kind !== 'mode') await at.journal.write(entry).catch(() => {});
    } catch (error) {
      errors.push({ change, error });
      if (change.kind === 'edit')
        changed.push((await at.actions.present(change).catch(() => null)) ?? change.after ?? '');
    }
  }
  return { entry, errors, left };
}
