import type { EndChange } from '../../../contract/change';
import { pollUntil } from '../../read/poll-until';
import { type ChangeState, ConflictError, NotAllowedError } from '..';
import { ChangeError, codeOf } from '../change-error';

/** A system's way to tell one process from another, and to reach it. */
export interface Processes {
  /** Null: no such process, or one that has ended and only waits to be counted. */
  identify(pid: number): Promise<ProcessIdentity | null>;
  /** Asks it to end, or makes it; false when it can't hear. Rejects with `EPERM` when it is not ours, `ESRCH` when it is gone. */
  send(pid: number, how: 'ask' | 'force'): Promise<boolean>;
  /** True when the two texts mean the same moment. */
  same(startedAt: string, other: string): boolean;
}

export interface ProcessIdentity {
  /** As EndChange counts. */
  readonly startedAt: string;
  /** Short name, cut as the system cuts it. */
  readonly name: string;
}

const STEP_MS = 25;
/** What the system may take to clear a process away that was made to end. */
const LAST_MS = 400;

/**
 * The one that was meant: by the moment at which it started. Where that was not told nobody can tell it from another
 * that has the number now, so it is left alone.
 */
function isMeant(processes: Processes, { pid, startedAt }: IdentifiedProcess, now: ProcessIdentity): boolean {
  if (startedAt === null) throw new ConflictError(`when process ${pid} started was not told`);
  return processes.same(startedAt, now.startedAt);
}

/** One process, and what tells it from another that got its number: as in EndChange. */
export type IdentifiedProcess = Pick<EndChange, 'pid' | 'program' | 'startedAt'>;

/** Whether it is there and the one that was meant. Asked right before each signal. */
export async function isAlive(processes: Processes, change: IdentifiedProcess): Promise<boolean> {
  const now = await processes.identify(change.pid);
  return now !== null && isMeant(processes, change, now);
}

export const endState = async (processes: Processes, change: EndChange): Promise<ChangeState> =>
  (await isAlive(processes, change)) ? 'before' : 'after';

/** Waits until it is gone; false when it is still there after `ms`. */
const goneWithin = async (processes: Processes, change: EndChange, limitMs: number): Promise<boolean> =>
  (await pollUntil(async () => !(await isAlive(processes, change)), { everyMs: STEP_MS, limitMs })) !== null;

/** True when waiting makes sense: it was told, or is gone. */
async function send(processes: Processes, change: EndChange, how: 'ask' | 'force'): Promise<boolean> {
  if (!(await isAlive(processes, change))) return true;
  try {
    return await processes.send(change.pid, how);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EPERM') throw new NotAllowedError(`process ${change.pid} is somebody else's`, 'not-ours');
    if (code === 'ESRCH') return true;
    throw error;
  }
}

/**
 * Ends one process, and that one only: asks, waits `graceMs`, then makes it. Who it is is asked before each signal. Gone
 * already is fine. Once begun it is not cut off: half ended helps nobody.
 */
export async function endProcess(processes: Processes, change: EndChange): Promise<void> {
  if (!Number.isSafeInteger(change.pid) || change.pid <= 1)
    throw new ChangeError('failed', 'a process number that is none');
  const heard = await send(processes, change, 'ask');
  if (heard && (await goneWithin(processes, change, change.graceMs))) return;
  await send(processes, change, 'force');
  if (await goneWithin(processes, change, LAST_MS)) return;
  throw new ChangeError('still-running', `process ${change.pid} did not end`);
}
