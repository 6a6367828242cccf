import type { Change } from '../../contract/change';
import type { Message } from '../../contract/finding';
import type { Probes } from '../../probes';
import type { JournalEntry } from '../journal';

/** What a batch did, when all of it is done. */
export interface RowDone {
  /** Those in effect, oldest first. */
  readonly entries: readonly JournalEntry[];
  /** Readers that remember nothing from before the batch. */
  readonly probes: Probes;
  readonly signal: AbortSignal;
}

/** What keeps OpenClaw from working, and the entry that is taken back for it. */
export interface Broken {
  readonly entry: JournalEntry;
  readonly because: Message;
}

/** Tells whether OpenClaw can still work. Nothing is changed, and what can't be told is not held against a fix. */
export interface StillWorks<R> {
  /** What works before the batch: what did not is not held against it. */
  before(probes: Probes): Promise<R>;
  after(remembered: R, row: RowDone): Promise<Broken | null>;
}

/** Files and folders that a change writes, moves or opens. */
const placesOf = (change: Change): readonly string[] => {
  if (change.kind === 'edit' || change.kind === 'mode') return [change.path];
  return change.kind === 'move' ? [change.from, change.to] : [];
};

const within = (inner: string, outer: string) =>
  inner === outer || inner.startsWith(`${outer}/`) || inner.startsWith(`${outer}\\`);

/** The entries that have to do with one of these files or folders, oldest first. */
export const touching = (
  entries: readonly JournalEntry[],
  paths: readonly string[],
): readonly JournalEntry[] =>
  entries.filter(({ changes }) =>
    changes.some((change) =>
      placesOf(change).some((place) => paths.some((path) => within(path, place) || within(place, path))),
    ),
  );
