import type { Message } from '../contract/finding';
import type { LogRecord } from './index';
import { hashOf, readLog, type StoredLog } from './log';

/** Whether the log of changes is as it was written. */
export interface LogVerification {
  readonly ok: boolean;
  /** How many records it holds. */
  readonly records: number;
  /** The first record that isn't as it was written, by its place from 1, and why not. */
  readonly bad: { readonly number: number; readonly because: Message } | null;
  /** The last line was cut off by a crash: the next change repairs it and says so. */
  readonly interrupted: boolean;
}

type LogProblem = 'no-record' | 'other-number' | 'other-previous' | 'other-hash';

function problemOf(record: LogRecord | null, number: number, previous: string): LogProblem | null {
  if (!record) return 'no-record';
  if (hashOf(record) !== record.hash) return 'other-hash';
  if (record.number !== number) return 'other-number';
  return record.previous === previous ? null : 'other-previous';
}

/**
 * The first place where chain or head don't fit. The head is written after its record: a crash between the two leaves
 * one append (a record, or a repair and a record) that it doesn't know yet.
 */
export function checkLog({ records, rest, head }: StoredLog): LogVerification {
  const bad = (number: number, why: string): LogVerification => ({
    ok: false,
    records: records.length,
    bad: { number, because: { id: `fixes.log.${why}` } },
    interrupted: rest !== '',
  });
  let previous = '0'.repeat(64);
  for (const [index, record] of records.entries()) {
    const problem = problemOf(record, index + 1, previous);
    if (problem) return bad(index + 1, problem);
    previous = record?.hash ?? '';
  }
  if (head === 'broken') return bad(records.length + 1, 'head-broken');
  const known = head?.number ?? 0;
  if (known > records.length) return bad(records.length + 1, 'cut-off');
  if (head && records[known - 1]?.hash !== head.hash) return bad(known, 'other-head');
  const beyond = records.slice(known);
  const oneAppend = beyond.length <= 1 || (beyond.length === 2 && beyond[0]?.what === 'repaired');
  if (!oneAppend) return bad(known + 1, head ? 'beyond-head' : 'head-missing');
  return { ok: true, records: records.length, bad: null, interrupted: rest !== '' };
}

/** Reads and judges the log in the app's own `folder`. Rejects when it can't be read. */
export const verifyLog = async (folder: string): Promise<LogVerification> => checkLog(await readLog(folder));
