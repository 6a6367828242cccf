import { type IdentifiedProcess, isAlive, type Processes } from './end-process';

async function signal(
  processes: Processes,
  who: IdentifiedProcess,
  name: 'SIGSTOP' | 'SIGCONT',
): Promise<boolean> {
  if (!Number.isSafeInteger(who.pid) || who.pid <= 1 || who.startedAt === null) return false;
  if (!(await isAlive(processes, who))) return false;
  try {
    return process.kill(who.pid, name);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
    throw error;
  }
}

/**
 * Halts a process where it stands (signal(7), SIGSTOP; not on Windows): one that waits for its child starts no new one.
 * False when it is gone, or it can't be told that it is the one that was meant. Rejects with `EPERM` when it is not ours.
 */
export const freeze = (processes: Processes, who: IdentifiedProcess): Promise<boolean> =>
  signal(processes, who, 'SIGSTOP');

/** Lets it go on (SIGCONT). Once more does no harm. */
export const thaw = (processes: Processes, who: IdentifiedProcess): Promise<boolean> =>
  signal(processes, who, 'SIGCONT');
