import { setTimeout as pause } from 'node:timers/promises';
import { acquireLock } from '../../fixes/lock';
import type { StepProgress } from '..';

/**
 * Waits until nobody else fetches this file, window or terminal: what one of them has looked at and found right, the
 * other could still write to. Resolves to what lets the next one. Rejects with the signal's reason, or as the disk says.
 */
export async function turnAt(
  file: string,
  pauseMs: number,
  signal: AbortSignal,
  tell: (progress: StepProgress) => void,
): Promise<() => Promise<void>> {
  for (;;) {
    signal.throwIfAborted();
    const free = await acquireLock(`${file}.lock`);
    if (free) return free;
    tell({ waiting: { id: 'tank.guest-waiting-turn' } });
    await pause(pauseMs, undefined, { signal }).catch(() => {});
  }
}
