import { setTimeout as sleep } from 'node:timers/promises';

/** How something is waited for that nobody announces. */
export interface Polling {
  /** Milliseconds between two looks. */
  readonly everyMs: number;
  /** Milliseconds after which no further look follows; the first one is always done. */
  readonly limitMs: number;
  /** Ends the waiting, also in the middle of a pause. Absent: once begun, it is waited to the end. */
  readonly signal?: AbortSignal;
  /** Milliseconds from any moment on; the system's own unless told. */
  readonly clock?: () => number;
  /** Hears before each pause what part of the limit is over, 0 to 1. */
  readonly waiting?: (part: number) => void;
}

/**
 * Looks at once and then again and again, until `look` resolves to anything but null or false. Resolves to that; to null
 * after the limit, or rejects with what `late` makes. Rejects with the signal's reason, or as `look` does.
 */
export async function pollUntil<T>(
  look: () => Promise<T | null | false>,
  polling: Polling & { readonly late: () => unknown },
): Promise<T>;
export async function pollUntil<T>(
  look: () => Promise<T | null | false>,
  polling: Polling,
): Promise<T | null>;
export async function pollUntil<T>(
  look: () => Promise<T | null | false>,
  polling: Polling & { readonly late?: () => unknown },
): Promise<T | null> {
  const { everyMs, limitMs, signal, clock = () => performance.now(), waiting, late } = polling;
  const started = clock();
  for (;;) {
    signal?.throwIfAborted();
    const found = await look();
    if (found !== null && found !== false) return found;
    signal?.throwIfAborted();
    const gone = clock() - started;
    if (gone >= limitMs) {
      if (late) throw late();
      return null;
    }
    waiting?.(gone / limitMs);
    await sleep(everyMs, undefined, signal && { signal }).catch(() => signal?.throwIfAborted());
  }
}
