import { setTimeout } from 'node:timers/promises';
import type { Check } from '../checks/define/define-check';
import type { Finding, Platform } from '../contract/finding';
import type { Probes } from '../probes';
import { explainError } from '../system/read/plain-error';
import { timeLimit } from '../system/read/time-limit';

const LIMIT_MS = 15_000;
/** Milliseconds by the clock that quick checks get ahead of the others. */
const AHEAD_MS = 100;
/** Limits are looked at so often within their time. */
const PARTS = 20;

/**
 * What work resolves to, or `late()` once it took its milliseconds: of this process's own work, or five times as long by
 * the clock (`timeLimit`), so that a busy or old computer gets answers. Rejects as the work does.
 */
export async function withinLimit<T>(work: Promise<T>, limitMs: number, late: () => T): Promise<T> {
  const isOver = timeLimit(limitMs);
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<T>((resolve) => {
    timer = setInterval(() => isOver() && resolve(late()), limitMs / PARTS);
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    clearInterval(timer);
  }
}

/** One check, with a time limit in milliseconds. Whatever goes wrong is a finding: a check never disappears. */
export async function inspectOne(
  check: Check,
  probes: Probes,
  limitMs = check.limitMs ?? LIMIT_MS,
): Promise<Finding> {
  const look = check.inspect(probes).catch((error: unknown) =>
    check.unknownBecause({
      id: 'look.failed',
      values: { reason: explainError(error) },
    }),
  );
  return withinLimit(look, limitMs, () => check.unknownBecause({ id: 'look.too-late' }));
}

/**
 * All checks of this platform, side by side, each within `limitMs` or its own limit; `onFinding` hears each as soon as it is there,
 * and of the quick ones before all the others begin to read.
 * The findings come in the order of the checks. Rejects only when the signal ends the scan.
 */
export async function scan(
  checks: readonly Check[],
  probes: Probes,
  platform: Platform,
  signal: AbortSignal,
  onFinding: (finding: Finding) => void = () => {},
  limitMs?: number,
): Promise<readonly Finding[]> {
  signal.throwIfAborted();
  let cancel = () => {};
  const cancelled = new Promise<never>((_resolve, reject) => {
    cancel = () => reject(signal.reason);
    signal.addEventListener('abort', cancel, { once: true });
  });
  const mine = checks.filter((check) => check.platforms.includes(platform));
  const look = async (check: Check) => {
    const finding = await inspectOne(check, probes, limitMs);
    if (!signal.aborted) onFinding(finding);
    return finding;
  };
  const all = async () => {
    const begun = new Map(
      mine.filter(({ quick }) => quick.includes(platform)).map((check) => [check, look(check)]),
    );
    if (begun.size > 0)
      await Promise.race([Promise.all(begun.values()), setTimeout(AHEAD_MS, undefined, { signal })]);
    signal.throwIfAborted();
    return Promise.all(mine.map((check) => begun.get(check) ?? look(check)));
  };
  try {
    return await Promise.race([all(), cancelled]);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}
