import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Actions } from '../actions';
import { checks as allChecks } from '../checks';
import type { Check } from '../checks/define';
import type { Outcome } from '../contract/change';
import type { Message } from '../contract/finding';
import { cycle, type Workplace } from './cycle';
import { discard } from './discard';
import type { Engine, Glance, Progress } from './index';
import { createJournal, showEntry } from './journal';
import { acquireLock } from './lock';
import { message, reasonOf } from './reason';
import { applyRow } from './row';
import { undoRow } from './take-back';

export interface EngineNeeds {
  /** The app's own folder: journal, lock, log and quarantine lie below it. */
  readonly folder: string;
  readonly actions: Actions;
  /** Looks anew, with readers that remember nothing from before. */
  readonly glance: () => Promise<Glance>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Stops the row between two steps and takes the fix that is under way back. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  /** All of them unless told. */
  readonly checks?: readonly Check[];
  /** Waits so many milliseconds or until the signal; for tests. */
  readonly wait?: (ms: number) => Promise<void>;
}

/** The engine over one folder. Nothing of it rejects but `entries`: what goes wrong is an outcome. */
export function createEngine(needs: EngineNeeds): Engine {
  const { folder, now, signal, onProgress, checks = allChecks } = needs;
  const journal = createJournal(folder, now);
  const wait = needs.wait ?? ((ms: number) => sleep(ms, undefined, { signal }).catch(() => {}));

  async function locked<T>(work: () => Promise<T>, refused: (because: Message) => T): Promise<T> {
    let release: (() => Promise<void>) | null;
    try {
      release = await acquireLock(folder);
    } catch (error) {
      return refused(message('cannot-remember', { reason: reasonOf(error) }));
    }
    if (!release) return refused(message('busy'));
    try {
      return await work();
    } finally {
      await release();
    }
  }
  const refusal = (fix: string, entry: string | null, because: Message): Outcome => ({
    fix,
    entry,
    result: 'refused',
    because,
    afterwards: null,
  });
  const workplace = (step: () => Pick<Progress, 'done' | 'of'>): Workplace => ({
    ...needs,
    journal,
    tell: (progress) => onProgress({ ...progress, ...step() }),
  });

  return {
    apply: (wanted) =>
      locked<readonly Outcome[]>(
        () => applyRow({ ...needs, journal, checks, wait, quarantine: join(folder, 'quarantine') }, wanted),
        (because) => wanted.map(({ id }) => refusal(id, null, because)),
      ),
    undo: (entries) => {
      let step = { done: 0, of: entries.length };
      const at = workplace(() => step);
      return locked<readonly Outcome[]>(
        () =>
          undoRow(at, entries, (done, of) => {
            step = { done, of };
          }),
        (because) => (entries.length > 0 ? entries : [null]).map((id) => refusal('', id, because)),
      );
    },
    carryOut: ({ id, does, changes, verify, afterwards }) =>
      locked<Outcome>(
        async () => {
          const at = workplace(() => ({ done: 0, of: 1 }));
          const begun = { fix: id, finding: null, does, changes };
          const came = await cycle(at, begun, verify, message('carried-out'));
          return {
            fix: id,
            does,
            ...came,
            afterwards: came.result === 'fixed' ? (afterwards ?? null) : null,
          };
        },
        (because) => refusal(id, null, because),
      ),
    discard: (discarding) =>
      locked<Outcome>(
        () =>
          discard(
            workplace(() => ({ done: 0, of: 1 })),
            discarding,
          ),
        (because) => refusal(discarding.id, null, because),
      ),
    entries: async () => (await journal.read()).map(showEntry),
  };
}
