import type { AppState } from '../../contract/state';
import { DAY_MS } from './schedule';

/**
 * Which tank is to try again to break out: one that runs, and whose month is over, or which is not what it was.
 * Each is asked for once a day at most, so that one that can’t be tried doesn’t go on for ever. A tank that doesn’t run
 * is left alone, and nothing that somebody still has to read is dismissed for it.
 */
export function createReceiptSchedule(now: () => number) {
  const asked = new Map<string, number>();
  const isFresh = (name: string) => {
    const age = now() - (asked.get(name) ?? Number.NEGATIVE_INFINITY);
    return age >= 0 && age < DAY_MS;
  };
  return {
    /** Its name, which counts as asked for then; null: there is none. */
    next({ tanks = [], working, workDone }: AppState): string | null {
      if (working || workDone) return null;
      const due = tanks.find(
        ({ state, receiptDue, name }) => state === 'running' && receiptDue && !isFresh(name),
      );
      if (due) asked.set(due.name, now());
      return due?.name ?? null;
    },
  };
}
