import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { checks as allChecks } from '../checks';
import type { Check } from '../checks/define/define-check';
import type { Outcome } from '../contract/change';
import type { Message } from '../contract/finding';
import type { Actions } from '../system/write';
import { acquireLock } from '../system/write/lock-file';
import { applyBatch } from './batch';
import type { ChangeEngine, Progress, Rescan } from './index';
import { createJournal, showEntry } from './journal';
import { namedFixes } from './offer';
import { previewUndo } from './preview-undo';
import { purge } from './purge';
import { fixMessage, reasonOf } from './reason';
import { runTransaction, type TransactionContext } from './transaction';
import { undoBatch } from './undo';
import { type BatchProof, withProof } from './verify-batch';

export interface ChangeEngineOptions {
  /** The app's own folder: journal, lock, log and quarantine lie below it. */
  readonly folder: string;
  readonly actions: Actions;
  readonly rescan: Rescan;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Stops the batch between two steps and takes the fix that is under way back. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  /** Whether OpenClaw can still work, asked at the end of a batch. Nothing is asked unless told. */
  readonly proof?: BatchProof;
  /** All of them unless told. */
  readonly checks?: readonly Check[];
  /** Waits so many milliseconds or until the signal; for tests. */
  readonly wait?: (ms: number) => Promise<void>;
}

/** The engine over one folder. Nothing of it rejects but `entries`: what goes wrong is an outcome. */
export function createChangeEngine(needs: ChangeEngineOptions): ChangeEngine {
  const { folder, now, signal, onProgress, checks = allChecks } = needs;
  const journal = createJournal(folder, now);
  const wait = needs.wait ?? ((ms: number) => sleep(ms, undefined, { signal }).catch(() => {}));

  async function locked<T>(
    work: () => Promise<T>,
    refused: (because: Message) => T | Promise<T>,
  ): Promise<T> {
    let release: (() => Promise<void>) | null;
    try {
      release = await acquireLock(folder);
    } catch (error) {
      return refused(fixMessage('cannot-remember', { reason: reasonOf(error) }));
    }
    if (!release) return refused(fixMessage('busy'));
    try {
      return await work();
    } finally {
      await release();
    }
  }
  const refusal = (
    named: Pick<Outcome, 'fix' | 'does'>,
    because: Message,
    entry: string | null = null,
  ): Outcome => ({ ...named, entry, result: 'refused', because, afterwards: null });
  /** What was to be taken back. The journal can be read while somebody else writes it. */
  async function refuseUndo(entries: readonly string[], because: Message): Promise<readonly Outcome[]> {
    const all = await journal.read().catch(() => []);
    const wanted: readonly (string | null)[] = entries.length > 0 ? entries : [null];
    return wanted.map((id) =>
      refusal(
        all.find((entry) => entry.id === id) ?? { fix: '', does: fixMessage('does-undo') },
        because,
        id,
      ),
    );
  }
  const context = (step: () => Pick<Progress, 'done' | 'of'>): TransactionContext => ({
    ...needs,
    journal,
    report: (progress) => onProgress({ ...progress, ...step() }),
  });

  return {
    apply: (wanted) =>
      locked<readonly Outcome[]>(
        () =>
          withProof(needs, journal, (rescan) =>
            applyBatch(
              { ...needs, rescan, journal, checks, wait, quarantine: join(folder, 'quarantine') },
              wanted,
            ),
          ),
        (because) => namedFixes(wanted).map((each) => refusal(each, because)),
      ),
    undo: (entries) => {
      let step = { done: 0, of: entries.length };
      const at = context(() => step);
      return locked<readonly Outcome[]>(
        () =>
          undoBatch(at, entries, (done, of) => {
            step = { done, of };
          }),
        (because) => refuseUndo(entries, because),
      );
    },
    previewUndo: (entries) => previewUndo({ actions: needs.actions, journal }, entries),
    applyOperation: ({ id, does, changes, verify, afterwards }) =>
      locked<Outcome>(
        async () => {
          const at = context(() => ({ done: 0, of: 1 }));
          const begun = { fix: id, finding: null, does, changes };
          const ended = await runTransaction(at, begun, verify, () => ({
            because: fixMessage('carried-out'),
          }));
          return {
            fix: id,
            does,
            ...ended,
            afterwards: ended.result === 'fixed' ? (afterwards ?? null) : null,
          };
        },
        (because) => refusal({ fix: id, does }, because),
      ),
    purge: (discarding) =>
      locked<Outcome>(
        () =>
          purge(
            context(() => ({ done: 0, of: 1 })),
            discarding,
          ),
        (because) => refusal({ fix: discarding.id, does: discarding.does }, because),
      ),
    entries: async () => (await journal.read()).map(showEntry),
  };
}
