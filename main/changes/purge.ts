import type { Outcome } from '../contract/change';
import type { Message } from '../contract/finding';
import type { PurgeRequest } from './index';
import { makeIrreversible } from './irreversible';
import type { JournalEntry } from './journal';
import { changeTarget, fixMessage, reasonOf } from './reason';
import { logEntry, type TransactionContext } from './transaction';

/** What is begun is finished: half of it can't be put back. */
const unstoppable = new AbortController().signal;

/**
 * Deletes for good. Nothing is offered for undo that can't be undone: what depends on it is made irreversible before the first
 * thing is deleted, whatever ends us in between. Never rejects. Only under the lock.
 */
export async function purge(at: TransactionContext, discarding: PurgeRequest): Promise<Outcome> {
  const { id, does, places, changes, verify } = discarding;
  const outcome = { fix: id, does, entry: null, afterwards: null };
  if (at.signal.aborted)
    return {
      ...outcome,
      result: 'refused',
      because: fixMessage('nothing-changed', { because: fixMessage('cancelled') }),
    };
  let entry: JournalEntry | null = null;
  try {
    entry = await at.journal.open({ fix: id, finding: null, does, changes }, 'final');
    await logEntry(at, 'begun', entry);
    await makeIrreversible(at, places);
  } catch (error) {
    if (entry) {
      await logEntry(at, 'refused', entry).catch(() => {});
      await at.journal.write({ ...entry, state: 'rolled-back' }).catch(() => {});
    }
    return {
      ...outcome,
      result: 'refused',
      because: fixMessage('cannot-remember', { reason: reasonOf(error) }),
    };
  }
  const troubles: Message[] = [];
  for (const [place, change] of changes.entries()) {
    at.report({ now: does, part: place / changes.length });
    try {
      await at.actions.carryOut(change, { signal: unstoppable });
    } catch (error) {
      if (change.kind === 'command' && change.optional) continue;
      troubles.push(fixMessage('failed', { where: changeTarget(change), reason: reasonOf(error) }));
    }
  }
  const still = await verify().catch((error: unknown) =>
    fixMessage('could-not-look-again', { reason: reasonOf(error) }),
  );
  await logEntry(at, still ? 'left-changed' : 'done', entry).catch(() => {});
  if (!still) return { ...outcome, entry: entry.id, result: 'fixed', because: fixMessage('carried-out') };
  const because = troubles[0] ? fixMessage('not-all', { what: still, because: troubles[0] }) : still;
  return { ...outcome, entry: entry.id, result: 'left-changed', because };
}
