import { doubtCurrentAnswer } from './memoize';

/**
 * A limit for a search, in milliseconds. On a computer that others keep busy the clock runs on while this process waits
 * for its turn, and nothing would be found there: so it is this process's own work that counts (process.cpuUsage), and the
 * clock only after five times as long, for a disk that doesn't answer.
 * @returns whether it is over; what was cut off by the clock came of haste (`inHaste`)
 */
export function timeLimit(ms: number): () => boolean {
  const started = performance.now();
  const before = process.cpuUsage();
  return () => {
    const waited = performance.now() - started;
    if (waited < ms) return false;
    const { user, system } = process.cpuUsage(before);
    if ((user + system) / 1000 >= ms) return true;
    if (waited < 5 * ms) return false;
    doubtCurrentAnswer();
    return true;
  };
}
