import { pollUntil } from './poll-until';
import { withLimit } from './with-limit';

/** Asked on this computer's own address alone. */
const LOOPBACK = '127.0.0.1';

/** An emulated gateway is busy for some seconds now and then, and well all the same. */
const ONCE_MS = 10_000;
const PAUSE_MS = 1000;
const MOST_BYTES = 4096;

/**
 * Whether a gateway answers at 127.0.0.1:<port>: `GET /healthz` says `{"ok":true,"status":"live"}` (OpenClaw 2026.9.6);
 * a version that tells no status is believed its `ok`.
 * What can't be asked, or takes more than `limitMs` milliseconds, is not healthy.
 */
export async function isHealthy(port: number, signal?: AbortSignal, limitMs = ONCE_MS): Promise<boolean> {
  return withLimit(signal, limitMs, async (both) => {
    const answer = await fetch(`http://${LOOPBACK}:${port}/healthz`, { redirect: 'error', signal: both });
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
    return said?.ok === true && (said.status === undefined || said.status === 'live');
  }).catch(() => false);
}

/** Waits for it, `limitMs` at most; false when it did not come. Rejects when cancelled. */
export const healthyWithin = async (
  port: number,
  limitMs: number,
  signal: AbortSignal,
  waiting: (part: number) => void = () => {},
): Promise<boolean> =>
  (await pollUntil(() => isHealthy(port, signal), { everyMs: PAUSE_MS, limitMs, signal, waiting })) !== null;
