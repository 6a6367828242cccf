import type { Host } from '../../system/read';
import type { GatewayProbe } from '../gateways/types';
import type { OpenClawProbe } from '../openclaw/types';
import { memoize } from '../partial-result';
import type { SettingsProbe } from '../settings/types';
import { findTraces } from './find-traces';
import type { TraceProbe } from './types';

export type { Trace, TraceProbe } from './types';

/** Collects what speaks for OpenClaw from what the other probes found; what they could not look at is told by them. */
export function createTraceProbe(
  host: Host,
  openclaw: OpenClawProbe,
  settings: Pick<SettingsProbe, 'all'>,
  gateways: GatewayProbe,
): TraceProbe {
  return {
    all: memoize(async () => {
      const [copies, setups, starts, all, running, processes, listeners] = await Promise.all([
        openclaw.copies(),
        openclaw.setups(),
        openclaw.starts(),
        settings.all(),
        gateways.running(),
        gateways.processes(),
        gateways.listeners(),
      ]);
      const items = findTraces(host, {
        copies: copies.items,
        setups: setups.items,
        starts: starts.items,
        settings: all.items,
        gateways: running.items,
        processes: processes.items,
        listeners: listeners.items,
      });
      return { items, gaps: [...starts.gaps, ...running.gaps] };
    }),
  };
}
