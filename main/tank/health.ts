import { setTimeout as sleep } from 'node:timers/promises';
import { LOOPBACK } from './ports';

/** An emulated gateway is busy for some seconds now and then, and well all the same. */
const ONCE_MS = 10_000;
const PAUSE_MS = 1000;
const MOST_BYTES = 4096;

/**
 * Whether a gateway answers at 127.0.0.1:<port>: `GET /healthz` says `{"ok":true,"status":"live"}` (OpenClaw 2026.9.6).
 * What can't be asked is not healthy.
 */
export async function isHealthy(port: number, signal?: AbortSignal): Promise<boolean> {
  const limit = AbortSignal.timeout(ONCE_MS);
  try {
    const answer = await fetch(`http://${LOOPBACK}:${port}/healthz`, {
      redirect: 'error',
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    if (answer.status !== 200 || Number(answer.headers.get('content-length') ?? 0) > MOST_BYTES) {
      await answer.body?.cancel();
      return false;
    }
    let text = '';
    for await (const part of answer.body ?? []) {
      text += Buffer.from(part).toString('utf8');
      if (text.length > MOST_BYTES) return false;
    }
    const said = JSON.parse(text) as { ok?: unknown; status?: unknown } | null;
    return said?.ok === true && said.status === 'live';
  } catch {
    return false;
  }
}

/** Waits for it, `limitMs` at most; false when it did not come. Rejects when cancelled. */
export async function healthyWithin(
  port: number,
  limitMs: number,
  signal: AbortSignal,
  waiting: (part: number) => void = () => {},
): Promise<boolean> {
  const started = performance.now();
  for (;;) {
    signal.throwIfAborted();
    if (await isHealthy(port, signal)) return true;
    signal.throwIfAborted();
    const gone = performance.now() - started;
    if (gone >= limitMs) return false;
    waiting(gone / limitMs);
    await sleep(PAUSE_MS, undefined, { signal });
  }
}
