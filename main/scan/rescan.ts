import type { RescanResult } from '../changes/index';
import { checks } from '../checks';
import type { Check } from '../checks/define/define-check';
import type { Influence } from '../contract/influence';
import type { RememberedReleases } from '../contract/scan-result';
import { createProbes } from '../probes/create-probes';
import { memoize } from '../probes/partial-result';
import type { Host } from '../system/read';
import { Memory } from '../system/read/memoize';
import { nodeHost } from '../system/read/node-host';
import { recordingHost } from '../system/read/recording-host';
import { scan } from './run-checks';

export interface RescanOptions {
  /** The app's own folder. */
  readonly folder: string;
  /** Ends a scan that is under way: its promise rejects. */
  readonly signal: AbortSignal;
  /** A registry's answer from the scan before; no registry is asked while something is being changed. */
  readonly remembered?: RememberedReleases | undefined;
  /** For tests: what reads this computer, by which checks it is looked at, and how long one of them may take. */
  readonly host?: Host;
  readonly checks?: readonly Check[];
  /** Milliseconds that one check may take. */
  readonly limitMs?: number;
}

/** Readers, checks and plans that remember what they answered, until something that they read may have changed. */
function rememberingScan({ folder, signal, remembered, ...options }: RescanOptions) {
  const machine = options.host ?? nodeHost(signal);
  const memory = new Memory(machine);
  const host = recordingHost(machine, memory);
  const releases = { offline: remembered === undefined, ...(remembered && { remembered }) };
  return memory.run(() => {
    const probes = createProbes(host, { folder, ...releases });
    const all = (options.checks ?? checks).map(
      (check): Check => ({ ...check, inspect: memoize(() => check.inspect(probes)) }),
    );
    const plans = new Map<object, () => Promise<unknown>>();
    let settled: Promise<void> | null = null;
    const ask = async <T>(about: object, plan: () => Promise<T>): Promise<T> => {
      // Who plans may change something next: what leads where is found out before.
      settled ??= memory.settle();
      await settled;
      const known = plans.get(about) ?? memory.run(() => memoize<unknown>(plan));
      plans.set(about, known);
      return known() as Promise<T>;
    };
    const rescan = async (influences?: readonly Influence[]): Promise<RescanResult> => {
      if (influences) await memory.forget(influences);
      const findings = await memory.run(() =>
        scan(all, probes, host.platform, signal, undefined, options.limitMs),
      );
      settled = null;
      return { findings, probes, ask };
    };
    return rescan;
  });
}

/**
 * Looks at this computer with all checks of its platform, as a scan does. Without influences it looks anew at
 * everything. With those of a change it looks again at what that change can have influenced, and takes the rest from
 * the scan before.
 */
export function createRescan(
  options: RescanOptions,
): (influences?: readonly Influence[]) => Promise<RescanResult> {
  let last: ((influences: readonly Influence[]) => Promise<RescanResult>) | null = null;
  return async (influences) => {
    const whole = !last || !influences || influences.some(({ kind }) => kind === 'everything');
    if (!whole && last) return last(influences ?? []);
    const rescan = rememberingScan(options);
    last = rescan;
    return rescan();
  };
}
