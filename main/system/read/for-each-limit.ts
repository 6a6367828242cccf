/** Enough to keep a drive and Node's four threads busy. */
const AT_ONCE = 16;

/**
 * Does the work on every item, 16 at a time. Ends at the first failure, after what was begun has come to its end:
 * nothing goes on behind the caller's back.
 */
export async function forEachLimit<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  let failed = false;
  const worker = async () => {
    while (next < items.length && !failed) {
      const item = items[next++] as T;
      await work(item).catch((error: unknown) => {
        failed = true;
        throw error;
      });
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}
