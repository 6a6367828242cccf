import type { Check } from '../checks/define';
import type { Finding, Platform } from '../contract/finding';
import type { Probes } from '../probes';

const LIMIT_MS = 15_000;

/** One check, with a time limit in milliseconds. Whatever goes wrong is a finding: a check never disappears. */
export async function inspectOne(check: Check, probes: Probes, limitMs = LIMIT_MS): Promise<Finding> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Finding>((resolve) => {
    timer = setTimeout(() => resolve(check.couldNotTell({ id: 'look.too-late' })), limitMs);
  });
  const look = check.inspect(probes).catch((error: unknown) =>
    check.couldNotTell({
      id: 'look.failed',
      values: { reason: error instanceof Error ? error.message : String(error) },
    }),
  );
  try {
    return await Promise.race([look, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * All checks of this platform, side by side; `onFinding` hears each as soon as it is there.
 * The findings come in the order of the checks. Rejects only when the signal ends the look.
 */
export async function scan(
  checks: readonly Check[],
  probes: Probes,
  platform: Platform,
  signal: AbortSignal,
  onFinding: (finding: Finding) => void = () => {},
): Promise<readonly Finding[]> {
  signal.throwIfAborted();
  let cancel = () => {};
  const cancelled = new Promise<never>((_resolve, reject) => {
    cancel = () => reject(signal.reason);
    signal.addEventListener('abort', cancel, { once: true });
  });
  const all = checks
    .filter((check) => check.platforms.includes(platform))
    .map(async (check) => {
      const finding = await inspectOne(check, probes);
      if (!signal.aborted) onFinding(finding);
      return finding;
    });
  try {
    return await Promise.race([Promise.all(all), cancelled]);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}
