import { checks } from '../checks';
import type { RememberedReleases } from '../contract/look';
import { createProbes } from '../probes/create';
import { nodeHost } from '../probes/host/node';
import { scan } from '../scan/run';
import type { Glance } from './index';

export interface GlanceOptions {
  /** The app's own folder. */
  readonly folder: string;
  /** Ends a look that is under way: its promise rejects. */
  readonly signal: AbortSignal;
  /** A registry's answer from the look before; no registry is asked while something is being changed. */
  readonly remembered?: RememberedReleases | undefined;
}

/** Looks anew at this computer with all checks of its platform, as a look does, each time with readers that remember nothing. */
export function createGlance({ folder, signal, remembered }: GlanceOptions): () => Promise<Glance> {
  return async () => {
    const host = nodeHost(signal);
    const offline = remembered === undefined;
    const probes = createProbes(host, { folder, offline, ...(remembered && { remembered }) });
    return { findings: await scan(checks, probes, host.platform, signal), probes };
  };
}
