/**
 * Does work with a signal that goes off when the one above does, or after `ms` milliseconds (reason: a `TimeoutError`). Not
 * `AbortSignal.any` with `AbortSignal.timeout`: on Node 20 nothing holds these two, and a body that drips outlives them
 *. Resolves and rejects as the work does.
 */
export async function withLimit<T>(
  above: AbortSignal | undefined,
  ms: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = new AbortController();
  const end = () => limit.abort(above?.reason);
  if (above?.aborted) end();
  above?.addEventListener('abort', end, { once: true });
  const timer = setTimeout(() => limit.abort(new DOMException('It took too long.', 'TimeoutError')), ms);
  try {
    return await work(limit.signal);
  } finally {
    clearTimeout(timer);
    above?.removeEventListener('abort', end);
  }
}
