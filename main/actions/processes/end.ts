import type { EndChange } from '../../contract/change';
import { NotAllowed, type Standing } from '..';
import { codeOf, Trouble } from '../problem';

/** A system's way to tell one process from another, and to reach it. */
export interface Processes {
  /** Null: no such process, or one that has ended and only waits to be counted. */
  identify(pid: number): Promise<Identity | null>;
  /** Asks it to end, or makes it; false when it can't hear. Rejects with `EPERM` when it is not ours, `ESRCH` when it is gone. */
  send(pid: number, how: 'ask' | 'force'): Promise<boolean>;
  /** True when the two texts mean the same moment. */
  same(startedAt: string, other: string): boolean;
}

export interface Identity {
  /** As EndChange counts. */
  readonly startedAt: string;
  /** Short name, cut as the system cuts it. */
  readonly name: string;
}

const STEP_MS = 25;
/** What the system may take to clear a process away that was made to end. */
const LAST_MS = 400;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * The one that was meant: by when it started. Where that could not be told, by its name, and then a like-named one under
 * the same number would be taken for it.
 */
const isMeant = (processes: Processes, { startedAt, program }: EndChange, now: Identity): boolean =>
  startedAt === null
    ? now.name !== '' && (program === now.name || program.startsWith(now.name))
    : processes.same(startedAt, now.startedAt);

async function lives(processes: Processes, change: EndChange): Promise<boolean> {
  const now = await processes.identify(change.pid);
  return now !== null && isMeant(processes, change, now);
}

export const endStands = async (processes: Processes, change: EndChange): Promise<Standing> =>
  (await lives(processes, change)) ? 'before' : 'after';

/** Waits until it is gone; false when it is still there after `ms`. */
async function goneWithin(processes: Processes, change: EndChange, ms: number): Promise<boolean> {
  for (const until = performance.now() + ms; performance.now() < until; await pause(STEP_MS))
    if (!(await lives(processes, change))) return true;
  return !(await lives(processes, change));
}

/** True when waiting makes sense: it was told, or is gone. */
async function send(processes: Processes, change: EndChange, how: 'ask' | 'force'): Promise<boolean> {
  if (!(await lives(processes, change))) return true;
  try {
    return await processes.send(change.pid, how);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EPERM') throw new NotAllowed(`process ${change.pid} is somebody else's`, 'not-ours');
    if (code === 'ESRCH') return true;
    throw error;
  }
}

/**
 * Ends one process, and that one only: asks, waits `graceMs`, then makes it. Who it is is asked before each signal. Gone
 * already is fine. Once begun it is not cut off: half ended helps nobody.
 */
export async function end(processes: Processes, change: EndChange): Promise<void> {
  if (!Number.isSafeInteger(change.pid) || change.pid <= 1)
    throw new Trouble('failed', 'a process number that is none');
  const heard = await send(processes, change, 'ask');
  if (heard && (await goneWithin(processes, change, change.graceMs))) return;
  await send(processes, change, 'force');
  if (await goneWithin(processes, change, LAST_MS)) return;
  throw new Trouble('still-running', `process ${change.pid} did not end`);
}
