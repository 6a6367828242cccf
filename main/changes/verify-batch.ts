import type { Outcome } from '../contract/change';
import type { Message } from '../contract/finding';
import type { Probes } from '../probes';
import type { Progress, Rescan } from './index';
import type { Journal, JournalEntry } from './journal';
import { fixMessage } from './reason';
import type { StillWorks } from './still-works';
import type { TransactionContext } from './transaction';
import { builtOn, undoBatch } from './undo';

export interface BatchProof {
  readonly works: StillWorks<unknown>;
  /** Readers that remember nothing. */
  readonly readers: () => Probes;
}

/** Those that have to go first: what was moved since lies on what this one did. */
function withNewer(entry: JournalEntry, all: readonly JournalEntry[]): readonly JournalEntry[] {
  const newer = builtOn(entry, all);
  return newer ? [...withNewer(newer, all), entry] : [entry];
}

/** Takes one fix back after all; the outcomes of all that went with it. */
async function rollBackFix(
  at: TransactionContext,
  entry: JournalEntry,
  because: Message,
  outcomes: readonly Outcome[],
): Promise<readonly Outcome[]> {
  const all = await at.journal.read();
  const ids = withNewer(entry, all).map(({ id }) => id);
  const undone = await undoBatch({ ...at, signal: new AbortController().signal }, ids, () => {});
  return outcomes.map((outcome) => {
    const undoOutcome = undone.find((each) => each.entry !== null && each.entry === outcome.entry);
    if (!undoOutcome) return outcome;
    return undoOutcome.result === 'fixed'
      ? { ...outcome, result: 'rolled-back', because: fixMessage('put-back', { because }), afterwards: null }
      : {
          ...outcome,
          result: 'left-changed',
          because: fixMessage('not-all', { what: because, because: undoOutcome.because }),
        };
  });
}

/**
 * What keeps OpenClaw from working is taken back, one fix after the other. `atEnd`: readers that saw the machine after
 * all of the batch, for the first time it is asked.
 */
async function prove(
  at: TransactionContext,
  outcomes: readonly Outcome[],
  { works, readers }: BatchProof,
  remembered: unknown,
  atEnd: Probes | null,
): Promise<readonly Outcome[]> {
  let now = outcomes;
  let seen = atEnd;
  for (let left = outcomes.length; left > 0 && !at.signal.aborted; left--) {
    const done = new Set(now.filter(({ result }) => result === 'fixed').map(({ entry }) => entry));
    const entries = (await at.journal.read()).filter(({ id }) => done.has(id)).toReversed();
    if (entries.length === 0) return now;
    at.report({ now: fixMessage('proving') });
    const batch = { entries, probes: seen ?? readers(), signal: at.signal };
    seen = null;
    const broken = await works.after(remembered, batch).catch(() => null);
    if (!broken) return now;
    now = await rollBackFix(at, broken.entry, broken.because, now);
  }
  return now;
}

type ProofContext = Omit<TransactionContext, 'journal' | 'report'> & {
  readonly rescan: Rescan;
  readonly proof?: BatchProof;
  readonly onProgress: (progress: Progress) => void;
};

/**
 * Carries out a batch and ends it with the proof that OpenClaw can still work after all of it. What keeps it from working
 * is taken back with that reason; the rest of the batch stays. What did not work at the first scan is not held against
 * it. Only under the lock.
 */
export async function withProof(
  needs: ProofContext,
  journal: Journal,
  carryOut: (rescan: Rescan) => Promise<readonly Outcome[]>,
): Promise<readonly Outcome[]> {
  const { proof, rescan, onProgress } = needs;
  if (!proof) return carryOut(rescan);
  let before: Promise<unknown> | null = null;
  let whole: Probes | null = null;
  const outcomes = await carryOut(async (influences) => {
    // The whole scan that ends a batch has read what the proof asks for. One that goes before changes has not.
    if (influences?.length !== 0) whole = null;
    const seen = await rescan(influences);
    if (influences === undefined) whole = seen.probes;
    before ??= proof.works.before(seen.probes).catch(() => null);
    await before;
    return seen;
  });
  const of = outcomes.length;
  const report: TransactionContext['report'] = (progress) => onProgress({ ...progress, done: of - 1, of });
  return prove({ ...needs, journal, report }, outcomes, proof, await before, whole);
}
