import type { Outcome } from '../contract/change';
import type { Message } from '../contract/finding';
import { note, type Workplace } from './cycle';
import type { Discarding } from './index';
import type { Entry } from './journal';
import { message, placeOf, reasonOf } from './reason';
import { seal } from './seal';

/** What is begun is finished: half of it can't be put back. */
const unstoppable = new AbortController().signal;

/**
 * Deletes for good. Nothing is offered for undo that can't be undone: what depends on it is sealed before the first
 * thing is deleted, whatever ends us in between. Never rejects. Only under the lock.
 */
export async function discard(at: Workplace, discarding: Discarding): Promise<Outcome> {
  const { id, does, places, changes, verify } = discarding;
  const outcome = { fix: id, does, entry: null, afterwards: null };
  if (at.signal.aborted)
    return {
      ...outcome,
      result: 'refused',
      because: message('nothing-changed', { because: message('cancelled') }),
    };
  let entry: Entry | null = null;
  try {
    entry = await at.journal.open({ fix: id, finding: null, does, changes }, 'final');
    await note(at, 'begun', entry);
    await seal(at, places);
  } catch (error) {
    if (entry) {
      await note(at, 'refused', entry).catch(() => {});
      await at.journal.write({ ...entry, state: 'rolled-back' }).catch(() => {});
    }
    return {
      ...outcome,
      result: 'refused',
      because: message('cannot-remember', { reason: reasonOf(error) }),
    };
  }
  const troubles: Message[] = [];
  for (const [place, change] of changes.entries()) {
    at.tell({ now: does, part: place / changes.length });
    try {
      await at.actions.carryOut(change, { signal: unstoppable });
    } catch (error) {
      troubles.push(message('failed', { where: placeOf(change), reason: reasonOf(error) }));
    }
  }
  const still = await verify().catch((error: unknown) =>
    message('could-not-look-again', { reason: reasonOf(error) }),
  );
  await note(at, still ? 'left-changed' : 'done', entry).catch(() => {});
  if (!still) return { ...outcome, entry: entry.id, result: 'fixed', because: message('carried-out') };
  const because = troubles[0] ? message('not-all', { what: still, because: troubles[0] }) : still;
  return { ...outcome, entry: entry.id, result: 'left-changed', because };
}
